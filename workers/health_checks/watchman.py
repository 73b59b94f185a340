"""The look of the schedule `health-check`: every probe, from where the tracker stands."""

from typing import Any

import structlog
from temporalio import activity
from temporalio.client import Client

from models.health.changes import HealthRound, Told
from workers.health_checks.suite import Reach, examined, where
from workers.health_checks.workflows import Limits
from workers.settings import Settings

LIMITS = Limits(described=20_000)

_log = structlog.get_logger(__name__)


class Watchman:
    """Looks whether the tracker itself is well."""

    def __init__(
        self,
        client: Client,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
        settings: Settings,
    ) -> None:
        self._reach, self._settings = Reach(client, pool), settings

    @activity.defn
    async def check_health(self, before: Told) -> HealthRound:
        """Everything that is wrong now; what was wrong before is looked at in any case."""
        known = [each.workflow for each in before.open if each.workflow]
        found = await examined(self._settings, self._reach, known=known, limits=LIMITS)
        for each in found:
            _log.error("not well", fault=each.fault, subject=each.subject, why=each.why)
        return HealthRound(findings=tuple(found), where=where(self._settings))
