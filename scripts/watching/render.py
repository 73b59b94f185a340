"""The board on a screen, as wide and as high as the screen is; 80 by 24 is enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from models.health.changes import named
from models.health.findings import Finding, grouped
from models.health.texts import FINDINGS
from models.kernel.clock import CHINA
from models.kernel.identity import enterprise_of, tracking_no_of
from models.kernel.language import Language, Text
from models.kernel.terms import Stage
from models.process.event_registry import event_name
from models.texts import DANGERS, PARTIES, STAGES
from models.texts.checks import ASSUMPTIONS
from projections.duty_board import Board, LastEvent, Late, OpenEmergency
from scripts.texts import findings as f
from scripts.watching import texts

_FIXED_LINES = 9
"""Title, three of stages, three headings, systems, footer."""
_MOST_EMERGENCIES = 3
_MOST_FAULTS = 2
_STAGES_A_LINE = 3
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True)
class BoardView:
    """What is known at a moment; `away` for so many seconds the database has not answered."""

    now: datetime
    board: Board | None
    heard: dict[str, datetime | None] | None
    away: int | None = None
    live: bool = True
    findings: Sequence[Finding] | None = None
    """None as long as nobody has been asked."""


def drawn(view: BoardView, language: Language, width: int, height: int) -> RenderableType:
    """The whole board; no line is folded, and it is no higher than the screen."""
    lines = list(_lines(view, language, height))
    for line in lines:
        if isinstance(line, Line):
            line.truncate(width, overflow="ellipsis")
    return Group(*lines)


def _lines(view: BoardView, language: Language, height: int) -> Iterator[RenderableType]:
    board, wrong = view.board, list(_findings(view, language))
    yield _title(view, language)
    yield from wrong
    if board is not None:
        yield _stages(board, language)
        taken = bool(view.away is not None) + len(wrong)
        room = max(height - _FIXED_LINES - taken, 6)
        emergencies = board.emergencies[:_MOST_EMERGENCIES]
        late = board.late[: max((room - len(emergencies)) // 2, 3)]
        last = board.last[: max(room - max(len(emergencies), 1) - max(len(late), 1), 1)]
        yield _heading(texts.EMERGENCIES, language, len(board.emergencies), len(emergencies))
        yield from _rows([_emergency(each, language) for each in emergencies], language)
        yield _heading(texts.OVERDUE, language, board.overdue, len(late))
        yield _late(late, language) if late else _none(language)
        yield Line(texts.LAST_EVENTS.said(language), style="bold")
        yield _last(last, language) if last else _none(language)
    yield _heard(view, language)
    if view.away is not None:
        yield _away(view, language)
    if view.live:
        yield Line(texts.QUIT.said(language), style="dim")


def _title(view: BoardView, language: Language) -> Line:
    title = Line(texts.TITLE.said(language), style="bold")
    title.append(f"  {view.now.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", style="")
    board = view.board
    if board is None:
        return title
    title.append(f"  {texts.EVENTS.said(language)} {board.head:,}", style="not bold")
    lagging = "not bold yellow" if board.lag else "not bold"
    title.append(f"  {texts.LAG.said(language)} {board.lag:,}", style=lagging)
    if board.degraded:
        title.append(f"  {texts.DEGRADED.said(language)} {board.degraded:,}", style="bold yellow")
    if board.stuck:
        stuck = f"{texts.STUCK.said(language)}: {', '.join(board.stuck)}"
        title.append(f"  {stuck}", style="bold red")
    return title


def _stages(board: Board, language: Language) -> Table:
    counts = {each.stage: each for each in board.stages}
    grid = Table.grid(padding=(0, 2), expand=False)
    for _ in range(_STAGES_A_LINE):
        grid.add_column(no_wrap=True, overflow="ellipsis")
    stages = list(Stage)
    for first in range(0, len(stages), _STAGES_A_LINE):
        cells = []
        for stage in stages[first : first + _STAGES_A_LINE]:
            seen = counts.get(stage)
            cell = Line(_short(STAGES[stage], stage, language), style="" if seen else "dim")
            cell.append(f" {seen.count if seen else 0}", style="bold" if seen else "dim")
            if seen and seen.overdue:
                cell.append(f" !{seen.overdue}", style="bold red")
            cells.append(cell)
        grid.add_row(*cells)
    return grid


def _emergency(each: OpenEmergency, language: Language) -> Line:
    answered = texts.IN_CHARGE if each.acknowledged else texts.UNANSWERED
    line = Line(
        " ".join(
            filter(
                None,
                (
                    each.consignment,
                    _short(DANGERS[each.danger], each.danger, language),
                    each.box,
                ),
            )
        )
        + " ",
        style="bold red",
    )
    line.append(f"{_time(each.occurred_at)} {answered.said(language)}: {each.reason}", "not bold")
    return line


def _late(late: Sequence[Late], language: Language) -> Table:
    grid = _grid(6)
    for each in late:
        grid.add_row(
            each.consignment,
            STAGES[each.stage].zh if language is Language.ZH else each.stage.value,
            f"L{each.level:d} {' '.join(each.escalated)}" if each.level else "",
            f"→ {each.next_deadline or ''} {_time(each.next_due)}" if each.next_due else "",
            _short(PARTIES[each.must_act], each.must_act, language) if each.must_act else "",
            " ".join(ASSUMPTIONS[why].said(language) for why in each.degraded),
            style="red",
        )
    return grid


def _last(last: Sequence[LastEvent], language: Language) -> Table:
    grid = _grid(5)
    for each in last:
        subject = enterprise_of(tracking_no_of(each.stream_id))
        happened = event_name(each.event_type).zh if language is Language.ZH else each.event_type
        grid.add_row(_time(each.occurred_at), subject, happened, each.box or "", each.actor or "")
    return grid


def _heard(view: BoardView, language: Language) -> Line:
    line = Line(texts.HEARD.said(language), style="bold")
    if view.heard is None:
        line.append(f"  {texts.NOBODY.said(language)}", style="bold red")
        return line
    for system, at in view.heard.items():
        ago = texts.NEVER.said(language) if at is None else _ago(view.now, at)
        line.append(f"  {system} {ago}", style="not bold")
    return line


def _findings(view: BoardView, language: Language) -> Iterator[Line]:
    """What is wrong with the tracker itself, the worst first; how it is mended, status says."""
    faults = list(grouped(view.findings or ()).items())
    shown = faults if len(faults) <= _MOST_FAULTS else faults[: _MOST_FAULTS - 1]
    for fault, found in shown:
        brief = f.BRIEF.of(text=FINDINGS[fault], subjects=named(found))
        yield Line(f"! {brief.said(language)}", style="bold red")
    if len(shown) < len(faults):
        more = f.MORE.said(language, count=len(faults) - len(shown))
        yield Line(f"! {more}", style="bold red")


def _away(view: BoardView, language: Language) -> Line:
    """Since when what is shown is no longer what is."""
    return Line(f"{texts.AWAY.said(language)}  {view.away} s", style="bold red")


def _heading(text: Text, language: Language, count: int, shown: int) -> Line:
    line = Line(f"{text.said(language)} {count}", style="bold red" if count else "bold")
    if shown < count:
        line.append(f"  {texts.SHOWN.said(language)} {shown}", style="not bold dim")
    return line


def _rows(rows: list[Line], language: Language) -> Iterator[Line]:
    yield from rows or [_none(language)]


def _none(language: Language) -> Line:
    return Line(texts.NONE.said(language), style="dim")


def _grid(columns: int) -> Table:
    grid = Table.grid(padding=(0, 1))
    for number in range(columns):
        grid.add_column(no_wrap=True, overflow="ellipsis", min_width=12 if number == 0 else None)
    return grid


def _short(label: Text, code: str, language: Language) -> str:
    """A row has no room for both languages: Chinese and the code stand for both."""
    match language:
        case Language.ZH | Language.EN:
            return label.said(language)
        case Language.BOTH:
            return f"{label.zh} {code}"


def _time(at: datetime | None) -> str:
    """Month, day and minute, as people at Ningbo read it."""
    return "" if at is None else f"{at.astimezone(CHINA):%m-%d %H:%M}"


def _ago(now: datetime, at: datetime) -> str:
    seconds = max(int((now.astimezone(UTC) - at).total_seconds()), 0)
    if seconds < _MINUTE:
        return f"{seconds} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    return f"{seconds // _HOUR} h" if seconds < _DAY else f"{seconds // _DAY} d"
