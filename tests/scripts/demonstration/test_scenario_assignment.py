"""The sample manifest, brought near to today and cast."""

from datetime import UTC, datetime, timedelta

import pytest

from ledger import Ledger
from models.consignment.registration import Registration
from scripts.demonstration.scenario_assignment import (
    NOTICE,
    SAMPLE,
    Role,
    days_to_shift,
    roles,
    shifted,
)
from scripts.importing import load
from tests.history import record, sample_history, sample_registration

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


def departing(etd: datetime) -> Registration:
    return sample_registration(1, etd=etd, eta=etd + timedelta(days=9))


@pytest.mark.parametrize(
    "departs_in, days",
    [
        (timedelta(days=-30), 37),
        (timedelta(days=-30, hours=1), 37),
        (timedelta(0), 7),
        (timedelta(days=6, hours=23), 1),
        (NOTICE, 0),
        (timedelta(days=40), 0),
    ],
)
def test_dates_move_by_whole_days_until_the_first_departure_is_a_week_ahead(
    departs_in: timedelta, days: int
) -> None:
    late = departing(NOW + departs_in + timedelta(days=20))
    assert days_to_shift([late, departing(NOW + departs_in)], NOW) == days


def test_a_shifted_consignment_sails_as_long_as_before() -> None:
    before = departing(NOW)
    after = shifted(before, 3)
    assert after.etd == NOW + timedelta(days=3)
    assert after.eta - after.etd == before.eta - before.etd
    assert after.boxes == before.boxes


def test_every_consignment_of_the_sample_has_a_script() -> None:
    for registration in load(SAMPLE).parsed.registrations:
        role = Role(registration, NOW, None)
        assert role.script.steps[0].due > NOW
        assert not role.ended


async def test_a_recorded_consignment_keeps_its_dates(ledger: Ledger) -> None:
    history = sample_history(1)
    await record(ledger, history)
    (role,) = await roles(ledger, [shifted(history.state.registration, 5)], NOW)
    assert role.registration == history.state.registration
    assert role.start == history.start
    assert role.known is not None
