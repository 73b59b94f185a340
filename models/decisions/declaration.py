"""Status letters of the single window, and what they mean to a consignment (domain 6.1)."""

from datetime import datetime

from models import events
from models.decisions.draft import Decided
from models.messages import DeclarationStatus
from models.state import State

RECEIVED = "received by customs"
LETTERS: dict[str, str] = {
    "L": RECEIVED,
    "E": "returned, not accepted",
    "Y": "declaration failed",
    "Z": "sent back for change",
    "M": "re-review",
    "H": "suspended, manual",
    "J": "paperless review finished",
    "G": "reviewed",
    "W": "reviewed",
    "T": "duty to pay",
    "C": "inspection notice",
    "S": "under inspection",
    "SpK": "released for pick-up (two-step)",
    "B": "released against guarantee",
    "K": "released against guarantee",
    "I": "release notice",
    "P": "released",
    "F": "handed over",
    "R": "closed",
    "D": "deleted",
    "A": "removed before release",
    "c": "inspection file withdrawn",
    "SpL": "summary received (two-step)",
    "SpE": "summary returned (two-step)",
    "SpJ": "summary reviewed (two-step)",
    "SpC": "inspection notice (two-step)",
    "Sp1": "supplement required (two-step)",
}
_ACCEPTED = frozenset({"L", "SpL", "J", "G", "W", "SpJ"})


def decide(state: State, fact: DeclarationStatus, _: datetime) -> Decided:
    """A status change; the first accepted one declares, an export one belongs to the return."""
    meaning = LETTERS.get(fact.letter, "unknown letter")
    changed = events.DeclarationStatusChanged(
        letter=fact.letter, meaning=meaning, entry_id=fact.entry_id
    )
    if fact.letter not in _ACCEPTED or fact.entry_id is None:
        return [changed]
    if fact.exported:
        once = not state.happened("export-declared")
        return [changed, *([events.ExportDeclared(entry_id=fact.entry_id)] if once else [])]
    if state.entry_id == fact.entry_id:
        return [changed]
    return [changed, events.Declared(entry_id=fact.entry_id)]
