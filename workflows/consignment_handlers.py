"""Update and Query handlers of a consignment: one Update for facts, one for each command.

Handlers never await: a message is decided at once, its events lie in the outbox when the sender
has the receipt. A command that the rules do not allow is rejected before it leaves a trace.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast, get_type_hints

from pydantic import TypeAdapter
from temporalio import workflow
from temporalio.common import RawValue

from models.arrival.messages import LevelHint
from models.consignment.state import State
from models.execution.accepted_messages import CATCHING_UP, Missed
from models.execution.workflow_io import Receipt
from models.kernel.base_types import Frozen
from models.kernel.errors import Busy, Refused
from models.kernel.limits import LARGEST_COMMAND, LARGEST_REPORT, LONGEST_ID, encoded
from models.kernel.message import Command, Message
from models.officers.roles import require_role
from models.process.available_commands import MOST_CHOICES, Sendable, of_consignment, sendable
from models.process.decide import decide_command
from models.process.messages import COMMANDS, Report
from models.supervision.messages import ReinstatementNotice, SuspensionNotice
from models.texts.limits import LEDGER_AWAY, TOO_LARGE
from workflows.aggregate import Aggregate
from workflows.consignment_aggregate import ConsignmentAggregate
from workflows.level_claim import LevelClaim
from workflows.status_proof import StatusClaim
from workflows.update_input import guarded, read, usable_id

_STATE = TypeAdapter(State)

S = TypeVar("S")
M = TypeVar("M")
R = TypeVar("R")
H = TypeVar("H")


class _Seat:
    """Where the case file lies."""

    case: ConsignmentAggregate


def takes_commands(
    kinds: Mapping[str, type[Command]], answer: type[Frozen]
) -> Callable[[type[H]], type[H]]:
    """Gives a class of handlers an Update for each command, named by its verb."""

    def decorated(handlers: type[H]) -> type[H]:
        for verb, kind in kinds.items():
            setattr(handlers, verb, _update_of(kind, answer))
        return handlers

    return decorated


def _update_of(kind: type[Command], answer: type[Frozen]) -> Callable[..., Any]:
    """The Update of a command, named by its verb, with a validator that runs the same decision.

    The role is looked at there only: a refusal leaves no trace, and what was once accepted stays so
    when a history is replayed under other roles.
    """

    def handle(self: Any, payload: Any) -> Any:  # noqa: ANN401 - any case file, its commands
        return self.case.obey(read(kind, payload), message_id())

    def validate(self: Any, payload: Any) -> None:  # noqa: ANN401 - the same
        said, update = read(kind, payload), usable_id(message_id())

        def allowed() -> None:
            need_room(self.case, said, LARGEST_COMMAND)
            require_role(said)
            self.case.refuse(said, update)

        guarded(allowed)

    return taken(kind.verb, answer, kind.described(), handle, validate)


def as_it_came(take: Callable[[S, M], R]) -> Callable[[S, M], R]:
    """Lets a handler read its payload itself; for its callers it takes what it says it takes."""
    kind, answer = (get_type_hints(take)[name] for name in ("payload", "return"))

    def handle(self: Any, payload: Any) -> Any:  # noqa: ANN401 - whatever the handler is of
        return take(self, read(kind, payload))

    _raw(handle, take.__name__, answer)
    return handle


def readable(kind: type[Message]) -> Callable[[Any, Any], None]:
    """The validator of what is told and never refused, as long as it can be read and recorded."""

    def validate(self: Any, payload: Any) -> None:  # noqa: ANN401 - any case file
        said = read(kind, payload)
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
    function.__annotations__ = {"payload": RawValue, "return": answer}


def need_room(case: Aggregate[Any], message: Message, most: int) -> None:
    """What cannot be recorded is not taken in: too large a message, or one too many for now.

    Raises:
        Refused: too large, with what to do instead; Busy: the same may be sent again later.
    """
    size, name = encoded(message), message_id()
    if size > most or len(name) > LONGEST_ID:
        raise Refused(TOO_LARGE, size=size, most=most, id=len(name), longest=LONGEST_ID)
    if case.outbox.full or case.keeping.full:
        raise Busy(LEDGER_AWAY, waiting=case.outbox.waiting)


def _claim(kind: type[SuspensionNotice | ReinstatementNotice]) -> Callable[..., Any]:
    """What is said of the enterprise: it counts once the register has been asked."""

    async def handle(self: Any, payload: Any) -> Any:  # noqa: ANN401 - the consignment's case file
        return await self.case.prove(StatusClaim(read(kind, payload)))

    return taken(kind.verb, Receipt, kind.described(), handle, readable(kind))


def _hint() -> Callable[..., Any]:
    """What makes a consignment look at its own level."""

    async def handle(self: Any, payload: Any) -> Any:  # noqa: ANN401 - the consignment's case file
        return await self.case.look(LevelClaim(read(LevelHint, payload)))

    told = (LevelHint.verb, Receipt, LevelHint.described())
    return taken(*told, handle, readable(LevelHint))


def message_id() -> str:
    """The id of the message in hand: the sender's own."""
    info = workflow.current_update_info()
    return info.id if info else "none"


@takes_commands(COMMANDS, Receipt)
class ConsignmentHandlers(_Seat):
    """What can be told and asked of a consignment."""

    @workflow.update(name="report", description=Report.described())
    @as_it_came
    def report(self, payload: Report) -> Receipt:
        """Takes in a fact; facts are never refused."""
        return self.case.report(payload)

    report.validator(readable(Report))

    suspend = _claim(SuspensionNotice)
    reinstate_enterprise = _claim(ReinstatementNotice)
    look_at_level = _hint()

    @workflow.signal(description=CATCHING_UP)
    def catch_up(self, missed: Missed) -> None:
        """Goes on from the ledger, and takes in what was accepted and is not recorded."""
        self.case.catch_up(missed)

    @workflow.query(
        name="state", description="The whole state of the consignment. It takes no input."
    )
    def state(self) -> State:
        """Answers on closed consignments too, while a tracker runs."""
        # As the field of a model it leaves out what it does not say: a fifth less, and an answer
        # has a limit as well.
        return cast("State", _STATE.dump_python(self.case.state, mode="json"))

    @workflow.query(
        name="offers",
        description="Every verb that is allowed now, with a message of this consignment to copy"
        " into an update. It takes no input.",
    )
    def offers(self) -> Sendable:
        """Found by asking the decisions themselves."""
        state, now = self.case.state, self.case.now

        def decide(command: Command) -> object:
            return decide_command(state, command, "offers", now)

        return sendable(of_consignment(state, decide, MOST_CHOICES))
