"""Every event that was ever recorded still loads, and no model changes without a new version."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.kernel.errors import UnknownSchema
from models.kernel.event import EventRecord, to_entry
from models.kernel.event_body import Body
from models.process.event_registry import BODIES, BY_TYPE
from models.process.stored_events import from_entries
from models.process.upcasting import UPCASTERS, Data, Upcasters, upcast
from tests.golden import samples

FILES = sorted(samples.FOLDER.glob("*.json"))
MENDED = (
    "{0} is not what the register says: give the model the next schema_version and add a function "
    "to models/process/upcasting.py. If no release ever recorded {0}, run "
    "python -m tests.golden.samples --rewrite-unreleased"
)


def loaded(path: Path) -> tuple[EventRecord, EventRecord]:
    document = json.loads(path.read_text())
    complete = EventRecord.model_validate(document["complete"])
    return complete, complete.model_copy(update={"data": document["minimal_data"]})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_event_of_any_version_loads(path: Path) -> None:
    complete, minimal = loaded(path)
    assert path.stem == f"{complete.event_type}.v{complete.schema_version}"
    for entry in (complete, minimal):
        (event,) = from_entries([entry])
        assert type(event.body) is BY_TYPE[entry.event_type]
        assert event.id == entry.event_id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_event_of_the_newest_version_goes_back_as_it_came(path: Path) -> None:
    complete, _ = loaded(path)
    if complete.schema_version == BY_TYPE[complete.event_type].schema_version:
        (event,) = from_entries([complete])
        assert to_entry(event) == complete


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.__name__)
def test_a_changed_model_has_a_version_of_its_own(kind: type[Body]) -> None:
    name = samples.name_of(kind)
    assert name in samples.register(), "run python -m tests.golden.samples --write"
    expected = samples.register()[name]["fingerprint"]
    assert samples.fingerprint(kind.model_json_schema()) == expected, MENDED.format(name)


def test_the_register_has_a_sample_of_everything_and_forgets_nothing() -> None:
    assert {path.stem for path in FILES} == set(samples.register())
    for name in samples.register():
        assert name.rpartition(".v")[0] in BY_TYPE, f"{name} was recorded: it must stay known"


def test_writing_again_rewrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = tmp_path / "register.json"
    register.write_text(samples.REGISTER.read_text())
    monkeypatch.setattr(samples, "REGISTER", register)
    monkeypatch.setattr(samples, "FOLDER", tmp_path / "events")
    assert list(samples.write(unreleased=False)) == []
    assert register.read_text() == (Path(samples.__file__).parent / "register.json").read_text()
    samples.release()
    assert list(samples.write(unreleased=True)) == []
    assert not (tmp_path / "events").exists()


def test_a_fingerprint_knows_a_new_field_and_ignores_new_words() -> None:
    schema = BY_TYPE["unloaded"].model_json_schema()
    known = samples.fingerprint(schema)
    assert samples.fingerprint({**schema, "description": "Other words."}) == known
    fields = {**schema["properties"], "description": {"type": "string", "default": ""}}
    assert samples.fingerprint({**schema, "properties": fields}) != known


def test_every_upcaster_leads_to_a_version_that_exists() -> None:
    for event_type, version in UPCASTERS:
        assert 1 <= version < BY_TYPE[event_type].schema_version


def test_old_data_are_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BY_TYPE["unloaded"], "schema_version", 3)
    steps: Upcasters = {
        ("unloaded", 1): lambda data: {**data, "net_kg": data["weight"]},
        ("unloaded", 2): lambda data: {k: v for k, v in data.items() if k != "weight"},
    }
    stored: Data = {"box": "B", "weight": "1.0"}
    assert upcast("unloaded", 1, stored, steps) == {"box": "B", "net_kg": "1.0"}
    assert stored == {"box": "B", "weight": "1.0"}
    with pytest.raises(UnknownSchema, match=r"from schema version 1 of unloaded to 2"):
        upcast("unloaded", 1, stored, {})


def test_a_version_of_a_later_release_is_refused_with_its_name() -> None:
    row: dict[str, Any] = {
        "event_id": UUID(int=1),
        "event_type": "unloaded",
        "schema_version": 9,
        "occurred_at": "2025-10-01T08:30:00Z",
        "data": {},
        "metadata": {"cause": "", "digest": "", "actor": ""},
    }
    with pytest.raises(UnknownSchema, match="unloaded has schema version 9, this release knows 1"):
        from_entries([EventRecord.model_validate(row)])
