"""Whatever people read has a name in both languages, and nothing else has one."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from types import ModuleType
from typing import get_args

import pytest

import models
from models import catalogue, labels, messages, terms
from models.enterprise import messages as enterprise_messages
from models.enterprise import terms as enterprise_terms
from models.labels.terms import TERMS, label
from models.labels.titles import Titled
from models.language import Language, Text
from models.rulebook import rulebook
from models.terms import Stage
from models.versions import versions
from tests.models.wording import complaint, texts_of


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """All modules of a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def vocabularies(*of: ModuleType) -> set[type[Enum]]:
    """The closed vocabularies that modules define."""
    kinds = (value for module in of for value in vars(module).values() if isinstance(value, type))
    return {kind for kind in kinds if issubclass(kind, Enum) and len(kind)}


def wrong(texts: Iterable[tuple[str, Text]]) -> list[str]:
    """A line for every text that is not well formed."""
    return [f"{name} {said}" for name, text in texts if (said := complaint(text))]


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
    assert set(TERMS) == vocabularies(terms, enterprise_terms)
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


def test_every_event_of_the_catalogue_has_a_name_and_no_other_has_one() -> None:
    """Consignments and enterprises alike."""
    assert set(labels.EVENTS) == set(catalogue.BY_TYPE)


def test_every_kind_of_fact_has_a_name_and_no_other_has_one() -> None:
    """As the systems send them."""
    (union, _) = get_args(messages.Fact)
    assert set(labels.FACTS) == {kind.model_fields["type"].default for kind in get_args(union)}


def test_every_verb_has_a_name_and_no_other_has_one() -> None:
    """Of a consignment, of an enterprise, and what the tracker itself tells them."""
    assert set(labels.VERBS) == set(messages.COMMANDS)
    assert set(labels.ENTERPRISE_VERBS) == set(enterprise_messages.COMMANDS)
    assert set(labels.TOLD) == {"report", "note_violation", *messages.TOLD}


@pytest.mark.parametrize("version", versions())
def test_reasons_violations_and_deadlines_name_themselves_in_both_languages(version: str) -> None:
    """Their titles are part of the rulebook."""
    rules = rulebook(version)
    rows: list[Titled] = [*rules.nonconformances, *rules.violations, *rules.deadlines]
    rows += [*rules.triage, *rules.enterprise.deadlines, *rules.enterprise.institutions]
    assert wrong((row.title, labels.titled(row)) for row in rows) == []
