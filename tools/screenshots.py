"""The pictures of README.md and docs/operators.md, taken anew from a running demo.

`python -m tools.screenshots` beside a `guomen demo` that has played the whole sample.
`--data` names its folder, `--into` where the pictures go. Needs what `tools/browsing.py`
needs.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from models.inspection.messages import RecordInspection
from scripts import connection, views
from tools.browsing import Window, window
from workers.settings import Settings

STORY, ALARMED, UNLOADED = "NB26-000012", "NB26-900003", "NB26-900002"
COLUMNS = ("Stage", "Mode", "MustAct", "EscalationLevel", "NextDeadline", "Outcome")
DROPPED = ("Run ID", "Type", "End")
# Where the page itself begins, right of the menu.
PAGE_LEFT, PAGE_TOP = 255, 110


def _list(seen: Window, settings: Settings, file: Path) -> None:
    """Everything, with the columns that tell an operator most."""
    seen.page.goto(connection.all_pages(settings))
    seen.arrange(DROPPED, COLUMNS)
    seen.listed(connection.all_pages(settings))
    seen.picture(file)


def _view(seen: Window, settings: Settings, file: Path) -> None:
    """What waits for customs, with the same columns: the window remembers them."""
    seen.page.goto(connection.all_pages(settings))
    seen.arrange(DROPPED, COLUMNS)
    found = {each.name: each.link for each in views.links(settings)}
    seen.listed(found["customs"])
    seen.picture(file)


def _timeline(seen: Window, settings: Settings, file: Path) -> None:
    seen.timeline(connection.page(settings, STORY))
    width, height = TALL
    seen.picture(file, (PAGE_LEFT, PAGE_TOP, width - PAGE_LEFT, height - PAGE_TOP))


def _details(seen: Window, settings: Settings, file: Path) -> None:
    seen.metadata(connection.page(settings, ALARMED))
    seen.picture(file)


def _verbs(seen: Window, settings: Settings, file: Path) -> None:
    """The form of the UI with its list of verbs, each with what it does and an example."""
    seen.list_updates(connection.page(settings, UNLOADED), "record_inspection")
    seen.picture(file)


def _update(seen: Window, settings: Settings, file: Path) -> None:
    """The form with an example in the box, before it is sent."""
    seen.open_update(connection.page(settings, UNLOADED), "record_inspection")
    seen.fill(json.dumps(RecordInspection.sample(), ensure_ascii=False, indent=2))
    seen.picture(file)


TALL, WIDE, USUAL = (1500, 1750), (1720, 640), (1500, 820)
PICTURES: tuple[tuple[str, tuple[int, int], Callable[[Window, Settings, Path], None]], ...] = (
    ("list", WIDE, _list),
    ("view", WIDE, _view),
    ("timeline", TALL, _timeline),
    ("details", USUAL, _details),
    ("verbs", USUAL, _verbs),
    ("update", USUAL, _update),
)


def main() -> None:
    """Take every picture, or the one that is named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--into", type=Path, default=Path("docs/images"))
    asked.add_argument("--only", choices=[name for name, _, _ in PICTURES])
    chosen = asked.parse_args()
    settings = connection.settings_of(chosen.data)
    for name, size, take in PICTURES:
        if chosen.only in (None, name):
            with window(size) as seen:
                take(seen, settings, chosen.into / f"{name}.png")
            print(chosen.into / f"{name}.png")


if __name__ == "__main__":
    main()
