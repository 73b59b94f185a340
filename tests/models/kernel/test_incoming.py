"""Whatever arrives is looked at where it arrives: no value that cannot be recorded gets in."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic_core import to_jsonable_python

from ledger import Envelope
from models.consignment.registration import Registration
from models.consignment.state import State
from models.deadlines.messages import Tick
from models.enterprise import messages as of_enterprise
from models.enterprise.decide import decide_command as decide_of_enterprise
from models.inspection.events import Unloaded
from models.kernel.errors import Refused
from models.kernel.event import Event, to_entry
from models.kernel.event_body import Body
from models.kernel.incoming import Incoming, cleaned, instant, text
from models.kernel.terms import System
from models.process.decide import decide_command, decide_report, decide_step
from models.process.event_registry import BY_TYPE
from models.process.messages import COMMANDS, FACTS, Report
from models.supervision.messages import CallGaveUp, Hold, Unknown
from models.transport.events import BoxArrived, GatedOut
from tests.enterprises import Enterprise
from tests.given import given
from tests.history import sample_registration
from tests.models.arriving import INSTANTS, ROOTS, accepted, arriving, takes
from tests.models.catalogue import examples
from tests.models.stories import BOX, LIN
from tests.workflows.situations import PAGES, SITUATIONS, page

FIELDS = [(kind, name) for kind in arriving() for name in kind.model_fields if name != "type"]
every_field = pytest.mark.parametrize(
    "kind, field", FIELDS, ids=[f"{k.__module__}.{k.__name__}.{name}" for k, name in FIELDS]
)
TO_CONSIGNMENTS = st.one_of([accepted(Report), *map(accepted, COMMANDS.values())])
TO_ENTERPRISES = st.one_of(
    [*map(accepted, (*of_enterprise.COMMANDS.values(), of_enterprise.ViolationNotice))]
)
BODIES = examples()
ENVELOPE = {"id": "m-1", "system": "clearance", "occurred_at": "2025-10-01T08:00:00Z"}
BAD_TEXTS = {
    "NUL": "a\x00b",
    "half a pair": "a\ud800b",
    "escape": "a\x1b[31mb",
    "carriage": "a\x08b",
    "C1": "a\x9bb",
    "override": "a\u202eb",
    "isolate": "a\u2066b",
    "mark": "a\u200fb",
    "separator": "a\u2028b",
    "no character": "a\uffffb",
}
LONGEST = 66_000
BAD_NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1E+999999",
    "1E-999999",
    "1E+15",
    "1" * 29,
    "0." + "3" * 29,
)
BAD_INSTANTS = (
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "2100-01-02T00:00:00+00:00",
    "1999-12-30T00:00:00+00:00",
    9e15,
)
BAD_DAYS = ("9999-12-31", "0001-01-01", "2200-01-01")


def faults(kind: type[BaseModel], field: str, value: object) -> list[Any]:
    """What is wrong with one field, whatever is wrong with those that are not given."""
    if issubclass(kind, Body):
        return faults_in_a_report(kind, field, value)
    with pytest.raises(ValidationError) as refusal:
        kind.model_validate({field: value})
    return [fault for fault in refusal.value.errors() if fault["loc"][:1] == (field,)]


def faults_in_a_report(kind: type[Body], field: str, value: object) -> list[Any]:
    """The body of an event is examined where it is reported."""
    fact = {**BODIES[kind].model_dump(mode="json"), field: value}
    with pytest.raises(ValidationError) as refusal:
        Report.model_validate({**ENVELOPE, "fact": fact})
    found = refusal.value.errors()
    return [each for each in found if field in each["loc"] or each["msg"].startswith(f"{field}: ")]


def wrapped(value: object) -> list[object]:
    """As it may stand in a field: by itself, in a list."""
    return [value, [value]]


def refused(kind: type[BaseModel], field: str, value: object) -> bool:
    return all(faults(kind, field, each) for each in wrapped(value))


def test_every_model_that_arrives_is_one_that_looks() -> None:
    assert len(arriving()) > 100
    assert [kind for kind in arriving() if not issubclass(kind, Incoming | Body)] == []
    assert {*FACTS} <= set(arriving())


@every_field
def test_no_field_takes_a_text_that_cannot_be_kept(kind: type[BaseModel], field: str) -> None:
    raw = kind is Unknown
    for name, bad in BAD_TEXTS.items():
        if raw and name not in {"NUL", "half a pair"}:
            continue
        if is_quoted(kind, field):
            assert cleaned(bad) != bad
            continue
        assert refused(kind, field, bad), name
    too_long = "x" * (LONGEST + 1)
    assert is_quoted(kind, field) or refused(kind, field, too_long)


def is_quoted(kind: type[BaseModel], field: str) -> bool:
    """What somebody else's software says is cleaned instead."""
    info = kind.model_fields[field]
    return "cleaned" in repr((info.annotation, info.metadata))


@every_field
def test_no_field_takes_a_number_or_a_time_that_cannot_be_reckoned_with(
    kind: type[BaseModel], field: str
) -> None:
    info = kind.model_fields[field]
    bad = [
        *(BAD_NUMBERS if takes(info, Decimal) else ()),
        *(BAD_INSTANTS if takes(info, datetime) else ()),
        *(BAD_DAYS if takes(info, type(datetime.now(UTC).date())) else ()),
        *((10**7, -(10**7), 2**53, 10**400) if takes(info, int) else ()),
    ]
    for value in bad:
        assert refused(kind, field, value), value


def test_a_refusal_names_the_field_the_value_escaped_and_what_to_do() -> None:
    with pytest.raises(ValidationError) as refusal:
        Hold(officer=LIN, reason="a\x00\u202eb")
    said = refusal.value.errors()[0]
    assert said["loc"] == ("reason",)
    assert said["msg"] == r"'a\x00\u202eb' contains U+0000, a control character: take it out"


def test_free_text_has_line_breaks_and_a_name_has_none() -> None:
    assert Hold(officer=LIN, reason="one\r\ntwo\rthree").reason == "one\ntwo\nthree"
    assert Hold(officer=LIN, reason="👩\u200d🔬").reason == "👩\u200d🔬"
    with pytest.raises(ValidationError):
        Hold(officer="Lin\nWang", reason="x")


def test_a_zero_has_no_sign_and_a_time_without_a_zone_is_in_china() -> None:
    counted = of_enterprise.ReconcileStock.model_validate(
        {"officer": LIN, "book_kg": "-0", "counted_kg": "-0.00", "verdict": "ADEQUATE"}
    )
    assert [str(counted.book_kg), str(counted.counted_kg)] == ["0", "0.00"]
    assert instant(datetime(2000, 1, 1)).utcoffset() == timedelta(hours=8)  # noqa: DTZ001


@pytest.mark.parametrize("time", INSTANTS, ids=str)
def test_a_time_that_is_accepted_is_accepted_in_whatever_zone_it_is_passed_on(
    time: datetime,
) -> None:
    kept = instant(time)
    zones = [timezone(timedelta(hours=hours)) for hours in (-12, 0, 8, 14)]
    assert {instant(kept.astimezone(zone)) for zone in zones} == {kept}


def test_what_others_say_is_cleaned_and_cut_but_never_refused() -> None:
    gave_up = CallGaveUp(call="trip:1", reason="\x00\x1b[31m\u202e" + "y" * 9_999)
    assert gave_up.reason.startswith(r"\x00\x1b[31m\u202eyy")
    assert len(gave_up.reason) <= 4_000
    assert text(gave_up.reason[:200]) == gave_up.reason[:200]


@pytest.mark.parametrize(
    "field, value",
    [("etd", "0001-01-01T00:00:00"), ("value", "NaN"), ("vessel", "\x1b]8;;http://x\x07")],
)
def test_a_registration_that_cannot_be_recorded_is_none(field: str, value: str) -> None:
    said = {**to_jsonable_python(sample_registration(1)), field: value}
    with pytest.raises(ValidationError) as refusal:
        Registration.model_validate(said)
    assert [fault["loc"] for fault in refusal.value.errors()] == [(field,)]


@for_any(st.data())
def test_what_is_accepted_comes_back_the_same_from_json(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(ROOTS))
    said = data.draw(accepted(kind))
    assert kind.model_validate_json(said.model_dump_json()) == said


def recordable(events: list[Event]) -> None:
    """The ledger takes them: as it looks at them itself."""
    for event in events:
        Envelope.model_validate(to_entry(event).model_dump())


@for_any(st.data())
def test_nothing_that_is_accepted_breaks_a_decision_or_the_ledger(data: st.DataObject) -> None:
    """Whatever is told to a consignment, wherever it stands: the process goes on."""
    state = data.draw(st.sampled_from(sorted(SITUATIONS)).map(lambda name: SITUATIONS[name].state))
    now = given().now
    for number in range(3):
        message = data.draw(TO_CONSIGNMENTS)
        state = told(state, message, f"m-{number}", now)
        now += timedelta(days=data.draw(st.sampled_from([0, 1, 400])))
        for _ in range(20):
            due = decide_step(state, Tick(), "tick", now)
            recordable(due)
            state = due.state


def told(state: State, message: Any, id_: str, now: datetime) -> State:
    """The state after a message that was accepted."""
    try:
        if isinstance(message, Report):
            decided = decide_report(state, message, now)
        else:
            decided = decide_command(state, message, id_, now)
    except Refused:
        return state
    recordable(decided)
    return decided.state


@for_any(st.data())
def test_nothing_that_is_accepted_breaks_the_page_of_an_enterprise(data: st.DataObject) -> None:
    story = data.draw(st.sampled_from(sorted(PAGES)))
    enterprise: Enterprise = page(*PAGES[story])
    message = data.draw(TO_ENTERPRISES)
    if isinstance(message, of_enterprise.ViolationNotice):
        recordable(enterprise.decided(message))
        return
    try:
        recordable(decide_of_enterprise(enterprise.state, message, "m-1", enterprise.now))
    except Refused:
        return


def test_a_report_names_the_field_of_its_fact_that_cannot_be_recorded() -> None:
    arrived = BoxArrived(box=BOX, plate="a\x00")
    with pytest.raises(ValidationError) as refusal:
        Report.model_validate({**ENVELOPE, "fact": arrived})
    (fault,) = refusal.value.errors()
    assert fault["loc"] == ("fact",)
    assert fault["msg"].startswith(r"plate: 'a\x00' contains U+0000, a control character")


def test_a_report_puts_the_fields_of_its_fact_into_the_form_that_is_recorded() -> None:
    fact = Unloaded.model_validate({"box": BOX, "net_kg": "-0", "remarks": "one\r\ntwo"})
    told = Report.model_validate({**ENVELOPE, "fact": fact}).fact
    assert told == Unloaded(box=BOX, net_kg=Decimal(0), remarks="one\ntwo")
    assert str(told.model_dump()["net_kg"]) == "0"


def test_a_report_of_a_gate_says_how_the_lock_was_seen() -> None:
    fact = {"type": "gated-out", "box": BOX, "plate": "浙B1", "lock_no": "L"}
    with pytest.raises(ValidationError, match="locked: field required"):
        Report.model_validate({**ENVELOPE, "fact": fact})
    told = Report.model_validate({**ENVELOPE, "fact": {**fact, "locked": False}}).fact
    assert told == GatedOut(box=BOX, plate="浙B1", lock_no="L", locked=False, seals=())


def test_an_event_that_is_stored_is_not_examined_again() -> None:
    """Stricter rules for what arrives must not make a recorded event unreadable."""
    stored = "x" * (LONGEST + 1)
    assert BoxArrived.model_validate({"box": BOX, "plate": stored}).plate == stored


def test_a_fact_and_an_event_of_one_type_are_one_class() -> None:
    for kind in FACTS:
        name = kind.model_fields["type"].default
        assert BY_TYPE.get(name) in (None, kind)
        assert (name in BY_TYPE) is issubclass(kind, Body)


def test_a_fact_of_the_edge_of_the_calendar_is_judged() -> None:
    """`2000-01-01T00:00:00` in China is still 1999 in London, and both are one moment."""
    edge = Report.model_validate(
        {
            "id": "m-1",
            "system": System.CLEARANCE,
            "occurred_at": "2000-01-01T00:00:00",
            "fact": {"type": "discharged"},
        }
    )
    assert Report.model_validate_json(edge.model_dump_json()) == edge
    assert edge.occurred_at.astimezone(UTC).year == 1999
