"""given(...).when(...).then(...) for enterprises; every message a minute after the one before."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from models.enterprise import messages as m
from models.enterprise.decide import decide_command, decide_notice, decide_step, register
from models.enterprise.evolve import evolve, fold
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Verdict
from models.errors import Refused
from models.events import Body
from models.record import Event
from models.rulebook import rulebook
from tests.given import later, refused
from tests.history import RULEBOOK, START

CODE = "甬东再生铜业"
LIN = "Lin"
RULES = rulebook(RULEBOOK).enterprise


@dataclass
class Enterprise:
    """An enterprise that has been told something."""

    now: datetime = START
    last: list[Event] = field(default_factory=list)
    refusal: str = ""

    def __post_init__(self) -> None:
        self.events = register(CODE, RULEBOOK, self.now)
        state = fold(self.events)
        assert state is not None
        self.state: EnterpriseState = state

    def when(self, *told: Any) -> Self:
        """It is told this; a refusal is remembered, not raised."""
        for message in told:
            self.last, self.refusal = [], ""
            try:
                self.tell(message)
            except Refused as reason:
                self.refusal = str(reason)
        return self

    def then(self, *expected: str | Body | refused) -> EnterpriseState:
        """Of the last message came exactly this: event types, bodies, or a refusal."""
        if expected and isinstance(expected[0], refused):
            assert expected[0].because in self.refusal
            return self.state
        assert not self.refusal
        found = [event.body for event in self.last]
        assert [
            body if isinstance(wanted, Body) else body.type
            for body, wanted in zip(found, expected, strict=True)
        ] == list(expected)
        return self.state

    def tell(self, message: Any) -> list[Event]:
        """Decides a message and takes what comes of it; raises what it raises."""
        step = message if isinstance(message, later) else later(message, minutes=1)
        self.now += step.by
        self.last = self.decided(step.message)
        for event in self.last:
            self.state = evolve(self.state, event)
        self.events += self.last
        return self.last

    def decided(self, message: Any) -> list[Event]:
        """What a message would lead to now."""
        if isinstance(message, EnterpriseCommand):
            cause = f"message-{len(self.events)}-{self.now:%d%H%M%S}"
            return decide_command(self.state, message, cause, self.now)
        if isinstance(message, ViolationNotice):
            return decide_notice(self.state, message)
        return decide_step(self.state, message, f"step:{self.now:%y%m%d%H%M%S}", self.now)

    def pass_until(self, at: datetime) -> list[str]:
        """Time passes: everything that is due on the way is raised; the types of that."""
        raised: list[str] = []
        while found := decide_step(self.state, m.Tick(), "tick", at):
            for event in found:
                self.state = evolve(self.state, event)
            self.events += found
            raised += [event.body.type for event in found]
        self.now = at
        return raised

    def wait(self, **time: float) -> list[str]:
        """The same, for so long."""
        return self.pass_until(self.now + timedelta(**time))

    @property
    def types(self) -> list[str]:
        """The types of all events so far."""
        return [event.body.type for event in self.events]


def enterprise(*told: Any) -> Enterprise:
    """An enterprise that was told all this, and refused nothing of it."""
    page = Enterprise()
    for message in told:
        page.tell(message)
    return page


def breach(
    code: str = "SV-12", number: int = 1, at: datetime = START, **changed: Any
) -> ViolationNotice:
    """A violation that a consignment of the enterprise reports."""
    said = {
        "id": f"violation-{number}",
        "occurred_at": at,
        "consignment": f"NB25-{number:06}",
        "code": code,
        "note": "D11 reached L2",
    }
    return ViolationNotice.model_validate({**said, **changed})


APPLY = m.Apply(officer=LIN, documents=("application", "undertaking"))
SITE = m.CheckSite(officer=LIN, verdict=Verdict.ADEQUATE)
INSTITUTIONS = m.AuditInstitutions(
    officer=LIN,
    audits=tuple(
        m.InstitutionAudit(institution=row.name, document=f"YJ-{place:02}")
        for place, row in enumerate(RULES.institutions, start=1)
    ),
)
ENROL = m.Enrol(officer=LIN)
ENROLLED = (APPLY, INSTITUTIONS, SITE, ENROL)
SUSPEND = m.SuspendEnterprise(officer=LIN, reason="stock moved before release")
REINSTATE = m.Reinstate(officer=LIN, reason="repaired")
SUSPENDED = (*ENROLLED, SUSPEND)
