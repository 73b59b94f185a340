"""What the help of verbs says below its first line, and of their parts, in Chinese."""

from collections.abc import Mapping

DETAILS: Mapping[str, str] = {
    "The same position of the ledger gives the same bytes. Nothing is written if anything is"
    " missing.": "同一台账位置得出相同字节。缺少任何一项则什么都不写。",
    "Exit code 0 only when nothing does. With an export of the ledger, which docs/verify.md proves"
    " by its seals, batches, standings and events are folded from it anew: without any database.": (
        "毫无不同时退出码才为0。给出台账导出（由docs/verify.md以封印证明）时，由其重新得出批次、"
        "等级状态和事件，不需要数据库。"
    ),
    "Exit code 0 only when each ended as its script says.": "各票均与剧本相符时，退出码才为0。",
    "Exit code 3 when a row was bad: the good ones have started.": (
        "有问题行时退出码为3：无问题的票已启动。"
    ),
    "The three simulated systems report what happens, as in the demo, and officers act as the"
    " script says; deadlines run meanwhile. Ctrl-C stops it, and the same command goes on. Without"
    " a scenario nothing is in the way. Enterprises that nobody knows are enrolled first.": (
        "三个模拟系统如演示中一样报告所发生的事，关员按剧本办理，时限照常计时。Ctrl-C停止，同一命令"
        "可继续。不写剧本则一路顺利。名册上没有的企业先行准入。"
    ),
    "Exit code 1 when one cannot be read: it is named, and shown as it stood before.": (
        "有无法读取的票时退出码为1：列出其名，并显示此前的状态。"
    ),
    "Without a VERB it asks: what may be done now, its fields one by one, whether to send it. With"
    " --query the command goes to every running consignment that the filter finds.": (
        "不写VERB则逐步询问：现在可办理什么、逐个字段、是否发送。使用--query时，指令发给条件查到的"
        "每一在办票。"
    ),
    "Without a VERB it asks: what may be done now, its fields one by one, whether to send it.": (
        "不写VERB则逐步询问：现在可办理什么、逐个字段、是否发送。"
    ),
    "q or Ctrl-C leaves. A database that goes away is said, and looked for until it is back. Once,"
    " the exit code is 1 when something is wrong with the tracker itself, as for"
    " `guomen status`.": (
        "按q或Ctrl-C退出。数据库中断时会提示并等待其恢复。使用--once时，系统本身有问题则退出码为1，"
        "与`guomen status`相同。"
    ),
    "List the enterprises: standing, end of the enrolment, institutions, audits, violations.": (
        "列出企业：状态、准入有效期、制度、审核、违规。"
    ),
    "Show one enterprise: standing, institutions, deadlines, violations, suppliers.": (
        "显示一家企业：状态、制度、时限、违规、供应商。"
    ),
    "List what happened to one enterprise: when, when recorded, what, by whom, why.": (
        "列出一家企业的事件：何时发生、何时记录、内容、来源、起因。"
    ),
    'Open the page of an enterprise with its application: \'{"documents": ["…"]}\'.': (
        '以申请建立企业记录：\'{"documents": ["…"]}\'。'
    ),
    "Act as an officer: send a command to an enterprise, print its receipt or its refusal.": (
        "以关员身份办理：向企业记录发送指令，显示回执或拒绝理由。"
    ),
    "The link to what ends today is good for today only.": "“今日办结”的链接仅当日有效。",
    "Send a test through the routes, from this process, and say what each target answered.": (
        "由本进程经各通知路线发送测试，并说明各目标的答复。"
    ),
    "Show one message as it came, as JSON, and what was done about it.": (
        "以JSON显示一条报文的原文及其处理情况。"
    ),
    "Let messages be tried again at once, also dead and discarded ones.": (
        "立即重试报文，包括已放弃（dead）和已弃置（discarded）的。"
    ),
    "Deliver these never, for a reason. They stay stored, and `retry` takes it back.": (
        "说明理由后不再送达这些报文。报文仍保存，可用`retry`恢复。"
    ),
    "Say whose a message is that found no consignment, and which box it means: it is delivered.": (
        "指明无主报文属于哪一票、所指哪一箱，随即送达。"
    ),
    "Exit code 1 when anything is wrong, or cannot be known because somebody does not answer: with"
    " what, since when, who must act, and the command that mends it.": (
        "有问题或因无人应答而无法得知时退出码为1：说明何事、何时起、须由谁处理，以及处理命令。"
    ),
    "Exit code 1 when a stream cannot be read: it is named, the others are shown.": (
        "有无法读取的流时退出码为1：列出其名，其余照常显示。"
    ),
    "How long the goods stood where, by mode: three spans from the discharge, and each stage.": (
        "货物在各处停留多久，按模式：自卸船起的三段时间及各环节。"
    ),
    "What was found, and how often where it was looked for; open suspicions are pending.": (
        "发现了什么，在有效检查的票中占多少；未结的疑点列为待定。"
    ),
    "Who was called about which deadline, when it was due and recorded, and who answered.": (
        "就哪项时限通知了谁、何时到期和记录、由谁答复。"
    ),
    "What conformity asked for and officers went without: how often, and who decided that.": (
        "判定合格所需而经关员免除的要求：次数及决定人。"
    ),
    "List the versions: from when to when, and which instruments came into force with each.": (
        "列出各版本：起止时间，以及随之生效的法律文件。"
    ),
    "Show what a version says: in short, or the parts that are named.": (
        "显示一个版本的内容：摘要，或指定的部分。"
    ),
    "Show what two versions say differently, row by row.": "逐行显示两个版本的不同之处。",
    "The rate goes to standard error: what is on standard output depends on the batches alone.": (
        "速率写入标准错误：标准输出的内容只取决于批次。"
    ),
    "Compare the ledger with others on one PostgreSQL with fsync on, and measure its readers.": (
        "在同一开启fsync的PostgreSQL上与其他实现比较台账，并测量读取。"
    ),
    "Exit code 0 only when all is as it was recorded; else every bad place is named.": (
        "一切与记录相符时退出码才为0；否则列出每一处问题。"
    ),
    "List the seals, oldest first.": "列出封印，最早的在前。",
    "Write all seals to a file, for someone outside to keep.": "把全部封印写入文件，交由外部保存。",
    "Print the public key (PEM) with which anybody can check the seals.": (
        "打印公钥（PEM），任何人可据此核验封印。"
    ),
    "Seal at once what was recorded since the last seal; the tracker does it, it has the key.": (
        "立即封印上次封印以来的记录；由持有密钥的tracker执行。"
    ),
    "Write every event as one line of JSON, in order; docs/verify.md says what it means.": (
        "按顺序把每个事件写成一行JSON；含义见docs/verify.md。"
    ),
    "Write every receipt with the message that came in as one line of JSON, in order.": (
        "按顺序把每张回执及收到的报文写成一行JSON。"
    ),
    "By default with the rights to read. `postgres` is the superuser, who can do anything: what it"
    " does to the record, `guomen verify` finds.": (
        "默认只有读取权限。`postgres`为超级用户，可做任何操作：它对记录的改动可由"
        "`guomen verify`发现。"
    ),
    "Exit code 0 only when all agree, or differ by nothing but an answer on its way; without"
    " numbers also only when nothing is wrong with the tracker itself, as `guomen status` finds"
    " it.": (
        "全部一致、或只差途中的答复时退出码才为0；不写编号时，还须系统本身没有"
        "`guomen status`所列的问题。"
    ),
    "Also one that runs and is behind the ledger, and messages that were accepted by a run that was"
    " broken off. Exit code 1 when one cannot go on, because the ledger has lost what it"
    " acknowledged.": (
        "也包括仍在运行但落后于台账的，以及已被中断的运行所接受的报文。因台账丢失其已确认的内容而"
        "无法继续时退出码为1。"
    ),
    "Exit code 0 only when every draw is as it was recorded; else each that differs is named.": (
        "每次抽箱均与记录一致时，退出码才为0；否则逐一列出不符之处。"
    ),
    "It holds for two quarters, once; what is found then counts as for any other pair.": (
        "有效两个季度，只批一次；其间发现的不合格与其他组合同样计算。"
    ),
    "Worse for 90 days at the most, better for 30; nothing lifts what a safety defect, credit,"
    " three batches in a year or returned goods have set.": (
        "上调最长90天，下调最长30天；"
        "安全类不合格、信用、一年三批不合格或退运再进口所定等级不能下调。"
    ),
    "Each proposal is decided on: improve by one step, or keep.": (
        "每项建议都须决定：下调一级（improve）或保持（keep）。"
    ),
    "Exit code 1 when a key that must be kept cannot be had.": (
        "应保存的密钥无法取得时退出码为1。"
    ),
    "Exit code 1 when a part of it is in no history, or does not continue the chain.": (
        "有部分不在任何历史中，或接不上链时，退出码为1。"
    ),
}
