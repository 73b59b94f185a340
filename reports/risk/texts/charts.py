"""What stands in the charts."""

from models.kernel.codes import ReasonCode
from models.kernel.language import Text, form
from models.texts.stages import STAGES as _STAGES

STOP = Text("；", "; ")

SYNTHETIC = Text(
    "合成数据，不是真实批次；灵敏度、阈值和“缺陷只在一个箱内”均为假设",
    "SYNTHETIC DATA, no real batch; sensitivities, thresholds and one bad box a batch are assumed",
)
ASSUMED = Text(
    "灵敏度、阈值和“缺陷只在一个箱内”均为假设，尚未测定",
    "Assumed, not measured yet: sensitivities, thresholds, and that one box of a batch is bad",
)

FUNNEL = Text("境外供货商漏斗图：谁与预期不同", "Funnel of suppliers: who differs from chance")
FUNNEL_NOTE = Text(
    "β-二项分布界限：实线99.8 %，虚线95 %，点线为总体；颜色按品类调整后判定。"
    "越界不等于有过错，不是排名",
    "Beta-binomial limits: solid 99.8 %, dashed 95 %, dotted: all. Colour: after case mix, own"
    " record left out. Outside is not guilty; no ranking",
)
EXPOSURE = Text("实际查验当量（批）", "exposure (batches really looked at)")
RATE = Text("不合格率", "rate found")
BESIDE = Text("判定（按品类调整）", "after case mix")
INSIDE = Text("界限内", "within the limits")
BEYOND_95 = Text("超出95 %界限", "beyond 95 %")
BEYOND_998 = Text("超出99.8 %界限", "beyond 99.8 %")
FEW = Text("当量小于10，不给比率", "exposure below 10: no rate")

FOREST = Text("各对（企业×供货商×品类）的风险上限", "Forest of pairs: bounds against ceilings")
FOREST_NOTE = Text(
    "每行：企业·供货商·品类（查验当量）。点为均值，线为90 %区间，右端为U95，等级按它确定；"
    "竖线为各级上限",
    "A row: enterprise, supplier, kind (exposure). Dot: mean. Line: 90 % interval; its right end,"
    " U95, sets the level. Upright: ceilings",
)
FOREST_SOME = Text(
    "图中最多列40对，按查验当量取；全部在数据中",
    "At most 40 pairs are drawn, those looked at most; all are in the data",
)
BOUND = Text("不合格率（上限U95）", "rate, up to its bound U95")
LEVEL = Text("等级", "level")

CUSUM = Text("累积和控制图：是否发生转折", "CUSUM: has a rate turned?")
CUSUM_NOTE = Text(
    "发现一次上升，干净一批按查验当量下降；越过红线即报警，等待复核",
    "A finding goes up, a clean batch down by what was looked at; above the red line is an alarm",
)
CUSUM_SOME = Text(
    "图中各取最多8条：报警的和查验最多的；全部在数据中",
    "Drawn are 8 a panel at most: alarms and those looked at most; all are in the data",
)
SUPPLIERS = Text("供货商（任一原因）", "suppliers (any reason)")
REASONS = Text("全部批次，按原因", "whole portfolio, by reason")
HEIGHT = Text("累积和", "CUSUM")
WEEK = Text("周（周一）", "week (its Monday)")
WHO = Text("序列", "series")

HEAT_MAP = Text("原因×原产地：发现数与预期之比", "Reason by origin: found against expected")
HEAT_NOTE = Text(
    "预期按品类调整；灰色：查验当量小于10；斜线：区间包含1，即与预期无异；数字为发现/预期",
    "Expected by kind. Grey: exposure below 10. Hatched: the interval holds 1, as expected."
    " Numbers: found / expected",
)
ORIGIN = Text("原产地", "origin")
REASON = Text("原因", "reason")
RATIO = Text("发现/预期", "found / expected")

PARETO = Text("十六种原因的帕累托图", "Pareto of the sixteen reasons")
PARETO_NOTE = Text(
    "柱：批次数和按严重程度加权的危害；线：危害累计；右：未查到该原因的份额，未查不等于没有",
    "Bars: batches, and harm by severity. Line: harm added up. Right: share not looked for;"
    " what nobody looked for is not absent",
)
COUNT = Text("批次数", "batches")
HARM = Text("危害（批次×权重/10）", "harm (batches x weight / 10)")
CUMULATIVE = Text("危害累计", "harm, added up")
NOT_LOOKED = Text("未查份额", "not looked for")

FLOW = Text("来源→环节→类别→结果", "Flow: origin, stage, band, outcome")
FLOW_NOTE = Text(
    "每条为一项发现；装运前和放行后单列",
    "One line a finding; those before shipment and after release are their own stages",
)
STAGES: dict[str, Text] = {
    "abroad": Text("装运前", "before shipment"),
    **{stage.value: text for stage, text in _STAGES.items()},
    "inspection": Text("放行前（环节未记录）", "before release, stage not recorded"),
    "after-release": Text("放行后（漏检）", "after release (escape)"),
}
OUTCOMES = {
    "CONFIRMED": Text("确认", "confirmed"),
    "SUSPECTED": Text("待定", "pending"),
    "CLEARED": Text("排除", "cleared"),
}
COLUMNS = (
    ORIGIN,
    Text("环节", "stage"),
    Text("类别", "band"),
    Text("结果", "outcome"),
)

LADDER = Text("等级阶梯：谁何时因何变动", "Ladder of levels over time: who moved, and why")
LADDER_NOTE = Text(
    "变差即时生效，变好只由复核作出；未见过的对从R2开始",
    "Worse at once, better only at a review; a pair that nobody has seen begins at R2",
)
LADDER_SOME = Text(
    "图中最多列24对有变动的；全部在数据中",
    "At most 24 pairs that moved are drawn; all are in the data",
)
TIME = Text("时间", "time")

LEAKAGE = Text("漏检：方案、实测与校准", "Leakage: the plan, what was measured, calibration")
LEAKAGE_NOTE = Text(
    "实测仅取随机整批掏箱；方案按两箱一坏计算",
    "Measured from whole unpacks by chance only; plans reckon with one bad box of two",
)
AOQ = Text("漏出（占全部批次）", "passed (of all batches)")
TRUE_RATE = Text("真实不合格率", "true rate")
PLAN = Text("R1方案漏出；虚线为预算", "passed under R1's plan; dashed: budget")
PLANS = {
    "boxes": Text("掏箱", "boxes emptied"),
    "laboratory": Text("实验室", "laboratory"),
}
LEAKED = Text("漏检率：点为实测，线到95 %上限", "leakage: dot measured, line to its 95 % bound")
CALIBRATION = Text(
    "校准：不计自身记录的预测与发现，按查验当量十等份",
    "calibration: predicted without the own record, and found, in tenths of exposure",
)
PREDICTED = Text("预测", "predicted")
FOUND = Text("发现", "found")

REASON_NAMES = {
    ReasonCode.RAD_DOSE_RATE: Text("剂量率", "dose rate"),
    ReasonCode.RAD_SURFACE: Text("表面污染", "surface contamination"),
    ReasonCode.RAD_NUCLIDE: Text("核素", "nuclide"),
    ReasonCode.EXPLOSIVE: Text("爆炸物", "explosive"),
    ReasonCode.SEALED_VESSEL: Text("密闭容器", "sealed vessel"),
    ReasonCode.HAZARDOUS_WASTE: Text("危险废物", "hazardous waste"),
    ReasonCode.PROHIBITED_WASTE: Text("禁止进口废物", "prohibited waste"),
    ReasonCode.SOLID_WASTE: Text("固体废物", "solid waste"),
    ReasonCode.INCLUSION: Text("夹杂物", "foreign matter"),
    ReasonCode.COATED_SHARE: Text("涂层物", "coated share"),
    ReasonCode.METAL_CONTENT: Text("金属含量", "metal content"),
    ReasonCode.VOLATILES: Text("挥发物", "volatiles"),
    ReasonCode.APPEARANCE: Text("表观", "appearance"),
    ReasonCode.MIXED_LOADING: Text("混装", "mixed loading"),
    ReasonCode.DOC_MISMATCH: Text("货证不符", "documents differ"),
    ReasonCode.QUARANTINE: Text("检疫", "quarantine"),
}
CODED = {
    code: Text(f"{code} {name.zh}", f"{code} {name.en}") for code, name in REASON_NAMES.items()
}
BLANK = form("")
