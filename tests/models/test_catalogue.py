"""Nothing in the catalogues is forgotten: every word has its place."""

from typing import get_args

from models import events, messages
from models.decisions import understood
from models.decisions.matters import STEPS, VERBS
from models.evolution.matters import ANEW, BOX, STATE

# These change no field of the state: that they happened is all there is to know.
ONLY_A_MARK = {
    events.ConsignmentRegistered,
    events.Shipped,
    events.DeclarationClosed,
    events.DutyDue,
    events.InspectionOrdered,
    events.ReleasedUnderGuarantee,
    events.DeclaredLate,
    events.PortalWentOffline,
    events.LockApplied,
    events.ReturnedToYard,
    events.ArrivedAtSite,
    events.PickedUp,
    events.LockAlarmed,
    events.LockBatteryLow,
    events.LockBatteryRestored,
    events.RouteLeft,
    events.RouteRegained,
    events.StopStarted,
    events.StopEnded,
    events.TelemetryLost,
    events.TelemetryRestored,
    events.IncidentOnRoad,
    events.OfficerSent,
    events.ArrivalNotified,
    events.LabWorkCompleted,
    events.ReadingsQuestioned,
    events.SampleHandedOver,
    events.RectificationPlanned,
    events.DestructionSupervised,
    events.ConsumptionReported,
    events.Destroyed,
    events.ReturnDeparted,
    events.ReturnBreached,
    events.PenaltyDecided,
    events.SupplierReviewRequested,
    events.ExportDeclared,
    events.ReturnLoaded,
    events.ReturnExited,
    events.ManifestStatusChanged,
    events.ManifestRefused,
    events.BillReleased,
    events.LoadingRefused,
    events.DischargeRefused,
    events.GoodsSeized,
    events.HandedOver,
    events.EntryDatedBack,
    events.EntryConfirmed,
    events.FactContradicted,
    events.BoxNumberRepaired,
    events.FactNotUnderstood,
    events.FactAfterClosure,
    events.CancellationRequested,
    events.CommandLapsed,
}


def test_every_kind_of_fact_has_a_place_in_the_decisions() -> None:
    (union, _) = get_args(messages.Fact)
    assert set(get_args(union)) == understood()


def test_every_command_and_every_step_has_a_place_in_the_decisions() -> None:
    assert {*VERBS, messages.ReportByHand} == set(messages.COMMANDS.values())
    assert set(STEPS) == set(get_args(messages.Step))


def test_every_event_changes_the_state_or_is_known_to_leave_only_a_mark() -> None:
    rows = {*BOX, *STATE}
    assert rows | ONLY_A_MARK == set(events.BODIES)
    assert rows & ONLY_A_MARK == set()
    assert set(BOX) & set(STATE) == set()


def test_what_may_happen_anew_is_something_that_happens_to_a_box() -> None:
    begun = {kind for kinds in ANEW.values() for kind in kinds}
    assert all(issubclass(events.BY_TYPE[kind], events.BoxBody) for kind in begun)


def test_what_changes_a_box_names_it() -> None:
    assert all(issubclass(kind, events.BoxBody) for kind in BOX)
