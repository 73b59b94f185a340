"""The desk where messages arrive: one Update for facts, one a verb for commands, one Query.

Handlers never await: a message is decided at once, its events lie in the journal when the sender
has the receipt. A command that the rules do not allow is rejected before it leaves a trace.
"""

from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

from temporalio import workflow
from temporalio.common import RawValue

from models import messages
from models.errors import Busy, Refused
from models.examples import CATCHING_UP, described
from models.keeping import Missed
from models.labels.limits import LEDGER_AWAY, TOO_LARGE
from models.limits import LARGEST_COMMAND, LARGEST_REPORT, LONGEST_ID, encoded
from models.messages import Command, EnterpriseReinstated, EnterpriseSuspended, Message, Report
from models.roles import need_role
from models.sendable import Sendable, to_consignment
from models.start import Receipt
from models.state import State
from models.values import Frozen
from workflows.arriving import guarded, read, usable_id
from workflows.case import Case
from workflows.claim import Claim
from workflows.file import File

S = TypeVar("S")
M = TypeVar("M")
R = TypeVar("R")


class _Seat:
    """Where the case file lies."""

    case: Case


def update_of(kind: type[Command], answer: type[Frozen], description: str) -> Callable[..., Any]:
    """The Update of a command, named by its verb, with a validator that runs the same decision.

    The role is looked at there only: a refusal leaves no trace, and what was once accepted stays so
    when a history is replayed under other roles.
    """

    def handle(self: Any, told: Any) -> Any:  # noqa: ANN401 - any case file, its commands
        return self.case.obey(read(kind, told), message_id())

    def validate(self: Any, told: Any) -> None:  # noqa: ANN401 - the same
        said, update = read(kind, told), usable_id(message_id())

        def allowed() -> None:
            need_room(self.case, said, LARGEST_COMMAND)
            need_role(said)
            self.case.refuse(said, update)

        guarded(allowed)

    return taken(kind.verb, answer, description, handle, validate)


def as_it_came(take: Callable[[S, M], R]) -> Callable[[S, M], R]:
    """Lets a handler read its payload itself; for its callers it takes what it says it takes."""
    kind, answer = (get_type_hints(take)[name] for name in ("told", "return"))

    def handle(self: Any, told: Any) -> Any:  # noqa: ANN401 - whatever the handler is of
        return take(self, read(kind, told))

    _raw(handle, take.__name__, answer)
    return handle


def readable(kind: type[Message]) -> Callable[[Any, Any], None]:
    """The validator of what is told and never refused, as long as it can be read and recorded."""

    def validate(self: Any, told: Any) -> None:  # noqa: ANN401 - any case file
        said = read(kind, told)
        guarded(lambda: need_room(self.case, said, LARGEST_REPORT))

    _raw(validate, kind.__name__, None)
    return validate


def taken(
    name: str,
    answer: type[Frozen],
    description: str,
    handle: Callable[..., Any],
    validate: Callable[..., None],
) -> Callable[..., Any]:
    """An Update whose payload is read by the handler itself, and by the validator before."""
    _raw(handle, name, answer)
    _raw(validate, name, None)
    update = workflow.update(name=name, description=description)(handle)
    update.validator(validate)
    return update


def _raw(function: Any, name: str, answer: object) -> None:  # noqa: ANN401 - any function
    """Temporal reads the payload by the annotations: raw, and none on `self`."""
    function.__name__ = name
    function.__annotations__ = {"told": RawValue, "return": answer}


def need_room(case: File[Any], message: Message, most: int) -> None:
    """What cannot be recorded is not taken in: too large a message, or one too many for now.

    Raises:
        Refused: too large, with what to do instead; Busy: the same may be sent again later.
    """
    size, name = encoded(message), message_id()
    if size > most or len(name) > LONGEST_ID:
        raise Refused(TOO_LARGE, size=size, most=most, id=len(name), longest=LONGEST_ID)
    if case.journal.full:
        raise Busy(LEDGER_AWAY, waiting=case.journal.waiting)


def _verb(kind: type[Command]) -> Callable[..., Any]:
    return update_of(kind, Receipt, described(kind.verb))


def _claim(name: str, kind: type[EnterpriseSuspended | EnterpriseReinstated]) -> Callable[..., Any]:
    """What is said of the enterprise: it counts once the register has been asked."""

    async def handle(self: Any, told: Any) -> Any:  # noqa: ANN401 - the consignment's case file
        return await self.case.prove(Claim(read(kind, told)))

    return taken(name, Receipt, described(name), handle, readable(kind))


def message_id() -> str:
    """The id of the message in hand: the sender's own."""
    info = workflow.current_update_info()
    return info.id if info else "none"


class Desk(_Seat):
    """What can be told and asked of a consignment."""

    decide_pre_shipment = _verb(messages.DecidePreShipment)
    triage_alarm = _verb(messages.TriageAlarm)
    resume_removal = _verb(messages.ResumeRemoval)
    record_no_show = _verb(messages.RecordNoShow)
    start_inspection = _verb(messages.StartInspection)
    record_inspection = _verb(messages.RecordInspection)
    record_measurements = _verb(messages.RecordMeasurements)
    conclude_inspection = _verb(messages.ConcludeInspection)
    settle_suspicion = _verb(messages.SettleSuspicion)
    take_sample = _verb(messages.TakeSample)
    void_sample = _verb(messages.VoidSample)
    commission_identification = _verb(messages.CommissionIdentification)
    decide_disposal = _verb(messages.DecideDisposal)
    release_boxes = _verb(messages.ReleaseBoxes)
    settle_dispute = _verb(messages.SettleDispute)
    refer_case = _verb(messages.ReferCase)
    supervise_treatment = _verb(messages.SuperviseTreatment)
    supervise_destruction = _verb(messages.SuperviseDestruction)
    order_return = _verb(messages.OrderReturn)
    decide_return_application = _verb(messages.DecideReturnApplication)
    accept_return = _verb(messages.AcceptReturn)
    decide_penalty = _verb(messages.DecidePenalty)
    raise_emergency = _verb(messages.RaiseEmergency)
    acknowledge_emergency = _verb(messages.AcknowledgeEmergency)
    report_step = _verb(messages.ReportStep)
    report_incident = _verb(messages.ReportIncident)
    lift_emergency = _verb(messages.LiftEmergency)
    acknowledge_escalation = _verb(messages.AcknowledgeEscalation)
    hold = _verb(messages.Hold)
    resume = _verb(messages.Resume)
    extend_deadline = _verb(messages.ExtendDeadline)
    fall_back = _verb(messages.FallBack)
    seize = _verb(messages.Seize)
    swap_tractor = _verb(messages.SwapTractor)
    approve_transshipment = _verb(messages.ApproveTransshipment)
    send_officer = _verb(messages.SendOfficer)
    resume_fleet = _verb(messages.ResumeFleet)
    retry_call = _verb(messages.RetryCall)
    excuse_violation = _verb(messages.ExcuseViolation)
    confirm_entry = _verb(messages.ConfirmEntry)
    reinstate = _verb(messages.Reinstate)
    report_by_hand = _verb(messages.ReportByHand)

    @workflow.update(name="report", description=described("report"))
    @as_it_came
    def report(self, told: Report) -> Receipt:
        """Takes in a fact; facts are never refused."""
        return self.case.report(told)

    report.validator(readable(Report))

    suspend = _claim("suspend", EnterpriseSuspended)
    reinstate_enterprise = _claim("reinstate_enterprise", EnterpriseReinstated)

    @workflow.signal(description=CATCHING_UP)
    def catch_up(self, missed: Missed) -> None:
        """Goes on from the ledger, and takes in what was accepted and is not recorded."""
        self.case.catch_up(missed)

    @workflow.query(
        name="state", description="The whole state of the consignment. It takes no input."
    )
    def state(self) -> State:
        """Answers on closed consignments too, while a tracker runs."""
        return self.case.state

    @workflow.query(
        name="offers",
        description="Every verb that is allowed now, with a message of this consignment to copy"
        " into an update. It takes no input.",
    )
    def offers(self) -> Sendable:
        """Found by asking the decisions themselves."""
        return to_consignment(self.case.state, self.case.now)
