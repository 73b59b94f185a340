"""Versions of the rulebook: which is in force when, how each differs, and that each is whole."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.kernel.errors import UnknownRulebook
from models.kernel.terms import MetalKind, RiskLevel
from models.rules import rulebook_loader as shipped
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from models.rules.rulebook_loader import document, versions

THREE = ["ADVANCED_CERTIFIED", "REGULAR", "DISHONEST"]
FIVE = ["ADVANCED_CERTIFIED", "CERTIFIED", "REGULAR", "DISHONEST", "SERIOUSLY_DISHONEST"]
BEFORE_THE_PILOT = [version for version in versions() if version < "2025-09"]


@pytest.mark.parametrize(
    "day, version",
    [
        ("2020-11-01", "2020-11"),
        ("2020-12-31", "2020-11"),
        ("2021-01-01", "2021-01"),
        ("2021-06-09", "2021-01"),
        ("2021-06-10", "2021-06"),
        ("2021-11-01", "2021-11"),
        ("2024-11-14", "2021-11"),
        ("2024-11-15", "2024-11"),
        ("2025-08-31", "2024-11"),
        ("2025-09-01", "2025-09"),
        ("2026-03-31", "2025-09"),
        ("2026-04-01", "2026-04"),
        ("2031-01-01", "2026-04"),
        ("2019-01-01", "2020-11"),
    ],
)
def test_a_day_has_the_version_that_was_in_force(day: str, version: str) -> None:
    assert in_force(date.fromisoformat(day)) == version


def test_days_are_those_of_china() -> None:
    assert day_in_china(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)
    assert day_in_china(datetime(2026, 3, 31, 15, 59, tzinfo=UTC)) == date(2026, 3, 31)


@pytest.mark.parametrize("version", versions())
def test_every_version_is_a_whole_rulebook_of_its_own_name_and_month(version: str) -> None:
    rules = rulebook(version)
    assert rules.version == version
    assert rules.valid_from.isoformat().startswith(version)
    assert set(rules.codes) == set(MetalKind)
    assert rules.limits
    assert rules.deadlines
    assert rules.calendar.holidays
    assert len(rules.nonconformances) == 16
    assert len(rules.violations) >= 12


@pytest.mark.parametrize("version", versions())
def test_a_table_never_has_a_key_twice(version: str) -> None:
    rules = rulebook(version)
    for keys in (
        [row.id for row in rules.deadlines],
        [row.code for row in rules.nonconformances],
        [row.code for row in rules.violations],
        [row.code for row in rules.credit_levels],
        [row.topic for row in rules.consequences],
        [code for codes in rules.codes.values() for code in codes],
    ):
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "version, levels",
    [("2021-11", THREE), ("2024-11", THREE), ("2025-09", THREE), ("2026-04", FIVE)],
)
def test_credit_has_three_levels_until_march_2026_and_five_after(
    version: str, levels: list[str]
) -> None:
    assert [row.code for row in rulebook(version).credit_levels] == levels


def test_under_order_251_only_the_advanced_are_aeo_and_under_order_282_both_certified() -> None:
    aeo = {v: {row.code for row in rulebook(v).credit_levels if row.aeo} for v in versions()}
    assert aeo["2025-09"] == {"ADVANCED_CERTIFIED"}
    assert aeo["2026-04"] == {"ADVANCED_CERTIFIED", "CERTIFIED"}


def test_a_credit_level_is_known_only_to_the_versions_that_have_it() -> None:
    assert rulebook("2025-09").credit_level("CERTIFIED") is None
    found = rulebook("2026-04").credit_level("CERTIFIED")
    assert found is not None
    assert found.title_zh == "认证企业"


@pytest.mark.parametrize("version", versions())
def test_dishonesty_alone_makes_the_highest_risk(version: str) -> None:
    rules = rulebook(version)
    risks = {row.code: rules.risk_of_credit(row.code) for row in rules.credit_levels}
    worst = {code for code, risk in risks.items() if risk is RiskLevel.R4}
    assert worst == {code for code in risks if "DISHONEST" in code}
    assert rules.risk_of_credit("SPLENDID") is RiskLevel.R4


def test_announcement_43_knew_three_codes_and_announcement_23_eight() -> None:
    counted = {v: sum(map(len, rulebook(v).codes.values())) for v in versions()}
    assert counted == {
        "2020-11": 3,
        "2021-01": 3,
        "2021-06": 3,
        "2021-11": 3,
        "2024-11": 8,
        "2025-09": 8,
        "2026-04": 8,
    }
    assert rulebook("2020-11").codes[MetalKind.ALUMINIUM_CAST] == ("7602000020",)


def test_the_limit_of_inclusions_was_one_percent_before_announcement_23() -> None:
    def inclusions(version: str) -> set[tuple[str, str]]:
        rows = [row for row in rulebook(version).limits if row.parameter == "inclusions"]
        copper = [row for row in rows if MetalKind.COPPER in row.kinds]
        return {(row.operator, f"{row.limit}") for row in copper}

    assert inclusions("2021-11") == {("<", "1.0")}
    assert inclusions("2024-11") == {("<=", "0.8")}
    assert "coated share" not in {row.parameter for row in rulebook("2020-11").limits}


def test_the_standards_of_2019_gave_way_to_those_of_2023() -> None:
    assert rulebook("2021-11").standards == {
        MetalKind.COPPER: "GB/T 38471-2019",
        MetalKind.COPPER_ALLOY: "GB/T 38470-2019",
        MetalKind.ALUMINIUM_CAST: "GB/T 38472-2019",
    }
    assert rulebook("2024-11").standards[MetalKind.COPPER] == "GB/T 38471-2023"


def test_solid_waste_was_let_in_by_licence_until_the_end_of_2020() -> None:
    found = {v: _consequence(v, "solid-waste") for v in ("2020-11", "2021-01")}
    assert "licence" in found["2020-11"]
    assert "carrier jointly liable" in found["2021-01"]


def test_compulsory_inspection_began_with_announcement_39() -> None:
    topics = {v: {row.topic for row in rulebook(v).consequences} for v in versions()}
    assert "used-uninspected" not in topics["2021-01"]
    assert all("used-uninspected" in topics[v] for v in versions() if v >= "2021-06")


@pytest.mark.parametrize("version", BEFORE_THE_PILOT)
def test_before_the_pilot_no_risk_level_enters_it_and_nobody_waits_for_an_audit(
    version: str,
) -> None:
    rules = rulebook(version)
    assert rules.pilot_levels == ()
    assert not [rule.id for rule in rules.deadlines if "pre-shipment-approved" in rule.closes]


def test_a_version_that_is_not_shipped_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(UnknownRulebook, match="2025-09, 2026-04"):
        rulebook("1999-01")


def test_a_version_may_state_only_its_differences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "2030-01" / "version.json", pilot_levels=["R1"])
    _write(tmp_path / "2030-01" / "codes.json", A=["1"], B=["2"])
    limits = [("x", "1"), ("y", "2"), ("x", "3")]
    rows = [{"parameter": parameter, "limit": limit} for parameter, limit in limits]
    (tmp_path / "2030-01" / "limits.json").write_text(json.dumps(rows))
    (tmp_path / "2030-01" / "deadlines.json").write_text('[{"id": "D01"}, {"id": "D02"}]')
    without = {"deadlines": ["D01"]}
    _write(
        tmp_path / "2031-01" / "version.json", based_on="2030-01", without=without, pilot_levels=[]
    )
    _write(tmp_path / "2031-01" / "codes.json", B=[])
    (tmp_path / "2031-01" / "limits.json").write_text('[{"parameter": "x", "limit": "9"}]')
    (tmp_path / "sources.json").write_text("[]")
    monkeypatch.setattr(shipped, "folder", lambda: tmp_path)
    versions.cache_clear()
    try:
        assert versions() == ("2030-01", "2031-01")
        assert document("2031-01") == {
            "version": "2031-01",
            "codes": {"A": ["1"], "B": []},
            "pilot_levels": [],
            "limits": [{"parameter": "y", "limit": "2"}, {"parameter": "x", "limit": "9"}],
            "deadlines": [{"id": "D02"}],
        }
    finally:
        versions.cache_clear()


def _write(file: Path, **tables: object) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(tables))


def _consequence(version: str, topic: str) -> str:
    return next(row.rule for row in rulebook(version).consequences if row.topic == topic)
