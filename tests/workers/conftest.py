"""The gateway over a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.workers.gateway.fixtures import Gateway, Tracker, running


@pytest.fixture
async def gateway(pool: asyncpg.Pool) -> AsyncIterator[Gateway]:
    async with running(pool, Tracker()) as gateway:
        yield gateway
