"""The board: one row for each consignment, how it stands and what it is known by."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from models.consignment.state import State
from models.deadlines import engine
from models.kernel.event_types import EventType
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import (
    Assumption,
    EscalationLevel,
    MetalKind,
    Mode,
    Outcome,
    Overlay,
    Party,
    RiskLevel,
    Stage,
)
from models.process import derived_status
from projections.consignment_fold import Consignment
from projections.projection import Projection, ViewRow

BETWEEN = ", "


class StatusRow(ViewRow):
    """A row of `read.status`; what each column means is said in the migration."""

    stream_id: str
    stage: Stage
    mode: Mode
    risk_level: RiskLevel
    enterprise: str
    supplier: str
    kind: MetalKind
    origin: str
    overlay: str
    outcome: Outcome | None
    boxes: int
    net_weight_kg: Decimal
    must_act: Party | None
    next_due: datetime | None
    next_deadline: str | None
    overdue: bool
    escalation_level: EscalationLevel | None
    overdue_deadline: str | None
    overdue_since: datetime | None
    open_reasons: tuple[str, ...]
    degraded: tuple[Assumption, ...]
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
    late = derived_status.most_overdue(state)
    yield StatusRow(
        consignment=registration.tracking_no,
        stream_id=consignment_workflow_id(registration.tracking_no),
        stage=derived_status.stage(state),
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
        must_act=derived_status.must_act(state),
        next_due=derived_status.next_due(state),
        next_deadline=_next_deadline(state),
        overdue=derived_status.overdue(state),
        escalation_level=derived_status.escalation(state),
        overdue_deadline=late.key if late else None,
        overdue_since=late.overdue_since if late else None,
        open_reasons=derived_status.open_reasons(state),
        degraded=derived_status.assumptions(state),
        aliases=tuple(sorted(consignment.aliases)),
        closed=state.outcome is not None,
        registered_at=state.marks[EventType.CONSIGNMENT_REGISTERED].at,
        updated_at=consignment.updated_at,
        version=state.version,
        position=consignment.position,
    )


def _next_deadline(state: State) -> str | None:
    found = engine.due(state)
    return found[0].key if found else None


STATUS = Projection(name="status", table="read_v1.status", rows=rows)
