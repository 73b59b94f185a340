"""One reconciliation from the ledger itself up to the read models, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.identity import tracking_no_of
from models.labels.reconciliation import VERDICTS
from models.language import Language, Speaks, listed
from models.reconciliation import Judgement, Verdict
from scripts import console
from scripts.reconciling import levels
from scripts.wording import messages as m
from workers import verdicts
from workers.auditing import Auditor
from workers.crowd import each
from workers.histories import Histories
from workers.standings import standings

if TYPE_CHECKING:
    from temporalio.client import Client

    from ledger import Ledger

HEADS = 2
"""The first level for which Temporal is asked."""


@dataclass(frozen=True)
class Review:
    """What was found; `faults` are those of the whole ledger, not of one consignment."""

    level: int
    said: tuple[Speaks, ...] = ()
    faults: tuple[Speaks, ...] = ()
    judgements: Sequence[Judgement] = field(default_factory=tuple)
    named: bool = False

    @property
    def clean(self) -> bool:
        """Nothing is to be done."""
        return not self.faults and all(one.sound for one in self.judgements)

    @property
    def counted(self) -> dict[str, int]:
        """How many consignments got which verdict."""
        found = Counter(one.verdict for one in self.judgements)
        return {verdict.value: found[verdict] for verdict in Verdict if found[verdict]}

    def document(self) -> dict[str, object]:
        """Everything as JSON values."""
        return {
            "level": self.level,
            "clean": self.clean,
            # For machines the same whoever asks.
            "said": [each.said(Language.EN) for each in self.said],
            "faults": [each.said(Language.EN) for each in self.faults],
            "verdicts": self.counted,
            "consignments": [
                {**console.dumped(one), "sound": one.sound} for one in self.judgements
            ],
        }

    def lines(self) -> Iterator[Speaks]:
        """What people read: a line for whatever is not sound, then the sums."""
        yield from self.faults
        for one in self.judgements:
            if self.named or not one.sound:
                told = m.JUDGED_WHY if one.why else m.JUDGED
                yield told.of(number=one.consignment, verdict=VERDICTS[one.verdict], why=one.why)
        yield from self.said
        if self.level >= HEADS:
            counts = (
                m.COUNTED.of(number=number, name=VERDICTS[Verdict(name)])
                for name, number in self.counted.items()
            )
            yield listed(counts, otherwise=m.NO_CONSIGNMENTS)


@dataclass(frozen=True)
class Reconciliation:
    """What is compared with what; without numbers, everything."""

    databases: levels.Databases
    ledger: Ledger
    pool: Any
    client: Client | None
    level: int
    numbers: Sequence[str] = ()

    async def run(self) -> Review:
        """Every level in turn; a fault of one does not hide those of the next."""
        said, faults = list[Speaks](), list[Speaks]()
        async for finding in levels.whole(self.databases, self.level):
            (faults if finding.fault else said).append(finding.text)
        judged = await self._judged() if self.client and self.level >= HEADS else []
        return Review(self.level, tuple(said), tuple(faults), judged, named=bool(self.numbers))

    async def _judged(self) -> list[Judgement]:
        assert self.client is not None  # noqa: S101 - asked by the caller
        histories = Histories(self.client)
        auditor = Auditor(histories, self.ledger, self.pool)
        numbers = set(self.numbers) or await self._all(histories)

        async def judge(tracking_no: str) -> Judgement:
            return await auditor.judge(tracking_no, self.level)

        return await verdicts.remembered(self.pool, await each(sorted(numbers), judge))

    async def _all(self, histories: Histories) -> set[str]:
        """Whatever either side knows."""
        temporal = {tracking_no_of(workflow) async for workflow in histories.known()}
        return temporal | set(await standings(self.pool))
