"""`guomen risk profile`: what was found of the portfolio, divided by one factor."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from models.kernel.codes import ReasonCode
from models.kernel.errors import NotFound
from models.kernel.language import Text, listed
from models.kernel.risk_terms import Factor, Measure
from models.kernel.terms import MetalKind, Stage
from models.risk.profile import Profile, ProfileLine
from models.rules.rulebook import rulebook
from models.texts.goods import KINDS
from models.texts.risk import FACTORS, MEASURES
from models.texts.stages import STAGES
from models.texts.terms import with_code
from projections.risk_window import RiskWindow, window
from scripts import connection, console, risk_figures, stack_records
from scripts.connection import DataFolder
from scripts.risk_narrowing import narrowed
from scripts.texts import headings as h
from scripts.texts import risk as r
from scripts.time_options import AsOf

_By = Annotated[Factor, typer.Option("--by", help="By what the portfolio is divided.")]
_Of = Annotated[Measure, typer.Option("--of", help="Which defects count.")]
_Only = Annotated[
    str | None, typer.Option("--only", metavar="VALUE", help="Only this value of it.")
]
_Reason = Annotated[
    ReasonCode | None, typer.Option("--reason", help="Only this reason counts, instead of --of.")
]
_In = Annotated[
    list[str] | None,
    typer.Option(
        "--in", metavar="FACTOR=VALUE", help="Only batches of that value; may be given again."
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
_KG = 1000


def profile(  # noqa: PLR0913, PLR0917 - every option has a default
    by: _By = Factor.KIND,
    of: _Of = Measure.ANY,
    reason: _Reason = None,
    within: _In = None,
    only: _Only = None,
    as_of: AsOf = None,
    as_json: _Json = False,
    data: DataFolder = None,
) -> None:
    """What was found of each kind, origin, supplier and so on, beside what was to be expected."""
    if of is Measure.HARM:
        raise typer.BadParameter(console.say(r.HARM_IS_NO_COUNT))
    known = narrowed(asyncio.run(_window(data, as_of)), within or [])
    counted = reason or of
    found = Profile(known.batches, by, known.rules, counted)
    if only is not None and only not in found.values:
        raise NotFound(r.NO_SUCH_VALUE, factor=FACTORS[by], value=only, known=listed(found.values))
    lines = [found.line(value) for value in ([only] if only is not None else found.values)]
    if as_json:
        console.print_json(_document(known, by, counted, lines))
        return
    console.screen().print(_table(known, by, lines))
    for note in _notes(known, by, counted):
        console.screen().print(console.plain(note))


async def _window(data: Path | None, as_of: datetime | None) -> RiskWindow:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return await window(records.pool, as_of)


def _document(
    known: RiskWindow, by: Factor, of: Measure | ReasonCode, lines: list[ProfileLine]
) -> dict[str, Any]:
    rules = known.rules
    return {
        "by": by.value,
        "of": of.value,
        "batches": len(known.batches),
        "months": rules.windows.rates_months,
        "rulebook": known.version,
        "percent_from": rules.small.percent_from,
        "assumed": {"sensitivities": {c.value: s for c, s in rules.sensitivities.items()}},
        "lines": [console.dumped(line) for line in lines],
    }


def _table(known: RiskWindow, by: Factor, lines: list[ProfileLine]) -> Table:
    drawn = console.table(
        FACTORS[by],
        h.COUNT,
        r.TONNES,
        r.LOOKED_FOR,
        r.FOUND,
        r.PENDING,
        r.MEAN,
        r.BELOW,
        *((r.EXPECTED, r.RATIO) if lines and lines[0].expected is not None else ()),
        r.ALONE,
        spare=1,
    )
    for line in lines:
        mix: tuple[console.Words, ...] = ()
        if line.expected_found is not None:
            ratio = "" if line.few or line.ratio is None else f"{line.ratio / 100:.2f}"
            mix = (risk_figures.looked(line.expected_found), ratio)
        cells: tuple[console.Words, ...] = (
            _named(known, by, line.value),
            f"{line.batches}",
            f"{line.net_kg / _KG:.0f}",
            risk_figures.looked(line.exposure),
            f"{line.found}",
            f"{line.pending}",
            risk_figures.rate(line.found, line.exposure, line.mean, few=line.few),
            risk_figures.percent(line.upper),
            *mix,
            risk_figures.percent(line.alone),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _named(known: RiskWindow, by: Factor, value: str) -> console.Words:
    match by:
        case Factor.KIND:
            return KINDS[MetalKind(value)]
        case Factor.STAGE:
            return STAGES[Stage(value)]
        case Factor.REASON:
            return _reason(known, value)
        case _:
            return value or r.NOT_NAMED


def _reason(known: RiskWindow, code: str) -> console.Words:
    row = rulebook(known.version).nonconformance(code)
    return with_code(Text(row.title_zh, row.title), code) if row else code


def _notes(known: RiskWindow, by: Factor, of: Measure | ReasonCode) -> list[console.Words]:
    counted = r.COUNTED.of(
        of=MEASURES[of] if isinstance(of, Measure) else _reason(known, of),
        batches=len(known.batches),
        months=known.rules.windows.rates_months,
    )
    explained = [] if by in {Factor.REASON, Factor.STAGE} else [r.EXPLAINED]
    return [
        counted,
        risk_figures.small(known.rules),
        *explained,
        risk_figures.assumed(known.rules),
    ]
