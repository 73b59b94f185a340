"""The whole tracker on one machine, in the foreground: database, Temporal, systems, processes.

Everything it knows lies in the data folder and survives a restart; anything it runs may be killed
at any moment and is started again.
"""

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from workers.errors import StackTaken
from workers.migrate import migrate_all
from workers.process_lifecycle import OWNER_ONLY
from workers.stack import data_folder, db_logins, process_table, readiness, stack_file
from workers.stack.data_folder import DRAW_KEYS
from workers.stack.db_logins import DatabaseLogin
from workers.stack.embedded_postgres import EmbeddedPostgres
from workers.stack.embedded_temporal import NAMESPACE, EmbeddedTemporal
from workers.stack.log_files import keep_short
from workers.stack.port_allocation import LOCAL, Ports
from workers.stack.stack_file import Addresses, StackFile
from workers.stack.stack_secrets import Vault, open_vault, seal_key
from workers.stack.supervisor import ManagedProcess, ProcessSpec
from workers.texts import FOLDER_TAKEN

POSTGRES_PORT = 5432
TEMPORAL_PORT = 7233
UI_PORT = 8233
OFFICERS = Path(__file__).parents[2] / "samples" / "officers.toml"
_LOGINS = {
    "tracker": DatabaseLogin.TRACKER,
    "projector": DatabaseLogin.PROJECTOR,
    "gateway": DatabaseLogin.GATEWAY,
}


class EmbeddedStack:
    """`async with EmbeddedStack(data) as stack:` runs it; leaving the block stops it in order."""

    addresses: Addresses
    databases: Mapping[DatabaseLogin, str]

    def __init__(self, data: Path, *, log: Callable[[str], None] = print) -> None:
        self.children: dict[str, ManagedProcess] = {}
        self._data = data.resolve()
        self._say = log
        self._lock: int | None = None
        self._umask: int | None = None
        self._logs: asyncio.Task[None] | None = None
        self._chosen = Ports()
        self._ports: dict[str, int] = {}
        self._stages: list[list[ManagedProcess]] = []

    async def __aenter__(self) -> Self:
        """Start everything and wait until it is ready.

        Raises:
            StackTaken: another stack runs on this data folder.
            DidNotStart: a part did not come up; what had started is stopped again.
        """
        self._take_folder()
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything, the last started first."""
        await self._stop()

    async def kill(self, name: str) -> None:
        """Kill one part as a crash would, and wait until it is ready again."""
        child = self.children[name]
        await child.kill()
        await child.ready()

    def _take_folder(self) -> None:
        data_folder.prepare(self._data)
        self._lock = stack_file.take(self._data)
        if self._lock is None:
            raise StackTaken(FOLDER_TAKEN, folder=self._data)

    async def _start(self) -> None:
        self._umask = os.umask(OWNER_ONLY)
        self._logs = asyncio.create_task(keep_short(self._data / "logs", self._say), name="logs")
        vault = open_vault(self._data)
        postgres = EmbeddedPostgres(
            self._data, self._port("postgres", POSTGRES_PORT), vault.postgres_password
        )
        temporal = EmbeddedTemporal(
            self._data,
            self._port("temporal", TEMPORAL_PORT),
            self._port("the Temporal UI", UI_PORT),
            # Its systems are simulated: the goods have no other time than the world gives them.
            time_lapse=True,
        )
        self._ports = {
            name: self._port(name, service.port)
            for name, service in process_table.COMMANDS.items()
            if service.port is not None
        }
        self.databases = {
            login: db_logins.url_of(postgres.dsn, login, password)
            for login, password in vault.login_passwords.items()
        }
        self.addresses = self._addresses(temporal)
        if await asyncio.to_thread(postgres.initialise):
            self._say("created the database")
        await self._run(postgres.plan(), temporal.plan())
        await temporal.settle()
        await db_logins.create(postgres.dsn, vault.login_passwords)
        for name in await migrate_all(self.databases[DatabaseLogin.MIGRATE]):
            self._say(f"migrated {name}")
        await self._run(*(self._plan(name, vault) for name in process_table.SYSTEMS))
        await self._run(*(self._plan(name, vault) for name in process_table.OURS))

    async def _run(self, *plans: ProcessSpec) -> None:
        children = [
            ManagedProcess(
                plan, self._data / "logs" / f"{plan.name}.log", self._say, self._write_file
            )
            for plan in plans
        ]
        self._stages.append(children)
        self.children.update({child.plan.name: child for child in children})
        await asyncio.gather(*(child.start() for child in children))

    async def _stop(self) -> None:
        while self._stages:
            await asyncio.gather(*(child.stop() for child in self._stages.pop()))
        self.children.clear()
        if self._logs is not None:
            self._logs.cancel()
        if self._umask is not None:
            os.umask(self._umask)
            self._umask = None
        self._chosen.close()
        if self._lock is not None:
            (self._data / "stack.json").unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def _plan(self, name: str, vault: Vault) -> ProcessSpec:
        port = self._ports.get(name)
        ready_file = self._data / "run" / f"{name}.ready"
        return ProcessSpec(
            name=name,
            argv=process_table.argv(name, port=port),
            ready=(
                readiness.file(ready_file)
                if port is None
                else readiness.http(f"http://{LOCAL}:{port}/health")
            ),
            environment={
                "GUOMEN_DATA": str(self._data),
                "GUOMEN_READY_FILE": str(ready_file),
                **self._environment(name),
                **process_table.secrets_for(name, vault.webhook_secrets, vault.world_tokens),
            },
        )

    def _environment(self, name: str) -> dict[str, str]:
        if name in process_table.SYSTEMS:
            # Outsiders: they know the gateway and nothing else of ours.
            return {
                "GUOMEN_GATEWAY_URL": self.addresses.gateway_url,
                "GUOMEN_STATE_FILE": str(self._data / "systems" / f"{name}.db"),
            }
        return {
            **self.addresses.environment(),
            "DATABASE_URL": self.databases[_LOGINS[name]],
            "TEMPORAL_NAMESPACE": NAMESPACE,
            "TEMPORAL_CONFIG_FILE": os.devnull,
        }

    def _addresses(self, temporal: EmbeddedTemporal) -> Addresses:
        at = {name: f"http://{LOCAL}:{port}" for name, port in self._ports.items()}
        return Addresses(
            database_url=self.databases[DatabaseLogin.READER],
            temporal_address=temporal.address,
            temporal_ui=temporal.ui,
            gateway_url=at["gateway"],
            clearance_url=at["clearance"],
            checkpoint_url=at["checkpoint"],
            enterprise_url=at["enterprise"],
            seal_key=seal_key(self._data),
            draw_keys=self._data / DRAW_KEYS,
            officers=_officers(),
        )

    def _port(self, name: str, usual: int) -> int:
        port = self._chosen.choose(usual)
        if port != usual:
            self._say(f"port {usual} is taken: {name} listens on {port}")
        return port

    def _write_file(self) -> None:
        pids = {name: child.pid for name, child in self.children.items()}
        StackFile(
            pid=os.getpid(),
            addresses=self.addresses,
            databases=self.databases,
            children={name: pid for name, pid in pids.items() if pid is not None},
        ).write(self._data)


def _officers() -> Path | None:
    """The file of officers: the one of the environment, else the sample where it is at hand."""
    named = os.environ.get("GUOMEN_OFFICERS")
    if named:
        return Path(named).resolve()
    return OFFICERS if OFFICERS.exists() else None
