"""The values of a portal count as well as its verdict; the worse of the two decides."""

from decimal import Decimal

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from models.kernel.terms import CheckResult, ReadingVerdict
from models.port.events import RadiationMeasured
from models.port.messages import PortalReading
from tests.given import given
from tests.models.stories import BOX, PILOT, reading

LIMIT = Decimal("0.25")


def portal(
    dose: str, background: str = "0.09", neutrons: str = "0", **said: CheckResult
) -> PortalReading:
    told = {
        "dose_rate": Decimal(dose),
        "background": Decimal(background),
        "neutrons": Decimal(neutrons),
    }
    return reading(**said).model_copy(update=told)


@pytest.mark.parametrize(
    "told",
    [
        *(portal("250"), portal("5.0"), portal("0.35"), portal("0.09", neutrons="15")),
        *(
            portal("5.0", "5.0"),
            portal("5.0", "4.99"),
            portal("0.3", "0"),
            portal("0.09", neutrons="0.5"),
        ),
    ],
    ids=repr,
)
def test_a_danger_that_the_portal_calls_harmless_is_an_alarm(told: PortalReading) -> None:
    after = given(*PILOT).when(told)
    kinds = [event.body.type for event in after.last]
    assert {"radiation-measured", "fact-contradicted", "emergency-raised"} <= set(kinds)
    assert after.state.boxes[BOX].radiation is CheckResult.ALARM
    assert not after.state.boxes[BOX].cleared
    assert {alarm.kind for alarm in after.state.notifications} >= {
        "fact-contradicted",
        "emergency-raised",
    }


def test_what_is_measured_is_recorded_with_limit_and_rule_version() -> None:
    measured = given(*PILOT).when(portal("5.0")).last[0].body
    assert isinstance(measured, RadiationMeasured)
    assert (measured.reported, measured.result) == (CheckResult.PASSED, CheckResult.ALARM)
    seen = measured.reading
    assert (seen.value, seen.background, seen.unit) == (Decimal("5.0"), Decimal("0.09"), "µSv/h")
    assert (seen.instrument, seen.verdict, bool(seen.rulebook)) == (
        measured.portal_id,
        ReadingVerdict.OVER,
        True,
    )


def test_an_alarm_of_the_portal_stands_whatever_it_measured() -> None:
    after = given(*PILOT).when(portal("0.09", result=CheckResult.ALARM))
    after.then("radiation-measured", "emergency-raised")


@for_any(
    st.decimals(0, 1000, places=3),
    st.decimals(0, 10, places=3),
    st.decimals(0, 5, places=1),
    st.sampled_from(CheckResult),
)
def test_no_box_is_cleared_over_the_limit(
    dose: Decimal, background: Decimal, neutrons: Decimal, result: CheckResult
) -> None:
    told = portal(f"{dose}", f"{background}", f"{neutrons}", result=result)
    after = given(*PILOT, told).state.boxes[BOX]
    natural = min(background, Decimal("0.3"))
    if dose - natural > Decimal("0.255") or neutrons or result is CheckResult.ALARM:
        assert after.radiation is CheckResult.ALARM
    elif dose - natural < Decimal("0.245"):
        assert after.radiation is CheckResult.PASSED
