"""enterprise(what it was told).when(a message).then(what is recorded)."""

from datetime import datetime, timedelta
from typing import Any

from models.enterprise import messages as m
from models.enterprise.decide import decide_command, decide_notice, decide_step, register
from models.enterprise.evolve import evolve, fold
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.enterprise.state import EnterpriseState
from models.kernel.enterprise_terms import AuditVerdict
from models.kernel.event import Event
from models.kernel.terms import Party
from models.rules.rulebook import rulebook
from tests.bdd import Subject, Told
from tests.history import RULEBOOK, START
from tests.systems.shipments import SUPPLIER

CODE = "甬东再生铜业"
LIN = "Lin"
RULES = rulebook(RULEBOOK).enterprise


class Enterprise(Subject[EnterpriseState]):
    """An enterprise that has been told something."""

    def __init__(self) -> None:
        registered = register(CODE, RULEBOOK, START)
        super().__init__(START, registered, fold(registered))

    def decided(self, message: Told) -> list[Event]:
        """What a message would lead to now."""
        if isinstance(message, EnterpriseCommand):
            return decide_command(self.state, message, self.cause, self.now)
        if isinstance(message, ViolationNotice):
            return decide_notice(self.state, message)
        return decide_step(self.state, message, f"step:{self.now:%y%m%d%H%M%S}", self.now)

    def evolved(self, event: Event) -> EnterpriseState:
        """What an event makes of the state."""
        return evolve(self.state, event)

    def pass_until(self, at: datetime) -> list[str]:
        """Time passes: everything that is due on the way is raised; the types of that."""
        raised: list[str] = []
        while found := decide_step(self.state, m.EnterpriseTick(), "tick", at):
            self.take(found)
            raised += [event.body.type for event in found]
        self.now = at
        return raised

    def wait(self, **time: float) -> list[str]:
        """The same, for so long."""
        return self.pass_until(self.now + timedelta(**time))


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


SECOND: dict[str, Any] = {"approver": "Gao Feng", "approver_role": Party.DIVISION}
DOCUMENTS = tuple(row.name for row in RULES.application)
APPLY = m.Apply(officer=LIN, documents=DOCUMENTS)
SITE = m.CheckSite(officer=LIN, verdict=AuditVerdict.ADEQUATE)
INSTITUTIONS = m.AuditInstitutions(
    officer=LIN,
    audits=tuple(
        m.InstitutionAudit(
            institution=row.name, document=f"YJ-{place:02}", verdict=AuditVerdict.ADEQUATE
        )
        for place, row in enumerate(RULES.institutions, start=1)
    ),
)
ENROL = m.Enrol(officer=LIN, **SECOND)
ADMIT = m.AdmitSupplier(officer=LIN, supplier=SUPPLIER, country="JP")
ENROLLED = (APPLY, INSTITUTIONS, SITE, ENROL)
SUSPEND = m.SuspendEnterprise(officer=LIN, reason="stock moved before release")
REINSTATE = m.ReinstateEnterprise(officer=LIN, reason="repaired", **SECOND)
REMOVE = m.Remove(officer=LIN, reason="gave up")
SUSPENDED = (*ENROLLED, SUSPEND)
