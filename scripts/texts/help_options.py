"""Options and arguments of every verb in Chinese, by the English words of their help."""

from collections.abc import Mapping

OPTIONS: Mapping[str, str] = {
    "Where the files are written.": "文件写入的文件夹。",
    "One language; else both.": "只写一种语言；不写则两种。",
    "Of made-up batches, and every page says so.": "用合成批次，每页均注明。",
    "JSON alone: neither fonts nor libraries are needed.": "只写JSON：不需要字体和绘图模块。",
    "A folder of fonts, beside those of the system.": "字体文件夹，系统字体之外另加。",
    "As the ledger stood there (default: the latest).": "以台账该位置为准（默认为最新）。",
    "The risk-report.json.": "risk-report.json文件。",
    "What `guomen ledger export` wrote: batches and events are made from it anew.": (
        "`guomen ledger export`写出的文件：由其重新得出批次和事件。"
    ),
    "What is to be done; without one you choose what is legal now.": (
        "要办理的指令；不写则从当前可办理的指令中选择。"
    ),
    "The fields of the verb.": "指令的字段。",
    "Who acts: a name or login of the file of officers (default: who is logged in).": (
        "办理人：关员文件中的姓名或登录名（默认为当前登录者）。"
    ),
    "Who acts (default: who logged in).": "办理人（默认为当前登录者）。",
    "In which role, for an officer who has several.": "以何岗位办理，适用于有多个岗位的关员。",
    "Show what would come of it, and send nothing.": "只显示结果，不发送。",
    "Send without asking.": "不再询问，直接发送。",
    "One JSON document instead of tables.": "以JSON输出，而非表格。",
    "One JSON document instead of text.": "以JSON输出，而非文字。",
    "One JSON document instead of lines.": "以JSON输出，而非逐行文字。",
    "One JSON document, once.": "输出一次JSON。",
    "Print one board and leave; so it is without a terminal.": (
        "只打印一次看板后退出；没有终端时即如此。"
    ),
    "The enterprise, as consignments name it.": "企业名称，与各票所写一致。",
    "Only of this enterprise.": "只看该企业的。",
    "Only this consignment.": "只看该票。",
    "Only this enterprise's page.": "只看该企业的记录。",
    "Only tries that failed.": "只看失败的尝试。",
    "For whom.": "通知谁。",
    "L1, L2, L3 or L4.": "级别：L1、L2、L3或L4。",
    "Send also what would wait.": "把本应等待的也一并发送。",
    "Only these (default: whatever waits: parked, failed, dead).": (
        "只看这些状态（默认为所有等待处理的：parked、failed、dead）。"
    ),
    "Only of this system.": "只看该系统的。",
    "As `guomen messages` lists it.": "编号，见`guomen messages`。",
    "As `guomen messages` lists them.": "编号，见`guomen messages`。",
    "Whatever waits: parked, failed, dead.": "所有等待处理的：parked、failed、dead。",
    "Why; it is kept.": "理由；将留存。",
    "The overseas supplier.": "境外供货商。",
    "The kind of metal.": "品种。",
    "R1, R2, R3 or R4.": "R1、R2、R3或R4。",
    "The approval: its number or title.": "批准文件的文号或标题。",
    "The SHA-256 of the document.": "文件的SHA-256。",
    "The SHA-256 of the minutes.": "会议纪要的SHA-256。",
    "For how many days; 0 ends it.": "天数；0表示结束。",
    "Hold the review: a JSON list with enterprise, supplier, kind, decision, reason.": (
        "进行复核：JSON列表，每项含enterprise、supplier、kind、decision、reason。"
    ),
    "One of the tests, such as V1.": "只做其中一项检验，如V1。",
    "Of each population; a tenth for schemes.": "每个总体重复的次数；抽样方案为其十分之一。",
    "The folder with the public customs data.": "公开海关数据所在的文件夹。",
    "By what the portfolio is divided.": "按什么划分。",
    "Only of this supplier.": "只看该供货商的。",
    "Only at this level.": "只看该等级的。",
    "Only charts that have alarmed.": "只看已报警的控制图。",
    "ENTERPRISE / SUPPLIER / KIND, or a part of it.": "企业 / 供货商 / 种类，或其中一部分。",
    "Only this reason counts, instead of --of.": "只计该原因，代替--of。",
    "Only batches of that value; may be given again.": "只看该值的票；可重复。",
    "Which defects count.": "计入哪些不合格。",
    "Only this value of it.": "只看其中这一项。",
    "Only this quarter: 2025Q4.": "只看该季度，如2025Q4。",
    "The quarter: 2025Q4.": "季度，如2025Q4。",
    "How the key was lost.": "密钥如何丢失。",
    "Any of its numbers.": "该票的任一编号。",
    "The box that is meant.": "所指的集装箱。",
    "status, deadlines, dwell, reasons, escalations, all.": (
        "读模型：status、deadlines、dwell、reasons、escalations、all。"
    ),
    "Compare only; exit code 1 if they differ.": "只比较；有差异时退出码为1。",
    "Count by this as well.": "另按此项分类统计。",
    "Only what nobody has answered.": "只看无人答复的。",
    "By default the one in force today.": "默认为今日生效的版本。",
    "One deadline, level by level.": "一项时限，逐级列出。",
    "The register of deadlines.": "时限表。",
    "Codes, standards and protocols.": "商品编号、标准和检验规程。",
    "Limits of what is measured.": "检测项目的限值。",
    "Credit levels.": "信用等级。",
    "Non-conformance reasons.": "不合格原因。",
    "Violations of supervision.": "违反监管的情形。",
    "What the law makes of it.": "法律后果。",
    "Holidays and working hours.": "节假日和工作时间。",
    "What enterprises must keep up, and by when.": "企业须保持的条件及期限。",
    "Proportions and other values.": "抽查比例及其他数值。",
    "Legal instruments.": "法律文件。",
    "Where the rules were read.": "规则的出处。",
    "A version, see `guomen rules list`.": "版本，见`guomen rules list`。",
    "The version to compare it with.": "与之比较的版本。",
    "How many batches.": "批次数。",
    "Both: the same batches in each mode.": "both：相同批次分别按两种模式进行。",
    "The same seed gives the same result.": "种子相同则结果相同。",
    "Use more than one core; the result is the same.": "使用多个处理器核；结果相同。",
    "Rounds of each line; the median counts.": "每项的轮数；取中位数。",
    "Of 37 events each, for what reads.": "读取测试所用的票数，每票37个事件。",
    "Leave out `eventsourcing`.": "不测`eventsourcing`。",
    "Seals exported earlier: a cut-off tail shows.": "先前导出的封印：可发现被截去的末尾。",
    "A public key (PEM) that may have signed seals; can be repeated.": (
        "可能用于签署封印的公钥（PEM）；可重复。"
    ),
    "Where to write: JSON Lines.": "写入的文件：JSON Lines格式。",
    "Where to write; standard output without.": "写入的文件；不写则为标准输出。",
    "For psql, after `--`.": "传给psql的参数，写在`--`之后。",
    "Whose rights: reader, tracker, projector, gateway, migrate, or postgres.": (
        "以谁的权限：reader、tracker、projector、gateway、migrate或postgres。"
    ),
    "Only these consignments; by default all that there is.": "只处理这些票；默认为全部。",
    "Only this enterprise (again for more).": "只处理该企业（可重复）。",
    "0 the ledger itself, 1 seals, 2 heads, 3 every event, 4 read models.": (
        "级别：0台账本身，1封印，2末端，3逐个事件，4读模型。"
    ),
    "The seals that an outsider keeps (level 1).": "外部保存的封印（级别1）。",
    "Say what would be done, and do nothing.": "只说明将做什么，不执行。",
    "Say what is missing, and do nothing.": "只说明缺少什么，不执行。",
    "Show this message and exit.": "显示此帮助后退出。",
}
