"""What a message must look like, before anybody decides about it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from models.deadlines.messages import ExtendDeadline
from models.inspection.events import InspectionBooked
from models.inspection.messages import InspectionFinding
from models.kernel.clock import CHINA
from models.process.messages import COMMANDS, Fact, Report
from models.supervision.messages import Hold, Unknown
from models.transport.events import BoxArrived, GatedOut
from tests.models.stories import LIN, SECOND

ENVELOPE = {"id": "m-1", "system": "checkpoint", "occurred_at": "2025-10-01T10:00:00+08:00"}
ARRIVAL = {"type": "box-arrived", "box": "CSQU3054383"}


def report(**changed: object) -> Report:
    return Report.model_validate({**ENVELOPE, "fact": ARRIVAL, **changed})


def test_a_report_finds_the_kind_of_its_fact() -> None:
    assert report().fact == BoxArrived(box="CSQU3054383")


def test_a_time_without_a_zone_is_local_time_in_china() -> None:
    told = report(occurred_at="2025-10-01T10:00:00")
    assert told == report()
    assert told.occurred_at.tzinfo is CHINA


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "soon"])
def test_a_time_that_no_consignment_can_have_is_no_time(time: str) -> None:
    with pytest.raises(ValidationError):
        report(occurred_at=time)
    with pytest.raises(ValidationError):
        Hold(officer=LIN, reason="x", at=time)  # type: ignore[arg-type]


@pytest.mark.parametrize("kg", ["NaN", "Infinity", "1E+400", "1" * 40])
def test_a_quantity_that_cannot_be_reckoned_with_is_no_quantity(kg: str) -> None:
    with pytest.raises(ValidationError):
        report(fact={"type": "unloaded", "box": "CSQU3054383", "net_kg": kg})


@pytest.mark.parametrize("hours", [0, -1, 366 * 24 + 1, 10**12])
def test_an_extension_is_more_than_nothing_and_at_most_a_year(hours: int) -> None:
    with pytest.raises(ValidationError):
        ExtendDeadline(officer=LIN, deadline="D16", hours=hours, reason="x", **SECOND)


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_command_says_what_it_is_for_and_who_gives_it(verb: str) -> None:
    kind = COMMANDS[verb]
    assert kind.verb == verb
    assert kind.__doc__
    assert kind.model_fields["officer"].is_required()


def test_a_misspelt_field_is_no_command() -> None:
    with pytest.raises(ValidationError):
        Hold.model_validate({"officer": LIN, "reason": "x", "reson": "y"})


def test_a_finding_cannot_be_cleared_from_the_start() -> None:
    with pytest.raises(ValidationError):
        InspectionFinding.model_validate({"reason": "NC-12", "status": "CLEARED"})


def test_messages_are_values() -> None:
    hold = Hold(officer=LIN, reason="x")
    with pytest.raises(ValidationError):
        hold.reason = "y"  # type: ignore[misc]


@pytest.mark.parametrize(
    "fact",
    [
        InspectionBooked(slot=datetime(2025, 10, 1, 9, tzinfo=CHINA) + timedelta(hours=1)),
        GatedOut(box="CSQU3054383", plate="浙B1", lock_no="L", locked=True, seals=("S",)),
        Unknown(raw='{"a": "\\u0007"}'),
    ],
)
def test_a_fact_comes_back_from_plain_text(fact: Any) -> None:
    adapter: TypeAdapter[Fact] = TypeAdapter(Fact)
    assert adapter.validate_json(fact.model_dump_json()) == fact
