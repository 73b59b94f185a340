"""Starts consignment workflows and sends them Updates."""

from datetime import UTC, datetime, timedelta

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import Priority, WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from ledger import Ledger
from models.consignment.registration import Registration, require_room
from models.execution.accepted_messages import Kept, update_id
from models.execution.outsiders import ANSWERS_WITHIN, Outsider
from models.execution.task_priority import turn
from models.execution.workflow_io import Ending, Receipt, Snapshot, Start
from models.kernel.identity import consignment_workflow_id
from models.kernel.language import Language
from models.process.decide import register
from models.process.evolve import begin
from models.process.messages import Report
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force
from projections.stream_reader import snapshot_of
from workflows import search_attributes
from workflows.consignment import ConsignmentWorkflow
from workflows.current_details import summary
from workflows.static_details import sheet

_ANSWER = ANSWERS_WITHIN[Outsider.TEMPORAL]

Handle = WorkflowHandle[ConsignmentWorkflow, Ending]


def consignment(client: Client, tracking_no: str) -> Handle:
    """The handle of a consignment's workflow, whether it exists or not."""
    return client.get_workflow_handle_for(
        ConsignmentWorkflow.run, consignment_workflow_id(tracking_no)
    )


async def start_consignment(  # noqa: PLR0913 - what is not named has a default
    client: Client,
    ledger: Ledger,
    registration: Registration,
    *,
    task_queue: str,
    at: datetime | None = None,
    behind: timedelta = timedelta(0),
    language: Language = Language.BOTH,
) -> bool:
    """Starts a consignment; False when it is known already, running or recorded.

    Its clock may begin `behind` that of the server (`models/kernel/clock.py`).

    Raises:
        Oversized: more boxes, or longer texts, than a life may have; nothing is started.
        RPCError: Temporal does not answer, or does not take it.

    Whether it is known is asked of the ledger, which never forgets; Temporal's own check reaches
    only as far as its retention.
    """
    require_room(registration)
    stream = consignment_workflow_id(registration.tracking_no)
    if (await ledger.head(stream)).version:
        return False
    now = at or datetime.now(UTC)
    start = Start(
        registration=registration,
        rulebook=in_force(day_in_china(now)),
        registered_at=now,
        offset_seconds=-round(behind.total_seconds()),
        language=language,
    )
    return await begin_consignment(client, start, task_queue=task_queue)


async def begin_consignment(client: Client, start: Start, *, task_queue: str) -> bool:
    """Starts the workflow of a registration; False when there is one, running or ended well.

    Raises:
        ValueError: when the start has no registration, or no time of it.
    """
    registration, at = start.registration, start.registered_at
    if registration is None or at is None:
        message = "a consignment begins with a registration"
        raise ValueError(message)
    state = begin(register(registration, start.rulebook, at)[0])
    try:
        await client.start_workflow(
            ConsignmentWorkflow.run,
            start,
            id=consignment_workflow_id(registration.tracking_no),
            task_queue=task_queue,
            static_summary=summary(registration, start.language),
            static_details=sheet(registration, start.language),
            search_attributes=search_attributes.initial(state),
            priority=_turn(registration),
            rpc_timeout=_ANSWER,
        )
    except WorkflowAlreadyStartedError:
        return False
    return True


async def deliver(  # noqa: PLR0913 - what is not named has a default
    client: Client,
    ledger: Ledger,
    tracking_no: str,
    report: Report,
    *,
    task_queue: str,
    language: Language = Language.BOTH,
) -> Receipt:
    """Tells a consignment a fact; one that is closed is opened again from the ledger to hear it.

    Raises:
        RPCError: when Temporal does not answer, or the consignment is nowhere known.
    """
    try:
        return await consignment(client, tracking_no).execute_update(
            ConsignmentWorkflow.report, report, id=update_id(report)
        )
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        snapshot = await snapshot_of(ledger, tracking_no)
        if snapshot is None:
            raise
    return await client.execute_update_with_start_workflow(
        ConsignmentWorkflow.report,
        report,
        id=update_id(report),
        start_workflow_operation=WithStartWorkflowOperation(
            ConsignmentWorkflow.run,
            resumed(snapshot, language),
            id=consignment_workflow_id(tracking_no),
            task_queue=task_queue,
            static_summary=summary(snapshot.state.registration, language),
            static_details=sheet(snapshot.state.registration, language),
            search_attributes=search_attributes.initial(snapshot.state),
            priority=_turn(snapshot.state.registration),
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        ),
    )


def resumed(snapshot: Snapshot, language: Language, kept: tuple[Kept, ...] = ()) -> Start:
    """How a consignment goes on from the ledger, which knows no language.

    `kept` are messages that were accepted and are not recorded.
    """
    rules = snapshot.state.rulebook
    return Start(snapshot=snapshot, rulebook=rules, language=language, kept=kept)


async def resume_consignment(
    client: Client,
    snapshot: Snapshot,
    *,
    task_queue: str,
    language: Language = Language.BOTH,
    kept: tuple[Kept, ...] = (),
) -> bool:
    """Lets a consignment go on from the ledger; False when it runs already."""
    known = snapshot.state.registration
    try:
        await client.start_workflow(
            ConsignmentWorkflow.run,
            resumed(snapshot, language, kept),
            id=consignment_workflow_id(known.tracking_no),
            task_queue=task_queue,
            static_summary=summary(known, language),
            static_details=sheet(known, language),
            search_attributes=search_attributes.initial(snapshot.state),
            priority=_turn(known),
            rpc_timeout=_ANSWER,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )
    except WorkflowAlreadyStartedError:
        return False
    return True


def _turn(known: Registration) -> Priority:
    """Enterprises take turns where tasks wait; an emergency goes first by its own calls."""
    return Priority(fairness_key=turn(known.enterprise))
