"""Reads the routes of notices from their file: TOML, with secrets from the environment."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.notifications.routes import Routing
from workers.errors import NotConfigured
from workers.texts import BAD_ROUTES, NO_ROUTES_FILE, ROUTES_NOT_TOML, ROUTES_WITHOUT_SECRET

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def read_routes(file: Path | None, environment: Mapping[str, str] = os.environ) -> Routing:
    """The routes of a file; without one there are none, and the noticeboard alone is told.

    Raises:
        NotConfigured: where something is wrong, what, and what to do.
    """
    if file is None:
        return Routing()
    document = _parsed(file)
    targets = document.get("targets", {})
    if isinstance(targets, dict):
        found = {name: _filled(file, name, row, environment) for name, row in targets.items()}
        document = {**document, "targets": found}
    try:
        return Routing.model_validate(document)
    except ValidationError as error:
        wrong = "; ".join(_complaint(each) for each in error.errors(include_url=False))
        raise NotConfigured(BAD_ROUTES, file=file, wrong=wrong) from error


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotConfigured(NO_ROUTES_FILE, file=file, why=error.strerror) from error
    except ValueError as error:
        raise NotConfigured(ROUTES_NOT_TOML, file=file, why=error) from error


def _filled(file: Path, name: str, row: object, environment: Mapping[str, str]) -> object:
    """A target with its placeholders filled; its URL is never said in an error."""
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        return row
    url: str = row["url"]
    names = _PLACEHOLDER.findall(url)
    missing = [each for each in names if not environment.get(each)]
    if missing:
        raise NotConfigured(ROUTES_WITHOUT_SECRET, file=file, name=name, missing=", ".join(missing))
    values = [environment[each] for each in names]
    # A variable may be a whole URL; a part of one must not end that part.
    whole = _PLACEHOLDER.fullmatch(url) is not None
    filled = _PLACEHOLDER.sub(
        lambda found: environment[found[1]] if whole else quote(environment[found[1]], safe=""), url
    )
    return {**row, "url": filled, "secrets": [*values, *(quote(each, safe="") for each in values)]}


def _complaint(error: ErrorDetails) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    what = error["msg"].removeprefix("Value error, ")
    given = error["input"]
    # Whatever stands in a target may be a secret.
    harmless = isinstance(given, str | int | float) and error["loc"][:1] != ("targets",)
    shown = f", not {given!r}" if harmless else ""
    return f"{place}: {what}{shown}" if place else f"{what}{shown}"
