"""What was drawn, ordered or asked for, and a named officer went without: a row for each thing."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from models.consignment.state import State
from models.inspection.events import RequirementsWaived
from models.inspection.requirements import of_code
from models.kernel.event import Event
from models.kernel.terms import Party, Requirement
from projections.consignment_fold import Consignment
from projections.projection import Projection, ViewRow


class WaiverRow(ViewRow):
    """A row of `read.waivers`."""

    number: int
    requirement: Requirement
    box: str
    subject: str
    officer: str
    role: Party
    approver: str
    reason: str
    waived_at: datetime
    enterprise: str


def keeps(_before: State | None, _after: State, event: Event) -> bool:
    """Every waiver."""
    return isinstance(event.body, RequirementsWaived)


def rows(consignment: Consignment) -> Iterator[WaiverRow]:
    """A row for each thing, in the order in which they were recorded."""
    registration, numbers = consignment.state.registration, count(1)
    for note in consignment.notes:
        body = note.event.body
        if not isinstance(body, RequirementsWaived):
            continue
        for code in body.requirements:
            owed = of_code(code)
            yield WaiverRow(
                consignment=registration.tracking_no,
                number=next(numbers),
                requirement=owed.requirement,
                box=owed.box or "",
                subject=owed.subject,
                officer=body.officer,
                role=body.role,
                approver=body.approver,
                reason=body.reason,
                waived_at=note.event.occurred_at,
                enterprise=registration.enterprise,
            )


WAIVERS = Projection(name="waivers", table="read_v1.waivers", rows=rows, keeps=keeps)
