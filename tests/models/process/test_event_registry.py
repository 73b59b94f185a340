"""Nothing in the catalogues is forgotten: every word has its place."""

from typing import get_args

from models.arrival.events import Shipped
from models.deadlines.events import EntryConfirmed, EntryDatedBack
from models.declaration.events import (
    BillReleased,
    DeclarationClosed,
    DeclaredLate,
    DischargeRefused,
    DutyDue,
    GoodsSeized,
    LoadingRefused,
    ManifestRefused,
    ManifestStatusChanged,
    ReleasedUnderGuarantee,
)
from models.disposal.events import (
    ConsumptionReported,
    Destroyed,
    DestructionAccounted,
    RectificationPlanned,
)
from models.emergency.events import HandedOver, IncidentReported
from models.inspection.events import RiskLevelsWorsened
from models.kernel.event_body import BoxBody
from models.laboratory.events import LabWorkCompleted, ReadingsQuestioned, SampleHandedOver
from models.port.events import PortalWentOffline
from models.process.decision_registry import BY_STATE, INTERNAL, REPEATABLE, SINGLE
from models.process.decision_registry import COMMANDS as DECIDED
from models.process.event_registry import CONSIGNMENT_EVENTS, CONSIGNMENT_EVENTS_BY_TYPE
from models.process.evolution_registry import ANEW, BOX, STATE
from models.process.facts import understood
from models.process.messages import (
    COMMANDS,
    FACTS,
    DecideStandingAct,
    PermitOnPaper,
    ReportByHand,
    Retract,
    Step,
)
from models.returns.events import (
    ExportDeclared,
    PenaltyDecided,
    ReturnBreached,
    ReturnDeparted,
    ReturnExited,
    ReturnLoaded,
    SupplierReviewRequested,
)
from models.supervision.events import (
    BoxNumberRepaired,
    CancellationRequested,
    CommandLapsed,
    ConsignmentRegistered,
    FactAfterClosure,
    FactContradicted,
    FactNotUnderstood,
)
from models.traditional_port.events import ArrivedAtSite, PickedUp, ReturnedToYard
from models.transport.events import (
    ArrivalNotified,
    ArrivedOutOfHours,
    LockApplied,
    OfficerSent,
)

# These change no field of the state: that they happened is all there is to know.
ONLY_A_MARK = {
    IncidentReported,
    ConsignmentRegistered,
    Shipped,
    DeclarationClosed,
    DutyDue,
    ReleasedUnderGuarantee,
    DeclaredLate,
    PortalWentOffline,
    LockApplied,
    ReturnedToYard,
    ArrivedAtSite,
    PickedUp,
    OfficerSent,
    ArrivedOutOfHours,
    ArrivalNotified,
    LabWorkCompleted,
    RiskLevelsWorsened,
    ReadingsQuestioned,
    SampleHandedOver,
    RectificationPlanned,
    DestructionAccounted,
    ConsumptionReported,
    Destroyed,
    ReturnDeparted,
    ReturnBreached,
    PenaltyDecided,
    SupplierReviewRequested,
    ExportDeclared,
    ReturnLoaded,
    ReturnExited,
    ManifestStatusChanged,
    ManifestRefused,
    BillReleased,
    LoadingRefused,
    DischargeRefused,
    GoodsSeized,
    HandedOver,
    EntryDatedBack,
    EntryConfirmed,
    FactContradicted,
    BoxNumberRepaired,
    FactNotUnderstood,
    FactAfterClosure,
    CancellationRequested,
    CommandLapsed,
}


def test_every_kind_of_fact_has_a_place_in_the_decisions() -> None:
    assert set(FACTS) == understood()


def test_a_fact_is_decided_by_one_table_only() -> None:
    places = [*SINGLE, *REPEATABLE, *BY_STATE]
    assert len(places) == len(set(places))


def test_every_command_and_every_step_has_a_place_in_the_decisions() -> None:
    joined = {ReportByHand, Retract, DecideStandingAct, PermitOnPaper}
    assert {*DECIDED, *joined} == set(COMMANDS.values())
    assert set(INTERNAL) == set(get_args(Step))


def test_every_event_changes_the_state_or_is_known_to_leave_only_a_mark() -> None:
    rows = {*BOX, *STATE}
    assert rows | ONLY_A_MARK == set(CONSIGNMENT_EVENTS)
    assert rows & ONLY_A_MARK == set()
    assert set(BOX) & set(STATE) == set()


def test_what_may_happen_anew_is_something_that_happens_to_a_box() -> None:
    begun = {kind for kinds in ANEW.values() for kind in kinds}
    assert all(issubclass(CONSIGNMENT_EVENTS_BY_TYPE[kind], BoxBody) for kind in begun)


def test_what_changes_a_box_names_it() -> None:
    assert all(issubclass(kind, BoxBody) for kind in BOX)
