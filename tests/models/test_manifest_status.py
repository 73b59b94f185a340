"""What clearance says of the manifest: recorded, and told to people where it stops the goods."""

import pytest

from models import events
from models import messages as m
from models.decisions.declaration import MANIFEST
from models.terms import Level, Mode, Party
from tests.given import given
from tests.models.stories import APPROVED, ASHORE, INSTRUCTED, PILOT

BROKER, ENTERPRISE, C1 = Party.BROKER, Party.ENTERPRISE, Party.CHECKPOINT_OFFICER


def manifest(status: str, reason: str = "") -> m.ManifestStatus:
    return m.ManifestStatus(status=status, reason=reason)


@pytest.mark.parametrize(
    "status, meaning, kinds",
    [
        ("01", "accepted", ()),
        ("02", "manual review", ()),
        ("03", "refused", ("manifest-refused",)),
        ("11", "bill released", ("bill-released",)),
        ("12", "loading refused", ("loading-refused",)),
        ("13", "discharge refused", ("discharge-refused",)),
        ("99", "unknown code", ()),
    ],
)
def test_every_code_is_recorded_with_what_it_means(
    status: str, meaning: str, kinds: tuple[str, ...]
) -> None:
    told = given(*APPROVED).when(manifest(status))
    told.then(events.ManifestStatusChanged(status=status, meaning=meaning), *kinds)


def test_the_table_has_the_codes_of_the_domain() -> None:
    assert set(MANIFEST) == {"01", "02", "03", "11", "12", "13"}


@pytest.mark.parametrize(
    "status, told",
    [
        ("03", [(BROKER, Level.L2), (ENTERPRISE, Level.L2)]),
        ("12", [(ENTERPRISE, Level.L2), (BROKER, Level.L2)]),
        ("13", [(C1, Level.L3), (ENTERPRISE, Level.L3), (BROKER, Level.L3)]),
        ("01", []),
        ("11", []),
    ],
)
def test_what_stops_the_goods_is_told_to_whoever_can_do_something(
    status: str, told: list[tuple[Party, Level]]
) -> None:
    before = given(*APPROVED)
    known = len(before.state.alarms)
    alarms = before.when(manifest(status, "no advance data")).state.alarms[known:]
    assert [(alarm.party, alarm.level) for alarm in alarms] == told
    assert all("no advance data" in alarm.subject for alarm in alarms)


def test_a_released_bill_is_neither_of_the_two_permissions() -> None:
    state = given(*PILOT).when(manifest("11")).state
    assert not state.released
    assert not any(box.permit_no for box in state.boxes.values())


def test_a_refusal_stops_no_decision_of_ours() -> None:
    assert given(*ASHORE, manifest("13"), INSTRUCTED).state.mode is Mode.PILOT
