"""How full it is: an answer, or a silence that is tried again; never a guess."""

from datetime import UTC, datetime
from typing import cast

import pytest
from temporalio.exceptions import ApplicationError

from activities.capacity import Capacities
from activities.ledger_append import Recorder
from ledger import CoalescingWriter, LedgerUnavailable
from models.execution.activity_io import Call, CapacityTaken
from models.kernel.enterprise_terms import Resource
from models.process.capacity_questions import CapacityQuestion

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ASKED = CapacityQuestion(
    id="e", consignment="NB26-1", resource=Resource.BAYS, holder="E", at=NOW, box="B"
)


async def asked(answer: CapacityTaken | Exception | None) -> CapacityTaken:
    async def taken(question: CapacityQuestion) -> CapacityTaken | None:
        assert question == ASKED
        if isinstance(answer, Exception):
            raise answer
        return answer

    recorder = Recorder(cast("CoalescingWriter", None))
    call = Call(batch=None, key="capacity", request=ASKED)
    return (await Capacities(recorder, taken).ask_capacity(call)).answer


async def test_what_the_read_model_has_is_the_answer() -> None:
    assert await asked(CapacityTaken(taken=7)) == CapacityTaken(taken=7)


@pytest.mark.parametrize("answer", [None, LedgerUnavailable("away"), TimeoutError()], ids=repr)
async def test_a_read_model_that_is_behind_or_away_is_asked_again(
    answer: Exception | None,
) -> None:
    with pytest.raises(ApplicationError) as failed:
        await asked(answer)
    assert failed.value.type == "LedgerUnavailable"
    assert not failed.value.non_retryable
