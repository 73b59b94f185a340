"""One reconciliation from the ledger itself up to the read models, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.labels.reconciliation import VERDICTS
from models.language import Language, Speaks, listed
from models.reconciliation import Judgement, Verdict
from scripts import console
from scripts import findings as wrong
from scripts.reconciling import levels
from scripts.wording import messages as m
from workers import verdicts
from workers.auditing import Auditor
from workers.crowd import each
from workers.histories import Histories
from workers.kinds import CONSIGNMENTS, PAGES, Kind
from workers.standings import standings

if TYPE_CHECKING:
    from temporalio.client import Client

    from ledger import Ledger
    from models.findings import Finding, Where

HEADS = 2
"""The first level for which Temporal is asked."""


@dataclass(frozen=True)
class Review:
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


def _counted(judged: Sequence[Judgement]) -> list[tuple[Verdict, int]]:
    """How many got which verdict."""
    found = Counter(one.verdict for one in judged)
    return [(verdict, found[verdict]) for verdict in Verdict if found[verdict]]


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

    async def run(self) -> Review:
        """Every level in turn; a fault of one does not hide those of the next."""
        said, faults = list[Speaks](), list[Speaks]()
        async for finding in levels.whole(self.databases, self.level):
            (faults if finding.fault else said).append(finding.text)
        return Review(
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

    async def _judged(self, kind: Kind, named: Sequence[str]) -> list[Judgement]:
        if self.client is None or self.level < HEADS:
            return []
        histories = Histories(self.client, kind)
        auditor = Auditor(histories, self.ledger, self.pool)

        async def judge(number: str) -> Judgement:
            return await auditor.judge(number, self.level)

        numbers = set(named) if self._named else await self._all(histories)
        return await verdicts.remembered(self.pool, await each(sorted(numbers), judge))

    async def _all(self, histories: Histories) -> set[str]:
        """Whatever either side knows."""
        kind = histories.kind
        temporal = {kind.number(workflow) async for workflow in histories.known()}
        return temporal | set(await standings(self.pool, kind=kind))
