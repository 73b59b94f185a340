"""Whatever is asked of a system's messages, it answers with a page."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.systems.gateway import FakeGateway
from tests.systems.outside import CREATE, NOON, SEQ_NO, running

DECLARED = {"SeqNo": SEQ_NO, "Status": "L", "IEFlag": "I"}
POSITIONS = st.one_of(
    st.integers().map(str), st.sampled_from(["9" * 19, "9" * 5000, "٣", "²", "1_0", "+1", "", "x"])
)


async def asked(name: str, since: str | None, *, epoch: bool, subject: str | None) -> list[object]:
    async with running(name, FakeGateway()) as caller:
        if name == "clearance":
            await caller.happen("declaration.status", DECLARED, NOON)
        own = caller.app.state.store.epoch
        given = f"{own}-{since}" if epoch else since
        query = {"since": given, "subject": subject}
        named = {name: value for name, value in query.items() if value is not None}
        return list((await caller.get("/messages", **named))["messages"])


@settings(max_examples=30)
@given(
    st.sampled_from(sorted(CREATE)),
    st.one_of(st.none(), POSITIONS, st.text(max_size=30)),
    st.booleans().map(lambda own: {"epoch": own}),
    st.one_of(st.none(), st.text(max_size=30)),
)
def test_no_cursor_and_no_subject_breaks_a_pull(
    name: str, since: str | None, whose: dict[str, bool], subject: str | None
) -> None:
    asyncio.run(asked(name, since, subject=subject, **whose))


@pytest.mark.parametrize("since", ["9" * 19, "9" * 5000, "²", "-1", "1_0"])
async def test_a_cursor_that_is_none_of_ours_starts_anew(since: str) -> None:
    (message,) = await asked("clearance", since, epoch=True, subject=None)
    assert message
