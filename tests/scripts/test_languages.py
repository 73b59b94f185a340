"""The command speaks the language that is set, and its JSON speaks none."""

import asyncio
import json
import re

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.kernel.errors import Refused
from models.kernel.language import Language, Text
from scripts import command_io, console
from tests.history import History
from tests.scripts.conftest import FakeRecords, Guomen

CHINESE = re.compile(r"[\u4e00-\u9fff]")
VERBS = {
    "list": ("list",),
    "show": ("show", "NB25-000001"),
    "timeline": ("timeline", "NB25-000001"),
    "rules": ("rules", "list"),
    "a part of the rules": ("rules", "show", "2025-09", "--violations"),
    "simulate": ("simulate", "--consignments", "3"),
    "one deadline": ("rules", "show", "2025-09", "--deadline", "D05"),
}


@pytest.fixture(params=Language)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Language:
    """Each language in turn."""
    monkeypatch.setenv("GUOMEN_LANG", request.param)
    return Language(request.param)


@pytest.mark.usefixtures("stack", "columns")
@pytest.mark.parametrize("verb", VERBS)
def test_a_page_is_in_the_language_that_is_set(
    guomen_command: Guomen, language: Language, verb: str
) -> None:
    """English pages have no Chinese but the names of people and companies."""
    said = guomen_command(*VERBS[verb])
    assert said.code == 0
    ours = re.sub("甬[^ ]*|浙[^ ]*", "", said.out)
    assert bool(CHINESE.search(ours)) is (language is not Language.EN)


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("verb", [*VERBS][:4])
def test_a_document_is_the_same_in_every_language(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """Programs read it."""
    told = set()
    for language in Language:
        monkeypatch.setenv("GUOMEN_LANG", language)
        told.add(guomen_command(*VERBS[verb], "--json").out)
    assert len(told) == 1
    assert json.loads(told.pop())


@pytest.mark.usefixtures("stack")
def test_an_error_is_said_in_the_language_that_is_set(
    guomen_command: Guomen, language: Language
) -> None:
    """In both, one after the other."""
    said = guomen_command("show", "NOBODY")
    assert said.code == console.FAILED
    assert ("no consignment has the number 'NOBODY'" in said.err) is (language is not Language.ZH)
    assert ("没有编号为'NOBODY'的票" in said.err) is (language is not Language.EN)


def test_a_language_that_is_none_is_named_before_anything_is_done(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in both, since nobody knows which."""
    monkeypatch.setenv("GUOMEN_LANG", "fr")
    said = guomen_command("rules", "list")
    assert (said.code, said.out) == (console.FAILED, "")
    assert said.err == (
        "guomen: GUOMEN_LANG为'fr'：请设为zh、en或both "
        "GUOMEN_LANG is 'fr': set it to zh, en or both\n"
    )


def test_headings_stand_on_two_lines_in_both_languages(
    guomen_command: Guomen, stack: FakeRecords, language: Language
) -> None:
    """A column is as wide as its longest line."""
    assert isinstance(next(iter(stack.histories.values())), History)
    first, second, *_ = guomen_command("list").out.splitlines()
    assert first.startswith("consignment" if language is Language.EN else "票")
    assert second.startswith("consignment") is (language is Language.BOTH)


def test_a_refusal_is_told_in_the_language_of_whoever_asked(language: Language) -> None:
    """It comes from a workflow that cannot know."""
    held = Text("此票已暂停办理", "the consignment is on hold already")
    told = (held.zh, held.en)
    cause = ApplicationError(held.said(Language.BOTH), *told, type="Refused")

    async def update() -> None:
        raise WorkflowUpdateFailedError(cause)

    with pytest.raises(Refused) as refused:
        asyncio.run(command_io.send(update(), "NB25-000001", "hold", "guomen timeline"))
    assert refused.value.said(language).endswith(held.said(language))
