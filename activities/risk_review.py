"""Makes the review of a quarter due; whoever holds it does so by `guomen risk review`."""

from datetime import datetime

from temporalio import activity

from activities.errors import ledger_unavailable
from activities.portfolio import PortfolioStream
from ledger import LedgerUnavailable
from models.execution.maintenance import ReviewPlanned
from models.risk.events import ReviewScheduled
from models.risk.portfolio import Portfolio
from models.risk.reviews import to_schedule
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook


class ReviewPlanning:
    """The door to the calendar of reviews for what a schedule starts."""

    def __init__(self, portfolio: PortfolioStream) -> None:
        self._portfolio = portfolio

    @activity.defn
    async def plan_review(self, now: datetime) -> ReviewPlanned:
        """Records that the review of the quarter is due, once.

        Raises:
            ApplicationError: LedgerUnavailable (retried).
        """
        calendar = rulebook(in_force(day_in_china(now))).calendar
        made: list[str] = []

        def wanted(known: Portfolio) -> ReviewScheduled | None:
            made.clear()
            body = to_schedule(known, calendar, now)
            if body is not None:
                made.append(body.quarter)
            return body

        try:
            await self._portfolio.record(wanted, now)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        return ReviewPlanned(quarter=made[0] if made else "")
