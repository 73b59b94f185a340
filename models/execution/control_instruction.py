"""Reads what the systems answer before the decision on a mode: only what is said counts.

Our registry is the authority on enterprise and supplier. A system can only speak against the
pilot: a field that is missing, blank, or of another kind than it should be never speaks for it.
"""

from collections.abc import Mapping
from decimal import Decimal

from models.arrival.eligibility import worst
from models.execution.activity_io import ControlInstruction, InstructionRequest
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.receiving import ReceivingHours
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk.draw import Chances
from models.risk.supplier_stream import PinnedLevel
from models.rules.rulebook import Rulebook

_NEVER_OPENING = frozenset({"RADIATION", "MACHINE"})
"""Checks in the port that leave a box closed; whatever else is ordered there opens it."""


def control_instruction(  # noqa: PLR0913 - what each of those who are asked has answered
    asked: InstructionRequest,
    rules: Rulebook,
    enterprise: EnterpriseStatus,
    supplier: Supplier,
    *,
    ordered: Mapping[str, object],
    credit: Mapping[str, object],
    fleet: Mapping[str, object],
    receiving: ReceivingHours | None = None,
    chances: Chances | None = None,
    assessed: PinnedLevel,
) -> ControlInstruction:
    """What the decision on the mode goes by.

    `assessed` is our own level of the pair. Of several risk levels the worst counts, with its
    cause.

    `ordered` is clearance's control instruction, `credit` how clearance sees the enterprise,
    `fleet` what the checkpoint system has free for it, `receiving` when the enterprise takes boxes
    in, as our registry has it, `chances` are those of the draw.
    """
    level, why = _worst(asked, rules, supplier, credit, assessed)
    return ControlInstruction(
        risk_level=level,
        risk_why=why,
        assessment=assessed,
        standing=enterprise,
        confirmed=_text(credit.get("pilot")),
        supplier_standing=supplier,
        rulebook=rules.version,
        notices=_texts(credit.get("notices")),
        open_violations=_texts(credit.get("open_violations")),
        storage_kg=_number(credit.get("storage_kg")),
        transport_available=_enough(fleet, len(asked.boxes)),
        port_inspection=_opens_in_port(ordered.get("checks")),
        opened_share=_number(ordered.get("open_share")),
        emptied_share=_number(ordered.get("empty_share")),
        place=_text(ordered.get("place")),
        receiving=receiving,
        chances=chances,
    )


def _worst(
    asked: InstructionRequest,
    rules: Rulebook,
    supplier: Supplier,
    credit: Mapping[str, object],
    assessed: PinnedLevel,
) -> tuple[RiskLevel, Why]:
    """The worst level and its cause; our own is named first, for it says most."""
    credited = rules.risk_of_credit(_text(credit.get("credit_level")))
    said = (
        (assessed.level, assessed.why),
        (worst(asked.risk_level), Why.DECLARED),
        (worst(_text(credit.get("risk_level"))), Why.CLEARANCE),
        (worst(credited), Why.CREDIT),
        (_of_supplier(supplier), Why.NOT_ADMITTED),
    )
    return max(said, key=lambda each: each[0])


def _of_supplier(supplier: Supplier) -> RiskLevel:
    """Whoever names one that our registry does not admit tells of no good record (domain 3.3)."""
    return RiskLevel.R1 if supplier is Supplier.ADMITTED else RiskLevel.R2


def _opens_in_port(checks: object) -> bool:
    port = checks.get("port") if isinstance(checks, Mapping) else None
    return not isinstance(port, list | tuple) or not _NEVER_OPENING.issuperset(map(str, port))


def _enough(fleet: Mapping[str, object], boxes: int) -> bool | None:
    """A truck, and a lock for every box; None when the checkpoint system does not say."""
    trucks, locks = _number(fleet.get("trucks_free")), _number(fleet.get("locks_free"))
    if trucks is None or locks is None:
        return None
    return trucks > 0 and locks >= boxes


def _text(said: object) -> str:
    return said.strip() if isinstance(said, str) else ""


def _texts(said: object) -> tuple[str, ...]:
    """A list; what should be one and is not is kept as it was said: it cannot be missed."""
    if said is None:
        return ()
    return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),)


def _number(said: object) -> Decimal | None:
    """A number, also one that is written as text; None for whatever else."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        number = Decimal(str(said))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
