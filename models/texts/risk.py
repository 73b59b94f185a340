"""What is looked at by which look, what a bound is of, why a level is what it is."""

from models.kernel.language import Text
from models.kernel.risk_terms import Band, Channel, Factor, Measure, Why

CHANNELS: dict[Channel, Text] = {
    Channel.PORTAL: Text("辐射门", "portal"),
    Channel.SECONDARY: Text("表面污染检测", "surface survey"),
    Channel.MACHINE: Text("机检", "machine"),
    Channel.DOCUMENTS: Text("单证", "papers"),
    Channel.OPEN: Text("开箱", "opening"),
    Channel.EMPTY: Text("掏箱", "emptying"),
    Channel.LABORATORY: Text("实验室", "laboratory"),
}

BANDS: dict[Band, Text] = {
    Band.MINOR: Text("一般", "minor"),
    Band.MAJOR: Text("较重", "major"),
    Band.CRITICAL: Text("严重", "critical"),
}

MEASURES: dict[Measure, Text] = {
    Measure.ANY: Text("任一不合格", "any reason"),
    Measure.GRAVE: Text("较重和严重", "major and critical"),
    Measure.CRITICAL: Text("严重", "critical"),
    Measure.HARM: Text("危害", "harm"),
}

FACTORS: dict[Factor, Text] = {
    Factor.KIND: Text("金属种类", "kind"),
    Factor.CATEGORY: Text("类别", "category"),
    Factor.CODE: Text("商品编号", "code"),
    Factor.ORIGIN: Text("原产地", "origin"),
    Factor.PORT: Text("装货港", "port of loading"),
    Factor.SUPPLIER: Text("供货商", "supplier"),
    Factor.ENTERPRISE: Text("企业", "enterprise"),
    Factor.REASON: Text("不合格原因", "reason"),
    Factor.STAGE: Text("发现环节", "stage"),
}

WHYS: dict[Why, Text] = {
    Why.UNKNOWN: Text("尚无记录", "nothing known yet"),
    Why.BOUND: Text("比例上限", "bound of a rate"),
    Why.SCORE: Text("评分", "score"),
    Why.FEW_BATCHES: Text("票数不足", "too few batches"),
    Why.CENSUS: Text("严格普查", "tight census"),
    Why.CENSUS_FAILED: Text("普查期内再次发现", "found again during a census"),
    Why.MAJOR_FOUND: Text("发现较重不合格", "a major defect"),
    Why.REPEATED: Text("接连发现", "found repeatedly"),
    Why.ACCUMULATED: Text("累计发现", "found too often"),
    Why.CRITICAL_FOUND: Text("发现严重不合格", "a critical defect"),
    Why.SAFETY_FOUND: Text("发现安全类不合格", "a defect of safety"),
    Why.SAME_SUPPLIER: Text("同一供货商的发现", "found of the same supplier"),
    Why.CREDIT: Text("企业信用", "credit of the enterprise"),
    Why.NEW_GROUND: Text("新种类或新原产地", "new kind or origin"),
    Why.STANDING: Text("企业状态", "standing of the enterprise"),
    Why.THREE_IN_A_YEAR: Text("一年内三次", "three in a year"),
    Why.RETURNED_AGAIN: Text("退运后再次进口", "returned goods came back"),
    Why.NOTICE: Text("通报", "a notice"),
    Why.CHART: Text("控制图报警", "alarm of a chart"),
    Why.OFFICER: Text("关员决定", "an officer's decision"),
    Why.COLD_START: Text("批准文件", "an approval document"),
    Why.REVIEW: Text("季度复核", "the quarterly review"),
    Why.DECLARED: Text("清单所列等级", "the level in the manifest"),
    Why.CLEARANCE: Text("通关系统所定", "clearance's own level"),
    Why.NOT_ADMITTED: Text("供货商未准入", "the supplier is not admitted"),
}
