"""What an operator sees in the Temporal UI, and does there: headless Chromium on the real thing.

GUOMEN_SCREENSHOTS names a folder that pictures of each page are kept in.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.kernel.clock import CHINA
from models.kernel.identity import consignment_workflow_id, enterprise_workflow_id
from models.kernel.terms import Overlay, Party, RiskLevel, Stage
from models.rules.calendar import day_in_china
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Stack, new_stack
from tools.browsing import NoBrowser, Window, chromium, window
from workflows.views import CUSTOMS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("browser"),
]

STORY = "NB26-000012"
LATE_TRUCK, UNLOADED, ALARMED = "NB26-900001", "NB26-900002", "NB26-900003"
# The demo has enrolled it.
SUSPENDED = "梅山湾金属有限公司"
LABELLED = (EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EventType.EVENT_TYPE_TIMER_STARTED)


@pytest.fixture(scope="module")
def browser() -> str:
    """The browser that there is."""
    try:
        return chromium()
    except NoBrowser as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def stack(browser: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A demo that has played one story, with something for every view."""
    del browser
    with new_stack() as demo:
        demo.start("demo", "--only", STORY)
        demo.until(lambda: "Ctrl-C" in demo.said)
        held = consignment(risk_level=RiskLevel.R3)
        late = consignment(arrives_in=timedelta(hours=40))
        stopped = consignment(enterprise=SUSPENDED)
        file = manifest(tmp_path_factory.mktemp("cargo"), held, late, stopped)
        assert demo.guomen("import", str(file)).code == 0
        assert demo.guomen("act", held.tracking_no, "hold", '{"reason": "papers"}').code == 0
        why = '{"reason": "stock moved before release"}'
        assert demo.guomen("enterprise", "act", SUSPENDED, "suspend", why).code == 0
        back = '{"reason": "notice for the origin"}'
        assert demo.guomen("act", UNLOADED, "order_return", back).code == 0
        yield demo


@pytest.fixture
def seen(stack: Stack) -> Iterator[Window]:
    """A window beside the running stack."""
    del stack
    with window() as opened:
        yield opened


def kept(name: str) -> Path | None:
    """Where a picture is to be kept, if anybody wants it."""
    folder = os.environ.get("GUOMEN_SCREENSHOTS")
    return Path(folder) / f"{name}.png" if folder else None


def keep(seen: Window, name: str) -> None:
    file = kept(name)
    if file is not None:
        seen.picture(file)


def workflow(stack: Stack, tracking_no: str) -> str:
    shown = json.loads(stack.guomen("show", tracking_no, "--json").out)
    return str(shown["temporal_ui"])


def views(stack: Stack, *options: str) -> dict[str, str]:
    found = json.loads(stack.guomen("views", "--json", *options).out)
    return {each["name"]: each["link"] for each in found}


def _due_today(row: dict[str, Any]) -> bool:
    midnight = datetime.combine(day_in_china(datetime.now(UTC)) + timedelta(days=1), time(), CHINA)
    return bool(row["next_due"]) and datetime.fromisoformat(row["next_due"]) < midnight


Row = dict[str, Any]
BELONGS: dict[str, Callable[[Row], bool]] = {
    "overdue": lambda row: row["overdue"],
    "customs": lambda row: row["must_act"] in CUSTOMS,
    "awaiting-enterprise": lambda row: row["must_act"] == Party.ENTERPRISE,
    "operations": lambda row: row["must_act"] == Party.OPERATIONS,
    "emergencies": lambda row: Overlay.EMERGENCY in row["overlay"],
    "road": lambda row: row["stage"] == Stage.ROAD,
    "returns": lambda row: row["stage"] == Stage.RETURN,
    "today": _due_today,
    "suspended": lambda row: Overlay.SUSPENDED in row["overlay"],
}


def board(stack: Stack) -> list[Row]:
    """The read model, of what is open."""
    rows: list[Row] = json.loads(stack.guomen("list", "--json").out)
    return [row for row in rows if not row["closed"]]


def expected(stack: Stack, name: str) -> set[str]:
    """Which workflows a view should have, by the read models."""
    if name in {"problems", "ended"}:
        return set()
    if name == "register":
        lines = json.loads(stack.guomen("enterprise", "list", "--json").out)
        wrong = [row for row in lines if row["suspended_since"] or row["escalation_level"]]
        return {enterprise_workflow_id(row["enterprise"]) for row in wrong}
    found = filter(BELONGS[name], board(stack))
    return {consignment_workflow_id(row["consignment"]) for row in found}


def test_every_link_of_the_demo_shows_the_right_consignments(stack: Stack, seen: Window) -> None:
    printed = [line.strip() for line in stack.out.splitlines() if "?query=" in line]
    assert printed == list(views(stack).values())
    wanted: dict[str, set[str]] = {}
    for name, link in views(stack).items():

        def agree(name: str = name, link: str = link) -> bool:
            wanted[name] = expected(stack, name)
            return seen.listed(link) == wanted[name]

        stack.until(agree)
        keep(seen, f"view-{name}")
    # The systems of the demo answer, and its workflows go on.
    empty = {"operations", "problems", "ended"}
    assert {name for name, found in wanted.items() if not found} == empty


def test_the_link_of_an_enterprise_shows_its_page_and_its_consignments(
    stack: Stack, seen: Window
) -> None:
    link = views(stack, "--enterprise", SUSPENDED)["enterprise"]
    own = {
        consignment_workflow_id(row["consignment"])
        for row in board(stack)
        if row["enterprise"] == SUSPENDED
    }
    assert own
    assert seen.listed(link) == {*own, enterprise_workflow_id(SUSPENDED)}


async def summaries(address: str, tracking_no: str) -> list[str]:
    """What each activity and timer says it is for, by the history."""
    client = await Client.connect(address)
    history = await client.get_workflow_handle(consignment_workflow_id(tracking_no)).fetch_history()
    converter = pydantic_data_converter.payload_converter
    said = [e.user_metadata.summary for e in history.events if e.event_type in LABELLED]
    return [" ".join(converter.from_payload(each, str).split()) for each in said]


def shows(label: str, summary: str) -> bool:
    """The UI cuts what is too long for it."""
    head, dots, _ = label.rpartition("...")
    return summary.startswith(head.rpartition(" • ")[2]) if dots else label.endswith(summary)


def test_the_timeline_tells_what_each_activity_and_timer_was_for(stack: Stack) -> None:
    address = stack.file.addresses.temporal_address
    wanted = asyncio.run(summaries(address, STORY))
    link = workflow(stack, STORY)
    with window((1500, 1750)) as seen:
        labels = seen.timeline(link)
        keep(seen, "timeline")
    missing = [each for each in wanted if not any(shows(label, each) for label in labels)]
    assert len(wanted) > 20
    assert missing == []


def test_the_metadata_say_what_was_registered_and_what_is_to_be_done(
    stack: Stack, seen: Window
) -> None:
    known = json.loads(stack.guomen("show", ALARMED, "--json").out)["state"]["registration"]
    said = seen.metadata(workflow(stack, ALARMED))
    keep(seen, "details")
    numbers = (known["seq_no"], known["bill_no"], known["boxes"][0]["number"], known["supplier"])
    for expected_text in (*numbers, "radiation", f"guomen show {ALARMED}", f"guomen act {ALARMED}"):
        assert expected_text in said
    assert "**" not in said


def test_an_example_that_is_pasted_into_the_form_of_the_ui_is_accepted(
    stack: Stack, seen: Window
) -> None:
    link, verb = workflow(stack, ALARMED), "acknowledge_emergency"
    description = seen.open_update(link, verb)
    _, _, example = " ".join(description.split()).partition("Example: ")
    assert json.loads(example)
    seen.fill(example)
    keep(seen, "update")
    assert "error" not in seen.submit().lower()
    stack.until(lambda: "emergency-acknowledged" in stack.guomen("timeline", ALARMED).out)

    seen.open_update(link, verb)
    seen.fill(example)
    refusal = seen.submit()
    keep(seen, "refusal")
    assert "has acknowledged it already" in refusal
