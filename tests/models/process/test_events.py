"""The catalogue of events: stable names, plain forms, nothing lost on the way."""

import json
import re
from uuid import UUID

import pytest

from models.kernel.errors import GuomenError
from models.kernel.event import Event, EventRecord, to_entry
from models.kernel.event_body import Body
from models.kernel.identity import event_id
from models.notifications import table
from models.process.event_registry import BODIES, BY_TYPE
from models.process.stored_events import from_entries, parse
from tests.given import given
from tests.models.catalogue import AN_INSTANT, examples
from tests.models.stories import BOX, CLOSED

EXAMPLES = examples()
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*")


def event_of(body: Body) -> Event:
    return Event(
        id=event_id("consignment/NB25-000001", "m-1", body.type, 0),
        occurred_at=AN_INSTANT,
        cause="m-1",
        digest="0" * 16,
        actor="checkpoint",
        body=body,
    )


def test_type_names_are_unique_and_kebab_case() -> None:
    assert len(BY_TYPE) == len(BODIES)
    assert [name for name in BY_TYPE if not KEBAB.fullmatch(name)] == []


def test_a_type_name_is_the_name_of_its_class() -> None:
    for name, kind in BY_TYPE.items():
        assert name.replace("-", "") == kind.__name__.lower()


def test_the_type_is_in_every_body_exactly_once() -> None:
    for kind in BODIES:
        assert kind.model_config["extra"] == "forbid"
        assert kind.schema_version >= 1


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.__name__)
def test_an_event_comes_back_from_the_ledger_as_it_went(kind: type[Body]) -> None:
    event = event_of(EXAMPLES[kind])
    text = to_entry(event).model_dump_json()
    entry = EventRecord.model_validate_json(text)
    (back,) = from_entries([entry])
    assert back == event
    assert type(back.body) is kind
    assert back.body == event.body


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.__name__)
def test_no_event_holds_a_float_or_names_its_type_twice(kind: type[Body]) -> None:
    entry = to_entry(event_of(EXAMPLES[kind]))
    floats: list[str] = []
    json.loads(entry.model_dump_json(), parse_float=floats.append)
    assert floats == []
    assert "type" not in entry.data


def test_a_whole_life_comes_back_from_the_ledger() -> None:
    life = given(*CLOSED).events
    entries = [EventRecord.model_validate_json(to_entry(event).model_dump_json()) for event in life]
    assert from_entries(entries) == life


def test_an_unknown_type_is_an_error() -> None:
    metadata = {"cause": "", "digest": "", "actor": ""}
    with pytest.raises(KeyError):
        parse(UUID(int=0), "no-such-event", 1, AN_INSTANT, {}, metadata)


def test_an_alarm_carries_the_id_of_its_event() -> None:
    told = 0
    for body in EXAMPLES.values():
        event = event_of(body)
        for alarm in table.notifications_of(event):
            told += 1
            assert alarm.key.startswith(str(event.id))
            assert alarm.at == AN_INSTANT
            assert alarm.box in (None, BOX)
    # Some tell more than one party: responders called, a file, a manifest or a loading refused one
    # more each, a discharge refused two, a lapsed order and a request to cancel one more each, a
    # gate that is barred or open again two, a suspension, a truck called off and a box that must
    # stay shut one, a danger after the end two, a requirement that is waived, a drive out of hours
    # and goods that are not there to be destroyed one, bays that are full two, a finding that made
    # levels worse and boxes that join for a worse level one; of a fact that is taken back everybody
    # who is concerned. A breach of the second grade is told to nobody, and so
    # is the mode of the example, which is decided for a cause that nobody can mend.
    assert told == len(table._ALARMS) + 8 + 7 - 1 + 2 + 2 - 1 + 3 + 1 + 2 + 1 + 1


def test_every_error_of_the_tracker_belongs_to_one_tree() -> None:
    assert {kind.__name__ for kind in GuomenError.__subclasses__()} >= {"Refused", "NotFound"}
