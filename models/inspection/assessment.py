"""What the goods must show before they conform, and what readings and defects say about them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.consignment.decision_tables import Bodies
from models.consignment.guards import need_not_frozen, require, require_known_box
from models.consignment.state import Defect, State
from models.consignment.texts import BEING_IDENTIFIED, CONFORMS_ALREADY, SUSPECTED_STILL
from models.emergency.consequences import emergency, responders
from models.inspection import texts
from models.inspection.events import NonconformanceRaised, Reading
from models.inspection.measurement import UNCLEAR, described, dose_rate, doubted
from models.inspection.messages import InspectionFinding, RecordInspection, RecordMeasurements
from models.kernel.language import SEMICOLON, listed
from models.kernel.parameters import suggestions
from models.kernel.terms import Danger, Disposal, ProcessPhase, ReadingVerdict, Suspicion
from models.texts.terms import coded


def need_inspectable(state: State) -> None:
    """Pilot goods are inspected when all are unloaded, traditional ones in the port."""
    need_not_frozen(state)
    require(not state.conforms, CONFORMS_ALREADY)
    require(not state.concluding, texts.WAITS_FOR_CONCLUSION)
    there = state.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
    require(there, texts.NOT_INSPECTABLE, course=coded(state.course))
    if state.course is ProcessPhase.PILOT:
        waiting = [box.number for box in state.boxes.values() if box.unloaded is None]
        require(not waiting, texts.NOT_UNLOADED, boxes=listed(waiting))
    undecided = state.failed and not state.disposal
    require(not undecided, texts.DISPOSAL_UNDECIDED)
    treated = state.disposal is not Disposal.RECTIFY or state.rectified
    require(treated, texts.BEING_RECTIFIED)


def need_consistent(state: State, command: RecordInspection, readings: tuple[Reading, ...]) -> None:
    """The record says of the goods what its findings, readings and looks say."""
    need_known_reasons(state, command.findings)
    need_understood(readings)
    for box in (*(each.box for each in readings), *boxes_of(command)):
        require_known_box(state, box)
    if command.conform:
        require(not command.findings, texts.CONFORM_WITH_FINDINGS)
        need_within_limits(readings)
        wrong = [look.section for look in command.looks if not look.in_order]
        require(not wrong, texts.CONFORM_NOT_IN_ORDER, sections=listed(wrong))
        need_conforming(state)
    else:
        need_confirmed(state, command.findings)


def boxes_of(command: RecordInspection | RecordMeasurements) -> Iterator[str]:
    """The boxes in which an officer did something."""
    yield from (*command.opened, *command.emptied)
    for look in command.looks:
        yield from look.boxes


def need_known_reasons(state: State, findings: Iterable[InspectionFinding]) -> None:
    """The catalogue has the reasons, and the consignment the boxes."""
    told = tuple(findings)
    unknown = [f.reason for f in told if state.rules.nonconformance(f.reason) is None]
    require(not unknown, texts.UNKNOWN_REASON, reasons=listed(unknown))
    for finding in told:
        require_known_box(state, finding.box)


def need_within_limits(readings: tuple[Reading, ...]) -> None:
    """No reading is over its limit."""
    over = [described(each) for each in readings if each.verdict is ReadingVerdict.OVER]
    require(not over, texts.CONFORM_OVER_LIMIT, readings=listed(over, SEMICOLON))


def need_understood(readings: Iterable[Reading]) -> None:
    """Every reading says what was measured in which unit: who enters it can be asked."""
    for each in readings:
        names = listed(suggestions(each.parameter))
        known = each.verdict is not ReadingVerdict.UNKNOWN_PARAMETER
        require(known, texts.UNKNOWN_PARAMETER, parameter=each.parameter, known=names)
        limit = "" if each.limit is None else each.limit.unit
        comparable = each.verdict is not ReadingVerdict.NOT_COMPARABLE
        require(comparable, texts.OTHER_UNIT, reading=described(each), unit=limit)
        possible = each.verdict is not ReadingVerdict.IMPLAUSIBLE
        require(possible, texts.IMPLAUSIBLE_READING, reading=described(each))


def need_conforming(state: State) -> None:
    """Nothing is suspected, and what was confirmed is cured."""
    require(not state.identifying, BEING_IDENTIFIED)
    waiting = [defect.reason for defect in state.suspicions()]
    require(not waiting, SUSPECTED_STILL, reasons=listed(waiting))
    for defect in state.confirmed():
        require(
            not unamended(state, defect),
            texts.UNAMENDED,
            reason=defect.reason,
            code=amendment_code(state),
        )
    left = [defect.reason for defect in state.confirmed() if not cured(state, defect)]
    require(not left, texts.CONFIRMED_STILL, reasons=listed(left))


def need_confirmed(state: State, findings: Iterable[InspectionFinding]) -> None:
    """Goods that do not conform have a defect that is confirmed."""
    confirmed = any(finding.status is Suspicion.CONFIRMED for finding in findings)
    require(confirmed or bool(state.confirmed()), texts.NOTHING_CONFIRMED)


def cured(state: State, defect: Defect) -> bool:
    """The goods were treated, and the treatment is one that the catalogue allows for it."""
    row = state.rules.nonconformance(defect.reason)
    allowed = row is not None and Disposal.RECTIFY in row.disposals
    return state.rectified and allowed and not unamended(state, defect)


def unamended(state: State, defect: Defect) -> bool:
    """The defect is cured by another code and its duty, and the goods were treated without it."""
    row = state.rules.nonconformance(defect.reason)
    amends = row is not None and row.cure == "AMENDMENT" and state.rectified
    return amends and state.amended_code != amendment_code(state)


def amendment_code(state: State) -> str | None:
    """The code of the same kind that the goods may still have, None when they have it or none."""
    code = state.rules.amendment_codes.get(state.registration.kind)
    return None if code == state.registration.code else code


def shown(state: State, readings: tuple[Reading, ...]) -> Bodies:
    """What readings lead to: from the safety level on an emergency, over a limit a suspicion."""
    return [*_too_strong(state, readings), *suspected(state, readings)]


def _too_strong(state: State, readings: Iterable[Reading]) -> Bodies:
    """A handheld at the safety level, wherever the box stands: responders take over.

    At what distance it was held nobody says: the level is meant at 1 m, any reading counts.
    """
    level, found = state.rules.safety_level_usv_h, dict[str | None, Decimal]()
    for each in readings:
        rate = dose_rate(state.rules, each)
        if rate is not None and rate >= level:
            found[each.box] = max(rate, found.get(each.box, rate))
    called: Bodies = []
    for box, rate in found.items():
        why = f"handheld measured {rate.normalize():f} µSv/h; safety level {level} µSv/h"
        if taking_over := responders(state, box, why):
            called += [*emergency(state, Danger.RADIATION, box, why), *taking_over]
    return called


def suspected(state: State, readings: Iterable[Reading], *, afloat: bool = False) -> Bodies:
    """Readings over their limits are suspicions, and so are those that are not understood.

    Where that reason is not open already; `afloat` where only the papers say so.
    """
    found: dict[tuple[str, str | None], Reading] = {}
    open_ones = [d for d in state.defects if d.status is not Suspicion.CLEARED]
    known = {(base(defect.reason), defect.box) for defect in open_ones}
    for each in readings:
        if each.verdict is ReadingVerdict.OVER or each.verdict in UNCLEAR:
            reason, box = doubted(state.rules, each), each.box
            if not {(base(reason), box), (base(reason), None)} & known:
                found.setdefault((reason, box), each)
    return [
        NonconformanceRaised(
            reason=reason, status=Suspicion.SUSPECTED, box=box, note=described(each), afloat=afloat
        )
        for (reason, box), each in found.items()
    ]


def base(reason: str) -> str:
    """The reason without its sub-code."""
    return reason.partition(".")[0]
