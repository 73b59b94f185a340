"""The desk where messages arrive: one Update for facts, one a verb for commands, one Query.

Handlers never await: a message is decided at once, its events lie in the journal when the sender
has the receipt. A command that the rules do not allow is rejected before it leaves a trace.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from models import messages
from models.errors import Busy, Refused
from models.examples import CATCHING_UP, described
from models.keeping import Missed
from models.labels.limits import LEDGER_AWAY, TOO_LARGE
from models.language import Language
from models.limits import LARGEST_COMMAND, LARGEST_REPORT, LONGEST_ID, encoded
from models.messages import (
    Command,
    EnterpriseReinstated,
    EnterpriseSuspended,
    Message,
    Report,
)
from models.roles import need_role
from models.sendable import Sendable, to_consignment
from models.start import Receipt
from models.state import State
from models.values import Frozen
from workflows.case import Case
from workflows.file import File


class _Seat:
    """Where the case file lies."""

    case: Case


def update_of(kind: type[Command], answer: type[Frozen], description: str) -> Callable[..., Any]:
    """The Update of a command, named by its verb, with a validator that runs the same decision.

    The role is looked at there only: a refusal leaves no trace, and what was once accepted stays so
    when a history is replayed under other roles.
    """

    def handle(self: Any, command: Any) -> Any:  # noqa: ANN401 - any case file, its commands
        return self.case.obey(command, message_id())

    def validate(self: Any, command: Any) -> None:  # noqa: ANN401 - the same
        with refusing():
            need_room(self.case, command, LARGEST_COMMAND)
            need_role(command)
            self.case.refuse(command, message_id())

    for function, given in ((handle, answer), (validate, None)):
        function.__name__ = kind.verb
        # Temporal reads the payload by these: the kind of command, and no annotation on `self`.
        function.__annotations__ = {"command": kind, "return": given}
    update = workflow.update(name=kind.verb, description=description)(handle)
    update.validator(validate)
    return update


@contextmanager
def refusing() -> Iterator[None]:
    """A message that is refused before it leaves a trace in the history."""
    try:
        yield
    except Refused as refusal:
        # Nobody knows here who reads it: the message is in both, the details in either.
        told = (refusal.said(Language.ZH), refusal.said(Language.EN))
        kind = "Busy" if isinstance(refusal, Busy) else "Refused"
        raise ApplicationError(str(refusal), *told, type=kind, non_retryable=True) from None


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
    def report(self, report: Report) -> Receipt:
        """Takes in a fact; facts are never refused."""
        return self.case.report(report)

    @report.validator
    def _take(self, report: Report) -> None:
        """Facts are never refused for what they say; the gateway keeps what comes too early."""
        with refusing():
            need_room(self.case, report, LARGEST_REPORT)

    @workflow.update(name="suspend", description=described("suspend"))
    def suspend(self, told: EnterpriseSuspended) -> Receipt:
        """Holds back what has not left the port; told twice, it changes nothing."""
        return self.case.hear(told, "suspend")

    @workflow.update(name="reinstate_enterprise", description=described("reinstate_enterprise"))
    def reinstate_enterprise(self, told: EnterpriseReinstated) -> Receipt:
        """Lets the consignment go on; told twice, it changes nothing."""
        return self.case.hear(told, "reinstate_enterprise")

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
