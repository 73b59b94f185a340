"""How a system that gives no answer is told of."""

import httpx2
import pytest
from temporalio.api.failure.v1 import Failure
from temporalio.converter import default
from temporalio.exceptions import ApplicationError

from activities.system_http import SystemClient


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>maintenance</html>"),
        httpx2.Response(200, content=b"\xff\xfe"),
        httpx2.Response(200, content=b"[" * 100_000),
        httpx2.Response(
            200, headers={"content-encoding": "gzip"}, stream=httpx2.ByteStream(b"no gzip")
        ),
    ],
    ids=["html", "no UTF-8", "nested", "no gzip"],
)
async def test_an_answer_that_cannot_be_read_counts_as_none(answer: httpx2.Response) -> None:
    transport = httpx2.MockTransport(lambda _: answer)
    async with httpx2.AsyncClient(transport=transport, base_url="http://clearance") as http:
        with pytest.raises(ApplicationError) as silence:
            await SystemClient("clearance", http).get("/messages")
    assert silence.value.type == "RemoteUnavailable"


def refuses_connections(_: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused")


async def test_a_silence_names_its_system_and_nothing_below_it_makes_the_server_cut_that() -> None:
    transport = httpx2.MockTransport(refuses_connections)
    async with httpx2.AsyncClient(transport=transport, base_url="http://clearance") as http:
        with pytest.raises(ApplicationError) as silence:
            await SystemClient("clearance", http).get("/instructions/I1")
    shown = Failure()
    await default().encode_failure(silence.value, shown)
    assert shown.message == "clearance does not answer (ConnectError); it is asked again"
    assert not shown.HasField("cause")
