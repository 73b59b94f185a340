"""What is legal now is found by asking the decisions."""

import json
from enum import Enum
from functools import partial

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from models.consignment.state import State
from models.disposal.messages import ReleaseBoxes
from models.enterprise import messages as register
from models.enterprise.decide import decide_command as decide_register
from models.kernel.message import Command
from models.kernel.terms import CheckResult, EscalationLevel, Party, Suspicion, Triage
from models.port.messages import TriageAlarm
from models.pre_shipment.events import PreShipmentWithdrawn
from models.process.available_commands import (
    CommandSubject,
    enumeration,
    legal,
    of_consignment,
    of_enterprise,
    offers,
    sendable,
    vocabulary,
)
from models.process.decide import decide_command
from models.process.messages import COMMANDS
from tests.enterprises import APPLY, ENROLLED, SUSPEND, Enterprise, enterprise
from tests.given import Given, Told, given
from tests.models.process import test_lives as lives
from tests.models.stories import (
    APPROVED,
    BOX,
    BOX_2,
    FILE,
    FIRE,
    HOLD,
    IN_THE_YARD,
    LIN,
    ON_THE_ROAD,
    PILOT,
    UNLOADED,
    failing,
    reading,
    scan,
)
from tests.workflows.situations import PAGES, SITUATIONS
from tests.workflows.situations import page as a_page

WHO = {"officer": LIN}
ALWAYS = {"record_measurements", "refer_case", "raise_emergency", "report_by_hand"}


def subject(known: Given) -> CommandSubject:
    """A consignment that may be asked."""
    state: State = known.state
    return of_consignment(state, lambda command: decide_command(state, command, "offer", known.now))


def verbs(*told: Told, boxes: int = 1) -> set[str]:
    return {offer.kind.verb for offer in offers(subject(given(*told, boxes=boxes)), WHO)}


def page(known: Enterprise) -> CommandSubject:
    return of_enterprise(
        known.state, lambda command: decide_register(known.state, command, "offer", known.now)
    )


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_verb_is_offered_where_it_is_allowed(verb: str) -> None:
    told = SITUATIONS[verb]
    message = sendable(subject(told)).verbs[verb]
    told.decided(COMMANDS[verb].model_validate_json(json.dumps(message)))


@pytest.mark.parametrize("verb", register.COMMANDS)
def test_a_verb_of_an_enterprise_is_offered_where_it_is_allowed(verb: str) -> None:
    told = a_page(*PAGES[verb])
    message = sendable(page(told)).verbs[verb]
    told.decided(register.COMMANDS[verb].model_validate_json(json.dumps(message)))


@pytest.mark.parametrize(
    "story, offered, withheld",
    [
        ((FILE,), {"decide_pre_shipment", "fall_back", "hold"}, {"resume", "lift_emergency"}),
        ((*APPROVED, HOLD), {"resume"}, {"hold", "decide_pre_shipment"}),
        (
            (*PILOT, reading(BOX, CheckResult.ALARM)),
            {"triage_alarm", "lift_emergency"},
            {"order_return"},
        ),
        (ON_THE_ROAD, {"swap_tractor", "send_officer"}, {"fall_back", "record_inspection"}),
        ((*IN_THE_YARD, failing("NC-12", None)), {"decide_disposal", "decide_penalty"}, set()),
        (UNLOADED, {"record_inspection"}, {"decide_penalty"}),
        ((*ON_THE_ROAD, FIRE), {"acknowledge_emergency", "lift_emergency"}, {"triage_alarm"}),
    ],
)
def test_the_verbs_that_the_situation_allows(
    story: tuple[Told, ...], offered: set[str], withheld: set[str]
) -> None:
    found = verbs(*story)
    assert offered | ALWAYS <= found
    assert not withheld & found


def test_a_closed_consignment_offers_nothing() -> None:
    rejected = {"officer": LIN, "decision": "REJECT", "reason": "wire"}
    withdrawn = PreShipmentWithdrawn(reason="not shipped")
    closed = given(FILE, COMMANDS["decide_pre_shipment"].model_validate(rejected), withdrawn)
    assert list(offers(subject(closed), WHO)) == []


def test_what_is_offered_is_legal_with_the_fields_that_were_found() -> None:
    alarm = given(*PILOT, reading(BOX_2, CheckResult.ALARM), scan(BOX), boxes=2)
    for offer in offers(subject(alarm), WHO):
        command = offer.kind.model_validate({**WHO, **offer.fields})
        assert decide_command(alarm.state, command, "later", alarm.now)


def test_a_field_is_one_of_the_boxes_that_fit() -> None:
    alarm = given(*PILOT, reading(BOX_2, CheckResult.ALARM), boxes=2)
    found = list(legal(subject(alarm), TriageAlarm, WHO))
    assert {fields["box"] for fields in found} == {BOX_2}
    assert {fields["verdict"] for fields in found} == set(Triage)


def test_some_boxes_are_released_one_by_one() -> None:
    failed = given(*PILOT, boxes=2)
    values = subject(failed).choices["boxes"]
    assert values == [[BOX], [BOX_2]]
    assert next(legal(subject(failed), ReleaseBoxes, WHO), None) is None


def test_a_vocabulary_is_closed_or_it_is_not() -> None:
    assert vocabulary(EscalationLevel | None) == [1, 2, 3, 4]
    assert vocabulary(bool) == [False, True]
    assert vocabulary(str) == []
    assert vocabulary(int | str) == []


@pytest.mark.parametrize(
    "verb, field, known",
    [
        ("lift_emergency", "authority", Party),
        ("settle_suspicion", "verdict", Suspicion),
        ("acknowledge_escalation", "level", EscalationLevel),
        ("hold", "reason", None),
        ("record_inspection", "findings", None),
    ],
)
def test_the_words_of_a_field_have_a_vocabulary(
    verb: str, field: str, known: type[Enum] | None
) -> None:
    assert enumeration(COMMANDS[verb].model_fields[field].annotation) is known


@settings(max_examples=40)
@whatever(
    story=st.sampled_from(lives.BEGINNINGS),
    told=st.lists(lives.facts, max_size=4),
    command=lives.commands,
)
def test_no_command_is_obeyed_that_was_not_offered(
    story: tuple[Told, ...], told: list[Told], command: Command
) -> None:
    life = given(*story, *told, boxes=2)
    if not life.when(command).refusal:
        before = given(*story, *told, boxes=2)
        assert next(legal(subject(before), type(command), WHO), None) is not None


def test_an_enterprise_offers_what_its_standing_allows() -> None:
    tried = partial(offers, envelope=WHO)
    applied = {offer.kind.verb for offer in tried(page(enterprise(APPLY)))}
    enrolled = {offer.kind.verb for offer in tried(page(enterprise(*ENROLLED, SUSPEND)))}
    assert {"check_site", "refuse_application"} <= applied
    assert "enrol" not in applied
    assert "reinstate" in enrolled
    assert "suspend" not in enrolled
