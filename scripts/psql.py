"""`guomen psql`: PostgreSQL's own shell on the database of the running stack."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from models.errors import Unreachable
from scripts import console
from scripts.connection import DataFolder
from scripts.wording.errors import NO_LOGIN, NO_STACK_HERE
from workers.door import leave

_SUPERUSER = "postgres"

_As = Annotated[
    str,
    typer.Option(
        "--as", help="Whose rights: reader, tracker, projector, gateway, migrate, or postgres."
    ),
]
_Arguments = Annotated[
    list[str] | None, typer.Argument(metavar="[ARGUMENTS]…", help="For psql, after `--`.")
]


def psql(arguments: _Arguments = None, *, who: _As = "reader", data: DataFolder = None) -> None:
    """Open psql, or run one statement: guomen psql -- -c "select count(*) from ledger.events".

    By default with the rights to read. `postgres` is the superuser, who can do anything: what it
    does to the record, `guomen verify` finds.
    """
    from workers.postgres_programs import binary  # noqa: PLC0415

    parts = urlsplit(_dsn(data, who))
    environment = {
        **os.environ,
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port),
        "PGDATABASE": parts.path.removeprefix("/"),
        "PGUSER": parts.username or "",
        "PGPASSWORD": unquote(parts.password or ""),
    }
    program = str(binary("psql"))
    # Nothing of ours is left to close: psql takes the place of this process.
    os.execvpe(program, [program, "--no-psqlrc", *(arguments or [])], environment)  # noqa: S606
    leave(1)


def _dsn(data: Path | None, who: str) -> str:
    from workers import addresses  # noqa: PLC0415
    from workers.logins import Login, url_of  # noqa: PLC0415
    from workers.vault import open_vault  # noqa: PLC0415

    folder = (data or Path(".guomen")).resolve()
    stack = addresses.running(folder)
    if stack is None:
        raise Unreachable(NO_STACK_HERE, folder=folder)
    if who == _SUPERUSER:
        password = open_vault(folder).postgres_password
        return url_of(stack.addresses.database_url, _SUPERUSER, password)
    if who.upper() not in Login.__members__:
        logins = ", ".join((*(login.name.lower() for login in Login), _SUPERUSER))
        raise typer.BadParameter(console.say(NO_LOGIN.of(name=who, known=logins)))
    return stack.databases[Login[who.upper()]]
