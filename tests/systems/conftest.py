"""Each system in process, and the gateway it reports to."""

from collections.abc import AsyncIterator

import pytest

from tests.systems.gateway import FakeGateway
from tests.systems.outside import Caller, running


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
async def clearance(gateway: FakeGateway) -> AsyncIterator[Caller]:
    async with running("clearance", gateway) as caller:
        yield caller


@pytest.fixture
async def checkpoint(gateway: FakeGateway) -> AsyncIterator[Caller]:
    async with running("checkpoint", gateway) as caller:
        yield caller


@pytest.fixture
async def enterprise(gateway: FakeGateway) -> AsyncIterator[Caller]:
    async with running("enterprise", gateway) as caller:
        yield caller
