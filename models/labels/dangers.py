"""Emergencies: what threatens, what is done, what must be there before the end."""

from models.language import Text
from models.terms import Closing, Danger, EmergencyStep, Resolution

DANGERS: dict[Danger, Text] = {
    Danger.RADIATION: Text("放射性异常", "radiation"),
    Danger.EXPLOSIVE: Text("爆炸物", "explosives"),
    Danger.MISSING_BOX: Text("箱货失踪", "missing box"),
    Danger.LOCK: Text("关锁异常", "lock"),
    Danger.FIRE: Text("火灾", "fire"),
    Danger.SPILL: Text("泄漏散落", "spill"),
    Danger.PERSON_IRRADIATED: Text("人员受照", "person irradiated"),
}

EMERGENCY_STEPS: dict[EmergencyStep, Text] = {
    EmergencyStep.SECURED: Text("现场已控制", "scene secured"),
    EmergencyStep.CALLED: Text("已通报救援", "responders called"),
    EmergencyStep.SURVEYED: Text("已勘测", "surveyed"),
    EmergencyStep.VERDICT: Text("已判定", "verdict given"),
}

CLOSINGS: dict[Closing, Text] = {
    Closing.EXPERT_REPORT: Text("专家报告", "expert report"),
    Closing.SCENE_CLEARED: Text("现场清理", "scene cleared"),
    Closing.LESSONS: Text("经验教训", "lessons"),
    Closing.LOCK_STATE: Text("关锁状态", "state of the lock or seal"),
}

RESOLUTIONS: dict[Resolution, Text] = {
    Resolution.RESUME: Text("恢复办理", "goes on"),
    Resolution.RETURN: Text("退运", "return"),
    Resolution.HAND_OVER: Text("移交", "handed over"),
}
