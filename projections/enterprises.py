"""The register: one row for each enterprise, how it stands and what is due."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from models.enterprise import derived_status
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.identity import enterprise_workflow_id
from models.kernel.terms import EscalationLevel, Party
from projections.enterprise_fold import ENTERPRISE, FoldedEnterprise
from projections.projection import Projection


class EnterpriseRow(BaseModel):
    """A row of `read.enterprises`; what each column means is said in the migration."""

    model_config = ConfigDict(frozen=True)

    enterprise: str
    stream_id: str
    standing: EnterpriseStatus
    valid_to: datetime | None
    institutions: int
    institutions_needed: int
    last_audit: datetime | None
    last_drill: datetime | None
    warnings: int
    suspended_since: datetime | None
    violated_at: tuple[datetime, ...]
    suppliers: int
    must_act: Party | None
    next_due: datetime | None
    escalation_level: EscalationLevel | None
    updated_at: datetime
    version: int
    position: int
    escalations: int
    withdrawn: int
    bays: int | None
    boxes_a_day: int | None


def rows(enterprise: FoldedEnterprise) -> Iterator[EnterpriseRow]:
    """The one row of an enterprise."""
    state = enterprise.state
    yield EnterpriseRow(
        enterprise=state.code,
        stream_id=enterprise_workflow_id(state.code),
        standing=state.standing,
        valid_to=state.valid_to,
        institutions=len(state.adequate),
        institutions_needed=len(state.rules.institutions),
        last_audit=state.last_audit or state.enrolled_at,
        last_drill=state.last_drill,
        warnings=state.warnings_given,
        suspended_since=state.suspension.since if state.suspension else None,
        violated_at=tuple(breach.at for breach in state.breaches if not breach.excused),
        suppliers=sum(known is Supplier.ADMITTED for known in state.suppliers.values()),
        must_act=derived_status.must_act(state),
        next_due=derived_status.next_due(state),
        escalation_level=derived_status.escalation(state),
        updated_at=enterprise.updated_at,
        version=state.version,
        position=enterprise.position,
        escalations=state.escalations,
        withdrawn=state.withdrawn,
        bays=state.capacity.bays if state.capacity else None,
        boxes_a_day=state.capacity.boxes_a_day if state.capacity else None,
    )


ENTERPRISES = Projection(
    name="enterprises", table="read_v1.enterprises", rows=rows, subject=ENTERPRISE
)
