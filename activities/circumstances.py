"""What is known of pairs beside their batches: credit, standing, breaches, the goods themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from activities.enterprise_repository import EnterpriseRepository
from activities.system_http import SystemClient
from models.enterprise.state import EnterpriseState
from models.kernel.codes import ReasonCode
from models.kernel.terms import RiskLevel
from models.risk.records import BatchRecord, Pair
from models.risk.spans import months_before
from models.risk.standing import Circumstances
from models.rules.calendar import day_in_china
from models.rules.rulebook import Rulebook, in_force, rulebook

_YEAR = 12
_GRAVE = 1


class KnownCircumstances:
    """Asks our own registry and, for the credit, clearance; once an enterprise.

    The parts of the pre-shipment evidence are not asked: they count as lacking.
    """

    def __init__(self, register: EnterpriseRepository, clearance: SystemClient) -> None:
        self._register, self._clearance = register, clearance

    async def circumstances(
        self, pairs: Sequence[Pair], batches: Sequence[BatchRecord], at: datetime
    ) -> Mapping[Pair, Circumstances]:
        """By pair.

        Raises:
            ApplicationError: RemoteUnavailable or LedgerUnavailable (both retried).
        """
        rules = rulebook(in_force(day_in_china(at)))
        own: dict[Pair, list[BatchRecord]] = {pair: [] for pair in pairs}
        for batch in sorted(batches, key=lambda each: (each.concluded_at, each.id)):
            own.setdefault(batch.pair, []).append(batch)
        of_enterprise: dict[str, Circumstances] = {}
        for code in sorted({pair.enterprise for pair in own}):
            state = await self._register.then(code, at)
            of_enterprise[code] = _of(state, await self._credit(code), rules, at)
        return {pair: _with(of_enterprise[pair.enterprise], rows) for pair, rows in own.items()}

    async def _credit(self, code: str) -> str:
        answer = await self._clearance.get(f"/risk/credit/{quote(code, safe='')}")
        said = answer.get("credit_level") if isinstance(answer, Mapping) else None
        return said.strip() if isinstance(said, str) else ""


def _of(state: EnterpriseState | None, credit: str, rules: Rulebook, at: datetime) -> Circumstances:
    known = rules.credit_level(credit) is not None
    suspended = state is not None and state.suspension is not None
    breaches = state.breaches if state is not None else ()
    since = months_before(at, _YEAR)
    counting = [each for each in breaches if not each.excused and since < each.at <= at]
    grave = {row.code.value for row in rules.violations if row.grade == _GRAVE}
    return Circumstances(
        # Credit that nobody knows is judged when a mode is decided, and can be known then.
        credit=credit if known else "",
        credit_floor=rules.risk_of_credit(credit) if known else RiskLevel.R1,
        violations=len(counting) if state is not None else None,
        grade_one_open=suspended and any(each.code in grave for each in counting),
        suspended=suspended,
    )


def _with(told: Circumstances, batches: Sequence[BatchRecord]) -> Circumstances:
    last = batches[-1] if batches else None
    found = {finding.reason for batch in batches for finding in batch.findings}
    changes = {
        "form": last.category if last else "",
        "code": last.code if last else "",
        "portal_alarm": ReasonCode.RAD_DOSE_RATE in found or not batches,
    }
    return told.model_copy(update=changes)
