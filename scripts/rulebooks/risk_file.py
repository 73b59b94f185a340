"""Rules of risk out of a file: what it names instead of what is released, the rest as it is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.kernel.errors import NotFound, Refused
from models.rules.risk import RiskRules
from scripts.texts import whatif as texts


def rules_of(file: Path, released: RiskRules) -> RiskRules:
    """The rules of a JSON file.

    Raises:
        NotFound: it cannot be read.
        Refused: it is not JSON, or no such rules; every field that is wrong is named.
    """
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(texts.NO_RULES, file=file, why=error) from error
    except ValueError as error:
        raise Refused(texts.BAD_RULES, file=file, faults=error) from error
    if not isinstance(said, dict):
        raise Refused(texts.BAD_RULES, file=file, faults=type(said).__name__)
    try:
        return RiskRules.model_validate(_merged(released.model_dump(mode="json"), said))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'risk'}: {each['msg']}" for each in error.errors()
        )
        raise Refused(texts.BAD_RULES, file=file, faults=faults) from error


def _merged(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Objects field by field; a list or a value as a whole."""
    return {**before} | {
        name: _merged(before[name], value)
        if isinstance(value, dict) and isinstance(before.get(name), dict)
        else value
        for name, value in said.items()
    }
