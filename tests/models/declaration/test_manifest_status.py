"""What clearance says of the manifest: recorded, and told to people where it stops the goods."""

import pytest

from models.arrival.messages import ManifestStatus
from models.declaration.decide import MANIFEST
from models.declaration.events import ManifestStatusChanged
from models.kernel.terms import EscalationLevel, Mode, Party
from tests.given import given
from tests.models.stories import APPROVED, ASHORE, INSTRUCTED, PILOT

BROKER, ENTERPRISE, C1 = Party.BROKER, Party.ENTERPRISE, Party.CHECKPOINT_OFFICER


def manifest(status: str, reason: str = "") -> ManifestStatus:
    return ManifestStatus(status=status, reason=reason)


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
    told.then(ManifestStatusChanged(status=status, meaning=meaning), *kinds)


def test_the_table_has_the_codes_of_the_domain() -> None:
    assert set(MANIFEST) == {"01", "02", "03", "11", "12", "13"}


@pytest.mark.parametrize(
    "status, told",
    [
        ("03", [(BROKER, EscalationLevel.L2), (ENTERPRISE, EscalationLevel.L2)]),
        ("12", [(ENTERPRISE, EscalationLevel.L2), (BROKER, EscalationLevel.L2)]),
        (
            "13",
            [
                (C1, EscalationLevel.L3),
                (ENTERPRISE, EscalationLevel.L3),
                (BROKER, EscalationLevel.L3),
            ],
        ),
        ("01", []),
        ("11", []),
    ],
)
def test_what_stops_the_goods_is_told_to_whoever_can_do_something(
    status: str, told: list[tuple[Party, EscalationLevel]]
) -> None:
    before = given(*APPROVED)
    known = len(before.state.notifications)
    alarms = before.when(manifest(status, "no advance data")).state.notifications[known:]
    assert [(alarm.party, alarm.level) for alarm in alarms] == told
    assert all("no advance data" in alarm.subject for alarm in alarms)


def test_a_released_bill_is_neither_of_the_two_permissions() -> None:
    state = given(*PILOT).when(manifest("11")).state
    assert not state.released
    assert not any(box.permit_no for box in state.boxes.values())


def test_a_refusal_stops_no_decision_of_ours() -> None:
    assert given(*ASHORE, manifest("13"), INSTRUCTED).state.mode is Mode.PILOT
