"""The desk of the register: one Update a verb, one for what consignments report, one Query."""

from collections.abc import Callable
from typing import Any

from temporalio import workflow

from models.enterprise import messages
from models.enterprise.examples import described
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.enterprise.start import EnterpriseReceipt
from models.enterprise.state import EnterpriseState
from models.examples import CATCHING_UP
from models.keeping import Missed
from models.sendable import Sendable, to_enterprise
from workflows.desk import as_it_came, readable, update_of
from workflows.page import Page


class _Seat:
    """Where the page lies."""

    case: Page


def _verb(kind: type[EnterpriseCommand]) -> Callable[..., Any]:
    return update_of(kind, EnterpriseReceipt, described(kind.verb))


class RegisterDesk(_Seat):
    """What can be told and asked of an enterprise."""

    apply = _verb(messages.Apply)
    complete_application = _verb(messages.CompleteApplication)
    check_site = _verb(messages.CheckSite)
    audit_institutions = _verb(messages.AuditInstitutions)
    enrol = _verb(messages.Enrol)
    refuse_application = _verb(messages.RefuseApplication)
    renew = _verb(messages.Renew)
    audit_enterprise = _verb(messages.AuditEnterprise)
    record_drill = _verb(messages.RecordDrill)
    reconcile_stock = _verb(messages.ReconcileStock)
    warn = _verb(messages.Warn)
    suspend = _verb(messages.SuspendEnterprise)
    reinstate = _verb(messages.Reinstate)
    remove = _verb(messages.Remove)
    admit_supplier = _verb(messages.AdmitSupplier)
    strike_supplier = _verb(messages.StrikeSupplier)
    excuse_violation = _verb(messages.ExcuseViolation)
    answer_escalation = _verb(messages.AnswerEscalation)

    @workflow.update(name="note_violation", description=described("note_violation"))
    @as_it_came
    def note_violation(self, told: ViolationNotice) -> EnterpriseReceipt:
        """Takes in a breach that a consignment reports; never refused."""
        return self.case.report(told)

    note_violation.validator(readable(ViolationNotice))

    @workflow.signal(description=CATCHING_UP)
    def catch_up(self, missed: Missed) -> None:
        """Goes on from the ledger, and takes in what was accepted and is not recorded."""
        self.case.catch_up(missed)

    @workflow.query(
        name="state", description="The whole state of the enterprise. It takes no input."
    )
    def state(self) -> EnterpriseState:
        """How the enterprise stands, with all that led there."""
        return self.case.state

    @workflow.query(
        name="offers",
        description="Every verb that is allowed now, with a message of this enterprise to copy"
        " into an update. It takes no input.",
    )
    def offers(self) -> Sendable:
        """Found by asking the decisions themselves."""
        return to_enterprise(self.case.state, self.case.now)
