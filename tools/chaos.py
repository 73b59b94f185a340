"""Kills parts of a stack at random while consignments travel, then holds all sides together.

`python -m tools.chaos --seed 7` plays 60 consignments twice, undisturbed and under fire,
and requires the same outcomes, and the levels 0 to 4 of reconciliation clean.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ledger import Ledger
from models.consignment.registration import Registration
from models.kernel.errors import GuomenError
from models.kernel.identity import box_check_digit, consignment_workflow_id
from models.kernel.language import Language
from scripts.demonstration.demo_run import stage_on
from scripts.demonstration.enrolment import enrol
from scripts.demonstration.outcome_check import OutcomeReview, reviews
from scripts.demonstration.scenario_assignment import Role, days_to_shift, sample_of, shifted
from scripts.demonstration.scenario_player import DemoContext, perform, register
from scripts.reconciling.levels import Databases
from scripts.reconciling.review import Reconciliation
from scripts.retry import retry_until
from scripts.timelapse import Thorough
from systems.scenario import Script
from systems.scenarios import SCENARIOS, casting
from workers import process_lifecycle
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin
from workers.stack.stack import EmbeddedStack

VICTIMS = ("tracker", "projector", "postgres", "temporal")
SHORTEST_S, LONGEST_S = 1.0, 4.0
_AT_ONCE = 8
_PAUSE_S = 0.1


class Broken(GuomenError):
    """What was killed did not come back as it should."""


@dataclass(frozen=True)
class ChaosPlan:
    """So many consignments, so many kills, decided by a seed."""

    seed: int
    consignments: int
    kills: int


@dataclass(frozen=True)
class PlayedConsignment(Role):
    """A consignment that plays the script of another of the sample."""

    plays: str

    @property
    def script(self) -> Script:
        """What happens to it."""
        return SCENARIOS[self.plays](self.shipment, self.start)


@dataclass(frozen=True)
class End:
    """How a consignment ended: what must be the same with and without kills."""

    outcome: str | None
    raised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    events: tuple[tuple[str, int], ...]


async def run(plan: ChaosPlan, folder: Path) -> dict[str, End]:
    """Play the consignments under fire; how each ended.

    Raises:
        Broken: one did not end as scripted, or the sides do not agree.
    """
    async with stack_for(folder) as (stack, stage):
        cast = cast_of(plan.consignments, datetime.now(UTC))
        await enrol(stage, [role.registration for role in cast])
        for role in cast:
            await register(stage, role)
        killing = asyncio.create_task(_kill(stack, plan))
        failures = await perform(stage, cast, _AT_ONCE, lambda *_: None)
        await _ended(killing)
        found = await reviews(stage.pool, cast, failures)
        wrong = [f"{one.role.tracking_no}: {one.differences}" for one in found if one.differences]
        if wrong:
            raise Broken("; ".join(wrong))
        await _reconcile(stage, stack.databases)
        return {one.role.tracking_no: await _end(stage, one) for one in found}


async def _ended(killing: asyncio.Task[None]) -> None:
    """No more kills; a part that was just killed comes back first."""
    killing.cancel()
    with suppress(asyncio.CancelledError):
        await killing


@asynccontextmanager
async def stack_for(folder: Path) -> AsyncIterator[tuple[EmbeddedStack, DemoContext]]:
    """A stack in time-lapse, with all that it takes to play on it."""
    async with AsyncExitStack() as exits:
        stack = await exits.enter_async_context(EmbeddedStack(folder, log=_say))
        settings = Settings.model_validate(stack.addresses.model_dump() | {"data": folder})
        stage = await stage_on(exits, settings)
        yield stack, replace(stage, lapse=Thorough(stage.client))


async def _kill(stack: EmbeddedStack, plan: ChaosPlan) -> None:
    """Kill one part after another, each when the one before serves again."""
    chance = random.Random(plan.seed)  # noqa: S311 - a drawn lot, not a secret
    for turn in range(plan.kills):
        if turn % len(VICTIMS) == 0:
            order = chance.sample(VICTIMS, len(VICTIMS))
        await asyncio.sleep(chance.uniform(SHORTEST_S, LONGEST_S))
        await stack.kill(order[turn % len(VICTIMS)])


async def _reconcile(stage: DemoContext, logins: Mapping[DatabaseLogin, str]) -> None:
    databases = Databases(logins[DatabaseLogin.READER], logins[DatabaseLogin.PROJECTOR])
    review = await Reconciliation(
        *(databases, Ledger(stage.pool), stage.pool, stage.client), level=4
    ).run()
    for line in review.lines():
        _say(line.said(Language.EN))
    if not review.clean:
        raise Broken("the sides do not agree: see above")


async def _end(stage: DemoContext, review: OutcomeReview) -> End:
    stream = consignment_workflow_id(review.role.tracking_no)
    rows = await retry_until(lambda: Ledger(stage.pool).read_stream(stream))
    types = Counter(row.event_type for row in rows)
    return End(
        outcome=review.outcome,
        raised=tuple(sorted(review.raised)),
        withdrawn=tuple(sorted(review.withdrawn)),
        events=tuple(sorted(types.items())),
    )


def cast_of(size: int, now: datetime) -> list[Role]:
    """So many roles: the sample, and its doubles under other numbers."""
    sample = sample_of(())
    days = days_to_shift(sample, now)
    registrations = [shifted(each, days) for each in sample]
    return [
        _double(registrations[turn % len(sample)], turn // len(sample), now) for turn in range(size)
    ]


def _double(like: Registration, nth: int, now: datetime) -> Role:
    plays = casting().get(like.tracking_no, "smooth")
    if not nth:
        return PlayedConsignment(like, now, None, plays)
    boxes = tuple(
        box.model_copy(update={"number": _box_no(box.number, nth), "seal": f"{box.seal}D{nth}"})
        for box in like.boxes
    )
    numbers = {
        "tracking_no": f"{like.tracking_no[:5]}{nth}{like.tracking_no[6:]}",
        "seq_no": f"I20269{nth:02}{like.tracking_no[5:]:0>10}",
        "bill_no": f"{like.bill_no}D{nth}",
        "supplier": f"{like.supplier} D{nth}",
        "boxes": boxes,
    }
    return PlayedConsignment(like.model_copy(update=numbers), now, None, plays)


def _box_no(number: str, nth: int) -> str:
    """The same serial under another owner's letters."""
    prefix = f"GM{chr(ord('A') + nth)}U{number[4:10]}"
    return f"{prefix}{box_check_digit(prefix)}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def main() -> None:
    """Undisturbed, then under fire."""
    parser = argparse.ArgumentParser(prog="python -m tools.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--consignments", type=int, default=60)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--once", action="store_true", help="only under fire, held to the scripts")
    asked = parser.parse_args()
    plan, began = ChaosPlan(asked.seed, asked.consignments, asked.kills), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fire = await run(plan, Path(folder) / "fire")
        calm = fire if asked.once else await run(replace(plan, kills=0), Path(folder) / "calm")
    differ = sorted(number for number in calm if calm[number] != fire[number])
    if differ:
        raise Broken(f"another end under fire: {', '.join(differ)}")
    seconds = time.monotonic() - began
    _say(f"{plan.consignments} consignments, {plan.kills} kills, the same ends, {seconds:.0f} s")


if __name__ == "__main__":
    process_lifecycle.run(main())
