"""What differs only in spelling is the same number (docs/decisions/0042)."""

import pytest
from hypothesis import given as of_all
from hypothesis import strategies as st

from models.consignment.registration import Registration
from models.inbound.inbound_message import translate
from models.kernel import spelling
from models.kernel.terms import System, Triage
from models.port.messages import TriageAlarm
from models.process.messages import Report
from models.transport.events import GatedOut
from tests.given import given, heard
from tests.history import sample_registration
from tests.models.stories import BOX, PERMITTED, gate_out

THE_BOX = "CSQU3054383"
BOXES = (
    *("CSQU 305438 3", "CSQU-305438-3", "CSQU.305438.3", "csqu3054383", "CSQU305438(3)"),
    *("CSQU305438 [3]", "CSQU305438/3", "ＣＳＱＵ３０５４３８３", "CSQU3O54383", "C5QU3O54383"),
    *("CSQU305438", "CSQU3054383 22G1", " CSQU\u00a0305438\u20113 ", "CSQU\u200b3054383"),
    *("СSQU3054383", "CSQU٣٠٥٤٣٨٣", "CSQU3〇54383", "CSQUー305438ー3"),
)
PLATES = (
    *(f"浙B{dot}10001" for dot in "·•‧∙⋅・･ㆍ․.-－ _"),
    *("浙b10001", "浙Ｂ１０００１", "浙 B 1 0001", "浙B1OOO1", "浙B1000I", "浙B10001挂"),
)


@pytest.mark.parametrize("written", BOXES)
def test_a_box_is_found_in_every_spelling(written: str) -> None:
    assert spelling.key(written) == THE_BOX


@pytest.mark.parametrize("written", PLATES)
def test_a_plate_is_found_in_every_spelling(written: str) -> None:
    assert spelling.same(written, "浙B10001")


@pytest.mark.parametrize(
    "written", ["jt 00000042", "ＪＴ－００００００４２", "JT00000042", "JT–0000 0042"]
)
def test_a_lock_is_found_in_every_spelling(written: str) -> None:
    assert spelling.same(written, "JT-00000042")


@pytest.mark.parametrize(
    "one, other",
    [
        (THE_BOX, "CSQU3054384"),
        (THE_BOX, "CSQU3O54384"),
        ("浙B10001", "浙B10002"),
        ("浙B10001", "浙A10001"),
        ("SEAL-0O1", "SEAL-001"),
        ("JT-1", "JT-11"),
    ],
)
def test_another_number_is_another_number(one: str, other: str) -> None:
    assert not spelling.same(one, other)


@of_all(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert spelling.key(spelling.key(text)) == spelling.key(text)


@of_all(st.sampled_from(sorted(spelling.SPELLED)), st.text(max_size=40))
def test_what_is_spelled_once_is_spelled_for_good(field: str, text: str) -> None:
    once = spelling.spelled(field, text)
    assert spelling.spelled(field, once) == once


@pytest.mark.parametrize("written", BOXES)
def test_an_alarm_names_its_box_in_every_spelling(written: str) -> None:
    message = {
        "id": "1",
        "type": "radiation.measured",
        "time": "2025-09-11T08:30:00Z",
        "data": {
            "container_no": written,
            "radiation": {"dose_rate_uSv_h": "2.5", "alarm_level": 2},
        },
    }
    assert translate(System.CHECKPOINT, message).aliases == (THE_BOX,)


def test_a_truck_that_is_written_otherwise_is_no_other_truck() -> None:
    told = given(*PERMITTED)
    box = told.state.boxes[BOX]
    seen = GatedOut(
        box=f" {BOX[:4].lower()} {BOX[4:]} ",
        plate=f"{box.plate[:2].lower()}·{box.plate[2:]}",
        trailer="",
        driver=box.driver.lower(),
        lock_no=box.lock_no.replace("-", " ").lower(),
        locked=True,
        seals=(box.seal.lower(),),
    )
    state = told.when(heard(seen, told.now, "gate")).then("gated-out")
    assert state.violations == ()
    assert not state.defects


def test_the_same_passage_in_another_spelling_is_one_passage() -> None:
    told = given(*PERMITTED, gate_out())
    at = told.state.boxes[BOX].gated_out or told.now
    lock = told.state.boxes[BOX].lock_no.replace("-", "")
    again = gate_out().model_copy(update={"lock_no": lock})
    told.when(heard(again, at, "again")).then()


def test_a_command_names_a_box_in_any_spelling() -> None:
    given(*PERMITTED).when(
        TriageAlarm(officer="Chen Wei", box=BOX.replace("0", "O", 1), verdict=Triage.INNOCENT)
    )


def test_a_registration_has_its_numbers_in_their_usual_form() -> None:
    known = sample_registration(1).model_dump(mode="json")
    first = known["boxes"][0]
    box = first["number"]
    first["number"] = f"{box[:4].lower()} {box[4:]}"
    known |= {"enterprise": " ｎｂ-0001 ", "seq_no": f"{known['seq_no'][:5]} {known['seq_no'][5:]}"}
    read = Registration.model_validate(known)
    assert (read.boxes[0].number, read.enterprise) == (box, "NB-0001")
    assert read.seq_no == sample_registration(1).seq_no


def test_a_report_is_in_one_spelling_whoever_sends_it() -> None:
    said = {
        "id": "1",
        "system": "checkpoint",
        "occurred_at": "2025-09-11T08:30:00Z",
        "fact": {"type": "box-arrived", "box": "csqu 305438-3", "plate": "浙b·10001"},
    }
    fact = Report.model_validate(said).fact
    assert vars(fact) | {"box": THE_BOX, "plate": "浙B10001"} == vars(fact)
