"""What is pulled are facts of one consignment, each once and in order of time."""

from datetime import UTC, datetime
from typing import Any, cast

from activities.pull import Pull
from activities.remote import Remote
from models.calls import Call, PullRequest
from models.limits import KIB, LARGEST_REPORT, PULLED_AT_ONCE, encoded
from models.terms import System

OURS, NEW, ANOTHER = "I20260000000000001", "I20269000000000001", "I20260000000000002"
BILL = "COSU6400001"


def said(number: int, kind: str, **data: object) -> dict[str, object]:
    envelope = {"id": f"m-{number}", "system": "clearance", "type": kind}
    return envelope | {"time": f"2026-03-0{number}T08:00:00+08:00", "data": data}


class _Clearance:
    """What it has said about each number."""

    def __init__(self, **said: list[dict[str, object]]) -> None:
        self._said = said

    async def get(self, path: str, *, subject: str) -> dict[str, Any]:
        assert path == "/messages"
        return {"messages": self._said.get(subject, [])}


async def pulled(**told: list[dict[str, object]]) -> list[str]:
    pull = Pull({System.CLEARANCE: cast("Remote", _Clearance(**told))})
    since = datetime(2026, 3, 2, tzinfo=UTC)
    asked = PullRequest(system=System.CLEARANCE, subjects=(OURS, BILL), since=since)
    reply = await pull.pull_messages(Call(batch=None, key="pull:D01", request=asked))
    return [report.id for report in reply.answer.reports]


async def test_what_is_named_twice_is_told_once_and_what_is_older_not_at_all() -> None:
    old, voyage = (said(number, "manifest.arrived", BillNo=BILL) for number in (1, 4))
    anew = said(3, "declaration.status", SeqNo=NEW, documentReferenceReplacements=[OURS])
    found = await pulled(**{OURS: [anew], BILL: [old, voyage, voyage]})
    assert found == ["clearance-m-3", "clearance-m-4"]


async def test_a_declaration_on_the_same_bill_may_be_of_another_consignment() -> None:
    other = said(3, "declaration.status", SeqNo=ANOTHER, Status="L", BillNo=BILL)
    assert await pulled(**{BILL: [other]}) == []


async def test_more_than_one_answer_holds_comes_in_parts_and_none_is_left_out() -> None:
    told = [said(3, "unheard.of", BillNo=BILL, note="x" * 60_000) for _ in range(20)]
    for number, message in enumerate(told):
        message["id"] = f"m-{number:02}"
    pull = Pull({System.CLEARANCE: cast("Remote", _Clearance(**{BILL: told}))})
    since, found, more = datetime(2026, 3, 2, tzinfo=UTC), list[str](), True
    while more:
        asked = PullRequest(
            system=System.CLEARANCE, subjects=(BILL,), since=since, after=len(found)
        )
        reply = await pull.pull_messages(Call(batch=None, key="pull:D01", request=asked))
        assert encoded(reply) <= PULLED_AT_ONCE + KIB
        found += [report.id for report in reply.answer.reports]
        more = reply.answer.more
    assert found == [f"clearance-m-{number:02}" for number in range(20)]


async def test_a_pulled_message_that_is_too_large_is_passed_over_and_the_others_are_heard() -> None:
    large = said(3, "unheard.of", BillNo=BILL, note="x" * LARGEST_REPORT)
    assert await pulled(**{BILL: [large, said(4, "unheard.of", BillNo=BILL)]}) == ["clearance-m-4"]
