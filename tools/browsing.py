"""The Temporal UI in a headless browser: what a person sees there, and does.

Needs the optional extra `browser` (playwright) and a Chromium: `make browser` fetches the first.
Written for UI 2.54; what is looked for is named here once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from models.kernel.errors import GuomenError

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
SIZE = (1500, 820)
PATIENCE_MS = 30_000

_CELL = '[data-testid="workflows-summary-table-body-cell"]'
_LINKS = f'{_CELL} a[href*="/workflows/"]'
_NOTHING = "[aria-live=polite] h2"
_TIMELINE = "button.event"
# Of most things there are two, for wide windows and for narrow ones: one of them is visible.
_MODAL = '[data-testid="update-confirmation-modal"]:visible'
_RENDERED = 'iframe[src*="/render?content="]'
_SPOKEN = '[role="alert"], [role="status"], [aria-live]'
_COLUMNS = "workflows-summary-table-configuration-button"


class NoBrowser(GuomenError):
    """Nothing to drive: its message says what is missing and how to get it."""


def chromium() -> str:
    """The browser to drive: `GUOMEN_CHROMIUM`, or one on the path.

    Raises:
        NoBrowser: there is none, or playwright is not installed.
    """
    try:
        import playwright.sync_api  # noqa: F401, PLC0415
    except ImportError as error:
        raise NoBrowser("playwright is not installed: `make browser` fetches it") from error
    named = os.environ.get("GUOMEN_CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if found is None:
        raise NoBrowser(
            f"no {named or 'Chromium'} is here: install one, or name it in GUOMEN_CHROMIUM"
        )
    return found


@contextmanager
def window(size: tuple[int, int] = SIZE) -> Iterator[Window]:
    """A window without a screen, with nothing remembered of an earlier one.

    Raises:
        NoBrowser: there is nothing to open one with.
    """
    executable = chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS])
        try:
            page = browser.new_page(viewport={"width": size[0], "height": size[1]})
            page.set_default_timeout(PATIENCE_MS)
            yield Window(page)
        finally:
            browser.close()


class Window:
    """One window on the UI."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def listed(self, link: str) -> set[str]:
        """The ids of the workflows on a list, as drawn."""
        self.page.goto(link)
        self.page.locator(f"{_LINKS}, {_NOTHING}").first.wait_for()
        links = self.page.locator(_LINKS).evaluate_all("all => all.map(each => each.pathname)")
        return {unquote(path.split("/workflows/")[1].split("/")[0]) for path in links}

    def timeline(self, link: str) -> list[str]:
        """The labels in the timeline of a workflow, as drawn; it draws what is in sight."""
        self.page.goto(link)
        labels = self.page.locator(_TIMELINE)
        labels.first.wait_for()
        usual = self.page.viewport_size
        whole = self.page.locator("#content-wrapper").evaluate("all => all.scrollHeight")
        self.page.set_viewport_size({"width": SIZE[0], "height": whole + SIZE[1]})
        # What comes into sight last is the oldest: the first of all is the registration.
        labels.filter(has_text="consignment-registered").first.wait_for()
        drawn = [" ".join(label.split()) for label in labels.all_inner_texts()]
        if usual:
            self.page.set_viewport_size(usual)
        return drawn

    def metadata(self, link: str) -> str:
        """What the tab of a workflow's own metadata says: summary, details, current details."""
        self.page.goto(link)
        self.page.get_by_test_id("user-metadata-tab").click()
        self.page.locator(_RENDERED).nth(2).wait_for()
        rendered = self.page.frame_locator(_RENDERED)
        return "\n".join(rendered.nth(place).locator("body").inner_text() for place in range(3))

    def arrange(self, dropped: Iterable[str], added: Iterable[str]) -> None:
        """Takes columns out of the list that is open, and puts others in."""
        self.page.get_by_test_id(_COLUMNS).click()
        for change, names in (("remove", dropped), ("add", added)):
            for name in names:
                self.page.get_by_test_id(f"orderable-list-item-{name}-{change}-button").click()
        self.page.keyboard.press("Escape")

    def list_updates(self, link: str, verb: str) -> Locator:
        """Opens the form for an update and the list of verbs in it; the entry of one of them."""
        self.page.goto(link)
        self.page.get_by_role("button", name="More Actions").click()
        self.page.get_by_role("menuitem", name="Send an Update").click()
        self.page.locator(_MODAL).get_by_test_id("update-select-button").click()
        option = self.page.get_by_role("option").filter(has_text=verb).first
        option.scroll_into_view_if_needed()
        return option

    def open_update(self, link: str, verb: str) -> str:
        """Opens the form for an update and chooses a verb; the description that stands there."""
        option = self.list_updates(link, verb)
        description: str = option.inner_text()
        option.click()
        return description

    def fill(self, text: str) -> None:
        """Types into the box for JSON of the form that is open."""
        self.page.locator(f"{_MODAL} .cm-content").click()
        self.page.keyboard.insert_text(text)

    def submit(self) -> str:
        """Sends the form that is open; what the UI says to it."""
        form = self.page.locator(_MODAL)
        form.get_by_test_id("confirm-modal-button").click()
        said = self.page.locator(_SPOKEN).filter(has_text="pdate")
        said.first.wait_for()
        return " ".join(said.all_inner_texts())

    def picture(self, file: Path, clip: tuple[int, int, int, int] | None = None) -> None:
        """Keeps what is seen, or a part of it: left, top, width, height."""
        file.parent.mkdir(parents=True, exist_ok=True)
        if clip is None:
            self.page.screenshot(path=file)
        else:
            x, y, width, height = clip
            self.page.screenshot(path=file, clip={"x": x, "y": y, "width": width, "height": height})
