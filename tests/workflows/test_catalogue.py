"""What is offered and what is used agree: activities, handlers, examples, labels, attributes."""

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from pydantic import BaseModel
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.common import SearchAttributeIndexedValueType as Indexed
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError
from temporalio.worker import Replayer

from activities.capacity import Taken
from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.notify import Keep
from activities.supplier_stream import AnsweringStreams
from activities.system_http import SystemClient
from ledger import Ledger
from models.execution.workflow_io import Receipt
from models.kernel.base_types import Value
from models.kernel.terms import MetalKind, System
from models.notifications.routes import Routing
from models.process.messages import UPDATES
from tests.draws import FixedDrawing
from tests.history import sample_registration
from tests.replay.histories import FILES, name, read
from tests.workflows.consignment_driver import (
    Journey,
    at_the_factory,
    journey,
    on_the_road,
    to_the_port,
)
from tests.workflows.fake_activities import Doors
from tests.workflows.sandbox_violation import Careless
from workers.sandbox import SandboxRunner, sandbox
from workers.settings import Settings
from workers.wiring import calling, doors, folds, notifier
from workflows import activity_specs, search_attributes
from workflows.activity_specs import ActivitySpec
from workflows.consignment import ConsignmentWorkflow
from workflows.current_details import summary
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.notification_delivery import NoticeWorkflow

EXAMPLES = {verb: kind.sample() for verb, kind in UPDATES.items()}

LABEL_LIMIT = 120
SUMMARY_LIMIT_BYTES = 200
KEYWORDS, OF_EACH_OTHER_TYPE = 10, 3
SMOOTH = next(file for file in FILES if name(file) == "0.1.0/smooth")
LABELLED = (EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EventType.EVENT_TYPE_TIMER_STARTED)

CONSIGNMENT = workflow._Definition.must_from_class(ConsignmentWorkflow)
PAGE = workflow._Definition.must_from_class(PilotEnterpriseWorkflow)
NOTICE = workflow._Definition.must_from_class(NoticeWorkflow)
USED = [row for row in vars(activity_specs).values() if isinstance(row, ActivitySpec)]
RECORDER, REMOTE = cast("Recorder", None), cast("SystemClient", None)
LEDGER = cast("Ledger", None)
REGISTER, CLIENT = cast("EnterpriseRepository", None), cast("Client", None)
SETTINGS = Settings(database_url="postgresql://unused")
KEEP, TAKEN = cast("Keep", None), cast("Taken", None)
STREAMS = AnsweringStreams(LEDGER, LEDGER)
ENROLMENT = Enrolment(RECORDER, REGISTER, CLIENT, SETTINGS.task_queue)
NOTIFY = notifier(SETTINGS, Routing(), CLIENT, KEEP)
OFFERED = [
    activity._Definition.must_from_callable(door)
    for door in (
        *doors(
            *(RECORDER, dict.fromkeys(System, REMOTE), REGISTER, ENROLMENT, NOTIFY, FixedDrawing()),
            streams=STREAMS,
            client=CLIENT,
            taken=TAKEN,
        ),
        *folds(LEDGER, REGISTER),
    )
]
CALLING = [
    activity._Definition.must_from_callable(door) for door in calling(SETTINGS, Routing(), KEEP)
]


class Signature(NamedTuple):
    """What somebody calls from outside."""

    name: str
    takes: list[type] | None
    gives: type | None


def handlers() -> Iterator[Signature]:
    for workflows in (CONSIGNMENT, PAGE, NOTICE):
        whose = f"{workflows.name}."
        yield Signature(f"{whose}run", workflows.arg_types, workflows.ret_type)
        for update in workflows.updates.values():
            yield Signature(f"{whose}{update.name}", update.arg_types, update.ret_type)
        for signal in workflows.signals.values():
            yield Signature(f"{whose}{signal.name}", signal.arg_types, BaseModel)
    for door in (*OFFERED, *CALLING):
        yield Signature(str(door.name), door.arg_types, door.ret_type)


def is_model(kind: type | None) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel | Value)


def test_every_activity_that_a_workflow_names_is_registered_and_the_reverse() -> None:
    used = Counter(row.activity for row in USED)
    assert used == Counter(door.name for door in OFFERED)
    assert set(used.values()) == {1}


def test_a_workflow_expects_what_an_activity_answers() -> None:
    answers = {door.name: door.ret_type for door in OFFERED}
    assert {row.activity: row.reply for row in USED} == answers


def test_the_doors_of_the_tests_are_those_of_the_tracker() -> None:
    ours = [activity._Definition.must_from_callable(door) for door in Doors().all()]
    assert {d.name: d.arg_types for d in ours} == {d.name: d.arg_types for d in OFFERED}


@pytest.mark.parametrize("signature", list(handlers()), ids=lambda signature: signature.name)
def test_one_model_goes_in_and_one_comes_out(signature: Signature) -> None:
    assert signature.takes is not None
    assert len(signature.takes) == 1
    # Updates read their payload themselves (workflows/update_input.py): by the same models.
    assert signature.takes == [RawValue] or is_model(signature.takes[0])
    assert is_model(signature.gives)


def test_a_query_takes_nothing_and_answers_one_model() -> None:
    for query in (*CONSIGNMENT.queries.values(), *PAGE.queries.values()):
        assert not query.arg_types
        assert is_model(query.ret_type)
        assert query.description


@pytest.mark.parametrize("verb", EXAMPLES)
def test_a_handler_shows_the_example_of_its_message(verb: str) -> None:
    description = CONSIGNMENT.updates[verb].description or ""
    purpose, _, example = description.partition(" Example: ")
    assert purpose.endswith(".")
    assert json.loads(example) == EXAMPLES[verb]


def test_every_update_is_a_fact_or_a_command_and_has_an_example() -> None:
    assert set(CONSIGNMENT.updates) == set(EXAMPLES)


async def test_every_example_is_understood_by_a_new_consignment(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        answers = {verb: await sent(trip, verb, dict(EXAMPLES[verb])) for verb in EXAMPLES}
    assert "accepted" in answers.values()
    assert set(answers.values()) <= {"accepted", "Refused"}, answers


async def test_every_example_is_understood_by_goods_at_the_factory(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await at_the_factory(trip)
        answers = {verb: await sent(trip, verb, here(trip, EXAMPLES[verb])) for verb in EXAMPLES}
    assert set(answers.values()) <= {"accepted", "Refused"}, answers
    assert answers["record_inspection"] == answers["decide_disposal"] == "accepted"


async def test_a_slip_of_the_pen_is_neither_accepted_nor_refused(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        slips = {verb: {**example, "oficer": "Li"} for verb, example in EXAMPLES.items()}
        answers = {verb: await sent(trip, verb, slip) for verb, slip in slips.items()}
    assert not {"accepted", "Refused"} & set(answers.values()), answers


async def sent(trip: Journey, verb: str, message: dict[str, Any]) -> str:
    """What becomes of a plain JSON object, as the Temporal UI sends it."""
    try:
        await trip.handle.execute_update(verb, message, result_type=Receipt)
    except WorkflowUpdateFailedError as failed:
        return str(cast("ApplicationError", failed.cause).type)
    return "accepted"


def here(trip: Journey, example: dict[str, Any]) -> dict[str, Any]:
    """The example for a box of this consignment."""
    text = json.dumps(example).replace("CSQU3054383", trip.box)
    return dict(json.loads(text))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_activity_and_timer_says_in_a_line_what_it_is_for(file: Path) -> None:
    for event in read(file).events:
        if event.event_type in LABELLED:
            assert 0 < len(label(event)) <= LABEL_LIMIT


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_consignment_is_summed_up_in_a_line(file: Path) -> None:
    start = read(file).events[0]
    # Temporal does not carry the summary on to the next run, nor lets a workflow give it one.
    if not start.workflow_execution_started_event_attributes.continued_execution_run_id:
        assert 0 < len(label(start).encode()) <= SUMMARY_LIMIT_BYTES


@pytest.mark.parametrize("kind", MetalKind)
def test_the_summary_of_the_largest_consignment_fits(kind: MetalKind) -> None:
    largest = sample_registration(1, boxes=999, kind=kind)
    assert len(summary(largest).encode()) <= SUMMARY_LIMIT_BYTES


def label(event: HistoryEvent) -> str:
    """The text that the timeline shows."""
    payload: Payload = event.user_metadata.summary
    text: str = pydantic_data_converter.payload_converter.from_payload(payload, str)
    return text


def test_the_search_attributes_fit_into_the_columns_of_a_sql_server() -> None:
    columns = Counter(key.indexed_value_type for key in search_attributes.ALL)
    assert columns.pop(Indexed.KEYWORD) <= KEYWORDS
    assert all(count <= OF_EACH_OTHER_TYPE for count in columns.values())


async def test_the_sandbox_loads_nothing_but_the_workflows() -> None:
    loaded = await loaded_by(ConsignmentWorkflow)
    assert {module.split(".")[0] for module in loaded} == {"workflows"}


async def test_the_module_of_an_activity_in_the_sandbox_is_noticed() -> None:
    assert "activities.errors" in await loaded_by(Careless)


async def loaded_by(kind: type[ConsignmentWorkflow]) -> set[str]:
    """The modules that the sandbox loads anew, or late, while a smooth release is replayed."""
    policy = workflow.SandboxImportNotificationPolicy
    strict = policy.WARN_ON_UNINTENTIONAL_PASSTHROUGH | policy.WARN_ON_DYNAMIC_IMPORT
    restrictions = sandbox().restrictions.with_import_notification_policy(strict)
    replayer = Replayer(
        workflows=[kind],
        workflow_runner=SandboxRunner(restrictions=restrictions),
        data_converter=pydantic_data_converter,
    )
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        await replayer.replay_workflow(read(SMOOTH))
    imports = [str(each.message) for each in noticed if str(each.message).startswith("Module ")]
    return {message.split()[1] for message in imports}
