"""How much of a record is fetched at a time, and over which connections."""

from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

PREFETCH = 2000

Connection: TypeAlias = "asyncpg.Connection | PoolConnectionProxy[asyncpg.Record]"
