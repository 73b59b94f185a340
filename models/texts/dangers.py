"""Emergencies: what threatens, what is done, what must be there before the end."""

from models.kernel.language import Text
from models.kernel.terms import Closing, Danger, EmergencyStep, LockAlarm, Resolution

DANGERS: dict[Danger, Text] = {
    Danger.RADIATION: Text("放射性异常", "radiation"),
    Danger.EXPLOSIVE: Text("爆炸物", "explosives"),
    Danger.MISSING_BOX: Text("箱货失踪", "missing box"),
    Danger.LOCK: Text("关锁异常", "lock"),
    Danger.FIRE: Text("火灾", "fire"),
    Danger.SPILL: Text("泄漏散落", "spill"),
    Danger.PERSON_IRRADIATED: Text("人员受照", "person irradiated"),
}

LOCK_ALARMS: dict[LockAlarm, Text] = {
    LockAlarm.LBS_POSITION: Text(
        "基站定位（无卫星信号）", "located by base station, not satellite"
    ),
    LockAlarm.GEOFENCE_ENTERED: Text("进入电子围栏", "entered a geofence"),
    LockAlarm.GEOFENCE_LEFT: Text("离开电子围栏", "left a geofence"),
    LockAlarm.ROPE_CUT: Text("锁绳剪断", "rope cut"),
    LockAlarm.VIBRATION: Text("震动", "vibration"),
    LockAlarm.ROPE_INSERTED: Text("锁绳已插入", "rope inserted"),
    LockAlarm.MOTOR_LOCKED: Text("电机已上锁", "motor locked"),
    LockAlarm.UNLOCK: Text("开锁报警", "unlocked"),
    LockAlarm.WRONG_PASSWORD: Text("密码连续输错五次", "wrong password five times"),
    LockAlarm.UNAUTHORISED_CARD: Text("非授权卡刷卡", "unauthorised card"),
    LockAlarm.LOW_BATTERY: Text("电池电量低", "battery low"),
    LockAlarm.BACK_COVER: Text("后盖打开", "back cover opened"),
    LockAlarm.COVER_STATE: Text("后盖状态", "state of the cover"),
    LockAlarm.MOTOR_FAULT: Text("电机故障", "motor fault"),
    LockAlarm.ACK_REQUIRED: Text("要求应答", "asks for an answer"),
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
