"""The enterprises of the demo: each applies, is audited and enrolled before its goods sail.

Two more are in the register for the visitor: one that was suspended and reinstated, one that is
suspended. No consignment of the sample is theirs.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from temporalio.client import WorkflowUpdateFailedError

from activities.enterprise_repository import EnterpriseRepository
from activities.risk_acts import decide
from ledger import Ledger
from models.consignment.registration import Registration
from models.enterprise import messages
from models.enterprise.messages import EnterpriseCommand
from models.kernel.enterprise_terms import AuditVerdict
from models.kernel.event_body import Body
from models.kernel.terms import Party, RiskLevel
from models.risk.acts import approval, named
from models.risk.records import Pair, pair_of
from models.risk.supplier_stream import SupplierStream
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from projections.enterprise_fold import state_of
from scripts.demonstration.enterprise_commands import SECOND
from scripts.demonstration.scenario_player import DemoContext
from scripts.retry import retry_until
from workers.enterprise_client import open_and_act

_DAY = timedelta(days=1)
_APPLIED = timedelta(days=40)
"""So long ago they applied: enrolled before any of the goods are looked at."""

_ENROLLED = timedelta(days=14)
"""So long after they applied they were enrolled, and their pairs approved."""

_DOCUMENT = "SYNTHETIC approval for the demonstration; no such document exists"

_BAYS = 60
"""Each consignment of a demo has a clock of its own: one that is ahead of the others finds them in
bays that they will have left by then."""

_LEAD: dict[str, Any] = {"officer": "Wang Li", "role": Party.INSPECTION_LEAD}
REINSTATED, SUSPENDED = "梅山湾金属有限公司", "奉化江铜材有限公司"

_SUSPEND = messages.SuspendEnterprise(**_LEAD, reason="stock moved before release (SV-10)")
SHOWN: Mapping[str, tuple[EnterpriseCommand, ...]] = {
    REINSTATED: (
        messages.RecordDrill(
            **_LEAD, subject="radiation alarm at the gate", verdict=AuditVerdict.ADEQUATE
        ),
        messages.Warn(**_LEAD, reason="two arrival notices were late"),
        _SUSPEND,
        messages.ReinstateEnterprise(
            **_LEAD, **SECOND, reason="stock control repaired, seen on the site"
        ),
    ),
    SUSPENDED: (_SUSPEND,),
}


async def enrol(
    stage: DemoContext,
    registrations: Sequence[Registration],
    shown: Mapping[str, tuple[EnterpriseCommand, ...]] = SHOWN,
) -> list[str]:
    """Enrol the enterprises of these consignments, and show others beside; who is new.

    Their pairs get a level by a document that is made up, and says so.
    """
    await approve(stage, registrations)
    codes = dict.fromkeys(registration.enterprise for registration in registrations)
    joining = _joining(registrations, datetime.now(UTC) - _APPLIED)
    admitted = {code: _admissions(registrations, code, joining[-1].at) for code in codes}
    told = await asyncio.gather(
        *(_enrolled(stage, code, (*joining, *admitted[code])) for code in codes),
        *(_enrolled(stage, code, (*joining, *more)) for code, more in shown.items()),
    )
    return [code for code, fresh in zip([*codes, *shown], told, strict=True) if fresh]


async def approve(stage: DemoContext, registrations: Iterable[Registration]) -> None:
    """R1 for each pair of which nothing is recorded: what the scripts of the demo presume.

    A pair without a record would be at R2, and none of its goods in the pilot. Without the census
    that begins a real approval: the scripts open what the shares of R1 draw.
    """
    at = datetime.now(UTC) - _APPLIED + _ENROLLED
    pairs = {pair_of(each.enterprise, each.supplier, each.kind) for each in registrations}
    for pair in sorted(pairs):
        await retry_until(partial(_approved, stage, pair, at))


async def _approved(stage: DemoContext, pair: Pair, at: datetime) -> None:
    def decided(known: SupplierStream) -> Body | None:
        if known.standing(pair) is not None:
            return None
        return approval(
            known,
            pair,
            RiskLevel.R1,
            document=_DOCUMENT,
            sha256=sha256(f"{_DOCUMENT}: {named(pair)}".encode()).hexdigest(),
            role=Party.DIVISION,
            at=at,
            rules=rulebook(in_force(day_in_china(at))).risk,
            census=0,
            synthetic=True,
        )

    cause = f"approval:demo:{pair.enterprise}:{pair.kind}"
    where = (stage.streams, pair, decided)
    await decide(*where, cause=cause, at=at, role=Party.DIVISION, officer="Wang Li")


async def _enrolled(stage: DemoContext, code: str, commands: Iterable[EnterpriseCommand]) -> bool:
    """One after the other; an earlier demo may have done some: given again, they are the same.

    What is refused, somebody has done in his own way.
    """
    ledger = Ledger(stage.pool)
    known = await retry_until(partial(state_of, ledger, code))
    for number, command in enumerate(commands, start=1):
        act = partial(
            open_and_act,
            stage.client,
            EnterpriseRepository(ledger, stage.language),
            code,
            command,
            task_queue=stage.task_queue,
            message_id=_message_id(number, command),
        )
        with suppress(WorkflowUpdateFailedError):
            await retry_until(act)
    return known is None


def _message_id(number: int, command: EnterpriseCommand) -> str:
    """The same in every demo, whichever of the sample's consignments travel in it."""
    if isinstance(command, messages.AdmitSupplier):
        return f"demo:{command.verb}:{command.supplier}"
    return f"demo:{number}:{command.verb}"


def _admissions(
    registrations: Sequence[Registration], code: str, at: datetime | None
) -> tuple[EnterpriseCommand, ...]:
    """Who ships to the enterprise is admitted with it: the goods of others are no pilot goods."""
    theirs = {each.supplier: each.origin for each in registrations if each.enterprise == code}
    return tuple(
        messages.AdmitSupplier(**_LEAD, at=at, supplier=supplier, country=origin)
        for supplier, origin in theirs.items()
    )


def _joining(
    registrations: Sequence[Registration], applied: datetime
) -> tuple[EnterpriseCommand, ...]:
    """The way to an enrolment: two weeks from the application on."""
    day = min(registration.etd for registration in registrations).date()
    rules = rulebook(in_force(day)).enterprise
    audits = tuple(
        messages.InstitutionAudit(
            institution=row.name, document=f"YJ-{number:02}", verdict=AuditVerdict.ADEQUATE
        )
        for number, row in enumerate(rules.institutions, start=1)
    )
    documents = tuple(row.name for row in rules.application)
    return (
        messages.Apply(**_LEAD, at=applied, documents=documents),
        messages.AuditInstitutions(**_LEAD, at=applied + 6 * _DAY, audits=audits),
        messages.CheckSite(**_LEAD, at=applied + 8 * _DAY, verdict=AuditVerdict.ADEQUATE),
        messages.Enrol(**_LEAD, **SECOND, at=applied + _ENROLLED),
        messages.SetCapacity(**_LEAD, at=applied + _ENROLLED, bays=_BAYS, boxes_a_day=40),
    )
