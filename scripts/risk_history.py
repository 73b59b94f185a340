"""`guomen risk history`: a made-up history of the traditional mode, its truth known."""

import csv
import json
from pathlib import Path
from typing import Annotated

import typer
from openpyxl import Workbook

from models.history.columns import COLUMNS
from models.kernel.errors import Refused
from scripts import console
from scripts.simulation.inspected_world import InspectedWorld
from scripts.simulation.made_up_history import Cells, made_up
from scripts.texts import history as texts

_Out = Annotated[Path, typer.Option("--out", help="Where to write: .csv or .xlsx.")]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same result.")]
_Suppliers = Annotated[int, typer.Option("--suppliers", min=1, help="How many suppliers.")]
_Enterprises = Annotated[int, typer.Option("--enterprises", min=1, help="How many enterprises.")]
_Batches = Annotated[int, typer.Option("--batches", min=1, max=90_000, help="How many batches.")]
_Days = Annotated[int, typer.Option("--days", min=1, max=900, help="In how many days.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")]


def make_history(  # noqa: PLR0913 - options of the command line
    *,
    out: _Out,
    seed: _Seed = 1,
    suppliers: _Suppliers = 40,
    enterprises: _Enterprises = 12,
    batches: _Batches = 2000,
    days: _Days = 730,
    as_json: _Json = False,
) -> None:
    """Make a history up, for tests and demonstrations; every row says that it is made up.

    The truth (rates, bad batches) is written beside it, to FILE.truth.json.
    """
    world = InspectedWorld(suppliers, enterprises, batches, days)
    found = made_up(world, str(seed))
    truth = out.with_name(f"{out.name}.truth.json")
    _write(out, found.rows)
    told = {name: each._asdict() for name, each in found.truth.items()}
    document = {"synthetic": True, "seed": seed, "suppliers": told}
    truth.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    counts = {"batches": len(found.rows), "suppliers": len(found.truth)}
    if as_json:
        console.print_json({"synthetic": True, "file": out, "truth": truth, **counts})
    else:
        print(console.say(texts.WROTE.of(file=out, truth=truth, **counts)))


def _write(out: Path, rows: tuple[Cells, ...]) -> None:
    """The table, with a byte order mark so that Excel reads it.

    Raises:
        Refused: the file is to be of another format.
    """
    match out.suffix.lower():
        case ".csv":
            with out.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                writer.writeheader()
                writer.writerows(rows)
        case ".xlsx":
            book = Workbook(write_only=True)
            sheet = book.create_sheet()
            sheet.append(list(COLUMNS))
            for row in rows:
                sheet.append([text or None for text in row.values()])
            book.save(out)
        case _:
            raise Refused(texts.TABLE_FORMAT, file=out)
