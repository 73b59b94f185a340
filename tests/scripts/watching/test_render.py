"""The board fits the terminal, and says the worst first."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from models.health.findings import Fault, Finding
from models.kernel.language import Language
from models.kernel.terms import Assumption, Danger, EscalationLevel, Party, Stage
from models.texts.checks import ASSUMPTIONS
from projections.duty_board import Board, LastEvent, Late, OpenEmergency, StageCount
from projections.queries import ProjectionProgress
from scripts.watching.render import BoardView, drawn

NOW = datetime(2026, 12, 3, 2, tzinfo=UTC)
HEARD = {
    "clearance": NOW - timedelta(seconds=4),
    "checkpoint": NOW - timedelta(minutes=7),
    "enterprise": None,
}


def board(many: int, lag: int = 0, error: str | None = None) -> Board:
    """So many consignments late, in an emergency, and just recorded."""
    return Board(
        head=2617,
        recorded_at=NOW,
        stages=tuple(StageCount(stage=s, count=many + 1, overdue=many) for s in list(Stage)[:3]),
        emergencies=tuple(
            OpenEmergency(
                consignment=f"NB26-{n:06}",
                stage=Stage.PORT,
                occurred_at=NOW,
                box=None,
                danger=Danger.RADIATION,
                reason="portal RPM-1 measured 0.62 µSv/h, twice, and again at the second portal",
                acknowledged=n > 0,
            )
            for n in range(many)
        ),
        late=tuple(
            Late(
                consignment=f"NB26-{n:06}",
                stage=Stage.FACTORY,
                must_act=Party.INSPECTION_LEAD,
                next_deadline="D12",
                next_due=NOW,
                level=EscalationLevel.L2,
                escalated=("D11",),
            )
            for n in range(many)
        ),
        last=tuple(
            LastEvent(
                position=n,
                stream_id=f"consignment/NB26-{n:06}",
                event_type="declaration-status-changed",
                occurred_at=NOW,
                box="CSQU3054383",
                actor="clearance",
            )
            for n in range(many)
        ),
        progress=(
            ProjectionProgress(
                name="status", position=2617 - lag, lag=lag, updated_at=NOW, error=error
            ),
        ),
    )


FAULTS = (Fault.SYSTEM_SILENT, Fault.TASK_FAILS, *set(Fault))


def findings(many: int) -> list[Finding]:
    """So many faults, each of its own kind."""
    kinds = list(dict.fromkeys(FAULTS))[:many]
    return [Finding(fault=each, subject=f"thing-{n}") for n, each in enumerate(kinds)]


def lines(view: BoardView, language: Language, width: int = 80, height: int = 24) -> list[str]:
    """The board as it stands on the screen."""
    paper = StringIO()
    screen = Console(file=paper, width=width, height=height, force_terminal=False)
    screen.print(drawn(view, language, width, height))
    return paper.getvalue().splitlines()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("many", [0, 2, 50])
@pytest.mark.parametrize("away", [None, 17])
@pytest.mark.parametrize("wrong", [0, 1, 7])
def test_it_fits_eighty_columns_and_twenty_four_lines(
    language: Language, many: int, away: int | None, wrong: int
) -> None:
    view = BoardView(NOW, board(many), HEARD, away, findings=findings(wrong))
    found = lines(view, language)
    assert len(found) <= 24
    assert max(map(cell_len, found)) <= 80


def test_what_is_wrong_with_the_tracker_itself_stands_on_top_the_worst_first() -> None:
    (_, first, second, *_) = lines(
        BoardView(NOW, board(2), HEARD, findings=findings(2)), Language.EN
    )
    assert first == "! workflow tasks fail: thing-1"
    assert second == "! a system does not answer: thing-0"
    (_, first, second, *_) = lines(
        BoardView(NOW, board(2), HEARD, findings=findings(7)), Language.EN
    )
    assert second == "! 6 more: guomen status"


@pytest.mark.parametrize("width, height", [(60, 16), (120, 50)])
def test_it_follows_the_size_of_the_screen(width: int, height: int) -> None:
    found = lines(BoardView(NOW, board(60), HEARD), Language.BOTH, width, height)
    assert height - 2 <= len(found) <= height
    assert max(map(cell_len, found)) <= width


def test_it_says_stages_emergencies_what_is_late_and_who_was_heard() -> None:
    text = "\n".join(lines(BoardView(NOW, board(2), HEARD), Language.EN))
    for word in (
        "events 2,617",
        "lag 0",
        "pre-shipment audit 3 !2",
        "on the road 0",
        "emergencies 2",
        "NB26-000000 radiation 12-03 10:00 unanswered",
        "overdue 6  shown 2",
        "L2 D11 → D12 12-03 10:00",
        "inspection team lead",
        "declaration-status-changed",
        "clearance 4 s",
        "checkpoint 7 min",
        "enterprise never",
        "q quits",
    ):
        assert word in text


def test_chinese_is_chinese() -> None:
    text = "\n".join(lines(BoardView(NOW, board(0), None), Language.ZH))
    assert "超期 0" in text
    assert "网关无应答" in text
    assert "overdue" not in text


def test_a_read_model_that_lags_or_stands_still_is_named() -> None:
    text = lines(BoardView(NOW, board(0, lag=7, error="unknown event"), HEARD), Language.EN)[0]
    assert "lag 7" in text
    assert "stands still: status" in text


def test_a_database_that_is_away_is_said_with_the_age_of_what_is_shown() -> None:
    text = "\n".join(lines(BoardView(NOW, board(1), HEARD, away=17), Language.EN))
    assert "the database does not answer, trying again  17 s" in text
    assert "NB26-000000" in text
    empty = "\n".join(lines(BoardView(NOW, None, HEARD, away=0), Language.EN))
    assert "the database does not answer, trying again  0 s" in empty


@pytest.mark.parametrize("language, said", [(Language.ZH, "降级 4"), (Language.EN, "degraded 4")])
def test_what_runs_on_assumptions_is_counted_and_said_of_what_is_late(
    language: Language, said: str
) -> None:
    usual = board(2)
    assert said not in "\n".join(lines(BoardView(NOW, usual, HEARD), language))
    stages = tuple(each.model_copy(update={"degraded": 2}) for each in usual.stages[:2])
    late = (usual.late[0].model_copy(update={"degraded": (Assumption.PAPER,)}),)
    view = BoardView(NOW, usual.model_copy(update={"stages": stages, "late": late}), HEARD)
    shown = "\n".join(lines(view, language))
    assert said in shown
    assert ASSUMPTIONS[Assumption.PAPER].said(language) in shown
