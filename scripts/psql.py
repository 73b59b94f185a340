"""`guomen psql`: PostgreSQL's own shell on the database of the running stack."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from models.kernel.errors import Unreachable
from scripts import console
from scripts.connection import DataFolder
from scripts.texts.errors import NO_LOGIN, NO_STACK_HERE
from workers.process_lifecycle import exit_now
from workers.stack import stack_file
from workers.stack.db_logins import DatabaseLogin, url_of
from workers.stack.postgres_programs import binary
from workers.stack.stack_secrets import open_vault

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
    exit_now(1)


def _dsn(data: Path | None, who: str) -> str:
    folder = (data or Path(".guomen")).resolve()
    stack = stack_file.running(folder)
    if stack is None:
        raise Unreachable(NO_STACK_HERE, folder=folder)
    if who == _SUPERUSER:
        password = open_vault(folder).postgres_password
        return url_of(stack.addresses.database_url, _SUPERUSER, password)
    if who.upper() not in DatabaseLogin.__members__:
        logins = ", ".join((*(login.name.lower() for login in DatabaseLogin), _SUPERUSER))
        raise typer.BadParameter(console.say(NO_LOGIN.of(name=who, known=logins)))
    return stack.databases[DatabaseLogin[who.upper()]]
