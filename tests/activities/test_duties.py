"""A look at what a system has on record: what cannot be read was not done."""

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from temporalio.exceptions import ApplicationError

from activities.duties import Duties
from activities.system_http import SystemClient
from models.execution.activity_io import Call, DutyQuestion
from models.kernel.terms import System

SINCE = datetime(2026, 3, 4, tzinfo=UTC)
ASKED = DutyQuestion(system=System.ENTERPRISE, enterprise="甬东/再生", duty="DRILL", since=SINCE)


class _Remote:
    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def get(self, path: str, **query: str) -> object:
        self.asked.append((path, query))
        return self._answer


async def looked_up(answer: object) -> list[str]:
    remote = _Remote(answer)
    duties = Duties({System.ENTERPRISE: cast("SystemClient", remote)})
    reply = await duties.look_up_duty(Call(batch=None, key="duty", request=ASKED))
    assert remote.asked == [("/duties/%E7%94%AC%E4%B8%9C%2F%E5%86%8D%E7%94%9F", {"kind": "DRILL"})]
    return [record.number for record in reply.answer.done]


def done(days: int, number: str) -> dict[str, str]:
    return {"at": (SINCE + timedelta(days=days)).isoformat(), "number": number}


async def test_only_what_was_done_since_counts_and_the_latest_comes_last() -> None:
    told = {"done": [done(3, "C"), done(-1, "A"), done(1, "B")]}
    assert await looked_up(told) == ["B", "C"]


async def test_what_cannot_be_read_was_not_done() -> None:
    told = {"done": [done(1, "B"), {"at": "yesterday", "number": "X"}, {"number": "Y"}, 7]}
    assert await looked_up(told) == ["B"]


@pytest.mark.parametrize("answer", [None, [], {}, {"done": "all"}], ids=str)
async def test_an_answer_without_a_list_is_none(answer: object) -> None:
    with pytest.raises(ApplicationError) as failed:
        await looked_up(answer)
    assert failed.value.type == "RemoteUnavailable"
