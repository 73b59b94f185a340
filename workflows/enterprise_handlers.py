"""Update and Query handlers of an enterprise."""

from temporalio import workflow

from models.enterprise.decide import decide_command
from models.enterprise.messages import COMMANDS, EnterpriseCommand, ViolationNotice
from models.enterprise.state import EnterpriseState
from models.execution.accepted_messages import CATCHING_UP, Missed
from models.execution.enterprise_io import EnterpriseReceipt
from models.process.available_commands import MOST_CHOICES, Sendable, of_enterprise, sendable
from workflows.consignment_handlers import as_it_came, readable, takes_commands
from workflows.enterprise_aggregate import EnterpriseAggregate


class _Seat:
    """Where the page lies."""

    case: EnterpriseAggregate


@takes_commands(COMMANDS, EnterpriseReceipt)
class EnterpriseHandlers(_Seat):
    """What can be told and asked of an enterprise."""

    @workflow.update(name="note_violation", description=ViolationNotice.described())
    @as_it_came
    def note_violation(self, payload: ViolationNotice) -> EnterpriseReceipt:
        """Takes in a breach that a consignment reports; never refused."""
        return self.case.report(payload)

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
        state, now = self.case.state, self.case.now

        def decide(command: EnterpriseCommand) -> object:
            return decide_command(state, command, "offers", now)

        return sendable(of_enterprise(state, decide, MOST_CHOICES))
