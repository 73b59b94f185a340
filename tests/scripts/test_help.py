"""`--help` in Chinese, whole: every verb, option and argument, and no line is cut off."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from models.kernel.language import Language
from scripts.guomen import VERBS, build, load
from scripts.texts.help import paragraphs
from tests.scripts.conftest import Guomen

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAMES = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|-- -c .*|--?[a-z-]+|\[[^\]]*\]")
_SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")
"""Three words in a row that are no names."""


def said_in(command: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a command and of those below it, with where it stands."""
    for words in paragraphs(command.help):
        yield path, words
    context = command.context_class(command)
    for parameter in command.get_params(context):
        if parameter.help:
            yield f"{path} {parameter.name}", " ".join(parameter.help.split())
    for name, inner in getattr(command, "commands", {}).items():
        yield from said_in(inner, f"{path} {name}")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_LANG", Language.ZH)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_has_no_english_sentence(verb: str) -> None:
    texts = list(said_in(load(verb), verb))
    assert texts
    for where, words in texts:
        assert _CHINESE.search(words), f"{where}: {words}"
        assert not _SENTENCE.search(_NAMES.sub("", words)), f"{where}: {words}"


@pytest.mark.usefixtures("chinese")
def test_the_list_of_the_verbs_is_in_chinese(guomen_command: Guomen) -> None:
    said = guomen_command("--help").out
    assert "指令" not in VERBS
    for line in said.splitlines():
        assert "Usage" in line or not _SENTENCE.search(_NAMES.sub("", line)), line
    assert "显示此帮助后退出" in said
    assert "显示错误的调用栈" in said


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("verb", [("act",), ("rules", "show"), ("reconcile",)])
def test_no_line_of_the_help_is_cut_off(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = guomen_command(*verb, "--help").out
    assert said
    assert "…" not in said.replace("]…", "")


@pytest.mark.parametrize("language", [Language.EN, Language.BOTH])
def test_the_help_stays_english_elsewhere(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    for _, words in said_in(load("act"), "act"):
        assert not _CHINESE.search(words)


@pytest.mark.usefixtures("chinese")
def test_each_verb_has_the_same_line_in_the_list_and_in_its_own_help() -> None:
    group = typer.main.get_command(build())
    group.make_context("guomen", ["list"], resilient_parsing=True)
    for name, lazy in group.commands.items():  # type: ignore[attr-defined]
        assert paragraphs(load(name).help)[0] == paragraphs(lazy.help)[0]
