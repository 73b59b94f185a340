"""What a review finds, and what the demo's one line of JSON says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.kernel.terms import Outcome
from scripts import console
from scripts.demonstration.outcome_check import OutcomeReview, shortened, summary
from scripts.demonstration.progress_view import table
from scripts.demonstration.scenario_assignment import Role
from tests.history import sample_registration

START = datetime(2026, 11, 21, 18, tzinfo=UTC)


def late_truck() -> OutcomeReview:
    """The review of a consignment that played `truck_late` as it should."""
    etd = START + timedelta(days=8)
    registration = sample_registration(1, etd=etd, eta=etd + timedelta(days=5))
    role = Role(registration.model_copy(update={"tracking_no": "NB26-000006"}), START, None)
    raised = ("D08 L1", "D08 L2")
    took = timedelta(days=14.5)
    return OutcomeReview(role, Outcome.RELEASED, raised, (), ("SV-05",), (), took, events=32)


def test_what_ends_as_scripted_has_no_differences() -> None:
    assert late_truck().differences == []


@pytest.mark.parametrize(
    "change, difference",
    [
        ({"outcome": Outcome.RETURNED}, "RETURNED instead of RELEASED"),
        ({"outcome": None}, "still open instead of RELEASED"),
        ({"raised": ("D08 L1",)}, "escalations missing: D08 L2"),
        ({"raised": ("D08 L1", "D08 L2", "D12 L1")}, "escalations too many: D12 L1"),
        ({"raised": ("D08 L1", "D08 L2", "D08 L2")}, "escalations too many: D08 L2"),
        ({"withdrawn": ("D08 L1",)}, "withdrawals too many: D08 L1"),
        ({"violations": ()}, "violations missing: SV-05"),
        ({"violations": ("SV-05", "SV-12")}, "violations too many: SV-12"),
        ({"excused": ("SV-05",)}, "excuses too many: SV-05"),
        ({"failure": "the gateway stays away"}, "the gateway stays away"),
    ],
)
def test_every_difference_is_named(change: dict[str, object], difference: str) -> None:
    assert replace(late_truck(), **change).differences == [difference]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "escalations, short",
    [
        ((), ""),
        (("D12 L1",), "D12 L1"),
        (("D12 L2", "D08 L1", "D12 L1", "D08 L2", "D08 L3"), "D08 L1-3, D12 L1-2"),
        (("D06 L1", "D06 L1"), "D06 L1"),
    ],
)
def test_escalations_are_shortened(escalations: tuple[str, ...], short: str) -> None:
    assert shortened(escalations) == short


def test_the_summary_counts_every_end() -> None:
    broken = replace(late_truck(), outcome=None, raised=())
    assert summary([late_truck(), broken], 12.34) == {
        "consignments": 2,
        "as_scripted": 1,
        "outcomes": {
            "released": 1,
            "returned": 0,
            "rejected": 0,
            "destroyed": 0,
            "handed_over": 0,
            "seized": 0,
        },
        "escalations": 2,
        "events": 64,
        "seconds": 12.3,
    }


def test_the_table_says_what_is_not_as_scripted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")
    screen = console.screen()
    screen.width = 160
    screen.print(table([late_truck(), replace(late_truck(), outcome=Outcome.RETURNED)]))
    good, bad = capsys.readouterr().out.splitlines()[1:]
    assert "14.5" in good
    assert "as scripted" in good
    assert "D08 L1-2" in good
    assert "not as scripted" in bad
    assert "RETURNED instead of RELEASED" in bad
