"""What is pulled are facts of one consignment, each once and in order of time."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from activities.pull import Pull
from activities.system_http import SystemClient
from models.execution.activity_io import Call, PullRequest
from models.kernel.limits import KIB, LARGEST_REPORT, PULLED_AT_ONCE, encoded
from models.kernel.terms import System

OURS, NEW, ANOTHER = "I20260000000000001", "I20269000000000001", "I20260000000000002"
BILL = "COSU6400001"


def said(number: int, kind: str, **data: object) -> dict[str, object]:
    envelope = {"id": f"m-{number}", "system": "clearance", "type": kind}
    return envelope | {"time": f"2026-03-0{number}T08:00:00+08:00", "data": data}


class _Clearance:
    """What it has said about each number."""

    def __init__(self, **said: list[dict[str, object]]) -> None:
        self._said = said

    async def get(self, path: str, *, subject: str) -> Any:
        assert path == "/messages"
        return {"messages": self._said.get(subject, [])}


class _Odd:
    """A system that answers with anything about one number, and with a page about the other."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    async def get(self, path: str, *, subject: str) -> Any:
        assert path == "/messages"
        page = {"messages": [said(3, "declaration.status", SeqNo=OURS, BillNo="")]}
        return page if subject == OURS else self._answer


async def pulled(system: object = None, **told: list[dict[str, object]]) -> list[str]:
    pull = Pull({System.CLEARANCE: cast("SystemClient", system or _Clearance(**told))})
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


NO_PAGES: list[object] = [
    None,
    [],
    "messages",
    7,
    {},
    {"message": []},
    {"messages": None},
    {"messages": {"m-1": {}}},
    {"messages": "none"},
    {"messages": 7},
]


@pytest.mark.parametrize("answer", NO_PAGES, ids=repr)
async def test_an_answer_that_is_no_page_is_named_and_does_not_hide_the_other_pages(
    answer: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await pulled(_Odd(answer)) == ["clearance-m-3"]
    assert f"subject={BILL}" in capsys.readouterr().out


NO_MESSAGES: list[tuple[object, str]] = [
    (None, "number=1"),
    ([], "number=1"),
    ("m-9", "number=1"),
    ({}, "number=1"),
    ({"id": "m-9"}, "m-9"),
    (said(4, "manifest.arrived") | {"id": "m-9", "time": "yesterday"}, "m-9"),
    (said(4, "manifest.arrived") | {"id": "m-9", "time": "1500-01-01T00:00:00Z"}, "m-9"),
    (said(4, "manifest.arrived") | {"id": "m-9", "system": "checkpoint"}, "m-9"),
    (said(4, "manifest.arrived") | {"id": "m-9", "type": ["x"]}, "m-9"),
    (said(4, "manifest.arrived") | {"id": {"m-9": 1}}, "m-9"),
    (said(4, "manifest.arrived") | {"id": "m" * 999}, "mmmm"),
]


@pytest.mark.parametrize("bad, name", NO_MESSAGES, ids=repr)
async def test_a_bad_message_in_a_page_is_passed_over_and_named(
    bad: object, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (said(n, "manifest.arrived", BillNo=BILL) for n in (3, 5))
    page = cast("list[dict[str, object]]", [before, bad, after])
    assert await pulled(**{BILL: page}) == ["clearance-m-3", "clearance-m-5"]
    assert name in capsys.readouterr().out


async def test_more_than_one_answer_holds_comes_in_parts_and_none_is_left_out() -> None:
    told = [said(3, "unheard.of", BillNo=BILL, note="x" * 60_000) for _ in range(20)]
    for number, message in enumerate(told):
        message["id"] = f"m-{number:02}"
    pull = Pull({System.CLEARANCE: cast("SystemClient", _Clearance(**{BILL: told}))})
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


async def test_a_pulled_message_that_is_too_large_is_heard_in_part_and_so_are_the_others() -> None:
    large = said(3, "unheard.of", BillNo=BILL, note="x" * LARGEST_REPORT)
    page = [large, said(4, "unheard.of", BillNo=BILL)]
    assert await pulled(**{BILL: page}) == ["clearance-m-3", "clearance-m-4"]
