"""What a system remembers."""

from pathlib import Path

import pytest

from systems.store import Store
from systems.wire.message import SystemHealth
from tests.systems.gateway import FakeGateway
from tests.systems.outside import BOX, NOON, SEQ_NO, running


async def test_a_restarted_service_remembers_what_its_file_keeps(
    gateway: FakeGateway, tmp_path: Path
) -> None:
    file = str(tmp_path / "checkpoint.db")
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_PORT"}
    async with running("checkpoint", gateway, state_file=file) as caller:
        ordered = (await caller.call("/trips", order)).json()
        await caller.happen("box.found", {"container_no": BOX}, NOON)
        before = await caller.get("/messages")
    async with running("checkpoint", gateway, state_file=file) as caller:
        assert (await caller.call("/trips", order)).json() == ordered
        assert await caller.get("/messages") == before
        assert (await caller.get("/messages", since=before["cursor"]))["messages"] == []


async def test_a_service_that_forgot_gives_out_the_same_numbers_again(
    gateway: FakeGateway,
) -> None:
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_PORT"}
    answers = []
    for _ in range(2):
        async with running("checkpoint", gateway) as caller:
            answers.append((await caller.call("/trips", order)).json())
    assert answers[0] == answers[1]


def test_a_transaction_that_fails_leaves_nothing() -> None:
    store = Store()

    def fail() -> None:
        with store.transaction():
            store.put("health", "one", SystemHealth(system="checkpoint", messages=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.count("health") == 0
    store.close()
