"""The board: one row for each consignment, how it stands and what it is known by."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from models import deadlines, outlook
from models.identity import consignment_workflow_id
from models.ladder import deadline_key
from models.state import State
from models.terms import Kind, Level, Mode, Outcome, Overlay, Party, RiskLevel, Stage
from projections.consignments import Consignment
from projections.projection import Projection, Row

BETWEEN = ", "


class StatusRow(Row):
    """A row of `read.status`; what each column means is said in the migration."""

    stream_id: str
    stage: Stage
    mode: Mode
    risk_level: RiskLevel
    enterprise: str
    supplier: str
    kind: Kind
    origin: str
    overlay: str
    outcome: Outcome | None
    boxes: int
    net_weight_kg: Decimal
    must_act: Party | None
    next_due: datetime | None
    next_deadline: str | None
    overdue: bool
    escalation_level: Level | None
    open_reasons: tuple[str, ...]
    aliases: tuple[str, ...]
    closed: bool
    registered_at: datetime
    updated_at: datetime
    version: int
    position: int

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What lies over it, one by one."""
        return tuple(map(Overlay, filter(None, self.overlay.split(BETWEEN))))


def rows(consignment: Consignment) -> Iterator[StatusRow]:
    """The one row of a consignment."""
    state = consignment.state
    registration = state.registration
    yield StatusRow(
        consignment=registration.tracking_no,
        stream_id=consignment_workflow_id(registration.tracking_no),
        stage=outlook.stage(state),
        mode=state.mode,
        risk_level=state.risk_level or registration.risk_level,
        enterprise=registration.enterprise,
        supplier=registration.supplier,
        kind=registration.kind,
        origin=registration.origin,
        overlay=BETWEEN.join(sorted(state.overlays)),
        outcome=state.outcome,
        boxes=len(state.boxes),
        net_weight_kg=registration.net_weight_kg,
        must_act=outlook.must_act(state),
        next_due=outlook.next_due(state),
        next_deadline=_next_deadline(state),
        overdue=outlook.overdue(state),
        escalation_level=outlook.escalation(state),
        open_reasons=outlook.open_reasons(state),
        aliases=tuple(sorted(consignment.aliases)),
        closed=state.outcome is not None,
        registered_at=state.marks["consignment-registered"].at,
        updated_at=consignment.updated_at,
        version=state.version,
        position=consignment.position,
    )


def _next_deadline(state: State) -> str | None:
    found = deadlines.due(state)
    return deadline_key(found[0].id, found[0].box) if found else None


STATUS = Projection(name="status", table="read_v1.status", rows=rows)
