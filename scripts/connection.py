"""Finds the running stack, and opens what a verb needs of it: the records, or Temporal."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.errors import NotFound, Unreachable
from models.identity import consignment_workflow_id, enterprise_workflow_id, is_tracking_no
from models.links import list_page, workflow_page
from scripts.wording import errors

if TYPE_CHECKING:
    from temporalio.client import Client

    from ledger import Ledger, Recorded
    from models.enterprise.state import EnterpriseState
    from models.registration import Registration
    from models.terms import Stage
    from projections.errors import Unreadable
    from projections.horizon import Horizon
    from projections.past import Past
    from projections.queries import RegisterLine
    from projections.status import StatusRow
    from workers.logins import Login
    from workers.settings import Settings

CONNECT_S = 10
"""How long Temporal may take to say that it is there; it does in milliseconds."""

DataFolder = Annotated[
    Path | None,
    typer.Option(
        "--data", envvar="GUOMEN_DATA", help="The data folder of the stack (default .guomen)."
    ),
]


def settings_of(data: Path | None) -> Settings:
    """The settings of the stack that runs on a folder, or of the environment.

    The database of a stack comes with a login that only reads: `database_of` gives others.

    Raises:
        Unreachable: nothing runs there, and the environment names no database.
    """
    from workers import addresses, settings  # noqa: PLC0415

    folder = (data or Path(".guomen")).resolve()
    if "DATABASE_URL" not in os.environ and addresses.running(folder) is None:
        raise Unreachable(errors.NO_STACK, folder=folder)
    os.environ["GUOMEN_DATA"] = str(folder)
    return settings.read()


def database_of(data: Path | None, login: Login) -> str:
    """The database with a login that may do more than read; of the environment, if it names one.

    Raises:
        Unreachable: nothing runs there, and the environment names no database.
    """
    from workers import addresses  # noqa: PLC0415

    settings = settings_of(data)
    stack = None if "DATABASE_URL" in os.environ else addresses.running(settings.data)
    return settings.database_url if stack is None else stack.databases[login]


@dataclass(frozen=True)
class Records:
    """What the verbs that look ask for: read models for lists, the ledger for the truth."""

    pool: Any
    ledger: Ledger
    dsn: str

    async def find(self, alias: str) -> str:
        """The tracking number of a consignment, by that or any other number it has.

        Raises:
            NotFound: when no consignment is known by it.
        """
        from projections import queries  # noqa: PLC0415

        found = await queries.find(self.pool, alias)
        if found is None and is_tracking_no(alias.upper()):
            # Imported a moment ago: recorded, but not projected yet.
            return alias.upper()
        if found is None:
            raise NotFound(errors.NO_NUMBER, number=alias)
        return found

    async def statuses(
        self, stage: Stage | None, *, overdue: bool | None, limit: int
    ) -> Sequence[StatusRow]:
        """The consignments of a list, the most escalated first."""
        from projections import queries  # noqa: PLC0415

        return await queries.statuses(self.pool, stage=stage, overdue=overdue, limit=limit)

    async def unreadable(self, projection: str) -> Sequence[Unreadable]:
        """The streams that a read model passes over."""
        from projections import queries  # noqa: PLC0415

        return await queries.unreadable(self.pool, projection)

    async def statuses_at(self, horizon: Horizon) -> Past:
        """Every consignment as it stood at another moment, folded from the ledger."""
        from projections.past import statuses_at  # noqa: PLC0415

        return await statuses_at(self.dsn, horizon)

    async def enterprises(self) -> Sequence[RegisterLine]:
        """The register of enterprises."""
        from projections import queries  # noqa: PLC0415

        return await queries.enterprises(self.pool)

    async def enterprise(self, code: str) -> EnterpriseState:
        """One enterprise, folded from the ledger.

        Raises:
            NotFound: when it has no page.
        """
        from projections.enterprise import state_of  # noqa: PLC0415

        state = await state_of(self.ledger, code)
        if state is None:
            raise NotFound(errors.NO_PAGE, code=code)
        return state

    async def registrations(self, tracking_nos: Sequence[str]) -> dict[str, Registration]:
        """As what those that are known were registered, by tracking number."""
        from projections.registrations import registrations  # noqa: PLC0415

        return await registrations(self.ledger, tracking_nos)

    async def events(self, tracking_no: str) -> Sequence[Recorded]:
        """Everything recorded of a consignment, oldest first."""
        recorded = await self.ledger.read_stream(consignment_workflow_id(tracking_no))
        if not recorded:
            raise NotFound(errors.NOTHING_RECORDED, number=tracking_no)
        return recorded

    async def register_events(self, code: str) -> Sequence[Recorded]:
        """Everything recorded of an enterprise, oldest first.

        Raises:
            NotFound: when it has no page.
        """
        recorded = await self.ledger.read_stream(enterprise_workflow_id(code))
        if not recorded:
            raise NotFound(errors.NO_PAGE, code=code)
        return recorded


@asynccontextmanager
async def records(settings: Settings) -> AsyncIterator[Records]:
    """The records, while the block runs."""
    # Not by the wiring: loading all that it wires takes three times as long as looking.
    from ledger import Ledger, connect  # noqa: PLC0415

    pool = await connect(settings.database_url)
    try:
        yield Records(pool, Ledger(pool), settings.database_url)
    finally:
        await pool.close()


async def temporal(settings: Settings) -> Client:
    """A client of the workflow engine.

    Raises:
        Unreachable: when it does not answer.
    """
    from workers.wiring import temporal_client  # noqa: PLC0415

    try:
        async with asyncio.timeout(CONNECT_S):
            return await temporal_client(settings)
    except (RuntimeError, TimeoutError) as error:
        where = settings.temporal_address or errors.OF_THE_PROFILE
        raise Unreachable(errors.NO_TEMPORAL, where=where) from error


def page(settings: Settings, tracking_no: str) -> str:
    """The address of a consignment in the Temporal UI."""
    namespace = settings.temporal_namespace or "default"
    return workflow_page(settings.temporal_ui, namespace, consignment_workflow_id(tracking_no))


def all_pages(settings: Settings, query: str = "") -> str:
    """The address of the list in the Temporal UI, of everything or of what a query finds."""
    namespace = settings.temporal_namespace or "default"
    return list_page(settings.temporal_ui, namespace, query)
