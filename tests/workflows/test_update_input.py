"""What is sent by hand, past every form: nothing is accepted that could not be recorded."""

from typing import Any, cast

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from models.arrival.events import Discharged
from models.consignment.state import State
from models.execution.enterprise_io import EnterpriseReceipt
from models.execution.workflow_io import Receipt
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.process import facts
from models.process.messages import Report
from models.supervision.events import Held
from models.supervision.messages import Hold
from tests.history import History, sample_registration
from tests.workflows.consignment_driver import Journey, journey
from tests.workflows.register import registered
from workflows.recordable import LARGEST_EVENT, NotRecordable, require_recordable

HOLD = {"officer": "Lin", "reason": "x"}
NUL, PAIR = {**HOLD, "reason": "a\x00b"}, b'{"officer": "Lin", "reason": "a\\ud800b"}'
REPORT = {
    "id": "m-1",
    "system": "checkpoint",
    "occurred_at": "2026-03-01T10:00:00+08:00",
    "fact": {"type": "discharged"},
}


def plain(data: bytes) -> RawValue:
    """A payload as somebody typed it."""
    return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=data))


async def refusal(trip: Journey, verb: str, payload: object, **options: Any) -> ApplicationError:
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await trip.handle.execute_update(verb, payload, result_type=Receipt, **options)
    return cast("ApplicationError", failed.value.cause)


@pytest.mark.parametrize(
    "verb, payload, said",
    [
        ("hold", NUL, r"reason: 'a\x00b' contains U+0000, a control character: take it out"),
        ("hold", {**HOLD, "officer": "Lin\u202e"}, r"officer: 'Lin\u202e' contains U+202E"),
        ("hold", {**HOLD, "reason": "x" * 5_000}, "has 5,000 characters, more than 4,000"),
        ("hold", {**HOLD, "at": "9999-12-31T23:59:59-12:00"}, "at: the year of '9999-12-31"),
        ("hold", {"officer": "Lin"}, "reason: Field required"),
        ("hold", {**HOLD, "resaon": 1}, "resaon: Extra inputs are not permitted ('1')"),
        ("hold", plain(PAIR), "Invalid JSON: unexpected end of hex escape"),
        (
            "hold",
            plain(b'{"officer": "a", "officer": "b", "reason": "x"}'),
            "'officer' stands twice",
        ),
        ("hold", plain(b"[" * 100 + b"]" * 100), "more than 32 levels deep"),
        ("report", {**REPORT, "id": "m\n1"}, r"id: 'm\n1' contains U+000A"),
        ("report", {**REPORT, "occurred_at": "1999-01-01T00:00:00Z"}, "the year of '1999-01-01"),
        ("suspend", {"id": "a\x1b", "reason": "x", "cause_event": "y"}, "contains U+001B"),
    ],
    ids=lambda each: str(each)[:40] if isinstance(each, str) else None,
)
async def test_what_cannot_be_recorded_is_rejected_with_field_value_and_remedy(
    temporal: Client, verb: str, payload: object, said: str
) -> None:
    async with journey(temporal) as trip:
        error = await refusal(trip, verb, payload)
        assert said in error.message
        assert error.type == "Unreadable"
        assert len(error.details) == 2
        await trip.act(Hold(officer="Lin", reason="line\nbreak"))
        await trip.idle()
        assert trip.doors.recorded == ["consignment-registered", "held"]


async def test_the_page_of_an_enterprise_looks_as_closely(temporal: Client) -> None:
    async with registered(temporal) as page:
        for verb, payload in (
            ("warn", {"officer": "Lin", "reason": "\x00"}),
            ("note_violation", {"id": "v\x00", "consignment": "c", "code": "SV-1"}),
        ):
            with pytest.raises(WorkflowUpdateFailedError) as failed:
                await page.handle.execute_update(verb, payload, result_type=EnterpriseReceipt)
            assert "U+0000" in str(failed.value.cause)


async def test_an_update_id_that_cannot_be_recorded_is_rejected(temporal: Client) -> None:
    async with journey(temporal) as trip:
        error = await refusal(trip, "hold", HOLD, id="a\u202eb")
        assert r"update id: 'a\u202eb' contains U+202E" in error.message


async def test_a_fact_that_breaks_the_rules_is_kept_as_it_came_and_the_consignment_goes_on(
    temporal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = facts.decide

    def breaks(state: State, report: Report, *, reused: bool) -> Any:
        if isinstance(report.fact, Discharged):
            raise OverflowError("date value out of range")
        return usual(state, report, reused=reused)

    monkeypatch.setattr(facts, "decide", breaks)
    async with journey(temporal) as trip:
        receipt = await trip.fact(Discharged())
        held = await trip.act(Hold(officer="Lin", reason="goes on"))
        await trip.idle()
        kept = next(e for e in trip.doors.stream.values() if e.event_type == "fact-not-understood")
    assert receipt.recorded == ("fact-not-understood",)
    assert held.recorded == ("held",)
    assert kept.data["raw"] == '{"type":"discharged"}'


async def test_a_command_whose_outcome_cannot_be_recorded_is_rejected(
    temporal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last guard: should the models overlook something, the ledger's own look counts."""

    def overlooked(*_: object) -> str:
        return "a\x00b"

    monkeypatch.setattr("models.supervision.decide.given_reason", overlooked)
    async with journey(temporal) as trip:
        error = await refusal(trip, "hold", HOLD)
        await trip.idle()
        assert error.type == "NotRecordable"
        assert "held cannot be recorded" in error.message
        assert trip.doors.recorded == ["consignment-registered"]


def held(reason: str) -> Event:
    (first,) = History(sample_registration(1)).events
    return replace(first, body=Held(reason=reason, officer="Lin"))


@pytest.mark.parametrize("reason", ["a\x00b", "a\ud800b", "x" * LARGEST_EVENT])
def test_the_guard_refuses_what_the_ledger_refuses(reason: str) -> None:
    with pytest.raises(NotRecordable, match="held"):
        require_recordable("consignment/X", [held(reason)])
    require_recordable("consignment/X", [held("in order")])
