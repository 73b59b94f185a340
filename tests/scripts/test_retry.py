"""What is called again, and what is not."""

import pytest
from temporalio.service import RPCError, RPCStatusCode

from ledger import LedgerUnavailable
from scripts.retry import StaysAway, retry_until


class Server:
    """Fails with each of these errors in turn, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    async def call(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


def away(status: RPCStatusCode = RPCStatusCode.UNAVAILABLE) -> RPCError:
    return RPCError("connection refused", status, b"")


async def test_what_comes_back_is_waited_for() -> None:
    server = Server(away(), LedgerUnavailable("restarting"), ConnectionRefusedError())
    assert await retry_until(server.call) == "answer"


async def test_a_wrong_call_is_not_made_again() -> None:
    server = Server(away(RPCStatusCode.NOT_FOUND), away())
    with pytest.raises(RPCError):
        await retry_until(server.call)
    assert len(server.errors) == 1


async def test_patience_ends_with_the_reason() -> None:
    with pytest.raises(StaysAway, match="connection refused"):
        await retry_until(Server(away(), away()).call, patience_s=0)
