"""Names, reasons and file names with escape sequences and markup: no verb obeys them."""

import ast
import json
from pathlib import Path

import pytest

from models.supervision.messages import Hold
from tests.projections.stories import hauled
from tests.scripts.conftest import FakeRecords, Guomen, Spoken

HOSTILE = "[red]X\x1b[2J\x1b]8;;http://x\x07\r\x9b31m\u202e\u2066[/red]"
MARKUP = "[red]X[/red] [link=http://x]y[/link] :smile:"
SHOWN = r"[red]X\x1b[2J\x1b]8;;http://x\x07\r\x9b31m\u202e\u2066[/red]"
SCRIPTS = Path(__file__).parents[2] / "scripts"
# What is printed raw: a key in its own form, counts of our own.
HARMLESS = {"public_pem(load_public(path))", "json.dumps(counted)", "in_json(text)"}


@pytest.fixture
def hostile(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> FakeRecords:
    """A consignment with a name of markup, and words that nobody would accept today."""
    monkeypatch.setenv("COLUMNS", "400")
    history = hauled(1, enterprise=MARKUP, supplier=MARKUP, vessel=MARKUP, origin=MARKUP)
    hold = Hold.model_construct(officer=HOSTILE, reason=HOSTILE, at=None, role=None)
    stack.histories["NB25-000001"] = history.obeys(hold, 900)
    return stack


def harmless(said: Spoken) -> bool:
    return all(sign.isprintable() or sign in "\n\u3000" for sign in said.out + said.err)


@pytest.mark.parametrize(
    "words, given, shown",
    [
        (("list",), MARKUP, MARKUP),
        (("show", "NB25-000001"), MARKUP, MARKUP),
        (("timeline", "NB25-000001"), HOSTILE, SHOWN),
    ],
    ids=["list", "show", "timeline"],
)
@pytest.mark.usefixtures("hostile")
def test_what_is_shown_does_nothing_to_the_terminal(
    guomen_command: Guomen, words: tuple[str, ...], given: str, shown: str
) -> None:
    said = guomen_command(*words)
    assert said.code == 0
    assert harmless(said)
    assert shown in said.out
    read = guomen_command(*words, "--json")
    assert harmless(read)
    assert given in _texts(json.loads(read.out))


def _texts(document: object) -> set[str]:
    match document:
        case dict():
            return set().union(*map(_texts, document.values()))
        case list():
            return set().union(*map(_texts, document))
        case str():
            return {document}
        case _:
            return set()


@pytest.mark.parametrize(
    "words",
    [
        ("show", HOSTILE),
        ("list", "--stage", HOSTILE),
        ("import", f"/nowhere/{HOSTILE}.csv"),
        ("act", "NB25-000001", "hold", HOSTILE),
        ("act", "NB25-000001", "hold", json.dumps({"reason": HOSTILE, "officer": "Li"})),
        ("act", "NB25-000001", HOSTILE),
        (HOSTILE,),
    ],
    ids=["number", "option", "file", "no JSON", "reason", "verb", "command"],
)
@pytest.mark.usefixtures("hostile")
def test_an_error_quotes_and_does_not_obey(guomen_command: Guomen, words: tuple[str, ...]) -> None:
    said = guomen_command(*words)
    assert said.code != 0
    assert said.err
    assert harmless(said)


def test_whatever_is_printed_passes_the_one_place_that_looks_at_it() -> None:
    raw = [
        f"{file.name}:{call.lineno} {ast.unparse(call)}"
        for file in sorted(SCRIPTS.rglob("*.py"))
        if not {"checks", "bench", "documents"} & set(file.parts) and file.name != "benchmark.py"
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "print"
        if not all(_said(argument) for argument in call.args)
    ]
    assert raw == []


def _said(argument: ast.expr) -> bool:
    match argument:
        case ast.JoinedStr(values=values):
            return all(
                _said(v.value) if isinstance(v, ast.FormattedValue) else True for v in values
            )
        case ast.Call(func=func):
            return ast.unparse(func) == "console.say" or ast.unparse(argument) in HARMLESS
        case _:
            return False
