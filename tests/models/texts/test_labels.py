"""Whatever people read has a name in both languages, and nothing else has one."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from types import ModuleType

import pytest

import models
from models import texts
from models.enterprise import messages as enterprise_messages
from models.kernel import enterprise_terms, risk_terms, terms
from models.kernel.language import Language, Text
from models.kernel.terms import Stage
from models.process import event_registry
from models.process.messages import FACT_LABELS, FACTS, UPDATES
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.texts.terms import TERMS, label
from models.texts.titles import Titled
from tests.models.wording import complaint, texts_of


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """All modules of a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def vocabularies(*of: ModuleType) -> set[type[Enum]]:
    """The closed vocabularies that modules define."""
    kinds = (value for module in of for value in vars(module).values() if isinstance(value, type))
    return {kind for kind in kinds if issubclass(kind, Enum) and len(kind)}


def wrong(named: Iterable[tuple[str, Text]]) -> list[str]:
    """A line for every text that is not well formed."""
    return [f"{name} {said}" for name, text in named if (said := complaint(text))]


def test_every_text_of_the_models_is_whole_in_both_languages() -> None:
    """Chinese in Chinese, English in English, the same fields in both."""
    found = [pair for module in modules(models) for pair in texts_of(module)]
    assert len(found) > 400
    assert wrong(found) == []


@pytest.mark.parametrize(
    "text, said",
    [
        (Text("", "late"), "empty"),
        (Text("late", "late"), "not translated"),
        (Text("late now", "late"), "not Chinese"),
        (Text("超期", "逾期"), "not English"),
        (Text("箱{box}超期", "late"), "other fields"),
    ],
)
def test_a_text_that_is_only_half_translated_is_found(text: Text, said: str) -> None:
    """The gate sees what it is there for."""
    assert said in complaint(text)


def test_every_term_of_every_vocabulary_has_a_label() -> None:
    """A term without one would be shown as its code."""
    assert set(TERMS) == vocabularies(terms, enterprise_terms, risk_terms)
    for kind, names in TERMS.items():
        assert list(names) == list(kind)


def test_two_terms_of_a_vocabulary_never_share_their_label() -> None:
    """Whoever reads a label knows which term is meant."""
    for names in TERMS.values():
        assert len({text.zh for text in names.values()}) == len(names)
        assert len({text.en for text in names.values()}) == len(names)


def test_the_label_of_a_term_is_found_by_the_term_alone() -> None:
    """The vocabularies need not be named where a term is shown."""
    assert label(Stage.ROAD).said(Language.BOTH) == "公路运输 on the road"


def test_every_event_has_a_name_in_both_languages() -> None:
    """Consignments and enterprises alike."""
    assert wrong(event_registry.EVENT_LABELS.items()) == []


def test_every_kind_of_fact_has_a_name_of_its_own() -> None:
    """As the systems send them."""
    assert len(FACT_LABELS) == len(FACTS)
    assert wrong(FACT_LABELS.items()) == []


def test_every_message_has_a_name_in_both_languages() -> None:
    """Of a consignment, of an enterprise."""
    kinds = (*UPDATES.values(), *enterprise_messages.UPDATES.values())
    assert wrong((kind.verb, kind.label) for kind in kinds) == []


@pytest.mark.parametrize("version", versions())
def test_reasons_violations_and_deadlines_name_themselves_in_both_languages(version: str) -> None:
    """Their titles are part of the rulebook."""
    rules = rulebook(version)
    rows: list[Titled] = [*rules.nonconformances, *rules.violations, *rules.deadlines]
    rows += [*rules.triage, *rules.enterprise.deadlines, *rules.enterprise.institutions]
    assert wrong((row.title, texts.titled(row)) for row in rows) == []
