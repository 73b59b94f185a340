"""Words that several sections of the report share."""

from models.kernel.language import Text

TITLE = Text(
    "进口再生金属原料差异化检验监管风险评估报告",
    "Risk assessment of the differentiated supervision of imported recycled metal",
)
SAMPLE = Text(
    "样本：合成数据（种子{seed}），不涉及任何真实企业、供货商或批次",
    "SAMPLE of SYNTHETIC DATA (seed {seed}): no real enterprise, supplier or batch",
)
NOT_THEIRS = Text(
    "本报告由本项目依自身提议的规则计算；十六种原因、四级标准和全部比例均未公开，不代表任何海关的做法",
    "Reckoned by rules that are this project's own proposal: the sixteen reasons, the four levels"
    " and all shares are unpublished, and nothing here is what any customs office does",
)
ENTERPRISE = Text("企业", "enterprise")
SUPPLIER = Text("境外供货商", "overseas supplier")
KIND = Text("品类", "kind")
CATEGORY = Text("类别", "category")
ORIGIN = Text("原产地", "origin")
BATCHES = Text("批次", "batches")
MASS = Text("净重", "net weight")
FOUND = Text("查实", "found")
PENDING = Text("待定", "pending")
EXPOSURE = Text("查验当量", "exposure")
RATE = Text("不合格率", "rate")
PAIRS = Text("对数", "pairs")
NAME = Text("名称", "name")
VALUE = Text("值", "value")
WHAT = Text("项目", "what")
MEASURE = Text("口径", "measure")
CHANNEL = Text("查验手段", "channel")
NO_ROWS = Text("无", "none")
NUMBERS = Text("数字编号：{first}至{last}", "numbers {first} to {last}")
PRINTED = Text(
    "此处列{printed}行，共{rows}行，全部在数据中", "{printed} of {rows} rows; all are in the data"
)
