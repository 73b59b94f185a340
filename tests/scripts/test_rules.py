"""`guomen rules`: versions, what they say, and what differs, for eyes and for machines."""

import json
import re

import pytest
from rich.cells import cell_len

from models.kernel.language import Text
from models.rules.rulebook import Rulebook, rulebook
from models.rules.rulebook_loader import versions
from scripts.rulebooks.differences import RuleDifference, differences
from scripts.rulebooks.parts import PARTS
from tests.scripts.conftest import Guomen


def test_the_list_says_when_each_version_was_in_force(guomen_command: Guomen, columns: int) -> None:
    said = guomen_command("rules", "list")
    assert said.code == 0
    lines = said.out.splitlines()
    for version in versions():
        assert any(line.startswith(version) for line in lines)
    assert "2021-11-01  2024-11-14" in said.out
    assert said.out.count("today") == 1
    assert _widest(said.out) <= columns


def test_the_list_as_json_has_a_row_for_every_version(guomen_command: Guomen) -> None:
    found = json.loads(guomen_command("rules", "list", "--json").out)
    assert [row["version"] for row in found] == list(versions())
    assert found[-1]["to"] is None
    assert found[-2]["to"] == "2026-03-31"


def test_a_version_is_shown_in_short_with_what_more_there_is(
    guomen_command: Guomen, columns: int
) -> None:
    said = guomen_command("rules", "show", "2025-09")
    assert said.code == 0
    assert "in force from 2025-09-01 to 2026-03-31" in said.out
    assert "7404000030" in said.out
    assert "再生铜" in said.out
    assert "other years" in said.out
    assert "plain Mondays to Fridays" in " ".join(said.out.split())
    assert "--deadlines" in said.out
    assert _widest(said.out) <= columns


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("version", ["2020-11", "2025-09"])
def test_every_part_can_be_shown_alone(
    guomen_command: Guomen, columns: int, part: str, version: str
) -> None:
    said = guomen_command("rules", "show", version, f"--{part}")
    assert (said.code, said.err) == (0, "")
    assert PARTS[part].title.en in said.out
    assert _widest(said.out) <= columns


@pytest.mark.parametrize("rule", [rule.id for rule in rulebook("2025-09").deadlines])
def test_every_deadline_is_shown_level_by_level(
    guomen_command: Guomen, columns: int, rule: str
) -> None:
    said = guomen_command("rules", "show", "2025-09", "--deadline", rule.lower())
    assert said.code == 0
    escalations = rulebook("2025-09").deadline(rule).levels
    assert [f"L{level.level}" in said.out for level in escalations] == [True] * len(escalations)
    assert _widest(said.out) <= columns


def test_a_proposal_is_called_one_and_a_source_named(guomen_command: Guomen) -> None:
    assert "proposal" in guomen_command("rules", "show", "2025-09", "--deadline", "D05").out
    assert "F30" in guomen_command("rules", "show", "2025-09", "--deadline", "D01").out
    assert "from memory" in guomen_command("rules", "show", "2025-09", "--deadline", "D17").out
    assert "secondary page" in guomen_command("rules", "show", "2025-09", "--limits").out


def test_json_is_the_rulebook_itself(guomen_command: Guomen) -> None:
    found = json.loads(guomen_command("rules", "show", "2021-11", "--json").out)
    assert Rulebook.model_validate(found) == rulebook("2021-11")


def test_json_of_a_part_has_its_fields_and_no_others(guomen_command: Guomen) -> None:
    found = json.loads(guomen_command("rules", "show", "2021-11", "--limits", "--json").out)
    assert set(found) == {"version", "valid_from", "limits"}
    assert found["limits"][-1]["limit"] == "1"
    level = json.loads(guomen_command("rules", "show", "--deadline", "D05", "--json").out)
    assert level["id"] == "D05"


def test_json_of_instruments_and_sources_spells_them_out(guomen_command: Guomen) -> None:
    asked = ("rules", "show", "2020-11", "--instruments", "--sources", "--values", "--json")
    found = json.loads(guomen_command(*asked).out)
    assert "MEE-43-2020" in [row["id"] for row in found["instruments"]]
    assert found["sources"][0]["key"] == "F1"
    assert found["pilot_levels"] == []


def test_what_has_no_part_of_its_own_is_among_the_values() -> None:
    covered = {field for part in PARTS.values() for field in part.fields}
    shown = {str(row[0]).partition(".")[0] for row in PARTS["values"].rows(rulebook("2025-09"))}
    assert covered | shown >= set(Rulebook.model_fields)
    assert not covered & shown


def test_a_comparison_shows_what_april_2026_changed(guomen_command: Guomen, columns: int) -> None:
    said = guomen_command("rules", "diff", "2025-09", "2026-04")
    assert said.code == 0
    assert "SERIOUSLY_DISHONEST" in said.out
    assert _widest(said.out) <= columns


def test_a_version_does_not_differ_from_itself(guomen_command: Guomen) -> None:
    assert guomen_command("rules", "diff", "2025-09", "2025-09").out == (
        "2025-09与2025-09内容相同 2025-09 and 2025-09 say the same\n"
    )


def test_the_comparison_as_json_says_what_either_version_says(guomen_command: Guomen) -> None:
    found = json.loads(guomen_command("rules", "diff", "2021-11", "2024-11", "--json").out)
    rows = {(each["part"], each["row"]): each for each in found}
    coated = rows["limits", "coated share COPPER, COPPER_ALLOY"]
    assert coated["before"] == ""
    assert coated["after"].startswith("<= 5 %")


def test_of_a_row_that_both_have_only_the_cells_that_differ_are_said() -> None:
    found = differences(rulebook("2020-11"), rulebook("2021-01"))
    assert RuleDifference(
        part="consequences",
        row="solid-waste",
        before="rule: imported only by licence and within GB 16487; anything else is ordered back,"
        " fine of CNY 0.5 to 5 million\nsource: F26; licences from memory (from memory)",
        after="rule: ordered return, fine of CNY 0.5 to 5 million, carrier jointly liable\n"
        "source: F26, F27 (secondary page)",
    ) in found  # fmt: skip


@pytest.mark.parametrize("wrong", [("show", "1999-01"), ("diff", "1999-01", "2025-09")])
def test_a_version_that_is_not_shipped_is_one_readable_line(
    guomen_command: Guomen, wrong: tuple[str, ...]
) -> None:
    said = guomen_command("rules", *wrong)
    assert said.code == 1
    assert "1999-01" in said.err
    assert "2025-09" in said.err
    assert said.err.count("\n") == 1


def test_a_deadline_that_the_version_does_not_have_is_one_readable_line(
    guomen_command: Guomen,
) -> None:
    said = guomen_command("rules", "show", "2024-11", "--deadline", "D04")
    assert (said.code, said.out) == (1, "")
    assert "has no deadline 'D04'; it has D01" in said.err


def _widest(text: str) -> int:
    return max(cell_len(line) for line in text.splitlines())


@pytest.mark.parametrize("part", ["deadlines", "levels", "consequences", "instruments"])
@pytest.mark.parametrize("version", versions())
def test_the_notes_of_a_rulebook_have_chinese_words(part: str, version: str) -> None:
    english = re.compile(r"[a-z]{2,}(?: [a-z]{2,}){2,}")
    for row in PARTS[part].rows(rulebook(version)):
        for cell in row:
            assert not (isinstance(cell, Text) and english.search(cell.zh)), cell
    consequences = rulebook(version).consequences
    assert all(re.search("[\u4e00-\u9fff]", row.rule_zh) for row in consequences)


def test_a_fine_is_shown_with_its_bounds_and_its_law() -> None:
    rows = {row[0]: row for row in PARTS["consequences"].rows(rulebook("2025-09"))}
    assert str(rows["solid-waste"][3]).endswith(
        "CNY 500,000 to 5,000,000 (Solid Waste Law (2020), art. 115)"
    )
    assert "5 to 20 % of the value" in str(rows["used-uninspected"][3])
    assert rows["two-step"][3] == ""
