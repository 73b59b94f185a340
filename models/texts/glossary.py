"""The words of the trade that are no term of a vocabulary, and what they mean."""

from typing import NamedTuple

from models.kernel.language import Text


class GlossaryEntry(NamedTuple):
    """A word in both languages, and a sentence about it in both."""

    word: Text
    means: Text


GLOSSARY: tuple[GlossaryEntry, ...] = (
    GlossaryEntry(
        Text("再生金属原料", "recycled metal raw material"),
        Text(
            "经分拣加工、符合国家标准、可直接入炉的回收金属；不符合标准的属固体废物，禁止进口",
            "sorted and treated metal that meets a national standard and goes straight into the"
            " furnace; what does not is solid waste, which may not be imported",
        ),
    ),
    GlossaryEntry(
        Text("票、批", "consignment, batch"),
        Text(
            "一份报关单：一个品种、一家进口企业、一个或多个集装箱",
            "one declaration: one kind of metal, one importer, one box or more",
        ),
    ),
    GlossaryEntry(
        Text("试点企业", "pilot enterprise"),
        Text(
            "经准入、可在本企业接受检验的进口企业",
            "an importer that is enrolled, so that its goods are inspected on its own site",
        ),
    ),
    GlossaryEntry(
        Text("装运前监管", "pre-shipment supervision"),
        Text(
            "货物启运前由海关审核材料：环保质量安全、境外装运与运输信息",
            "customs audit the papers before the goods sail: environmental quality and safety,"
            " loading abroad, transport",
        ),
    ),
    GlossaryEntry(
        Text("卡口", "checkpoint (kakou)"),
        Text(
            "港区的出入闸口：车、箱、锁在此核对并记录",
            "the gate of the port area, where truck, box and lock are checked and recorded",
        ),
    ),
    GlossaryEntry(
        Text("安全智能锁", "smart lock, security lock"),
        Text(
            "箱门上的电子关锁，途中报告位置、开启与电量",
            "the electronic lock on a box that reports place, opening and battery on the road",
        ),
    ),
    GlossaryEntry(
        Text("机检", "machine inspection"),
        Text(
            "大型X射线设备对整箱扫描成像", "a large X-ray machine takes an image of the whole box"
        ),
    ),
    GlossaryEntry(
        Text("开箱", "open-box check"),
        Text("打开箱门查看，不卸货", "the box is opened and looked into, not unloaded"),
    ),
    GlossaryEntry(
        Text("掏箱", "empty-out check"),
        Text("将箱内货物全部掏出查验", "everything is taken out of the box and inspected"),
    ),
    GlossaryEntry(
        Text("布控指令", "control instruction"),
        Text(
            "系统下达的查验要求：查哪些箱、开箱与掏箱比例、地点",
            "what the system orders to be inspected: which boxes, the shares to open and to empty,"
            " where",
        ),
    ),
    GlossaryEntry(
        Text("准予提离", "permit to remove"),
        Text(
            "两项许可之一：箱可以离开口岸，货物尚不得使用",
            "the first of the two permissions: a box may leave the port, the goods may not be used"
            " yet",
        ),
    ),
    GlossaryEntry(
        Text("放行、准予销售或使用", "release for sale or use"),
        Text(
            "两项许可之二：货物检验合格，可以使用或销售",
            "the second of the two permissions: the goods conform and may be used or sold",
        ),
    ),
    GlossaryEntry(
        Text("目的地检验", "destination inspection"),
        Text(
            "在企业而不是在口岸实施的检验", "the inspection at the enterprise instead of the port"
        ),
    ),
    GlossaryEntry(
        Text("合格评定", "conformity assessment"),
        Text(
            "依检验记录与实验室结果判定货物是否合格",
            "whether the goods conform, by the record of the inspection and the laboratory",
        ),
    ),
    GlossaryEntry(
        Text("固体废物属性鉴别", "solid-waste identification"),
        Text(
            "由专业机构鉴别货物是否属固体废物", "a professional body says whether goods are waste"
        ),
    ),
    GlossaryEntry(
        Text("退运", "return shipment"),
        Text(
            "不合格或被责令的货物退出国境",
            "goods that failed, or were ordered out, leave the country",
        ),
    ),
    GlossaryEntry(
        Text("滞报金", "late declaration fee"),
        Text("超过申报期限按日征收", "what is due for every day after the days for declaring"),
    ),
    GlossaryEntry(
        Text("直属海关", "directly-affiliated customs"),
        Text(
            "宁波海关一级，设有风险、商检等处室", "the level of Ningbo Customs, with its divisions"
        ),
    ),
    GlossaryEntry(
        Text("隶属海关", "subordinate customs"),
        Text(
            "直属海关下的现场海关，如北仑海关",
            "an office below it where the work is done, such as Beilun",
        ),
    ),
    GlossaryEntry(
        Text("时限", "deadline"),
        Text(
            "规则集中的一行：何事开始、何事结束、到期逐级上报给谁",
            "a row of the rulebook: what starts it, what ends it, and who is told when it runs out",
        ),
    ),
    GlossaryEntry(
        Text("上报", "escalation"),
        Text(
            "时限某一级到期：通知相应的一方，必要时产生效果",
            "a level of a deadline that was reached: a party is notified, and something may follow",
        ),
    ),
    GlossaryEntry(
        Text("冻结", "overlay"),
        Text(
            "暂停、应急、企业暂停或异议：普通时限停止计时",
            "hold, emergency, suspended enterprise or dispute: ordinary deadlines stand still",
        ),
    ),
    GlossaryEntry(
        Text("不合格", "non-conformance (NC)"),
        Text("货物的缺陷，编号NC-01至NC-16", "a defect of the goods, NC-01 to NC-16"),
    ),
    GlossaryEntry(
        Text("违规", "violation (SV)"),
        Text("违反监管要求的行为，编号SV-01至SV-12", "a breach of supervision, SV-01 to SV-12"),
    ),
    GlossaryEntry(
        Text("台账", "ledger"),
        Text(
            "只可追加、逐条以哈希相连的事件记录",
            "the record of events: only appended to, each linked to the one before by its hash",
        ),
    ),
)
