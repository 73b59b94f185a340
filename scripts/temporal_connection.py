"""Connects to the workflow engine of a running stack.

Loads the Temporal SDK: verbs that only look do without it.
"""

import asyncio

from temporalio.client import Client

from models.kernel.errors import Unreachable
from scripts.texts import errors
from workers import temporal_client
from workers.settings import Settings

CONNECT_S = 10
"""How long Temporal may take to say that it is there; it does in milliseconds."""


async def opened(settings: Settings) -> Client:
    """A client of the workflow engine.

    Raises:
        Unreachable: when it does not answer.
    """
    try:
        async with asyncio.timeout(CONNECT_S):
            return await temporal_client.connect(settings)
    except (RuntimeError, TimeoutError) as error:
        where = settings.temporal_address or errors.OF_THE_PROFILE
        raise Unreachable(errors.NO_TEMPORAL, where=where) from error
