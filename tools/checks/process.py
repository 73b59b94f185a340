"""Keeps the generated half of docs/process.md equal to the code.

`python -m tools.checks.process` says whether it is; with `--write` it makes it so. What stands
above the mark is written by hand.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from tools.documents import (
    catalogues,
    diagram,
    enterprises,
    generated_file,
    overlays,
    registers,
    standard_paths,
)

FILE = Path(__file__).parents[2] / "docs" / "process.md"
MARK = "<!-- From here on: python -m tools.checks.process --write -->\n"


def document(written: str) -> str:
    """The whole text: what was written by hand, then what the code says."""
    by_hand = written.partition(MARK)[0]
    return "\n".join((f"{by_hand}{MARK}", *_parts()))


def _parts() -> Iterator[str]:
    rules = rulebook(versions()[-1])
    yield f"## Where a consignment can stand\n\n{diagram.mermaid()}"
    yield f"## An undisturbed life in either mode\n\n{standard_paths.text()}"
    yield f"## Overlays\n\n{overlays.table_of()}"
    yield f"## Deadlines\n\n{_REGISTER}\n{registers.deadlines(rules)}"
    yield f"### On the road\n\n{_ROAD}\n{registers.on_the_road(rules)}"
    yield f"## Reasons\n\n{_PROPOSED}\n{registers.reasons(rules)}"
    yield f"## Violations\n\n{_BREACHES}\n{registers.violations(rules)}"
    ours = rules.enterprise
    yield f"## Enterprises\n\n{_ENTERPRISES}\n{enterprises.application(ours)}"
    yield enterprises.institutions(ours)
    yield f"### Deadlines of an enterprise\n\n{enterprises.deadlines(ours)}"
    yield f"### What officers can do with an enterprise\n\n{enterprises.commands()}"
    yield f"### What is recorded of an enterprise\n\n{enterprises.events()}"
    yield f"## Emergencies\n\n{_DANGERS}\n{registers.emergencies(rules)}"
    yield f"## What a portal alarm may prove to be\n\n{registers.triage(rules)}"
    yield f"## Who must act\n\n{registers.parties()}"
    yield f"## Commands: who may send what\n\n{_GIVEN}\n{catalogues.commands()}"
    yield f"## Facts: which system sends what\n\n{_HEARD}\n{catalogues.facts()}"
    yield f"## Events: what is recorded\n\n{_RECORDED}\n{catalogues.events(rules)}"


def main(arguments: list[str]) -> int:
    """Write the document, or say whether it is up to date (0) or not (1)."""
    return generated_file.keep(FILE, document, "process", arguments)


_REGISTER = f"""\
The deadlines of rulebook {versions()[-1]}, the newest; *escalations*: when which party is notified.
min, h, d, and wd and wh for working days and hours of customs; what is moved on is so past days
off, as the last day of a legal time is. What stands in brackets happens beside: an effect, or a
violation that is recorded. `guomen rules show --deadline D05` shows one row in full.
"""
_ROAD = """\
An overlay stops papers, and not always a truck: of a box that is on the road these deadlines stand
still under the overlays named, and run under all others. An emergency counts if it is about that
box, and stops a window only if it came after the box had set out; any other deadline of a box
stands still under each.
"""
_PROPOSED = """\
Defects of the goods. Codes, order and weights are our proposal: the pilot is said to have sixteen
reasons, and nobody has published them. They are detected before the shipment (PS), in its documents
(DOC), by the radiation portal (RP), the machine inspection (MI), the manual check in the port (PC),
at the gate, at destination (DI) or in the laboratory (LAB). An audit raises those of PS and DOC, an
inspector any of them; the last column names the rules that raise one by themselves.
"""
_BREACHES = """\
Breaches of supervision, our proposal. Grade 1 ends the trust in the enterprise at once.
"""
_ENTERPRISES = """\
An enterprise applies with the documents below, its site is checked, its fifteen institutions are
audited, and it is enrolled for a year. The third missed appointment or missing arrival notice in
90 days suspends it, a violation of grade 1 does so at once; who stays suspended for 90 days is out.
Names and periods are a proposal.
"""
_DANGERS = """\
Every danger also starts D18, D19 and E10, for itself and the box where it is. Steps and roles are
proposals; most portal alarms are innocent, so what an alarm proved to be is kept as data.
"""
_GIVEN = """\
Commands may be refused, with the reason and what to do instead. The officer's name is recorded with
every command, and the role if one is declared: a command that this role does not give is refused
(whoever stands above may give it, [decision 15](decisions/0015-a-role-is-declared.md)). Who gives
which is a proposal. Only an emergency asks for a role to be lifted.
[operations.md](operations.md#what-an-officer-can-do) has an example of each.
"""
_HEARD = """\
Facts are never refused: late, twice, out of order, contradicting or after closure, each is
recorded as what it is.
"""
_RECORDED = """\
With the deadlines that each event starts and stops; [events.md](events.md) has the fields.
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
