"""The register of legal instruments: what applied when, and where it was read."""

import re
from datetime import date

import pytest

from models.kernel.terms import MetalKind
from models.rules.instruments import instruments, sources
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions

KEY = re.compile(r"\bF\d+\b")


def in_force(day: str) -> set[str]:
    return {row.id for row in instruments() if row.in_force(date.fromisoformat(day))}


def test_every_instrument_of_the_register_has_its_row() -> None:
    assert {row.id for row in instruments()} >= {
        "MEE-43-2020", "MEE-53-2020", "GACC-39-2021", "MEE-23-2024", "SNT-5417-2024",
        "SNT-5418-2024", "SNT-5761-2024", "SNT-0570-2022", "GACC-134-2018", "GACC-160-2019",
        "CIL-REG", "SWL-2020", "GACC-O251", "GACC-O282", "GACC-O259",
    }  # fmt: skip
    assert len({row.id for row in instruments()}) == len(instruments())


def test_announcement_43_ended_where_announcement_23_began() -> None:
    assert "MEE-43-2020" in in_force("2024-11-14")
    assert "MEE-23-2024" not in in_force("2024-11-14")
    assert "MEE-23-2024" in in_force("2024-11-15")
    assert "MEE-43-2020" not in in_force("2024-11-15")


def test_one_order_on_credit_follows_the_other() -> None:
    credit = {"GACC-O251", "GACC-O282"}
    assert in_force("2026-03-31") & credit == {"GACC-O251"}
    assert in_force("2026-04-01") & credit == {"GACC-O282"}


@pytest.mark.parametrize("day, known", [("2019-09-30", False), ("2019-10-01", True)])
def test_a_month_without_a_day_counts_from_its_first(day: str, known: bool) -> None:  # noqa: FBT001
    assert ("GACC-160-2019" in in_force(day)) is known


def test_an_instrument_without_days_always_applies() -> None:
    assert "CIL-REG" in in_force("2001-01-01")


@pytest.mark.parametrize("version", versions())
def test_a_version_names_the_instruments_that_came_into_force_with_it(version: str) -> None:
    rules, known = rulebook(version), {row.id: row for row in instruments()}
    assert rules.instruments
    for name in rules.instruments:
        since = known[name].since
        assert since is not None
        assert rules.valid_from.isoformat().startswith(since)


@pytest.mark.parametrize(
    "kind", [kind for kind in MetalKind if kind is not MetalKind.ALUMINIUM_PURE]
)
def test_a_kind_has_one_protocol_of_inspection_in_the_pilot(kind: MetalKind) -> None:
    rows = [row for row in instruments() if kind in row.kinds]
    assert len([row for row in rows if row.in_force(date(2025, 9, 11))]) == 1


def test_every_source_that_is_cited_is_in_the_list() -> None:
    texts = [row.source for row in instruments()]
    for version in versions():
        rules = rulebook(version)
        texts += [row.source for row in rules.limits]
        texts += [row.source for row in rules.consequences]
        texts += [f"{row.source} {row.note}" for row in rules.credit_levels]
        texts += [row.basis for row in rules.deadlines]
    cited = {key for text in texts for key in KEY.findall(text)}
    assert cited
    assert cited <= set(sources())
