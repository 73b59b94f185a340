"""What the fields of a command can say of one consignment, or of one enterprise."""

from collections.abc import Iterable
from itertools import count

from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Supplier
from models.examples import EXAMPLES
from models.offers import Choices
from models.state import State


def of_consignment(state: State) -> Choices:
    """Its boxes, deadlines, suspicions, breaches, failing calls."""
    breaches = [breach.code for breach in state.breaches if not breach.excused]
    return {
        "box": list(state.boxes),
        "boxes": [[box] for box in state.boxes],
        "deadline": _once(deadline.id for deadline in state.deadlines.values()),
        "call": list(state.failing_calls),
        "code": _once(breaches),
        "settle_suspicion.reason": _once(defect.reason for defect in state.suspicions()),
        "void_sample.sample_no": [sample.number for sample in state.samples_out],
        "decide_penalty.topic": [row.topic for row in state.rules.consequences if row.grounds],
        "triage_alarm.outcome": [row.code for row in state.rules.triage],
    }


def tries_of_consignment(state: State) -> Choices:
    """Where the example does not do: a reason it lacks, a number that is taken, too much time."""
    return {
        "decide_pre_shipment.reason": ["a document is missing"],
        "take_sample.sample_no": [_next_sample(state)],
        "extend_deadline.hours": [EXAMPLES["extend_deadline"]["hours"], 1],
        "report_by_hand.fact": _facts(state),
    }


def of_enterprise(state: EnterpriseState) -> Choices:
    """Its deadlines, suppliers, violations."""
    admitted = (name for name, known in state.suppliers.items() if known is Supplier.ADMITTED)
    return {
        "deadline": list(state.deadlines),
        "strike_supplier.supplier": list(admitted),
        "violation": [breach.id for breach in state.breaches if not breach.excused],
    }


def _next_sample(state: State) -> str:
    numbers = (f"S-{n:04}" for n in count(1))
    return next(number for number in numbers if number not in state.samples)


def _facts(state: State) -> list[dict[str, str]]:
    """The fact of the example for each box; one that counts every time it is heard stands last."""
    example = EXAMPLES["report_by_hand"]["fact"]
    again = [{"type": "signal_return", "box": box} for box in state.boxes]
    return [*({**example, "box": box} for box in state.boxes), *again]


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
