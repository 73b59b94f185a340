"""Finds the running stack: its settings, its database logins, its pages in the Temporal UI."""

import os
from pathlib import Path
from typing import Annotated

import typer

from models.kernel.errors import Unreachable
from models.kernel.identity import consignment_workflow_id
from models.kernel.ui_links import list_page, workflow_page
from scripts.texts import errors
from workers import settings
from workers.settings import Settings
from workers.stack import stack_file
from workers.stack.db_logins import DatabaseLogin

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
    folder = (data or Path(".guomen")).resolve()
    if "DATABASE_URL" not in os.environ and stack_file.running(folder) is None:
        raise Unreachable(errors.NO_STACK, folder=folder)
    os.environ["GUOMEN_DATA"] = str(folder)
    return settings.read()


def database_of(data: Path | None, login: DatabaseLogin) -> str:
    """The database with a login that may do more than read; of the environment, if it names one.

    Raises:
        Unreachable: nothing runs there, and the environment names no database.
    """
    settings = settings_of(data)
    stack = None if "DATABASE_URL" in os.environ else stack_file.running(settings.data)
    return settings.database_url if stack is None else stack.databases[login]


def page(settings: Settings, tracking_no: str) -> str:
    """The address of a consignment in the Temporal UI."""
    namespace = settings.temporal_namespace or "default"
    return workflow_page(settings.temporal_ui, namespace, consignment_workflow_id(tracking_no))


def all_pages(settings: Settings, query: str = "") -> str:
    """The address of the list in the Temporal UI, of everything or of what a query finds."""
    namespace = settings.temporal_namespace or "default"
    return list_page(settings.temporal_ui, namespace, query)
