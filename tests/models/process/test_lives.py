"""Random lives: whatever is told in whatever order, these things hold."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, InstructionAnswered
from models.consignment.deadline import deadline_key
from models.consignment.state import State
from models.deadlines import engine
from models.deadlines.events import EscalationRaised, EscalationUnanswered
from models.deadlines.messages import AcknowledgeEscalation, ConfirmEntry, ExtendDeadline, Reinstate
from models.disposal.events import (
    BoxesReleased,
    CodeAmended,
    ConsumptionReported,
    Destroyed,
    RectificationCompleted,
    RectificationPlanned,
    ResultDisputed,
)
from models.disposal.messages import ReferCase, ReleaseBoxes
from models.emergency.messages import (
    AcknowledgeEmergency,
    CloseDanger,
    RaiseEmergency,
    ReportIncident,
    ReportStep,
)
from models.inspection.events import InspectionBooked
from models.inspection.messages import (
    PermitUnloading,
    RecordMeasurements,
    RecordNoShow,
    SettleSuspicion,
    StartInspection,
)
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.event_types import EventType
from models.kernel.message import Command
from models.kernel.terms import (
    CheckResult,
    Danger,
    Disposal,
    EmergencyStep,
    EscalationLevel,
    Outcome,
    Overlay,
    Party,
    Resolution,
    SealState,
    Suspicion,
    System,
    Triage,
)
from models.laboratory.events import SampleHandedOver
from models.port.events import PortalWentOffline
from models.port.messages import ResumeRemoval, TriageAlarm
from models.pre_shipment.messages import DecidePreShipment
from models.process import derived_status
from models.process.decide import decide_command, decide_report, decide_step
from models.process.evolve import evolve, fold
from models.process.messages import Fact, ReportByHand, Step
from models.returns.events import (
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnPlanned,
    ReturnSealed,
)
from models.returns.messages import AcceptReturn, DecidePenalty
from models.supervision.messages import (
    CallGaveUp,
    Close,
    ExcuseViolation,
    FallBack,
    LateAnswer,
    NoAnswer,
    ReinstatementNotice,
    Release,
    RetryCall,
    SuspensionNotice,
    Unknown,
)
from models.traditional_port.events import ArrivedAtSite, ReturnedToYard
from models.transport.events import ArrivalNotified, BoxArrived, BoxFound, GatedOut
from tests.given import Told, given, heard
from tests.history import START
from tests.models.process import forbidden
from tests.models.steps import possible
from tests.models.stories import (
    ACKNOWLEDGE,
    APPROVE,
    APPROVED,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CONFORM,
    DECLARED,
    DISPUTE,
    FILE,
    GO_BACK,
    GO_ON,
    HOLD,
    IDENTIFY,
    IN_THE_YARD,
    INSTRUCTED,
    INSTRUCTION,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    REINSPECT,
    RESUME,
    RETURN,
    SECOND,
    SLOT,
    STRANGER,
    TICK,
    UPHELD,
    concludes,
    disposal,
    failing,
    gate_out,
    lab_result,
    letter,
    lock_alarm,
    reading,
    reads,
    removal,
    sampled,
    scan,
    seal,
    trip,
    waste,
    weighed,
)
from tests.serialization import travelled

OPENABLE: tuple[Told, ...] = (*AT_THE_FACTORY, PermitUnloading(box=BOX))
BEGINNINGS: list[tuple[Told, ...]] = [
    (),
    APPROVED,
    PILOT,
    PERMITTED,
    ON_THE_ROAD,
    AT_THE_FACTORY,
    OPENABLE,
    IN_THE_YARD,
]
AFTER_CLOSURE = {
    "fact-after-closure",
    "fleet-resumed",
    "fact-contradicted",
    "fact-not-understood",
    "call-failed",
    "call-unanswered",
    "call-answered",
    "call-dropped",
    "call-retried",
    "removal-permit-withdrawn",
    "unloading-permit-withdrawn",
}

boxes = st.sampled_from([BOX, BOX_2])
kinds = st.sampled_from([Danger.FIRE, Danger.LOCK, Danger.RADIATION])
reasons = st.sampled_from(["NC-01", "NC-04", "NC-08", "NC-09", "NC-11", "NC-12", "NC-15"])
deadline_ids = st.sampled_from(
    ["D01", "D05", "D06", "D08", "D12", "D16", "D18", "D99", "R04", "R07"]
)
gaps = st.one_of(
    st.timedeltas(timedelta(0), timedelta(hours=3)), st.timedeltas(timedelta(0), timedelta(days=9))
)
skews = st.timedeltas(timedelta(hours=-30), timedelta(minutes=5))

facts: st.SearchStrategy[Fact] = st.one_of(
    st.sampled_from(
        [
            FILE,
            DECLARED,
            Shipped(vessel="A"),
            VesselArrived(vessel="A"),
            VesselArrived(vessel="B"),
            Discharged(),
            RectificationCompleted(),
            Destroyed(),
            ReturnPlanned(carrier="C", booking="B"),
            ReturnDeparted(),
            ReturnLoaded(vessel="A"),
            ReturnExited(vessel="A"),
            Unknown(raw="{}"),
            DeclarationStatus(letter="L", entry_id="310120250000000001", exported=True),
            *[letter(status) for status in ("J", "Z", "C", "D", "SpL", "S", "T")],
            letter("L", "310120251000000009"),
            *[letter(status, None, "I20269310400000001") for status in ("L", "J", "D")],
            INSTRUCTION,
            SLOT,
            InspectionBooked.model_validate({"slot": "2025-10-20T09:00"}),
            gate_out(STRANGER),
            lab_result("S-1"),
            lab_result("S-1", reads("moisture", "1.4")),
            lab_result("S-2", reads("fines", "0.4", box=BOX), report="R-2"),
            SampleHandedOver(sample_no="S-1", holder="NBTC", seal="LS-7"),
            waste(solid=True),
            waste(solid=False),
            DISPUTE,
            ResultDisputed(reason="another one"),
            RectificationPlanned(plan="dry it"),
            CodeAmended.model_validate(
                {"entry_id": "1", "code": "7404000050", "duty": "9", "receipt_no": "T"}
            ),
            ConsumptionReported.model_validate({"used_kg": "500"}),
        ]
    ),
    st.builds(lambda box: ReturnedToYard(box=box), boxes),
    st.builds(lambda box: ArrivedAtSite(box=box), boxes),
    st.builds(reading, boxes, st.sampled_from(CheckResult)),
    st.builds(scan, boxes, st.sampled_from(CheckResult)),
    st.builds(lambda box, locked: gate_out(box, locked=locked), boxes, st.booleans()),
    st.builds(lambda box: PortalWentOffline(box=box, portal_id="R"), boxes),
    st.builds(
        lambda box, lock, locked: BoxArrived(box=box, lock_no=lock, locked=locked),
        boxes,
        st.sampled_from(["", "LK-1", "LK-9"]),
        st.sampled_from([None, True, False]),
    ),
    st.builds(lambda box: ArrivalNotified(box=box), boxes),
    st.builds(lambda box: BoxFound(box=box, lock_state="LOCKED"), boxes),
    st.builds(
        lambda box, kg: ReturnGatedIn(box=box, seals=("R",), gross_kg=Decimal(kg)),
        boxes,
        st.sampled_from(["25350", "24000"]),
    ),
    st.builds(lambda box: ReturnSealed(box=box, seal_no="R", gross_kg=Decimal(25350)), boxes),
    st.builds(lambda box, locked: ReturnGatedOut(box=box, locked=locked), boxes, st.booleans()),
    st.builds(seal, boxes, st.sampled_from(SealState), st.sampled_from([None, "", "OTHER-999"])),
    st.builds(weighed, boxes, st.sampled_from(["21550", "12"])),
    st.builds(
        lambda a, b: lock_alarm(a, box=b), st.sampled_from(["ROPE_CUT", "LOW_BATTERY"]), boxes
    ),
)
commands: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from(
        [
            APPROVE,
            DecidePreShipment.model_validate(
                {"officer": LIN, "decision": "REJECT", "reason": "wire"}
            ),
            StartInspection(officer=LIN),
            CONFORM,
            sampled("S-1"),
            sampled("S-2", BOX),
            concludes(),
            concludes(conform=False),
            IDENTIFY,
            REINSPECT,
            UPHELD,
            RecordNoShow(officer=LIN),
            ReleaseBoxes(officer=LIN, boxes=(BOX,), reason="clean"),
            ReferCase(officer=LIN, to="anti-smuggling", reason="false name"),
            RecordMeasurements(officer=LIN, readings=(reads("fines", "2"),)),
            RETURN,
            ACKNOWLEDGE,
            ReportIncident(officer=LIN, report="done"),
            HOLD,
            RESUME,
            FallBack(officer=LIN, reason="no lock"),
            ResumeRemoval(officer=LIN, box=BOX, reason="for the destination"),
            RetryCall(officer=LIN, call="trip:1"),
            DecidePenalty(officer=LIN, amount_cny=Decimal(500000), reason="first time"),
        ]
    ),
    st.builds(lambda step: ReportStep(officer=LIN, step=step), st.sampled_from(EmergencyStep)),
    st.builds(lambda box: AcceptReturn(officer=LIN, box=box, reason="counted"), boxes),
    st.builds(
        lambda fact: ReportByHand(officer=LIN, fact=fact, reason="feed down"),
        st.deferred(lambda: facts),
    ),
    st.builds(
        lambda code, box: ExcuseViolation(
            officer=LIN, code=code, box=box, reason="no fault", **SECOND
        ),
        st.sampled_from(["SV-02", "SV-05", "SV-07"]),
        st.none() | boxes,
    ),
    st.builds(
        lambda name, box: Reinstate(officer=LIN, deadline=name, box=box, reason="late", **SECOND),
        st.sampled_from(["D04", "D06", "D16"]),
        st.none() | boxes,
    ),
    st.builds(
        lambda name, box: ConfirmEntry(
            officer=LIN, deadline=name, box=box, reason="seen", **SECOND
        ),
        st.sampled_from(["D09", "D11", "D16"]),
        st.none() | boxes,
    ),
    st.builds(
        lambda resolution: GO_ON if resolution is Resolution.RESUME else GO_BACK,
        st.sampled_from(Resolution),
    ),
    st.builds(
        lambda box, v: TriageAlarm(officer=LIN, box=box, verdict=v),
        boxes,
        st.sampled_from(Triage),
    ),
    st.builds(failing, reasons, st.none() | boxes),
    st.builds(disposal, st.sampled_from(Disposal)),
    st.builds(
        lambda reason, verdict, box: SettleSuspicion(
            officer=LIN, reason=reason, verdict=verdict, box=box, note="looked at again"
        ),
        reasons,
        st.sampled_from([Suspicion.CONFIRMED, Suspicion.CLEARED]),
        st.none() | boxes,
    ),
    st.builds(
        lambda kind, box: RaiseEmergency.model_validate(
            {"officer": LIN, "kind": kind, "box": box, "reason": "smoke"}
        ),
        kinds,
        st.none() | boxes,
    ),
    st.builds(
        lambda kind, box: AcknowledgeEmergency(officer=LIN, danger=kind, box=box),
        st.none() | kinds,
        st.none() | boxes,
    ),
    st.builds(
        lambda kind, box: ReportIncident(officer=LIN, danger=kind, box=box, report="done"),
        kinds,
        st.none() | boxes,
    ),
    st.builds(
        lambda kind, box: CloseDanger(
            officer=LIN,
            role=Party.DIVISION,
            danger=kind,
            box=box,
            reason="over",
            expert_report="measured twice",
            scene_cleared=True,
            lessons="look earlier",
        ),
        st.none() | kinds,
        st.none() | boxes,
    ),
    st.builds(
        lambda name, kind, level: AcknowledgeEscalation(
            officer=LIN, deadline=name, danger=kind, level=level
        ),
        st.sampled_from(["D18", "D19", "E10"]),
        st.none() | kinds,
        st.none() | st.sampled_from(EscalationLevel),
    ),
    st.builds(
        lambda kind: ExtendDeadline(
            officer=LIN, deadline="E10", danger=kind, hours=70, reason="still hot"
        ),
        kinds,
    ),
    st.builds(
        lambda name, box: AcknowledgeEscalation(officer=LIN, deadline=name, box=box),
        deadline_ids,
        st.none() | boxes,
    ),
    st.builds(
        lambda name, box: ExtendDeadline(
            officer=LIN, deadline=name, box=box, hours=7, reason="jam", **SECOND
        ),
        deadline_ids,
        st.none() | boxes,
    ),
)
steps: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(
        [
            INSTRUCTED,
            InstructionAnswered(risk_level="?", standing="?"),
            Release(),
            CallGaveUp(call="trip:1", reason="no such box"),
            NoAnswer(call="trip:2", since=START, reason="503"),
            LateAnswer(call="trip:2"),
            SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E:7"),
            ReinstatementNotice(id="e-9", reason="checked", cause_event="enterprise/E:9"),
        ]
    ),
    st.builds(removal, boxes, st.uuids().map(str)),
    st.builds(trip, boxes),
    st.builds(lambda box: PermitUnloading(box=box), boxes),
    st.builds(lambda outcome: Close(outcome=outcome), st.sampled_from(Outcome)),
)


class Life(RuleBasedStateMachine):
    """One consignment that is told anything."""

    @initialize(story=st.sampled_from(BEGINNINGS))
    def begin(self, story: tuple[Told, ...]) -> None:
        told = given(*story, boxes=2)
        self.now: datetime = told.now
        self.state: State = told.state
        self.events: list[Event] = list(told.events)
        self.told = 0

    @rule(fact=facts, gap=gaps, skew=skews, system=st.sampled_from(System))
    def a_fact_is_heard(self, fact: Fact, gap: timedelta, skew: timedelta, system: System) -> None:
        self.now += gap
        report = heard(fact, self.now + skew, self._id(), system)
        events = decide_report(self.state, report, self.now)
        assert events == decide_report(self.state, report, self.now)
        self._follow(events)
        assert decide_report(self.state, report, self.now) == []

    @rule(fact=facts, other=facts)
    def an_id_is_used_twice(self, fact: Fact, other: Fact) -> None:
        name = self._id()
        for each in (fact, other, other):
            self._follow(decide_report(self.state, heard(each, self.now, name)))

    @rule(command=commands, gap=gaps, skew=st.none() | skews)
    def an_officer_commands(self, command: Command, gap: timedelta, skew: timedelta | None) -> None:
        self.now += gap
        at = None if skew is None else self.now + skew
        name, given_at = self._id(), command.model_copy(update={"at": at})
        try:
            events = decide_command(self.state, given_at, name, self.now)
        except Refused:
            return
        assert events
        self._follow(events)
        assert decide_command(self.state, given_at, name, self.now) == []

    @rule(step=steps)
    def the_process_takes_a_step(self, step: Step) -> None:
        name = self._id()
        events = decide_step(self.state, step, name, self.now)
        self._follow(events)
        if events:
            assert decide_step(self.state, step, name, self.now) == []

    @rule(gap=gaps)
    def time_passes(self, gap: timedelta) -> None:
        self.now += gap
        while events := decide_step(self.state, TICK, "tick", self.now):
            if isinstance(events[0].body, EscalationUnanswered):
                self._unanswered(events[0].body)
            else:
                self._escalated(events[0])
            self._follow(events)
        due = derived_status.next_due(self.state)
        assert due is None or due > self.now

    @rule()
    def the_workflow_goes_on(self) -> None:
        while (step := possible(self.state)) is not None:
            cause, taken = step
            events = decide_step(self.state, taken, f"{cause}:{len(self.events)}", self.now)
            assert events
            self._follow(events)

    @invariant()
    def it_stands_somewhere(self) -> None:
        state = self.state
        assert derived_status.stage(state)
        derived_status.must_act(state)
        assert state.frozen == (state.frozen_since is not None)
        for deadline in state.deadlines.values():
            assert not (deadline.closed_at is None and state.outcome)
            if deadline.next is not None:
                assert engine.stopped_since(deadline.rule, state, deadline.box) is None
        self._each_danger_has_a_clock()

    def _each_danger_has_a_clock(self) -> None:
        """An emergency is open as long as a danger is, and each has a clock that runs."""
        state = self.state
        threatening = derived_status.dangers(state)
        assert (state.open_emergency is not None) is bool(threatening)
        assert (Overlay.EMERGENCY in state.overlays) is bool(threatening)
        for each in threatening:
            clocks = [
                known
                for known in state.deadlines.values()
                if known.open and (known.danger, known.box) == each.place
            ]
            assert any(known.next or known.silent for known in clocks)
            unheard = [known for known in clocks if known.id == "D18"]
            assert bool(unheard) is (each.acknowledged_by is None)

    @invariant()
    def nothing_stands_that_the_rules_forbid(self) -> None:
        forbidden.nothing_forbidden_stands(self.state)

    def teardown(self) -> None:
        if hasattr(self, "events"):
            assert fold(self.events) == self.state
            assert travelled(self.state) == self.state
            assert len({event.id for event in self.events}) == len(self.events)
            assert self.state.version == len(self.events)
            told: list[str] = [event.body.type for event in self.events]
            standing = told.count("escalation-raised") - told.count("escalation-withdrawn")
            assert self.state.escalations == standing

    def _escalated(self, raised: Event) -> None:
        """Only the next level of a deadline that is open and not frozen fires, when it is due."""
        body = raised.body
        assert isinstance(body, EscalationRaised | EscalationUnanswered)
        deadline = self.state.deadlines[deadline_key(body.deadline, body.box, body.danger)]
        if isinstance(body, EscalationUnanswered):
            silent = deadline.silent
            assert silent is not None
            assert (silent.level, silent.answer_by) == (body.level, raised.occurred_at)
            return
        escalation = deadline.next
        assert escalation is not None
        assert (escalation.level, escalation.due) == (body.level, raised.occurred_at)
        assert raised.occurred_at <= self.now
        assert all(escalation.due >= other.due for other in deadline.escalations if other.fired)

    def _unanswered(self, body: EscalationUnanswered) -> None:
        """Only an escalation that fired, stands and was answered by nobody is told on."""
        deadline = self.state.deadlines[deadline_key(body.deadline, body.box, body.danger)]
        (escalation,) = (
            escalation for escalation in deadline.escalations if escalation.level == body.level
        )
        assert escalation.standing
        assert escalation.acknowledged_by is None
        assert body.due <= self.now

    def _follow(self, events: list[Event]) -> None:
        """Takes what was decided, and holds it against what must never happen."""
        kinds: list[str] = [event.body.type for event in events]
        grave = [e for e in events if forbidden.grave(self.state, self.events, e)]
        assert kinds.count("consignment-closed") <= 1
        for event in events:
            before, kind = self.state, event.body.type
            assert not before.outcome or kind in AFTER_CLOSURE
            if kind == "released-for-use":
                assert before.conforms
                assert not before.frozen
                assert not before.suspicions()
                assert not before.samples_out
            if isinstance(event.body, GatedOut):
                permitted = before.happened(EventType.REMOVAL_PERMITTED, event.body.box)
                assert permitted or before.released or "violation-recorded" in kinds
            if kind == "suspension-imposed":
                assert before.suspendable
            if kind == "conformity-assessed":
                assert not before.samples_out
                assert not before.identifying
                assert not before.suspicions()
            if isinstance(event.body, BoxesReleased):
                assert not any(before.suspicions(box) for box in event.body.boxes)
            if kind == "fell-back":
                assert not any(box.gated_out or box.arrived for box in before.boxes.values())
            self.state = evolve(before, event)
        self.events += events
        for event in grave:
            forbidden.answered_for(self.state, events, event)

    def _id(self) -> str:
        self.told += 1
        return f"m-{self.told}"


TestLives = Life.TestCase
TestLives.settings = settings(
    max_examples=60,
    stateful_step_count=35,
)
