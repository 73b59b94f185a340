"""A released rulebook never changes, and says what the domain says."""

import ast
import json
from copy import deepcopy
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models.kernel.event_body import BoxBody
from models.kernel.terms import Cause, Closing, Danger, Effect, MetalKind, RiskLevel, Triage
from models.process.event_registry import CONSIGNMENT_EVENTS_BY_TYPE
from models.process.messages import COMMANDS
from models.rules.rulebook import EscalationRule, Rulebook, Transit, rulebook
from models.rules.rulebook_loader import Document, document, folder, stated, versions

# A rulebook is immutable once released: what differs is a new version, not a new hash.
RELEASED = {
    "2020-11": "e11184248f674a837b0d41663d3bdd395f4b18a16d214da2bba141e5bb76518d",
    "2021-01": "926bafb2c1445dfdd575377e483aecae0a7ed581bb1f17b7154e0f851927ec6b",
    "2021-06": "c8f2f8fb97ed95ff8a7e142228a1147c8bee38a43373af9bb64e733a69f62149",
    "2021-11": "30c1391e424d60cfb9c5a528a414c25f64f9578225a86371adaab6deaff32a9b",
    "2024-11": "3e05e7577e4f701adb05616ac4db0b61f3edd2824d73e74486bc2646a464b4ff",
    "2025-09": "bfa3f9cdf0558ca31219c8a1be8403affba0e2094c0af2fb5cd8309fa21bee6b",
    "2026-04": "c03da35e88c1a872d31aa0df4e0eeac4df4210f79f0ee9b2486c8481e496b345",
}
RULES = rulebook("2025-09")
ROOT = Path(__file__).parents[3]

Level = tuple[str, str] | tuple[str, str, str]

# The deadline register row by row: when each level is due and who is told.
REGISTER: dict[str, list[Level]] = {
    "D01": [("7 days", "B"), ("11 days", "E"), ("13 days", "C2"), ("15 days", "C3")],
    "D02": [("60 days", "E"), ("75 days", "C2"), ("85 days", "C3"), ("90 days", "C3_LEAD")],
    "D03": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("4 working_days", "C3")],
    "D04": [("-72 hours", "E"), ("-48 hours", "E"), ("-24 hours", "C2", "FALL_BACK")],
    "D05": [("4 hours", "C1"), ("8 hours", "C1"), ("24 hours", "C2_LEAD"), ("48 hours", "C3")],
    "D06": [
        ("24 hours", "H"),
        ("40 hours", "E"),
        ("48 hours", "C1", "LAPSE_PERMIT"),
        ("72 hours", "C2_LEAD", "FALL_BACK"),
    ],
    "D07": [("20 minutes", "H"), ("30 minutes", "C1", "REFUSE_GATE")],
    "D08": [
        ("0 minutes", "H"),
        ("15 minutes", "C1"),
        ("60 minutes", "C3", "STOP_FLEET"),
        ("120 minutes", "PS", "DECLARE_MISSING"),
    ],
    "D09": [("20 minutes", "E"), ("30 minutes", "C1"), ("2 hours", "C2")],
    "D10": [("1 receiving_hours", "E"), ("2 receiving_hours", "C1"), ("4 receiving_hours", "C2")],
    "D11": [("3 hours", "E"), ("4 hours", "C2"), ("8 hours", "C2_LEAD")],
    "D12": [
        ("20 hours", "C2"),
        ("24 hours", "C2_LEAD"),
        ("48 hours", "C3"),
        ("72 hours", "C3_LEAD"),
    ],
    "D13": [("4 working_days", "L"), ("5 working_days", "L"), ("8 working_days", "C3")],
    "D14": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "D15": [("10 days", "E"), ("15 days", "C2"), ("18 days", "C2_LEAD"), ("20 days", "C3")],
    "D16": [
        ("5 working_days", "E"),
        ("8 working_days", "E"),
        ("10 working_days", "C2_LEAD"),
        ("11 working_days", "C3", "ORDER_RETURN"),
    ],
    "D17": [
        ("20 days", "E"),
        ("25 days", "C2"),
        ("27 days", "C3"),
        ("30 days", "C3_LEAD", "CALL_IN_DEPOSIT"),
    ],
    "D18": [
        ("2 minutes", "C1"),
        ("5 minutes", "C1_CHIEF"),
        ("10 minutes", "C3"),
        ("15 minutes", "C3_LEAD"),
    ],
    "D19": [("1 hours", "C1"), ("2 hours", "C3"), ("4 hours", "C3_LEAD")],
    "D20": [("7 days", "B"), ("11 days", "E"), ("13 days", "C2"), ("14 days", "C3")],
    "D21": [("15 minutes", "OPS"), ("4 hours", "C1")],
    "V01": [("4 hours", "C2"), ("1 working_days", "C2_LEAD"), ("2 working_days", "C3")],
    "E01": [("5 minutes", "C1"), ("15 minutes", "C1_CHIEF")],
    "E02": [("15 minutes", "C1_CHIEF"), ("30 minutes", "C3")],
    "E03": [("30 minutes", "C1_CHIEF"), ("60 minutes", "C3")],
    "E04": [("5 minutes", "PS"), ("15 minutes", "C1_CHIEF"), ("60 minutes", "C3")],
    "E05": [("30 minutes", "C1_CHIEF"), ("60 minutes", "C3")],
    "E06": [("15 minutes", "C1_CHIEF"), ("30 minutes", "C3"), ("60 minutes", "C3_LEAD")],
    "E07": [("5 minutes", "EM"), ("15 minutes", "C3"), ("60 minutes", "C3_LEAD")],
    "E08": [("15 minutes", "EP"), ("30 minutes", "C3"), ("60 minutes", "C3_LEAD")],
    "E09": [("5 minutes", "HEALTH"), ("15 minutes", "C3"), ("60 minutes", "C3_LEAD")],
    "E10": [("24 hours", "C1_CHIEF"), ("48 hours", "C3"), ("72 hours", "C3_LEAD")],
    "L13": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L12": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "R01": [("3 working_days", "E"), ("4 working_days", "C2"), ("6 working_days", "C2_LEAD")],
    "R02": [("8 days", "E"), ("10 days", "C2")],
    "R03": [("8 days", "E"), ("10 days", "C2"), ("12 days", "C2_LEAD")],
    "R04": [("13 days", "H"), ("15 days", "C1"), ("17 days", "C2_LEAD")],
    "R05": [("15 days", "B"), ("20 days", "C2")],
    "R06": [("22 days", "E"), ("25 days", "C2"), ("27 days", "C3")],
    "R07": [
        ("0 minutes", "H"),
        ("15 minutes", "C1"),
        ("60 minutes", "C3", "STOP_FLEET"),
        ("120 minutes", "PS", "DECLARE_MISSING"),
    ],
    "R09": [("4 hours", "H"), ("6 hours", "C1", "REFUSE_GATE")],
    "R08": [("10 days", "C2"), ("15 days", "C2_LEAD"), ("20 days", "C3")],
    "P01": [("2 working_days", "E"), ("3 working_days", "E"), ("5 working_days", "C2")],
    "P02": [("-3 days", "E"), ("0 days", "C2")],
    "P03": [("-24 hours", "E")],
    "P04": [("50 days", "E"), ("60 days", "C2", "EXPIRE_APPROVAL")],
    "T01": [("3 minutes", "C1"), ("15 minutes", "C1_CHIEF")],
    "T02": [("15 minutes", "C1"), ("30 minutes", "C1_CHIEF")],
    "T03": [("5 minutes", "H"), ("15 minutes", "C1")],
    "T04": [("30 minutes", "C1")],
    "T05": [("0 minutes", "H")],
    "T06": [("0 minutes", "C1"), ("30 minutes", "C1_CHIEF")],
    "T07": [("0 minutes", "C3_LEAD"), ("22 hours", "AS", "REFER_CASE")],
    "T08": [("30 minutes", "C1_CHIEF")],
    "T09": [("10 minutes", "H")],
    "A01": [("1 days", "B"), ("3 days", "E"), ("7 days", "C2")],
    "A02": [("1 days", "B"), ("3 days", "E"), ("7 days", "C2")],
    "A03": [("2 hours", "C1"), ("4 hours", "C2"), ("8 hours", "C2_LEAD")],
    "Y01": [("10 hours", "C1"), ("18 hours", "C2"), ("27 hours", "C2_LEAD")],
    "Y02": [("36 hours", "C2"), ("48 hours", "C2_LEAD"), ("72 hours", "C3")],
    "Y03": [("8 hours", "H"), ("12 hours", "C1"), ("18 hours", "C2")],
    "Y04": [("10 hours", "C2"), ("16 hours", "C2_LEAD"), ("24 hours", "C3")],
    "Y05": [("26 hours", "H"), ("30 hours", "E"), ("54 hours", "C1")],
    "L01": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L02": [("3 working_days", "E"), ("4 working_days", "C2"), ("5 working_days", "C2_LEAD")],
    "L03": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L04": [("15 working_days", "L"), ("20 working_days", "C2_LEAD"), ("25 working_days", "C3")],
    "L05": [("45 days", "C2_LEAD"), ("55 days", "C3"), ("60 days", "C3_LEAD")],
    "L06": [("3 hours", "E"), ("4 hours", "C2"), ("8 hours", "C2_LEAD")],
    "L07": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L08": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L09": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
    "L10": [("8 working_days", "E"), ("10 working_days", "C2"), ("12 working_days", "C2_LEAD")],
    "L11": [("1 working_days", "C2"), ("2 working_days", "C2_LEAD"), ("3 working_days", "C3")],
}
# The level at which the deadline itself is breached, where that is not the last.
LIMITS = {
    "D03": 2, "D05": 2, "D06": 3, "D08": 1, "D09": 2, "D10": 2, "D11": 2, "D12": 3, "D16": 3,
    "D13": 2, "D14": 1, "D18": 2, "D19": 2, "D21": 2, "V01": 2,
    "Y01": 2, "Y02": 2, "Y03": 2, "Y04": 2, "Y05": 2,
    "P01": 2, "P02": 1, "T01": 1, "T02": 1,
    "R01": 1, "R03": 2, "R04": 2, "R06": 2, "R07": 1,
    **{f"E0{n}": 1 for n in range(1, 10)}, "E10": 3,
    "L01": 1, "L02": 1, "L03": 2, "L04": 2, "L06": 2, "L07": 1, "L08": 1, "L09": 1,
    "L10": 2, "L11": 2, "L12": 2, "L13": 2,
}  # fmt: skip
# The first event of each row that starts it, and those that stop it.
ENDS = {
    "D01": ("vessel-arrived", "declared"),
    "D02": ("vessel-arrived", "declared"),
    "D03": ("pre-shipment-submitted", "pre-shipment-approved"),
    "D04": ("consignment-registered", "pre-shipment-approved"),
    "D05": ("discharged", "removal-permitted"),
    "D06": ("removal-permitted", "gated-out"),
    "D07": ("transport-ordered", "lock-verified"),
    "D08": ("gated-out", "box-arrived"),
    "D09": ("box-arrived", "arrival-notified"),
    "D10": ("box-arrived", "seal-checked"),
    "D11": ("box-arrived", "inspection-booked"),
    "D12": ("box-arrived", "inspection-started"),
    "D15": ("removal-permitted", "inspection-booked"),
    "D13": ("sample-taken", "lab-work-completed"),
    "D14": ("lab-work-completed", "conformity-assessed"),
    "D16": ("rectification-ordered", "rectification-completed"),
    "D17": ("return-ordered", "return-exited"),
    "D18": ("emergency-raised", "emergency-acknowledged"),
    "D19": ("emergency-raised", "incident-reported"),
    "D20": ("summary-accepted", "declaration-completed"),
    "D21": ("call-failed", "call-retried"),
    "V01": ("violation-recorded", "violation-excused"),
    "P01": ("supplement-requested", "pre-shipment-submitted"),
    "P02": ("consignment-registered", "pre-shipment-submitted"),
    "P03": ("consignment-registered", "pre-shipment-submitted"),
    "P04": ("pre-shipment-approved", "mode-decided"),
    "T01": ("route-left", "route-regained"),
    "T02": ("stop-started", "stop-ended"),
    "T03": ("telemetry-lost", "telemetry-restored"),
    "T04": ("telemetry-lost", "telemetry-restored"),
    "T05": ("lock-battery-low", "lock-battery-restored"),
    "T06": ("lock-battery-low", "lock-battery-restored"),
    "T07": ("box-missing", "box-found"),
    "T08": ("gated-out", "box-arrived"),
    "T09": ("stop-started", "incident-on-road"),
    **{f"E0{n}": ("emergency-raised", "emergency-step-done") for n in range(1, 10)},
    "E10": ("emergency-raised", "danger-closed"),
    "R01": ("return-ordered", "return-planned"),
    "R02": ("return-ordered", "return-sealed"),
    "R03": ("return-ordered", "return-gated-out"),
    "R04": ("return-ordered", "return-gated-in"),
    "R05": ("return-ordered", "export-declared"),
    "R06": ("return-ordered", "return-loaded"),
    "R07": ("return-gated-out", "return-gated-in"),
    "R08": ("return-applied", "return-ordered"),
    "A01": ("declaration-cancelled", "declared"),
    "A02": ("declaration-needs-action", "declaration-amended"),
    "A03": ("removal-permit-withdrawn", "removal-resumed"),
    "Y01": ("mode-decided", "machine-inspected"),
    "Y02": ("machine-inspected", "inspection-slot-given"),
    "Y03": ("inspection-slot-given", "arrived-at-site"),
    "Y04": ("arrived-at-site", "inspection-recorded"),
    "Y05": ("released-for-use", "gated-out"),
    "L01": ("nonconformance-raised", "return-ordered"),
    "L02": ("rectification-ordered", "rectification-planned"),
    "L03": ("rectification-completed", "inspection-started"),
    "L04": ("identification-commissioned", "identification-reported"),
    "L05": ("result-disputed", "dispute-settled"),
    "L06": ("appointment-missed", "inspection-booked"),
    "L07": ("inspection-started", "conformity-assessed"),
    "L08": ("identification-reported", "conformity-assessed"),
    "L09": ("inspection-recorded", "rectification-ordered"),
    "L10": ("destruction-ordered", "destroyed"),
    "L13": ("destroyed", "destruction-accounted"),
    "L12": ("inspection-requested", "inspection-request-decided"),
}
INCIDENTS = {"D18", "D19", "D21", "V01", "T07", "E10", *(f"E0{n}" for n in range(1, 10))}
DISPOSALS = {
    "RECTIFY": {"NC-05", "NC-10", "NC-11", "NC-12", "NC-13", "NC-14", "NC-15", "NC-16"},
    "EMERGENCY": {"NC-01", "NC-02", "NC-03", "NC-04"},
}
# The first level of D21 is the tracker's own: it asks again.
LATER_FIRST = {"D21": 2}
WEIGHTS = [10, 10, 10, 10, 6, 9, 9, 10, 5, 4, 3, 2, 3, 4, 3, 2]


def test_a_released_rulebook_has_not_changed() -> None:
    assert {version: _digest(stated(version)) for version in versions()} == RELEASED


def test_the_digest_of_a_version_is_that_of_its_content_and_not_of_its_layout() -> None:
    tables = stated("2026-04")
    assert _digest(dict(reversed(tables.items()))) == RELEASED["2026-04"]
    assert _digest({**tables, "valid_from": "2026-04-02"}) != RELEASED["2026-04"]


def test_the_register_has_the_rows_of_this_release() -> None:
    assert sorted(rule.id for rule in RULES.deadlines) == sorted(REGISTER)


@pytest.mark.parametrize("name", REGISTER)
def test_an_escalation_policy_is_the_one_of_the_register(name: str) -> None:
    found = [
        (f"{m.after.amount} {m.after.unit}", str(m.party), *([str(m.effect)] if m.effect else []))
        for m in RULES.deadline(name).levels
    ]
    assert found == REGISTER[name]
    levels = [level.level for level in RULES.deadline(name).levels]
    first = LATER_FIRST.get(name, 1)
    assert levels == list(range(first, first + len(levels)))


@pytest.mark.parametrize("name", REGISTER)
def test_where_levels_lie_days_apart_silence_has_a_term_of_its_own(name: str) -> None:
    levels, repeats = RULES.deadline(name).levels, RULES.deadline(name).repeats
    by_days = [level.after for level in levels if level.after.unit in {"days", "working_days"}]
    apart = any(later.amount - sooner.amount >= 2 for sooner, later in pairwise(by_days))
    for_long = apart or repeats is not None
    assert all((level.silence is not None) == for_long for level in levels)


@pytest.mark.parametrize("name", REGISTER)
def test_a_deadline_is_breached_at_its_limit(name: str) -> None:
    rule = RULES.deadline(name)
    last = rule.levels[-1].level
    assert (rule.limit or last) == LIMITS.get(name, last)


@pytest.mark.parametrize("name", ENDS)
def test_a_deadline_starts_and_stops_as_the_register_says(name: str) -> None:
    rule, (starts, stops) = RULES.deadline(name), ENDS[name]
    assert starts in rule.opens
    assert stops in rule.closes


@pytest.mark.parametrize("name", REGISTER)
def test_a_deadline_names_events_that_exist(name: str) -> None:
    rule = RULES.deadline(name)
    assert set(rule.opens) | set(rule.closes) <= set(CONSIGNMENT_EVENTS_BY_TYPE)
    assert not set(rule.opens) & set(rule.closes)
    assert rule.courses


@pytest.mark.parametrize("name", REGISTER)
def test_a_deadline_of_a_box_is_closed_by_what_happens_to_that_box(name: str) -> None:
    rule = RULES.deadline(name)
    if rule.scope == "box":
        assert all(issubclass(CONSIGNMENT_EVENTS_BY_TYPE[kind], BoxBody) for kind in rule.closes)


def test_only_incidents_and_disputes_run_while_the_ordinary_clocks_stand() -> None:
    runs_on = {rule.id for rule in RULES.deadlines if rule.clock == "incident"}
    assert runs_on == {*INCIDENTS, "L05"}


def test_a_fall_back_has_its_cause_in_the_rules_and_nothing_else_has_one() -> None:
    found = {
        (rule.id, level.level): level.cause
        for rule in RULES.deadlines
        for level in rule.levels
        if level.cause
    }
    assert found == {("D04", 3): Cause.PRE_SHIPMENT_TOO_LATE, ("D06", 4): Cause.PICK_UP_TOO_LATE}


@pytest.mark.parametrize("row", [{"effect": "FALL_BACK"}, {"cause": "PICK_UP_TOO_LATE"}])
def test_a_fall_back_without_a_cause_and_a_cause_without_one_are_refused(
    row: dict[str, str],
) -> None:
    level = {"level": 1, "after": "1 h", "party": "C2"}
    with pytest.raises(ValidationError, match="FALL_BACK has a cause"):
        EscalationRule.model_validate(level | row)


def test_a_lapse_is_decided_with_commands_that_exist() -> None:
    levels = [(rule.id, level) for rule in RULES.deadlines for level in rule.levels]
    decided = {(row, level.level, level.party): level.decides for row, level in levels}
    assert {where: verbs for where, verbs in decided.items() if verbs} == {
        ("D02", 4, "C3_LEAD"): ("seize",),
        ("D16", 3, "C2_LEAD"): ("decide_disposal",),
    }
    assert {verb for verbs in decided.values() for verb in verbs} <= set(COMMANDS)


def test_no_code_names_a_deadline_but_the_examples_of_messages() -> None:
    ids = {rule.id for rule in RULES.deadlines} | {row.id for row in RULES.enterprise.deadlines}
    files = [file for room in ("models", "workflows") for file in (ROOT / room).rglob("*.py")]
    strings = {
        node.value
        for file in files
        if file.name != "messages.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(strings) > 1000
    assert not ids & strings


def test_every_effect_belongs_to_a_level() -> None:
    used = {m.effect for rule in RULES.deadlines for m in rule.levels if m.effect}
    assert used == set(Effect)


def test_these_levels_amount_to_a_breach_of_supervision() -> None:
    found = {
        (rule.id, level.level): level.violation
        for rule in RULES.deadlines
        for level in rule.levels
        if level.violation
    }
    assert found == {
        ("D08", 1): "SV-05",
        ("D09", 2): "SV-08",
        ("D11", 2): "SV-12",
        ("R07", 1): "SV-05",
        ("T01", 1): "SV-03",
        ("T02", 1): "SV-04",
        ("T03", 2): "SV-06",
        ("T04", 1): "SV-06",
    }


def test_an_approval_runs_out_when_its_last_level_is_due() -> None:
    days = [level.after.amount for level in RULES.deadline("P04").levels]
    assert days[-1] == RULES.approval_valid_days


def test_the_file_has_the_parts_of_the_domain_and_a_certificate_only_if_there_is_one() -> None:
    kinds = [rule.kind for rule in RULES.documents]
    assert len(kinds) == len(set(kinds)) == 16
    assert len([kind for kind in kinds if kind.startswith("photo-")]) == 5
    assert [rule.kind for rule in RULES.documents if not rule.required] == ["certificate"]


def test_there_are_sixteen_reasons_with_their_weights() -> None:
    assert [row.code for row in RULES.nonconformances] == [f"NC-{n:02}" for n in range(1, 17)]
    assert [row.weight for row in RULES.nonconformances] == WEIGHTS
    assert len({row.name for row in RULES.nonconformances}) == 16


def test_reasons_that_touch_safety_cannot_be_rectified_and_every_reason_can_be_returned() -> None:
    rows = RULES.nonconformances
    assert {row.code for row in rows if "RECTIFY" in row.disposals} == DISPOSALS["RECTIFY"]
    assert {row.code for row in rows if row.emergency} == DISPOSALS["EMERGENCY"]
    assert all("RETURN" in row.disposals for row in rows)
    # Domain 2: return and case referral.
    assert {row.code: row.refer_to for row in rows if row.refer_to} == {"NC-08": "anti-smuggling"}
    # Solid waste is never destroyed here: it goes back (domain 1.7).
    assert {row.code for row in rows if "DESTROY" not in row.disposals} == {"NC-08"}


def test_there_are_twelve_violations_and_three_stop_the_pilot_at_once() -> None:
    assert [row.code for row in RULES.violations] == [f"SV-{n:02}" for n in range(1, 13)]
    assert {row.code for row in RULES.violations if row.grade == 1} == {"SV-01", "SV-09", "SV-10"}


def test_every_kind_has_codes_of_its_own_and_a_standard() -> None:
    codes = [code for kind in MetalKind for code in RULES.codes[kind]]
    assert len(codes) == len(set(codes)) == 8
    assert all(code.isdigit() and len(code) == 10 for code in codes)
    assert all(
        RULES.standards[kind].startswith("GB/T 3847")
        for kind in (MetalKind.COPPER, MetalKind.COPPER_ALLOY)
    )
    assert set(RULES.standards) == set(MetalKind)


def test_every_danger_says_what_to_do_at_once_and_who_may_end_it() -> None:
    assert [rule.danger for rule in RULES.emergencies] == list(Danger)
    assert all(rule.at_once and rule.at_once_zh and rule.lifted_by for rule in RULES.emergencies)
    grave = {Danger.RADIATION, Danger.EXPLOSIVE, Danger.PERSON_IRRADIATED}
    asks = {rule.danger for rule in RULES.emergencies if Closing.EXPERT_REPORT in rule.closing}
    assert asks == grave


def test_every_verdict_on_an_alarm_has_outcomes() -> None:
    assert {row.verdict for row in RULES.triage} == set(Triage)
    sources = {row.code: row.reason for row in RULES.triage if row.verdict is Triage.SOURCE}
    assert sources == {
        "SEALED_SOURCE": "NC-01",
        "CONTAMINATED_METAL": "NC-03",
        "LOOSE_CONTAMINATION": "NC-02.LOOSE",
    }
    assert not any(row.reason for row in RULES.triage if row.verdict is not Triage.SOURCE)


def test_limits_name_reasons_that_exist() -> None:
    assert all(RULES.nonconformance(limit.reason) for limit in RULES.limits)


def test_a_higher_risk_is_never_opened_less() -> None:
    rows = [RULES.proportions[level] for level in RiskLevel]
    for share in ("opened", "emptied", "sampled"):
        shares = [getattr(row, share) for row in rows]
        assert shares == sorted(shares)
    assert rows[0].opened == Decimal("0.30")


def test_the_window_of_a_drive_lies_between_floor_and_ceiling() -> None:
    transit = Transit(
        factor=Decimal("1.5"), margin_minutes=30, floor_minutes=120, ceiling_minutes=360
    )
    assert RULES.transit == transit
    assert [transit.window_minutes(drive) for drive in (0, 60, 100, 220, 900)] == [
        120, 120, 180, 360, 360,
    ]  # fmt: skip


def test_no_rule_is_a_binary_fraction() -> None:
    floats: list[str] = []
    for file in Path(str(folder() / "2025-09")).glob("*.json"):
        json.loads(file.read_text(encoding="utf-8"), parse_float=floats.append)
    assert floats == []


def _digest(tables: Document) -> str:
    return sha256(json.dumps(tables, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("road", [None, {"frozen_by": ["HOLD"], "why": "w", "why_zh": "w"}])
def test_a_window_that_could_stand_still_with_no_clock_beside_it_is_refused(
    road: dict[str, object] | None,
) -> None:
    tables = deepcopy(document("2025-09"))
    (window,) = [row for row in _rows(tables, "deadlines") if row["id"] == "D08"]
    window["road"] = road
    with pytest.raises(ValidationError, match="no running clock: D08"):
        Rulebook.model_validate(tables)


def test_an_emergency_stops_a_window_only_where_its_end_is_waited_for() -> None:
    tables = deepcopy(document("2025-09"))
    rows = _rows(tables, "deadlines")
    tables["deadlines"] = [row for row in rows if row["id"] != "E10"]
    with pytest.raises(ValidationError, match="no running clock: D08"):
        Rulebook.model_validate(tables)


def _rows(tables: Any, name: str) -> list[dict[str, Any]]:
    return list(tables[name])
