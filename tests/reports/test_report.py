"""The report as data: sections, traceable numbers, the same bytes whatever the order."""

import json
import subprocess
import sys
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.kernel.language import Language
from models.risk.assess import assess
from models.risk.standing import Standings
from reports.risk.canonical import canonical
from reports.risk.check import Checked, NoReport, Recorded, check
from reports.risk.document import Figure, Origin, Paragraph, Source, Table
from reports.risk.numbers import EventRef, ranges
from reports.risk.report import Report, report
from reports.risk.sections.limits_of_proof import STATEMENT
from scripts.risk_report.synthetic import synthetic
from tests.models.risk.samples import COARSE, NOW, batch, finding
from tests.reports.portfolio import assessed, made

ORIGIN = Origin("2025-09", made().at, seed="test")
EVENTS = {"B000001": (EventRef(7, "aa"), EventRef(8, "bb")), "B000002": (EventRef(12, "cc"),)}


@pytest.fixture(scope="module")
def whole() -> Report:
    return report(Source(made().batches, made().before, COARSE), assessed(), ORIGIN, EVENTS)


def small(batches: list[Any]) -> bytes:
    found = assess(batches, Standings(), COARSE, NOW)
    return report(Source(batches, Standings(), COARSE), found, Origin("2025-09", NOW)).json()


def checked(written: bytes, ledger: Recorded | None = None) -> Checked:
    return check(written, ledger and (lambda _origin: ledger), lambda _version: COARSE)


def test_it_has_the_eleven_sections_and_the_appendix_in_both_languages(whole: Report) -> None:
    assert [section.number for section in whole.sections] == [*map(str, range(11)), "A"]
    for section in whole.sections:
        assert section.title.zh != section.title.en
        assert section.blocks


def test_what_165_batches_can_prove_is_said_word_for_word(whole: Report) -> None:
    said = (
        "165 batches cannot prove much: were all of them unpacked and clean, the bound is still"
        " 1.8 %; the 8 full unpacks that 5 % gives bound leakage only at 31 % (exact,"
        " `1-0.05^(1/n)`)"
    )
    assert said in STATEMENT.said(Language.EN)
    holding = [
        s.number for s in whole.sections for b in s.blocks if getattr(b, "text", "") is STATEMENT
    ]
    assert holding == ["0", "8"]
    bounds = {
        number.arguments["batches"]: number.value
        for number in whole.numbers.values()
        if number.function == "none-found"
    }
    assert (bounds[165], bounds[8]) == (180, 3124)


def test_every_number_shown_has_an_id_a_function_and_arguments(whole: Report) -> None:
    shown = set()
    for section in whole.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    shown |= {number.id for number in block.numbers.values()}
                case Table():
                    shown |= {c.id for row in block.rows for c in row if hasattr(c, "id")}
                case Figure():
                    shown |= {number.id for number in block.numbers}
    assert shown == set(whole.numbers)
    lines = [json.loads(line) for line in whole.numbers_jsonl().splitlines()]
    assert [line["id"] for line in lines] == list(whole.numbers)
    assert all(line["function"] for line in lines)


def test_a_number_names_its_batches_its_events_and_their_hashes(whole: Report) -> None:
    number = whole.numbers["F-0.1.1"]
    assert number.value == 500
    assert number.batches == "0-499"
    assert number.positions == "7-8,12"
    assert number.sha256 == sha256(b"aa\nbb\ncc\n").hexdigest()


def test_ranges_are_written_short() -> None:
    assert ranges([3, 1, 2, 7, 7]) == "1-3,7"
    assert ranges([]) == ""


def test_made_up_data_say_so_and_real_data_do_not(whole: Report) -> None:
    assert "合成数据" in json.loads(whole.json())["label"]["zh"]
    assert json.loads(small([batch(1)]))["label"] is None


@settings(max_examples=15, deadline=None)
@given(
    st.permutations([batch(n, findings=(finding(id=f"F-{n}"),) * (n == 3)) for n in range(1, 7)])
)
def test_the_order_of_the_batches_changes_no_byte(shuffled: list[Any]) -> None:
    assert small(shuffled) == small(
        [batch(n, findings=(finding(id=f"F-{n}"),) * (n == 3)) for n in range(1, 7)]
    )


def test_a_whole_portfolio_shuffled_gives_the_same_bytes(whole: Report) -> None:
    shuffled = list(made().batches)
    Random(5).shuffle(shuffled)  # noqa: S311 - an order, no secret
    again = assess(shuffled, made().before, COARSE, made().at)
    made_again = report(Source(shuffled, made().before, COARSE), again, ORIGIN, EVENTS)
    assert made_again.json() == whole.json()
    assert made_again.numbers_jsonl() == whole.numbers_jsonl()


def test_another_process_and_another_hash_seed_give_the_same_bytes(whole: Report) -> None:
    told = (
        "import hashlib;"
        "from tests.reports.test_report import *;"
        "r = report(Source(made().batches, made().before, COARSE), assessed(), ORIGIN, EVENTS);"
        "print(hashlib.sha256(r.json()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONHASHSEED": "11", "LC_ALL": "C", "TZ": "America/Lima", "PYTHONPATH": "."},
    )
    assert done.stdout.strip() == sha256(whole.json()).hexdigest()


def test_a_report_that_nobody_touched_is_as_it_is_reckoned_again(whole: Report) -> None:
    found = checked(whole.json())
    assert found.differences == ()
    assert found.numbers == len(whole.numbers)


def test_each_number_that_was_changed_is_named(whole: Report) -> None:
    told = json.loads(whole.json())
    for number in told["numbers"]:
        if number["id"] in {"F-0.1.3", "F-3.1.1"}:
            number["value"] += 1
    found = checked(json.dumps(told).encode()).differences
    assert [each.place for each in found] == ["F-0.1.3", "F-3.1.1"]
    assert found[0].says == str(int(found[0].comes_to) + 1)


@pytest.mark.parametrize(
    "path, value, place",
    [
        (("source", "batches", 0, "net_kg"), 1, "digest"),
        (("sections", 0, "title", "zh"), "？", "section 0"),
        (("source", "rules", "windows", "rates_months"), 12, "rules"),
        (("numbers", 0, "id"), "F-9.9.9", "F-0.1.1"),
        (("digest",), "0" * 64, "digest"),
    ],
)
def test_whatever_else_was_changed_is_named(
    whole: Report, path: tuple[Any, ...], value: object, place: str
) -> None:
    told = json.loads(whole.json())
    at = told
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    assert place in {each.place for each in checked(json.dumps(told).encode()).differences}


def test_what_the_ledger_does_not_bear_out_is_named(whole: Report) -> None:
    world = made()
    same = Recorded(whole.known.everything, world.before, (), EVENTS, None)
    assert checked(whole.json(), same) == Checked(len(whole.numbers), 3, ())
    fewer = same._replace(
        batches=whole.known.everything[1:],
        events=EVENTS | {"B000002": (EventRef(12, "xx"),)},
        before=Standings(),
        head="aa",
    )
    found = [each.place for each in checked(whole.json(), fewer).differences]
    left_out = whole.known.everything[0].id
    assert found == [f"batch {left_out}", "events of B000002", "head", "before"]


@pytest.mark.parametrize("bad", [b"", b"{}", b"[]", b"\xff", b'{"layout": 1}'])
def test_what_is_no_report_is_refused(bad: bytes) -> None:
    with pytest.raises(NoReport, match=r"risk-report\.json"):
        check(bad)


def test_a_report_of_nothing_is_a_report() -> None:
    assert checked(small([])).differences == ()


def test_v15_the_pilots_165_batches_of_7057_92_t_are_labelled_and_say_what_they_cannot_prove() -> (
    None
):
    world = synthetic("V15", batches=165, suppliers=4)
    first, *rest = world.batches
    whole_kg = sum(each.net_kg for each in rest)
    batches = [first.model_copy(update={"net_kg": 7_057_920 - whole_kg}), *rest]
    found = assess(batches, world.before, COARSE, world.at)
    source, origin = Source(batches, world.before, COARSE), Origin("2025-09", world.at, seed="V15")
    pilot = report(source, found, origin)
    assert pilot.numbers["F-0.1.1"].value == 165
    assert pilot.numbers["F-0.1.2"].written() == "7057.92 t"
    document = pilot.json().decode()
    assert "SAMPLE of SYNTHETIC DATA" in document
    assert canonical(STATEMENT.said(Language.EN)).decode() in document
