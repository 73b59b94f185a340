"""The enterprises of the demo: each applies, is audited and enrolled before its goods sail.

Two more are in the register for the visitor: one that was suspended and reinstated, one that is
suspended. No consignment of the sample is theirs.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from temporalio.client import WorkflowUpdateFailedError

from activities.register import Register
from ledger import Ledger
from models.enterprise import messages
from models.enterprise.messages import EnterpriseCommand
from models.enterprise.terms import Verdict
from models.registration import Registration
from models.rulebook import in_force, rulebook
from models.terms import Party
from projections.enterprise import state_of
from scripts.demonstration.performance import Stage
from scripts.patience import persist
from workers.enrolling import open_and_act

_DAY = timedelta(days=1)
_APPLIED = timedelta(days=40)
"""So long ago they applied: enrolled before any of the goods are looked at."""

_LEAD: dict[str, Any] = {"officer": "Wang Li", "role": Party.INSPECTION_LEAD}
REINSTATED, SUSPENDED = "梅山湾金属有限公司", "奉化江铜材有限公司"

_SUSPEND = messages.SuspendEnterprise(**_LEAD, reason="stock moved before release (SV-10)")
_SHOWN: dict[str, tuple[EnterpriseCommand, ...]] = {
    REINSTATED: (
        messages.RecordDrill(**_LEAD, subject="radiation alarm at the gate"),
        messages.Warn(**_LEAD, reason="two arrival notices were late"),
        _SUSPEND,
        messages.Reinstate(**_LEAD, reason="stock control repaired, seen on the site"),
    ),
    SUSPENDED: (_SUSPEND,),
}


async def enrol(stage: Stage, registrations: Sequence[Registration]) -> list[str]:
    """Enrol the enterprises of these consignments, and show two others; who is new."""
    codes = dict.fromkeys(registration.enterprise for registration in registrations)
    joining = _joining(registrations, datetime.now(UTC) - _APPLIED)
    told = await asyncio.gather(
        *(_enrolled(stage, code, joining) for code in codes),
        *(_enrolled(stage, code, (*joining, *_SHOWN[code])) for code in _SHOWN),
    )
    return [code for code, fresh in zip([*codes, *_SHOWN], told, strict=True) if fresh]


async def _enrolled(stage: Stage, code: str, commands: Iterable[EnterpriseCommand]) -> bool:
    """One after the other; an earlier demo may have done some: given again, they are the same.

    What is refused, somebody has done in his own way.
    """
    ledger = Ledger(stage.pool)
    known = await persist(partial(state_of, ledger, code))
    for number, command in enumerate(commands, start=1):
        act = partial(
            open_and_act,
            stage.client,
            Register(ledger, stage.language),
            code,
            command,
            task_queue=stage.task_queue,
            message_id=f"demo:{number}:{command.verb}",
        )
        with suppress(WorkflowUpdateFailedError):
            await persist(act)
    return known is None


def _joining(
    registrations: Sequence[Registration], applied: datetime
) -> tuple[EnterpriseCommand, ...]:
    """The way to an enrolment: two weeks from the application on."""
    day = min(registration.etd for registration in registrations).date()
    rules = rulebook(in_force(day)).enterprise
    audits = tuple(
        messages.InstitutionAudit(institution=row.name, document=f"YJ-{number:02}")
        for number, row in enumerate(rules.institutions, start=1)
    )
    documents = tuple(row.name for row in rules.application)
    return (
        messages.Apply(**_LEAD, at=applied, documents=documents),
        messages.AuditInstitutions(**_LEAD, at=applied + 10 * _DAY, audits=audits),
        messages.CheckSite(**_LEAD, at=applied + 12 * _DAY, verdict=Verdict.ADEQUATE),
        messages.Enrol(**_LEAD, at=applied + 14 * _DAY),
    )
