"""What is permitted on paper while a system is down, and what its answer makes of it."""

import pytest

from models.arrival.messages import BoxesDrawn, InstructionAnswered
from models.inspection.requirements import outstanding
from models.kernel.terms import Cause, Mode, Outcome, Party, Permission, Requirement, RiskLevel
from models.port.messages import RemovalAnswered
from models.process.evolve import fold
from models.process.messages import PermitOnPaper
from models.process.next_calls import closing, conclusion, confirmations, next_calls
from models.supervision.messages import CallGaveUp, LateAnswer, NoAnswer
from tests.draws import chances_of, drawn
from tests.given import Given, Told, given, refused
from tests.history import START
from tests.models.stories import (
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    INSTRUCTED,
    LIN,
    RELEASED,
    checked,
    gate_out,
)
from tests.serialization import travelled

REMOVAL = f"removal:{BOX}:1"
UNLOADING = f"unloading:{BOX}"


def on_paper(permission: str, box: str | None = None, **said: object) -> PermitOnPaper:
    known = {"officer": LIN, "document": "P-7", "reason": "clearance is down", "approver": "Wang"}
    return PermitOnPaper.model_validate({**known, "permission": permission, "box": box, **said})


def silent(call: str) -> NoAnswer:
    return NoAnswer(call=call, since=START, reason="503")


def answered(permit_no: str = "PR-1", refusal: str | None = None) -> RemovalAnswered:
    return RemovalAnswered(box=BOX, visit=REMOVAL, permit_no=permit_no, refusal=refusal)


def permitted() -> Given:
    """A box that may leave by a paper."""
    told = given(*checked(BOX), silent(REMOVAL))
    told.when(on_paper("REMOVAL", BOX)).then("permitted-on-paper", "removal-permitted")
    return told


SAID = {
    "risk_level": "R1",
    "standing": "ENROLLED",
    "confirmed": "ENROLLED",
    "supplier_standing": "ADMITTED",
    "storage_kg": 5_000_000,
    "transport_available": True,
    "port_inspection": False,
    "notices": [],
    "open_violations": [],
}


def pilot(**said: object) -> PermitOnPaper:
    return on_paper("MODE", None, **{"mode": "PILOT", **SAID, **said})


def test_a_box_leaves_by_a_paper_and_the_process_goes_on() -> None:
    told = permitted()
    state = told.state
    assert (state.boxes[BOX].permit_no, state.waiting_calls) == ("P-7", ())
    assert [call.activity for call in next_calls(state)] == ["order_transport"]
    assert [call.key for call in confirmations(state)] == [REMOVAL]
    assert state.unconfirmed[REMOVAL].permission is Permission.REMOVAL
    assert travelled(state) == fold(told.events) == state


def test_the_same_answer_confirms_the_paper_under_the_number_of_the_system() -> None:
    told = permitted()
    state = told.when(answered("PR-1")).then("paper-confirmed")
    assert (state.boxes[BOX].permit_no, state.unconfirmed) == ("PR-1", {})
    assert confirmations(state) == ()
    told.when(answered("PR-1")).then("removal-permitted")


def test_a_refusal_counts_more_than_the_paper_and_people_are_told() -> None:
    told = permitted()
    told.when(answered("", "held up"))
    state = told.then("paper-contradicted", "removal-permit-withdrawn", "gate-barred")
    assert (state.boxes[BOX].permit_no, state.boxes[BOX].withheld) == (None, True)
    assert not any(call.activity == "permit_removal" for call in next_calls(state))
    kinds = {(each.kind, each.party) for each in state.notifications}
    assert ("paper-contradicted", Party.INSPECTION_LEAD) in kinds
    assert REMOVAL in state.unconfirmed


def test_a_box_that_has_left_stays_where_it_is_and_people_are_told() -> None:
    told = permitted()
    told.when(gate_out(), answered("", "held up")).then("paper-contradicted")


def test_the_mode_is_decided_on_paper_and_confirmed() -> None:
    told = given(*ASHORE, silent("instruction"), pilot())
    assert told.state.mode is Mode.PILOT
    told.when(INSTRUCTED).then("paper-confirmed")


def test_what_is_inspected_is_drawn_by_a_call_of_its_own_while_the_mode_stands_on_paper() -> None:
    told = given(*ASHORE, silent("instruction"), pilot())
    assert (told.state.selection, told.state.awaits_draw) == (None, True)
    assert [call.activity for call in confirmations(told.state)] == [
        *("draw_boxes", "fetch_instruction"),
    ]
    chances = chances_of(told.state.registration.tracking_no, [BOX], told.now)
    state = told.when(BoxesDrawn(chances=chances)).then("selection-drawn")
    assert state.selection is not None
    assert state.selection == drawn(chances, [BOX], RiskLevel.R1)
    assert not state.awaits_draw
    told.when(BoxesDrawn(chances=chances)).then()


def test_until_it_is_drawn_every_box_is_owed_in_every_way() -> None:
    told = given(*ASHORE, silent("instruction"), pilot())
    owed = {each.requirement for each in outstanding(told.state) if each.box == BOX}
    assert {Requirement.OPEN, Requirement.EMPTY, Requirement.SAMPLE} <= owed


def test_the_worse_of_two_modes_counts() -> None:
    told = given(*ASHORE, silent("instruction"), pilot())
    other = InstructionAnswered(risk_level="R3", standing="ENROLLED")
    state = told.when(other).then("paper-contradicted", "fell-back")
    assert state.mode is Mode.TRADITIONAL
    told = given(*ASHORE, silent("instruction"), on_paper("MODE", mode="TRADITIONAL"))
    assert (told.state.mode, told.state.causes) != (Mode.PILOT, (Cause.OFFICER,))
    assert told.when(INSTRUCTED).then("paper-contradicted").mode is Mode.TRADITIONAL


def test_what_a_system_is_told_is_confirmed_when_it_takes_the_call() -> None:
    call = UNLOADING
    told = given(*AT_THE_FACTORY, silent(call), on_paper("UNLOADING", BOX))
    told.then("permitted-on-paper")
    assert [each.key for each in next_calls(told.state)] == []
    told.when(LateAnswer(call=call)).then("paper-confirmed")


def test_goods_are_free_by_a_paper_and_closed_when_clearance_has_it() -> None:
    call, made = conclusion(Outcome.RELEASED), {UNLOADING}
    told = given(*RELEASED, silent(call.key))
    assert next_calls(told.state, made) == (call,)
    told.when(on_paper("CONCLUSION")).then("permitted-on-paper")
    assert [each.about for each in next_calls(told.state, made)] == ["FREE"]
    assert closing(told.state, made) is None
    assert confirmations(told.state) == (call,)
    told.when(LateAnswer(call=call.key)).then("paper-confirmed")
    assert closing(told.state, {*made, call.key}) is not None


@pytest.mark.parametrize(
    "before, command, because",
    [
        (checked(BOX), on_paper("REMOVAL", BOX), "while it answers nothing is permitted"),
        ((*checked(BOX), silent(REMOVAL)), on_paper("REMOVAL", BOX, approver=LIN), "another one"),
        ((*checked(BOX), silent(REMOVAL)), on_paper("REMOVAL", BOX, document=" "), "document"),
        ((*checked(BOX), silent(REMOVAL)), on_paper("REMOVAL"), "does not wait"),
        ((*checked(BOX), silent(REMOVAL)), on_paper("REMOVAL", BOX, reason=" "), "give a reason"),
        ((*ASHORE, silent("instruction")), on_paper("MODE"), "which mode"),
        ((*ASHORE, silent("instruction")), on_paper("MODE", mode="PILOT"), "it is no pilot"),
        *[
            ((*ASHORE, silent("instruction")), pilot(**{unsaid: nothing}), "it is no pilot")
            for unsaid, nothing in [
                ("risk_level", "R4"),
                ("standing", ""),
                ("confirmed", ""),
                ("supplier_standing", None),
                ("storage_kg", None),
                ("transport_available", None),
                ("port_inspection", True),
                ("notices", None),
                ("notices", ["JP"]),
                ("open_violations", None),
                ("open_violations", ["SV-10"]),
            ]
        ],
        ((*ASHORE, silent("instruction")), on_paper("CONCLUSION"), "does not wait"),
    ],
)
def test_it_is_refused_while_the_system_answers_or_something_is_missing(
    before: tuple[Told, ...], command: PermitOnPaper, because: str
) -> None:
    given(*before).when(command).then(refused(because))


def test_a_technical_refusal_leaves_the_paper_as_it_is() -> None:
    told = permitted()
    state = told.when(CallGaveUp(call=REMOVAL, reason="closed")).then("call-failed")
    assert state.unconfirmed[REMOVAL].open
