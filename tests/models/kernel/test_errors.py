"""Every error of ours says what was wrong in both languages, to whoever reads either."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import activities
import models
import scripts
import workers
import workflows
from models.kernel.errors import GuomenError, NotFound, Refused
from models.kernel.language import Language, Text
from tests.models.wording import complaint, texts_of

ROOT = Path(__file__).parents[3]
BOX_GONE = Text("箱{box}不见了", "box {box} is gone")
PRODUCT = ("models", "workflows", "activities", "workers", "projections", "reports", "scripts")
CATALOGUES = tuple(
    importlib.import_module(f"models.{room.name}.texts")
    for room in pkgutil.iter_modules(models.__path__)
    if (ROOT / "models" / room.name / "texts.py").exists()
)
"""Where the rooms have their sentences: why a command is refused, among others."""


def kinds(base: type[GuomenError]) -> Iterator[type[GuomenError]]:
    """The tree below an error, with the error itself."""
    yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of the product that has a name."""
    for folder in PRODUCT:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield path, node


def called(node: ast.Call) -> str:
    """The last part of what is called."""
    match node.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_an_error_speaks_the_language_of_whoever_reads_it() -> None:
    """What raises it does not know who that is."""
    error = NotFound(BOX_GONE, box="CSQU3054383")
    assert error.said(Language.ZH) == "箱CSQU3054383不见了"
    assert error.said(Language.EN) == "box CSQU3054383 is gone"
    assert str(error) == "箱CSQU3054383不见了 box CSQU3054383 is gone"


def test_what_comes_from_outside_is_said_as_it_is() -> None:
    """A system's own words cannot be translated."""
    assert Refused("{not ours}").said(Language.ZH) == "{not ours}"


@pytest.mark.parametrize(
    "package", [activities, workers, workflows, scripts], ids=lambda p: p.__name__
)
def test_every_text_outside_the_models_is_whole_in_both_languages(package: object) -> None:
    """Headings, messages, complaints of processes."""
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    found = [
        (key, text)
        for module in pkgutil.walk_packages(path, f"{name}.")
        if not module.name.endswith("__main__")
        for key, text in texts_of(importlib.import_module(module.name))
    ]
    assert [f"{key} {said}" for key, text in found if (said := complaint(text))] == []


def test_no_error_is_raised_with_a_plain_sentence() -> None:
    """It would be read in one language only."""
    names = {kind.__name__ for kind in kinds(GuomenError) if kind.__init__ is GuomenError.__init__}
    assert {"Refused", "NotConfigured", "Unreachable"} <= names
    plain = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in calls()
        if called(node) in names and node.args
        if isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert plain == []


def test_every_refusal_of_the_catalogues_is_said_somewhere() -> None:
    """One that nobody says any more is deleted."""
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load)
    }
    told = {
        name
        for module in CATALOGUES
        for name, value in vars(module).items()
        if isinstance(value, Text)
    }
    assert len(told) > 80
    assert told - used == set()
