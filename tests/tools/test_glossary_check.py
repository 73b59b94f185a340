"""docs/glossary.md has every word that people read, once, in both languages."""

from pathlib import Path

import pytest

from models.process.event_registry import EVENT_LABELS
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.texts import PARTIES
from models.texts.glossary import GLOSSARY
from models.texts.terms import TERMS
from tools.checks import glossary

DOCUMENT = glossary.document()


def test_the_document_is_that_of_the_catalogue() -> None:
    """What is edited by hand is lost with the next change."""
    assert glossary.main([]) == 0


def test_every_vocabulary_has_a_section_of_its_own() -> None:
    """Two vocabularies share a name: that of enterprises says so."""
    sections = [line for line in DOCUMENT.splitlines() if line.startswith("### ")]
    assert len(sections) == len(set(sections)) == len(TERMS)


def test_every_term_stands_there_with_its_code_and_both_names() -> None:
    """As they are typed, and as they are read."""
    for party, name in PARTIES.items():
        assert f"| `{party.value}` | {name.zh} | {name.en} |" in DOCUMENT
    for kind, name in EVENT_LABELS.items():
        assert f"| `{kind}` | {name.zh} | {name.en} |" in DOCUMENT


def test_reasons_violations_and_deadlines_are_those_of_the_newest_rulebook() -> None:
    """Their names are part of it."""
    rules = rulebook(versions()[-1])
    for reason in rules.nonconformances:
        assert f"| `{reason.code}` | {reason.title_zh} | {reason.title} |" in DOCUMENT
    for breach in rules.violations:
        assert f"| `{breach.code}` | {breach.title_zh} | {breach.title} |" in DOCUMENT
    for rule in rules.deadlines:
        assert f"| `{rule.id}` | {rule.title_zh} | {rule.title} |" in DOCUMENT


def test_a_word_of_the_trade_is_explained_once() -> None:
    """Two explanations of one word would differ one day."""
    for of in (0, 1):
        words = [entry.word[of] for entry in GLOSSARY]
        assert len(words) == len(set(words))


def test_a_document_that_was_edited_by_hand_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make check` says so."""
    monkeypatch.setattr(glossary, "FILE", tmp_path / "glossary.md")
    assert glossary.main([]) == 1
    assert glossary.main(["--write"]) == 0
    assert glossary.main([]) == 0
    glossary.FILE.write_text("something else")
    assert glossary.main([]) == 1
