"""The Temporal UI speaks the language that a consignment was started with, and no other."""

import re
from collections.abc import Sequence
from functools import reduce

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.consignment.state import State
from models.emergency.messages import RaiseEmergency
from models.execution.enterprise_io import EnterpriseStart
from models.execution.workflow_io import Start
from models.kernel.base_types import replace
from models.kernel.language import Language
from models.kernel.terms import Danger, MetalKind, Party
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.texts import KINDS, PARTIES, titled
from models.texts import details as lines
from tests.enterprises import ENROLLED, SUSPEND, enterprise
from tests.given import Told, given, later
from tests.history import sample_registration
from tests.models import stories
from tests.models.stories import BOX, LIN
from tests.models.wording import texts_of
from tests.workflows.consignment_driver import journey, to_the_port
from workflows import enterprise_details
from workflows.current_details import LINE_LIMIT, details, shortened, summary, timer_label

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SUMMARY_LIMIT_BYTES = 200
FIRE = RaiseEmergency(officer=LIN, kind=Danger.FIRE, reason="x", box=BOX)
STORIES: dict[str, tuple[Told, ...]] = {
    "audit": stories.APPROVED,
    "at sea": stories.PILOT,
    "alarm": stories.ALARMED,
    "yard": stories.IN_THE_YARD,
    "on the road": stories.ON_THE_ROAD,
    "missing": stories.MISSING,
    "held": (*stories.AT_THE_FACTORY, stories.HOLD),
    "fire": (*stories.UNLOADED, FIRE),
    "laboratory": stories.LAB_PENDING,
    "failed": stories.FAILED,
    "disputed": (*stories.FAILED, stories.DISPUTE),
    "late": (*stories.FAILED, *[later(stories.TICK, days=3)] * 6),
    "closed": stories.CLOSED,
}
"""The English words of these are those of officers and systems; none of them is Chinese."""

NAMES = [text for _, text in texts_of(lines)]


def english_in(shown: str) -> list[str]:
    """The English names of the catalogue that stand in a text."""
    told = [line for line in shown.splitlines() if not line.startswith("- `")]
    words = [text.en for text in (*NAMES, *PARTIES.values(), *KINDS.values()) if "{" not in text.en]
    return [word for word in words if any(word in line for line in told)]


def without_names(state: State, said: str) -> str:
    """Plates and hauliers have their own names in every language."""
    names = (name for box in state.boxes.values() for name in (box.plate, box.trailer, box.haulier))
    return reduce(lambda text, name: text.replace(name, ""), filter(None, names), said)


@pytest.mark.parametrize("name", STORIES)
def test_in_english_nothing_is_chinese_and_in_chinese_no_name_is_english(name: str) -> None:
    """Nobody reads half of a sentence."""
    state = given(*STORIES[name]).state
    english, chinese = details(state, Language.EN), details(state, Language.ZH)
    assert not CHINESE.search(without_names(state, english)), english
    assert english_in(chinese) == []
    assert len(CHINESE.findall(chinese)) > 5


@pytest.mark.parametrize("name", STORIES)
def test_in_both_languages_every_value_and_command_stands_once(name: str) -> None:
    """Who reads either finds what the other finds; what is copied is not doubled."""
    state = given(*STORIES[name]).state
    both = details(state, Language.BOTH)
    assert len(both.splitlines()) == len(details(state, Language.EN).splitlines())
    commands = [line for line in both.splitlines() if line.startswith("- `")]
    assert len(commands) == len(set(commands))
    assert both.count(state.registration.discharge_port) == 1
    assert CHINESE.search(both)


def test_it_says_in_this_order_where_what_is_wrong_who_and_what_to_do() -> None:
    """An officer on duty reads from above."""
    shown = details(given(*STORIES["fire"]).state)
    order = ("企业检验 at the enterprise", "应急 emergency", "必须处理 must act", "guomen act")
    places = [shown.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("language", Language)
def test_the_page_of_an_enterprise_speaks_the_language(language: Language) -> None:
    """Like a consignment."""
    state = enterprise(*ENROLLED, SUSPEND).state
    shown = enterprise_details.details(state, language).replace(state.code, "")
    assert bool(CHINESE.search(shown)) is (language is not Language.EN)
    assert ("institutions" in shown) is (language is not Language.ZH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MetalKind)
def test_the_longest_summary_fits_in_every_language(kind: MetalKind, language: Language) -> None:
    """A Chinese character takes three bytes."""
    largest = sample_registration(1, boxes=999, kind=kind)
    assert len(summary(largest, language).encode()) <= SUMMARY_LIMIT_BYTES


@pytest.mark.parametrize("language", Language)
def test_the_longest_label_of_a_timer_keeps_deadline_box_party_and_time(language: Language) -> None:
    """Only the title may be cut short."""
    state = given(*stories.MISSING).state
    deadline = next(d for d in state.deadlines.values() if d.box is not None)
    titles = [titled(row) for version in versions() for row in rulebook(version).deadlines]
    longest = max(titles, key=lambda title: len(title.said(language)))
    party = max(Party, key=lambda each: len(PARTIES[each].said(language)))
    escalation = replace(deadline.escalations[-1], party=party, fired=False)
    said = timer_label(deadline, escalation, longest, language)
    assert len(said) <= LINE_LIMIT
    for part in (deadline.id, BOX, PARTIES[party].said(language), ":"):
        assert part in said


def test_a_line_that_is_too_long_says_that_it_goes_on() -> None:
    """A word that ends in nothing would be taken for the whole."""
    assert shortened("x" * LINE_LIMIT) == "x" * LINE_LIMIT
    assert shortened("x" * 500) == "x" * (LINE_LIMIT - 1) + "…"


def test_a_start_of_an_earlier_release_speaks_both_languages() -> None:
    """Its history says nothing of a language."""
    assert Start.model_validate({"rulebook": "2025-09"}).language is Language.BOTH
    assert EnterpriseStart.model_validate({"code": "E1"}).language is Language.BOTH


async def test_a_consignment_keeps_its_language_from_run_to_run(temporal: Client) -> None:
    """Whatever the setting has become meanwhile."""
    async with journey(temporal, continue_after=4, language=Language.ZH) as trip:
        await to_the_port(trip)
        await trip.idle()
        events = (await trip.handle.fetch_history()).events
    start = events[0].workflow_execution_started_event_attributes
    assert start.continued_execution_run_id
    (given_input,) = pydantic_data_converter.payload_converter.from_payloads(
        start.input.payloads, [Start]
    )
    assert given_input.language is Language.ZH
    labels = said_in(events)
    assert labels
    assert [label for label in labels if not CHINESE.search(label)] == []
    assert [label for label in labels if "escalat" in label or "record" in label.lower()] == []


def said_in(events: Sequence[HistoryEvent]) -> list[str]:
    """The labels of activities and timers."""
    labelled = (EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EventType.EVENT_TYPE_TIMER_STARTED)
    return [_text(each.user_metadata.summary) for each in events if each.event_type in labelled]


def _text(payload: Payload) -> str:
    text: str = pydantic_data_converter.payload_converter.from_payload(payload, str)
    return text
