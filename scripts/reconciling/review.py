"""One reconciliation from the ledger itself up to the read models, and how it is told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from temporalio.client import Client

from ledger import Ledger
from models.execution.reconciliation import Judgement, ReconciliationVerdict
from models.execution.texts import VERDICTS
from models.health.findings import Finding, Where
from models.kernel.language import Language, Speaks, listed
from scripts import console
from scripts import findings as wrong
from scripts.reconciling import levels
from scripts.texts import messages as m
from workers.concurrency import each
from workers.recovery import reconciliation_store
from workers.recovery.history_reader import Histories
from workers.recovery.reconciler import Auditor
from workers.recovery.stream_heads import standings
from workers.stream_kinds import CONSIGNMENTS, PAGES, StreamKind

HEADS = 2
"""The first level for which Temporal is asked."""


@dataclass(frozen=True)
class ReconciliationReview:
    """What was found; `faults` are those of the whole ledger, not of one stream."""

    level: int
    said: tuple[Speaks, ...] = ()
    faults: tuple[Speaks, ...] = ()
    consignments: Sequence[Judgement] = field(default_factory=tuple)
    enterprises: Sequence[Judgement] = field(default_factory=tuple)
    named: bool = False
    findings: Sequence[Finding] = ()
    where: Where | None = None

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """All of them."""
        return *self.consignments, *self.enterprises

    @property
    def clean(self) -> bool:
        """Nothing is to be done."""
        sound = all(one.sound for one in self.judgements)
        return not self.faults and not self.findings and sound

    def document(self) -> dict[str, object]:
        """Everything as JSON values."""
        return {
            "level": self.level,
            "clean": self.clean,
            # For machines the same whoever asks.
            "said": [each.said(Language.EN) for each in self.said],
            "faults": [each.said(Language.EN) for each in self.faults],
            "findings": wrong.document(self.findings, self.where) if self.where else [],
            "verdicts": {verdict.value: number for verdict, number in _counted(self.judgements)},
            "consignments": [*map(_dumped, self.consignments)],
            "enterprises": [*map(_dumped, self.enterprises)],
        }

    def lines(self) -> Iterator[Speaks]:
        """What people read: a line for whatever is not sound, then the sums."""
        yield from self.faults
        for one in self.judgements:
            if self.named or not one.sound:
                told = m.JUDGED_WHY if one.why else m.JUDGED
                yield told.of(number=one.number, verdict=VERDICTS[one.verdict], why=one.why)
        yield from self.said
        if self.level >= HEADS:
            yield from self._sums()
        if self.where is not None:
            yield from wrong.lines(self.findings, self.where)

    def _sums(self) -> Iterator[Speaks]:
        kinds = ((m.ABOUT_CONSIGNMENTS, self.consignments), (m.ABOUT_ENTERPRISES, self.enterprises))
        for what, judged in kinds:
            if judged:
                yield m.VERDICTS_ON.of(what=what, counts=_told(judged))
        if not self.judgements:
            yield m.NOTHING_JUDGED


def _counted(judged: Sequence[Judgement]) -> list[tuple[ReconciliationVerdict, int]]:
    """How many got which verdict."""
    found = Counter(one.verdict for one in judged)
    return [(verdict, found[verdict]) for verdict in ReconciliationVerdict if found[verdict]]


def _told(judged: Sequence[Judgement]) -> Speaks:
    return listed(
        m.COUNTED.of(number=number, name=VERDICTS[verdict]) for verdict, number in _counted(judged)
    )


def _dumped(one: Judgement) -> dict[str, object]:
    return {**console.dumped(one), "sound": one.sound}


@dataclass(frozen=True)
class Reconciliation:
    """What is compared with what; without numbers and codes, everything."""

    databases: levels.Databases
    ledger: Ledger
    pool: Any
    client: Client | None
    level: int
    numbers: Sequence[str] = ()
    codes: Sequence[str] = ()

    async def run(self) -> ReconciliationReview:
        """Every level in turn; a fault of one does not hide those of the next."""
        said, faults = list[Speaks](), list[Speaks]()
        async for finding in levels.whole(self.databases, self.level):
            (faults if finding.fault else said).append(finding.text)
        return ReconciliationReview(
            self.level,
            tuple(said),
            tuple(faults),
            await self._judged(CONSIGNMENTS, self.numbers),
            await self._judged(PAGES, self.codes),
            named=self._named,
        )

    @property
    def _named(self) -> bool:
        return bool(self.numbers or self.codes)

    async def _judged(self, kind: StreamKind, named: Sequence[str]) -> list[Judgement]:
        if self.client is None or self.level < HEADS:
            return []
        histories = Histories(self.client, kind)
        auditor = Auditor(histories, self.ledger, self.pool)

        async def judge(number: str) -> Judgement:
            return await auditor.judge(number, self.level)

        numbers = set(named) if self._named else await self._all(histories)
        return await reconciliation_store.remembered(self.pool, await each(sorted(numbers), judge))

    async def _all(self, histories: Histories) -> set[str]:
        """Whatever either side knows."""
        kind = histories.kind
        temporal = {kind.number(workflow) async for workflow in histories.known()}
        return temporal | set(await standings(self.pool, kind=kind))
