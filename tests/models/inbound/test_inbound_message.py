"""Messages of the systems become facts, by the table of `said/`, or are kept as they came."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.arrival.messages import DeclarationStatus
from models.inbound import TRANSLATIONS
from models.inbound.inbound_message import IntakeError, TranslatedMessage, translate
from models.kernel.identity import digest
from models.kernel.terms import System
from models.process.messages import Fact, Report
from models.supervision.messages import Unknown
from models.transport.events import ArrivalNotified
from systems.wire.checkpoint import CHECKPOINT_TYPES
from systems.wire.clearance import CLEARANCE_TYPES
from systems.wire.enterprise import ENTERPRISE_TYPES
from tests.models.said import TABLE
from tests.models.said.checkpoint import GATE, xray
from tests.models.said.clearance import status
from tests.models.said.numbers import EXPORTED, MORNING
from tests.systems.outside import BILL, BOX, ENTRY_ID, HAPPENINGS, SEQ_NO


def sent(system: System, kind: str, data: object, /, **changed: object) -> dict[str, Any]:
    envelope = {"id": f"{system}-1", "system": system.value, "type": kind, "time": MORNING}
    return envelope | {"data": data} | changed


def read(system: System, kind: str, data: object, /, **changed: object) -> TranslatedMessage:
    return translate(system, sent(system, kind, data, **changed))


@pytest.mark.parametrize("system, kind, data, fact", TABLE)
def test_what_a_system_says_becomes_a_fact(
    system: System, kind: str, data: dict[str, Any], fact: Fact
) -> None:
    intake = read(system, kind, data)

    assert intake.report == Report(
        id=f"{system}-1",
        system=system,
        occurred_at=datetime(2025, 9, 11, 0, 30, tzinfo=UTC),
        fact=fact,
    )
    assert (intake.message_id, intake.type) == (f"{system}-1", kind)
    assert intake.aliases, "no consignment could be found for it"


def test_the_table_shows_every_translation() -> None:
    assert {(system, kind) for system, kind, _, _ in TABLE} == set(TRANSLATIONS)


def test_a_translation_names_the_facts_that_it_makes() -> None:
    made: dict[tuple[System, str], set[type]] = {}
    for system, kind, _, fact in TABLE:
        made.setdefault((system, kind), set()).add(type(fact))
    assert {key: set(row.facts) for key, row in TRANSLATIONS.items()} == made


def test_everything_that_the_systems_can_say_has_a_translation() -> None:
    said = {
        System.CLEARANCE: set(CLEARANCE_TYPES),
        System.CHECKPOINT: set(CHECKPOINT_TYPES),
        System.ENTERPRISE: set(ENTERPRISE_TYPES),
    }
    assert {(system, kind) for system, kinds in said.items() for kind in kinds} == set(TRANSLATIONS)


@pytest.mark.parametrize("name, kind, data", HAPPENINGS)
def test_what_the_systems_tell_in_their_own_tests_is_understood(
    name: str, kind: str, data: dict[str, Any]
) -> None:
    assert read(System(name), kind, data).report.fact.type != "unknown"


NOT_TRANSLATED = {
    "a type nobody knows": (System.CLEARANCE, "manifest.amended", {"BillNo": BILL}),
    "a type of another system": (System.ENTERPRISE, "gate.passage", GATE),
    "coming near a place that is no step": (
        System.CHECKPOINT,
        "geofence.entered",
        {"container_no": BOX, "place": "PORT"},
    ),
    "a passage of no box": (
        System.CHECKPOINT,
        "gate.passage",
        GATE | {"container_no": " - ", "direction": "OUT", "place": "PORT"},
    ),
    "the status of a lock without a bit": (
        System.CHECKPOINT,
        "lock.alarm",
        {"container_no": BOX, "status": 0},
    ),
    "the status of a lock that is no word": (
        System.CHECKPOINT,
        "lock.alarm",
        {"container_no": BOX, "status": "1O00"},
    ),
    "a declaration number that is too short": (
        System.CLEARANCE,
        "declaration.status",
        status("L", ENTRY_ID[:-1], "I"),
    ),
    "an export number with the flag of an import": (
        System.CLEARANCE,
        "declaration.status",
        status("L", EXPORTED, "I"),
    ),
    "a unified number that is too short": (
        System.CLEARANCE,
        "declaration.status",
        status("L", ENTRY_ID, "I") | {"SeqNo": SEQ_NO[:-1]},
    ),
    "a negative weight": (
        System.ENTERPRISE,
        "unloading.completed",
        {"container_no": BOX, "net_kg": "-1"},
    ),
    "a weight that is no number": (
        System.ENTERPRISE,
        "unloading.completed",
        {"container_no": BOX, "net_kg": "NaN"},
    ),
    "a verdict nobody knows": (System.CHECKPOINT, "xray.scanned", xray("BLURRED")),
    "a slot without a time of day": (
        System.ENTERPRISE,
        "appointment.booked",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12"},
    ),
    "text that cannot be kept": (
        System.ENTERPRISE,
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "a\x00b"},
    ),
    "half a character": (
        System.ENTERPRISE,
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "\ud83d"},
    ),
    "no data at all": (System.CLEARANCE, "manifest.discharged", None),
    "data that is a list": (System.CLEARANCE, "manifest.discharged", [BILL]),
}


@pytest.mark.parametrize("system, kind, data", NOT_TRANSLATED.values(), ids=NOT_TRANSLATED)
def test_what_cannot_be_translated_is_passed_on_as_it_came(
    system: System, kind: str, data: object
) -> None:
    fact = read(system, kind, data).report.fact

    assert isinstance(fact, Unknown)
    assert json.loads(fact.raw) == sent(system, kind, data)


def test_what_is_not_understood_can_still_find_its_consignment() -> None:
    data = {"SeqNo": SEQ_NO, "container_no": BOX, "plate": "浙B12345", "lane": 4}
    assert read(System.CHECKPOINT, "drone.saw", data).aliases == (SEQ_NO, BOX, "浙B12345")


def test_the_best_number_comes_first_and_each_only_once() -> None:
    data = {
        "plate": "浙B12345",
        "seal_nos": ["SL-1", "SL-2"],
        "seal_no": "SL-1",
        "lock_no": "JT-7",
        "BillNo": BILL,
        "containers": [BOX, "TCLU4265917"],
        "container_no": BOX,
        "EntryId": ENTRY_ID,
        "SeqNo": SEQ_NO,
    }
    assert read(System.CLEARANCE, "anything", data).aliases == (
        *(SEQ_NO, ENTRY_ID, BOX, "TCLU4265917", "JT7", "SL1", "SL2", "浙B12345"),
    )
    del data["SeqNo"]
    assert read(System.CLEARANCE, "anything", data).aliases == (
        *(ENTRY_ID, BOX, "TCLU4265917", BILL, "JT7", "SL1", "SL2", "浙B12345"),
    )


@pytest.mark.parametrize("value", [None, "", "  ", "x" * 65, "a\x00b", True, 1.5, {"no": 1}, [[]]])
def test_what_is_no_number_is_no_alias(value: object) -> None:
    assert read(System.CLEARANCE, "anything", {"SeqNo": value}).aliases == ()


def test_a_number_sent_as_a_json_number_is_read_as_text() -> None:
    intake = read(System.CLEARANCE, "declaration.status", status("L", None, "I") | {"EntryId": 1})
    assert intake.aliases == (SEQ_NO, "1")
    sent_as_number = status("L", None, "I") | {"EntryId": int(ENTRY_ID)}
    fact = read(System.CLEARANCE, "declaration.status", sent_as_number).report.fact
    assert fact == DeclarationStatus(letter="L", entry_id=ENTRY_ID, seq_no=SEQ_NO)


def test_a_form_made_anew_is_looked_for_by_what_it_replaces_and_its_bill_is_a_hint_only() -> None:
    old, older = SEQ_NO[:-1] + "2", SEQ_NO[:-1] + "3"
    anew = {"documentReferenceReplacements": [old, older], "BillNo": BILL}
    intake = read(System.CLEARANCE, "declaration.status", status("L", ENTRY_ID, "I") | anew)
    assert intake.aliases == (SEQ_NO, ENTRY_ID, old, older)
    assert intake.hints == (BILL,)


def test_a_bill_alone_says_which_consignment_is_meant() -> None:
    intake = read(System.CLEARANCE, "manifest.loaded", {"SeqNo": " ", "BillNo": BILL})
    assert (intake.aliases, intake.hints) == ((BILL,), ())


def test_a_box_number_may_be_written_as_it_is_printed_on_the_door() -> None:
    intake = read(System.ENTERPRISE, "arrival.notified", {"container_no": " msku 307007-9 "})
    assert intake.report.fact == ArrivalNotified(box=BOX)
    assert intake.aliases == (BOX,)


def test_fields_that_nobody_needs_are_ignored() -> None:
    data = {"container_no": BOX, "mood": "good"}
    assert read(System.ENTERPRISE, "arrival.notified", data).report.fact == ArrivalNotified(box=BOX)


@pytest.mark.parametrize(
    "written", ["2025-09-11T08:30:00", "2025-09-11 08:30", "20250911T083000", "2025-09-11T00:30Z"]
)
def test_a_time_without_a_zone_is_local_time_in_china(written: str) -> None:
    intake = read(System.CLEARANCE, "manifest.discharged", {"BillNo": BILL}, time=written)
    assert intake.report.occurred_at == datetime(2025, 9, 11, 0, 30, tzinfo=UTC)


def test_ids_of_two_systems_never_meet_in_one_consignment() -> None:
    def report_id(system: System, identity: str) -> str:
        return read(system, "anything", {}, id=identity).report.id

    assert report_id(System.CLEARANCE, "7") == "clearance-7"
    assert report_id(System.CHECKPOINT, "7") == "checkpoint-7"
    assert report_id(System.CHECKPOINT, "checkpoint-7") == "checkpoint-7"


def test_a_pulled_message_and_its_webhook_are_one_report() -> None:
    message = sent(System.CLEARANCE, "manifest.amended", {"BillNo": BILL, "note": "改单"})
    pulled = dict(sorted(message.items(), reverse=True))

    webhook, repaired = (translate(System.CLEARANCE, each).report for each in (message, pulled))

    assert repaired == webhook
    assert digest(repaired.fact.model_dump_json()) == digest(webhook.fact.model_dump_json())


WRONG_ENVELOPES = {
    "no id": ("id", None),
    "an empty id": ("id", ""),
    "an id with a blank": ("id", "a b"),
    "an id that is too long": ("id", "x" * 129),
    "an id that is a number": ("id", 7),
    "no type": ("type", None),
    "an empty type": ("type", ""),
    "a type that is a list": ("type", ["gate.passage"]),
    "a type with a control character": ("type", "gate\x00"),
    "no time": ("time", None),
    "a time that is a number": ("time", 1757550600),
    "a date without a time of day": ("time", "2025-09-11"),
    "a time that does not exist": ("time", "2025-02-30T08:00:00+08:00"),
    "a year before there were computers": ("time", "0001-01-01T00:00:00+08:00"),
    "the name of another system": ("system", "clearance"),
    "a system that is a number": ("system", 7),
}


@pytest.mark.parametrize("field, value", WRONG_ENVELOPES.values(), ids=WRONG_ENVELOPES)
def test_an_envelope_that_cannot_be_used_is_an_error_that_says_what_to_do(
    field: str, value: object
) -> None:
    with pytest.raises(IntakeError) as error:
        read(System.CHECKPOINT, "gate.passage", GATE, **{field: value})

    assert error.value.field == field
    assert str(error.value) == f"{field} {error.value.wrong}: {error.value.fix}"


def test_the_system_need_not_name_itself() -> None:
    assert read(System.CHECKPOINT, "gate.passage", GATE, system=None).aliases


def test_data_nested_beyond_reading_is_an_error_too() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(IntakeError, match="data"):
        read(System.CLEARANCE, "anything", {"deep": deep})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def some_data() -> st.SearchStrategy[object]:
    """A line of the table in which one value is replaced by anything."""
    line = st.sampled_from([data for _, _, data, _ in TABLE])
    changed = line.flatmap(
        lambda data: st.builds(
            lambda key, value: data | {key: value}, st.sampled_from(list(data)), JSON
        )
    )
    return changed | JSON


@given(
    system=st.sampled_from(System),
    kind=st.sampled_from([kind for _, kind in TRANSLATIONS]) | JSON,
    identity=st.just("checkpoint-1") | JSON,
    time=st.just(MORNING) | st.text() | JSON,
    data=some_data(),
)
@example(System.CLEARANCE, "manifest.departed", "1", MORNING, {"TrafName": 10**5000})
@example(System.ENTERPRISE, "unloading.completed", "1", MORNING, GATE | {"net_kg": "1e999999999"})
def test_every_message_is_translated_or_refused_and_can_be_kept(
    system: System, kind: object, identity: object, time: object, data: object
) -> None:
    message = {"id": identity, "type": kind, "time": time, "data": data}
    try:
        intake = translate(system, message)
    except IntakeError:
        return
    kept = intake.model_dump_json()
    assert TranslatedMessage.model_validate_json(kept) == intake
    assert r"\u0000" not in kept.replace(r"\\u0000", "")
