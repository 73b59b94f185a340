"""What a manifest may say, rule by rule, and how a mistake is explained."""

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.consignment.registration import MOST_BOXES, Registration
from models.kernel.errors import ManifestError
from models.kernel.identity import box_check_digit
from models.kernel.language import Language
from models.kernel.terms import MetalKind, RiskLevel
from models.manifest import ManifestProblem, ManifestRow, Parsed, read_rows
from models.manifest.cell_parsers import BOX, CONSIGNMENT
from models.rules.rulebook import rulebook

RULES = rulebook("2025-09")
EN = Language.EN
BLANK = dict.fromkeys((*CONSIGNMENT, *BOX), "")

FIRST = {
    "tracking_no": "NB26-000001",
    "unified_no": "I20260000000000001",
    "bill_no": "GMNB0001",
    "enterprise": "甬江再生铜业（宁波）",
    "supplier": "East Lake Metals",
    "origin": "JP",
    "load_port": "JPTYO",
    "discharge_port": "CNNBG",
    "kind": "COPPER",
    "category": "bright wire",
    "code": "7404000030",
    "net_weight_kg": "46000",
    "value": "3358000.50",
    "currency": "CNY",
    "vessel": "BEILUN STAR",
    "etd": "2026-12-01",
    "eta": "2026-12-06T08:30+08:00",
    "risk_level": "R1",
    "box_no": "CSQU3054383",
    "seal_no": "NBD0001",
    "box_net_weight_kg": "23000",
}
SECOND = {"box_no": "APZU4812090", "seal_no": "NBD0002", "box_net_weight_kg": "23000"}
OTHER = {
    **FIRST,
    "tracking_no": "NB26-000002",
    "unified_no": "I20260000000000002",
    "box_no": "PCIU9507070",
    "net_weight_kg": "23000",
}


def read(*cells: dict[str, str]) -> Parsed:
    """The rows under one header, numbered as in a CSV file."""
    return read_rows(
        [ManifestRow(n, {**BLANK, **each}) for n, each in enumerate(cells, start=2)], RULES
    )


def first(**changes: str) -> dict[str, str]:
    return {**FIRST, **changes}


def only_problem(parsed: Parsed) -> ManifestProblem:
    (problem,) = parsed.problems
    return problem


def only_registration(parsed: Parsed) -> Registration:
    assert parsed.errors == ()
    (registration,) = parsed.registrations
    return registration


def test_a_clean_consignment_becomes_a_registration() -> None:
    found = only_registration(read(FIRST, SECOND))
    assert found.tracking_no == "NB26-000001"
    assert found.seq_no == "I20260000000000001"
    assert found.kind is MetalKind.COPPER
    assert found.enterprise == "甬江再生铜业（宁波）"
    assert found.value == Decimal("3358000.50")
    assert [box.number for box in found.boxes] == ["CSQU3054383", "APZU4812090"]
    assert found.boxes[1].net_weight_kg == 23000


def test_consignment_columns_may_be_repeated_on_the_rows_of_further_boxes() -> None:
    assert read(FIRST, first(**SECOND)) == read(FIRST, SECOND)


def test_a_date_without_a_zone_is_chinese_time() -> None:
    found = only_registration(read(FIRST, SECOND))
    assert found.etd.isoformat() == "2026-12-01T00:00:00+08:00"
    in_utc = only_registration(read(first(eta="2026-12-06T00:30Z"), SECOND))
    assert in_utc.eta == found.eta


def test_the_usual_wrong_names_of_the_port_mean_the_sea_port() -> None:
    found = only_registration(read(first(discharge_port="cnngb"), SECOND))
    assert found.discharge_port == "CNNBG"


def test_full_width_digits_and_a_hyphenated_box_number_are_forgiven() -> None:
    typed = first(
        tracking_no="ＮＢ２６-０００００１", box_no="csqu 305438-3", net_weight_kg="４６０００"
    )
    assert read(typed, SECOND).registrations == read(FIRST, SECOND).registrations


@pytest.mark.parametrize("absent", [{"risk_level": ""}, {}])
def test_without_a_risk_level_goods_are_no_pilot_goods_and_that_is_said(
    absent: dict[str, str],
) -> None:
    cells = {name: text for name, text in FIRST.items() if name != "risk_level"} | absent
    rows = [ManifestRow(2, cells), ManifestRow(3, SECOND)]
    parsed = read_rows(rows, RULES)
    assert only_registration(parsed).risk_level is RiskLevel.R2
    (warning,) = parsed.warnings
    assert (warning.column, warning.reason(EN)) == ("risk_level", "is blank")


def test_a_wrong_check_digit_is_rejected_and_the_right_one_named() -> None:
    problem = only_problem(read(FIRST, {**SECOND, "box_no": "TESI1120274"}))
    assert "container number" in problem.reason(EN)
    problem = only_problem(read(FIRST, {**SECOND, "box_no": "CBHU1234567"}))
    assert (problem.row, problem.column, problem.value) == (3, "box_no", "CBHU1234567")
    assert problem.reason(EN) == "has the check digit 7, by ISO 6346 it is 1"
    assert "CBHU1234561" in problem.fix(EN)


@given(st.text(string.ascii_uppercase, min_size=3, max_size=3), st.from_regex(r"\A[0-9]{6}\Z"))
def test_exactly_one_of_ten_check_digits_is_right(owner: str, serial: str) -> None:
    prefix = f"{owner}U{serial}"
    right = [d for d in range(10) if not read(FIRST, {**SECOND, "box_no": f"{prefix}{d}"}).problems]
    assert right == [box_check_digit(prefix)]


def test_different_kinds_may_not_be_on_one_declaration() -> None:
    problem = only_problem(read(FIRST, {**SECOND, "kind": "COPPER_ALLOY"}))
    assert (problem.row, problem.column) == (3, "kind")
    assert "may not be on one declaration" in problem.reason(EN)


def test_a_further_row_may_not_say_something_else_of_the_consignment() -> None:
    problem = only_problem(read(FIRST, {**SECOND, "vessel": "EVER LUCID"}))
    assert problem.reason(EN) == "differs from 'BEILUN STAR' in row 2"


def test_a_box_may_have_a_category_of_its_own() -> None:
    mixed = only_registration(read(FIRST, {**SECOND, "category": "铜米 granules"}))
    assert [box.category for box in mixed.boxes] == ["", "铜米 granules"]
    assert mixed.categories == ("bright wire", "铜米 granules")
    same = only_registration(read(FIRST, {**SECOND, "category": "bright wire"}))
    assert [box.category for box in same.boxes] == ["", ""]
    lost = {**SECOND, "category": "granules \ufffd"}
    assert only_problem(read(FIRST, lost)).column == "category"


@pytest.mark.parametrize("kind, code", [("COPPER", "7602000040"), ("ALUMINIUM_CAST", "7404000030")])
def test_a_code_of_the_other_metal_is_a_problem(kind: str, code: str) -> None:
    parsed = read(first(kind=kind, code=code), SECOND)
    assert parsed.registrations == ()
    assert only_problem(parsed).column == "code"


def test_an_unlisted_code_of_the_right_metal_is_a_warning_and_goes_on() -> None:
    parsed = read(first(code="7404000020"), SECOND)
    assert only_registration(parsed).code == "7404000020"
    (warning,) = parsed.warnings
    assert "7404000030, 7404000050" in warning.fix(EN)


def test_box_weights_add_up_within_the_tolerance_of_the_rulebook() -> None:
    assert read(first(net_weight_kg="46230"), SECOND).problems == ()
    problem = only_problem(read(first(net_weight_kg="46231.2"), SECOND))
    assert problem.column == "net_weight_kg"
    assert problem.reason(EN) == "the boxes weigh 46000 kg together"


@pytest.mark.parametrize("eta", ["2026-11-30", "2026-12-01"])
def test_a_vessel_arrives_after_it_has_left(eta: str) -> None:
    problem = only_problem(read(first(eta=eta), SECOND))
    assert problem.column == "eta"
    assert problem.reason(EN) == "is not after the departure 2026-12-01 00:00"


@pytest.mark.parametrize(
    "column, value, said",
    [
        ("tracking_no", "26-1", "is not a tracking number"),
        ("unified_no", "223320231000000762", "is not a unified number"),
        ("bill_no", "", "is missing"),
        ("enterprise", "x" * 201, "has 201 characters"),
        ("supplier", "East\ud800Lake", "has characters that cannot be printed"),
        ("origin", "Japan", "is not a country code"),
        ("load_port", "Port of Tokyo", "is not a UN/LOCODE"),
        ("discharge_port", "CNSHA", "is not a port of the pilot"),
        ("kind", "IRON", "is not a kind of recycled metal"),
        ("code", "7404.00.00.3", "is not a customs code"),
        ("net_weight_kg", "4,60,00", "has separators"),
        ("net_weight_kg", "46.000,5", "has separators"),
        ("net_weight_kg", "-46000", "is not a positive amount"),
        ("value", "0", "is not a positive amount"),
        ("value", "NaN", "is not a positive amount"),
        ("value", "1e9", "is not a positive amount"),
        ("currency", "¥", "is not a currency"),
        ("etd", "1 December", "is not a date"),
        ("etd", "0001-01-01T00:00+14:00", "lies in the year 1"),
        ("risk_level", "low", "is not a risk level"),
        ("box_no", "CSQU305438", "is not a container number"),
        ("seal_no", "", "is missing"),
        ("box_net_weight_kg", "23 t", "is not a number"),
    ],
)
def test_a_value_of_the_wrong_form_is_named_with_what_to_write(
    column: str, value: str, said: str
) -> None:
    parsed = read(first(**{column: value}), SECOND)
    assert parsed.registrations == ()
    problem = next(each for each in parsed.problems if each.column == column)
    assert (problem.row, problem.value) == (2, value)
    assert problem.reason(EN).startswith(said)
    assert problem.fix(EN)


def test_one_bad_consignment_does_not_keep_the_others_out() -> None:
    parsed = read(first(kind="IRON"), SECOND, OTHER)
    assert [found.tracking_no for found in parsed.registrations] == ["NB26-000002"]


@pytest.mark.parametrize("column", ["unified_no", "box_no"])
def test_a_number_may_stand_once_in_a_manifest(column: str) -> None:
    parsed = read(FIRST, SECOND, {**OTHER, column: FIRST[column]})
    problem = only_problem(parsed)
    assert (problem.row, problem.column) == (4, column)
    assert problem.reason(EN) == "stands in row 2 already"
    assert [found.tracking_no for found in parsed.registrations] == ["NB26-000001"]


def test_a_box_may_stand_once_in_a_consignment() -> None:
    problem = only_problem(read(FIRST, {**SECOND, "box_no": FIRST["box_no"]}))
    assert (problem.row, problem.column) == (3, "box_no")


def test_the_rows_of_a_consignment_stand_together() -> None:
    parsed = read(
        FIRST, SECOND, OTHER, first(unified_no="I20260000000000003", box_no="TRLU3924710")
    )
    problem = next(each for each in parsed.problems if each.column == "tracking_no")
    assert (problem.row, problem.reason(EN)) == (5, "stands in row 2 already")


def test_a_missing_column_is_said_once_for_the_whole_file() -> None:
    cells = {name: text for name, text in FIRST.items() if name != "eta"}
    parsed = read_rows([ManifestRow(2, cells), ManifestRow(3, OTHER | {"eta": ""})], RULES)
    assert parsed.problems
    parsed = read_rows([ManifestRow(2, cells)], RULES)
    problem = only_problem(parsed)
    assert (problem.row, problem.column, problem.reason(EN)) == (None, "eta", "missing column")
    assert parsed.registrations == ()


def test_an_unknown_column_is_a_warning_that_guesses_what_was_meant() -> None:
    rows = [ManifestRow(2, first(net_weight_kg="23000", risk_lvl="R4"))]
    parsed = read_rows(rows, RULES)
    assert len(parsed.registrations) == 1
    (warning,) = parsed.warnings
    assert (warning.column, warning.fix(EN)) == ("risk_lvl", "did you mean risk_level?")


def test_empty_rows_are_passed_over() -> None:
    assert read(FIRST, SECOND, {}, {}) == read(FIRST, SECOND)


@pytest.mark.parametrize("rows", [[], [ManifestRow(2, {"tracking_no": " "})]])
def test_a_manifest_without_rows_cannot_be_read(rows: list[ManifestRow]) -> None:
    with pytest.raises(ManifestError, match="no rows"):
        read_rows(rows, RULES)


_NAMES = st.sampled_from([*CONSIGNMENT, *BOX]) | st.text(max_size=8)
_VALUES = st.sampled_from([*FIRST.values(), *SECOND.values(), *OTHER.values()]) | st.text()
_CHANGES = st.dictionaries(_NAMES, _VALUES, max_size=6)


@given(st.lists(st.tuples(st.sampled_from([FIRST, SECOND, OTHER, {}]), _CHANGES), max_size=6))
def test_whatever_the_rows_say_they_are_read_or_refused(
    written: list[tuple[dict[str, str], dict[str, str]]],
) -> None:
    rows = [ManifestRow(n, {**cells, **changes}) for n, (cells, changes) in enumerate(written)]
    try:
        parsed = read_rows(rows, RULES)
    except ManifestError:
        assert not any(text.strip() for row in rows for text in row.cells.values())
        return
    assert parsed.registrations or parsed.errors
    for found in parsed.registrations:
        assert Registration.model_validate_json(found.model_dump_json()) == found


def test_the_kind_need_not_be_written_when_the_code_is_listed_for_one_only() -> None:
    assert only_registration(read(first(kind=""), SECOND)).kind is MetalKind.COPPER
    problem = only_problem(read(first(kind="", code="7404000099"), SECOND))
    assert (problem.column, problem.reason(EN)) == ("kind", "is missing")


def test_a_name_that_lost_its_characters_is_not_taken() -> None:
    problem = only_problem(read(first(enterprise="甬江\ufffd\ufffd"), SECOND))
    assert "were lost" in problem.reason(EN)


def test_two_columns_that_mean_the_same_are_refused() -> None:
    parsed = read_rows(
        [ManifestRow(2, {**FIRST, "箱号": "x", "box_net_weight_kg": "46000"})], RULES
    )
    (problem,) = parsed.errors
    assert (problem.column, problem.written) == ("box_no", "箱号")
    assert problem.reason(EN) == "means the same column as 'box_no'"


def test_a_box_of_twenty_kilograms_under_a_header_without_unit_was_counted_in_tonnes() -> None:
    cells = {name: text for name, text in FIRST.items() if not name.endswith("weight_kg")}
    light = {**cells, "净重": "23", "箱净重": "23"}
    problem = only_problem(read_rows([ManifestRow(2, light)], RULES))
    assert "tonnes may be meant" in problem.reason(EN)
    named = {**cells, "净重(吨)": "23", "箱净重(吨)": "23"}
    assert only_registration(read_rows([ManifestRow(2, named)], RULES)).net_weight_kg == 23_000


@pytest.mark.parametrize(
    "weight, said",
    [
        ("22.78", "tonnes may be meant, or the point may part thousands"),
        ("50000", "may weigh 36000 kg at most"),
        ("502000", "may weigh 36000 kg at most"),
    ],
)
def test_a_box_that_no_container_can_be_is_refused(weight: str, said: str) -> None:
    light = {**FIRST, "net_weight_kg": weight, "box_net_weight_kg": weight}
    assert said in only_problem(read_rows([ManifestRow(2, light)], RULES)).reason(EN)


def test_a_problem_knows_how_the_file_calls_its_column() -> None:
    cells = {name: text for name, text in FIRST.items() if name != "etd"}
    problem = only_problem(
        read_rows([ManifestRow(2, {**cells, "开船日期": "soon", "net_weight_kg": "23000"})], RULES)
    )
    assert (problem.column, problem.written, problem.value) == ("etd", "开船日期", "soon")
    assert problem.original is not None
    assert problem.original.cells["开船日期"] == "soon"


@pytest.mark.parametrize("language", Language)
def test_every_problem_is_said_in_every_language(language: Language) -> None:
    parsed = read(*(first(**{column: "?" * 201}) for column in FIRST), {})
    assert parsed.problems
    for problem in parsed.problems:
        assert "{" not in problem.reason(language) + problem.fix(language)


def test_a_line_of_totals_is_no_box() -> None:
    assert read(FIRST, SECOND, {"tracking_no": "合计"}) == read(FIRST, SECOND)


def test_a_consignment_with_more_boxes_than_a_life_has_room_for_is_refused_with_the_row() -> None:
    found = read(FIRST, *[SECOND] * MOST_BOXES)
    (problem,) = [each for each in found.errors if "at most" in each.reason(EN)]
    assert (problem.column, problem.row) == ("box_no", MOST_BOXES + 2)
    assert f"{MOST_BOXES + 1} boxes" in problem.reason(EN)
    assert "split the consignment" in problem.fix(EN)
