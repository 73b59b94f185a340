"""`--help` in Chinese: by the English words that stand beside the verb or the option.

A test holds that none is missing. In both languages a line is said once, in English.
"""

from collections.abc import Callable, Mapping
from typing import Any

from models.kernel.language import Language
from scripts.texts.help_details import DETAILS
from scripts.texts.help_history import HISTORY_HELP
from scripts.texts.help_options import OPTIONS

CHINESE: Mapping[str, str] = {
    "The report on risk: its numbers, its charts, JSON, SVG, PDF and Word.": (
        "风险评估报告：数字、图表，JSON、SVG、PDF和Word。"
    ),
    "Reckon every number of a report again from the data it carries, and name what differs.": (
        "由报告所附数据重算每个数字，指出每处不同。"
    ),
    "Track consignments of recycled metal from pre-shipment to release.": (
        "跟踪进口再生金属货物：从装运前审核到放行。"
    ),
    "Run database, Temporal and every process until Ctrl-C; the data folder survives.": (
        "运行数据库、Temporal和全部进程，Ctrl-C停止；数据文件夹保留。"
    ),
    "Run everything, let the sample consignments travel, and show how each one ended.": (
        "启动全部系统，让样例货物走完全程，并显示各票结局。"
    ),
    "Check every row of a manifest and start its consignments; a second time starts nothing.": (
        "逐行检查清单并启动各票；再次导入不重复启动。"
    ),
    "The simulated world: let imported consignments travel.": "模拟的外部世界：让导入的票动起来。",
    "Let imported consignments travel: papers, vessel, port, truck, inspection.": (
        "让导入的票走完全程：材料、船舶、口岸、货车、检验。"
    ),
    "List what can happen to a consignment: the scenarios by name.": "列出可演示的剧本。",
    "List the consignments: where each stands, who must act, and what is due next.": (
        "列出各票：所处阶段、须由谁处理、下次到期。"
    ),
    "Show one consignment: state, boxes, open deadlines, failing calls and its last events.": (
        "显示一票：状态、集装箱、未结时限、失败的调用、最近事件。"
    ),
    "List the events: when in the world, when recorded, what, by whom, by which message or why.": (
        "列出事件：何时发生、何时记录、内容、来源、起因。"
    ),
    "Act as an officer: send a command to a consignment, print its receipt or its refusal.": (
        "以关员身份办理：向一票发送指令，显示回执或拒绝理由。"
    ),
    "Watch stages, emergencies, what is late, what was recorded last, who was last heard.": (
        "值守看板：阶段、应急、逾期、最近记录、各系统最近消息。"
    ),
    "The register of enterprises: list, show, timeline, apply, act.": (
        "企业名册：list、show、timeline、apply、act。"
    ),
    "Print links to lists of the Temporal UI: overdue, waiting for customs, ending today and"
    " more.": ("打印Temporal界面的列表链接：逾期、待海关处理、今日办结等。"),
    "List the search attributes with what they mean, and register those that are missing.": (
        "列出搜索属性及其含义，并登记缺少的。"
    ),
    "Notices: who was called, and what came of it.": "通知：通知了谁，结果如何。",
    "Messages of the systems that could not be delivered.": "各系统发来而无法送达的报文。",
    "Show processes, ledger head, read models with their lag, silent systems, and what is wrong.": (
        "显示进程、台账末端、读模型及其延迟、无消息的系统和存在的问题。"
    ),
    "Make a read model anew beside the one in use, compare them, and put it in its place.": (
        "重建读模型，与在用的比较后替换。"
    ),
    "Count over all consignments: times, reasons, escalations, waivers.": (
        "全部票的统计：时间、原因、上报、免除。"
    ),
    "The risk of goods: what was found, levels and what officers decide, draws of boxes.": (
        "货物风险：发现情况、等级及人工决定、抽箱。"
    ),
    "List the pairs of enterprise, supplier and kind: level, why, since when, and the bounds.": (
        "列出企业、供货商和种类的组合：等级、原因、起始时间和上限。"
    ),
    "Why a pair is at its level: causes, bounds, batches, findings, and the events of each.": (
        "组合为何处于该等级：原因、上限、各票、发现及其事件。"
    ),
    "Charts of suppliers by band, over all enterprises: how near to an alarm, and since when.": (
        "供货商控制图，按严重程度，合并全部企业：离报警多近、自何时起。"
    ),
    "What was found of each kind, origin, supplier and so on, beside what was to be expected.": (
        "各种类、原产地、供货商等的发现情况，并与预期对照。"
    ),
    "Give a pair its first level by a document (C3), while it cannot have shown one.": (
        "组合尚无记录时，凭批准文件给定初始等级（C3）。"
    ),
    "Give a pair another level for a time: worse (C2, C3) or one step better (C3).": (
        "在一段时间内另定等级：上调（C2、C3）或下调一级（C3）。"
    ),
    "List what the assessment proposes, with its bounds; or hold the quarter's review (C3).": (
        "列出评估所建议的下调及其上限；或进行季度复核（C3）。"
    ),
    "The draws of boxes.": "抽箱。",
    "List the keys of the draws by quarter: secret, public, or lost.": (
        "列出各季度抽箱密钥：保密、已公开或丢失。"
    ),
    "Draw anew all that was drawn by keys that are public, from the ledger alone.": (
        "仅凭台账，用已公开的密钥重算每次抽箱。"
    ),
    "Make the key of a quarter public, once its last batch has been concluded for 14 days.": (
        "最后一票办结满14天后，公开该季度密钥。"
    ),
    "Commit to another key for a quarter whose key is lost; its draws can never be checked.": (
        "密钥丢失时改用新密钥；原密钥所抽无法再核验。"
    ),
    "Only this quarter: 2025Q4.": "只看该季度：2025Q4。",
    "The quarter: 2025Q4.": "季度：2025Q4。",
    "How the key was lost.": "密钥如何丢失。",
    "Rulebooks: the versions, what each says, what it changed.": "规则集：版本、内容、变更。",
    "Play synthetic batches in a world without Temporal or PostgreSQL, and compare the modes.": (
        "不用Temporal和PostgreSQL模拟虚构批次，比较两种模式。"
    ),
    "Measure the tracker on this machine.": "在本机测量性能。",
    "Hold the reckoning of risk against truths that are known; exit code 1 if it falls short.": (
        "用已知真值检验风险计算；达不到要求时退出码为1。"
    ),
    "Prove the ledger: positions, versions, links, hashes computed anew, seals, raw messages.": (
        "验证台账：位置、版本、链接、重算摘要、封印、原始报文。"
    ),
    "Seals: signed statements about what the ledger held.": "封印：对台账内容的签名声明。",
    "The record itself.": "台账本身。",
    'Open psql, or run one statement: guomen psql -- -c "select count(*) from ledger.events".': (
        '打开psql，或执行一条语句：guomen psql -- -c "select count(*) from ledger.events"。'
    ),
    "Compare ledger, seals, Temporal and read models, level by level; one verdict a stream.": (
        "逐级比对台账、封印、Temporal和读模型；每个流一个结论。"
    ),
    "Let every open consignment and enterprise go on from its events, if no workflow does.": (
        "没有工作流时，让各未结票和企业从其事件继续。"
    ),
    "Append to the ledger what it has lost: the events that Temporal's histories still hold.": (
        "把台账丢失而Temporal历史中仍有的事件补回。"
    ),
    "Show the traceback of an error.": "显示错误的调用栈。",
    "The data folder of the stack (default .guomen).": "系统的数据文件夹（默认.guomen）。",
    "One JSON document instead of a table.": "以JSON输出，而非表格。",
    "One JSON document instead of a page.": "以JSON输出，而非页面。",
    "Only this stage.": "只看该阶段。",
    "Only those with an escalation.": "只看已逾期上报的。",
    "Only those without, or against, the word of a system.": (
        "只看降级办理的（系统无应答、纸面、补录、时钟存疑）。"
    ),
    "What was true then, known today.": "当时的事实，按今日所知。",
    "What was known then.": "当时所知。",
    "Tracking, unified, declaration, bill or box number.": (
        "跟踪号、统一编号、报关单号、提单号或箱号。"
    ),
    "Many at once: a list filter of the Temporal UI, and no ID.": (
        "批量办理：Temporal界面的列表条件，不写ID。"
    ),
    "Go on with an interrupted --query.": "继续中断的--query。",
    "A manifest: .csv, .xlsx, .json, or a declaration as .xml.": (
        "清单：.csv、.xlsx、.json，或.xml报关单。"
    ),
    "Check only; start nothing.": "只检查，不启动。",
    "Write every problem to a .csv or .xlsx file.": "把全部问题写入.csv或.xlsx文件。",
    "A table that fills what the file leaves blank.": "用以补全空白项的表。",
    "Consignments a second, if not as configured.": "每秒启动票数，默认按配置。",
    "Hand it over, and do not wait.": "提交后不等待。",
    "Which sheet of a workbook to read.": "读取工作簿的哪个工作表。",
    "So many times faster than life; 1 is real time.": "快于实际的倍数；1为实时。",
    "So many are moved at a time.": "同时推进的票数。",
    "What happens: a name of `guomen world scenarios`.": "剧本：见`guomen world scenarios`。",
    "Tracking, box or any other number; without one: all that are open.": (
        "跟踪号、箱号或其他编号；不写则为全部未结票。"
    ),
    "Leave when every scripted one has ended.": "全部演完后退出。",
    "One JSON object as the last line.": "最后一行为JSON。",
    "Only this consignment (again for more).": "只演该票（可重复）。",
    "So many travel at a time.": "同时进行的票数。",
}


_KNOWN: Mapping[str, str] = {**CHINESE, **OPTIONS, **DETAILS, **HISTORY_HELP}
_PANEL = "rich_help_panel"
_ARGUMENTS, _OPTIONS, _COMMANDS = "参数", "选项", "命令"


def translated(command: Any, language: Language) -> Any:  # noqa: ANN401 - a command of click
    """A command of click with its help in Chinese, where that is wanted."""
    if language is Language.ZH:
        _translate(command)
    return command


def paragraphs(words: str | None) -> list[str]:
    """The paragraphs of a help text, each in one line."""
    return [said for each in (words or "").split("\n\n") if (said := " ".join(each.split()))]


def _translate(command: Any) -> None:  # noqa: ANN401 - the same
    said = [_KNOWN.get(each, each) for each in paragraphs(command.help)]
    if said:
        command.help, command.short_help = "\n\n".join(said), said[0]
    setattr(command, _PANEL, _COMMANDS)
    for parameter in command.params:
        _describe(parameter)
    command.get_help_option = _described(command.get_help_option)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner)


def _describe(parameter: Any) -> None:  # noqa: ANN401 - the same
    for words in paragraphs(getattr(parameter, "help", None)):
        parameter.help = _KNOWN.get(words, words)
    argument = parameter.param_type_name == "argument"
    setattr(parameter, _PANEL, _ARGUMENTS if argument else _OPTIONS)


def _described(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The maker of the option `--help`, which click puts together for each call."""

    def option(context: Any) -> Any:  # noqa: ANN401 - the same
        made = make(context)
        if made is not None:
            _describe(made)
        return made

    return option
