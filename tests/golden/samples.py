"""Samples of events as the ledger keeps them, one file for each type and schema version.

`python -m tests.golden.samples --write` adds what is missing. A sample or a fingerprint that
exists is never rewritten, with one exception: `--rewrite-unreleased` does so for what no release
has ever recorded. `--release` says that the versions there are now are released.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from models.kernel.event import Event, to_entry
from models.kernel.event_body import Body
from models.kernel.identity import event_id
from models.process.event_registry import BODIES
from tests.models.catalogue import AN_INSTANT, examples

FOLDER = Path(__file__).parent / "events"
REGISTER = Path(__file__).parent / "register.json"
"""For each type and version the fingerprint of its model, and whether a release has it."""
_WORDS = {"title", "description"}


def name_of(kind: type[Body]) -> str:
    """How the files call an event type in its newest version, like `unloaded.v1`."""
    return f"{kind.model_fields['type'].default}.v{kind.schema_version}"


def fingerprint(schema: dict[str, Any]) -> str:
    """Changes with whatever data a model takes or gives; not with words that explain it."""
    return sha256(json.dumps(_without_words(schema), sort_keys=True).encode()).hexdigest()


def sample(kind: type[Body], body: Body) -> dict[str, Any]:
    """The row with all fields, and the data with those only that have no default."""
    event = Event(
        id=event_id("consignment/NB25-000001", "m-1", body.type, 0),
        occurred_at=AN_INSTANT,
        cause="m-1",
        digest="0" * 16,
        actor="checkpoint",
        body=body,
    )
    complete = to_entry(event).model_dump(mode="json")
    return {"complete": complete, "minimal_data": _minimal(kind, complete["data"])}


def register() -> dict[str, dict[str, Any]]:
    """What is known of every type and version that ever was."""
    return dict(json.loads(REGISTER.read_text())) if REGISTER.exists() else {}


def _minimal(kind: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in data.items() if kind.model_fields[field].is_required()}


def _without_words(schema: object, *, names: bool = False) -> object:
    """A JSON schema without titles and descriptions; a field may well be called `title`."""
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if names or key not in _WORDS}
        return {
            key: _without_words(value, names=key in {"properties", "$defs"})
            for key, value in kept.items()
        }
    return [_without_words(each) for each in schema] if isinstance(schema, list) else schema


def write(*, unreleased: bool) -> Iterator[str]:
    """Add what is missing; with `unreleased`, make anew what no release has."""
    known = register()
    for kind, body in examples().items():
        name = name_of(kind)
        if name not in known or (unreleased and not known[name]["released"]):
            known[name] = {"fingerprint": fingerprint(kind.model_json_schema()), "released": False}
            _save(FOLDER / f"{name}.json", sample(kind, body))
            yield name
    _save(REGISTER, dict(sorted(known.items())))


def release() -> None:
    """From now on every version there is stays as it is."""
    _save(REGISTER, {name: {**row, "released": True} for name, row in register().items()})


def _save(path: Path, document: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def main(arguments: list[str]) -> None:
    """Do what the options say, and name what was written."""
    if "--release" in arguments:
        release()
    elif {"--write", "--rewrite-unreleased"} & set(arguments):
        written = list(write(unreleased="--rewrite-unreleased" in arguments))
        sys.stdout.write(f"{len(written)} of {len(BODIES)} written {' '.join(written)}\n")
    else:
        sys.stdout.write(f"{__doc__}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
