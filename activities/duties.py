"""Asks a system whether a duty of an enterprise's page has been done and was not entered yet."""

from collections.abc import Iterator
from urllib.parse import quote

import structlog
from pydantic import ValidationError
from temporalio import activity

from activities.errors import remote_unavailable
from activities.system_http import SystemClient
from models.enterprise.messages import DutyRecord
from models.execution.activity_io import Call, DutiesDone, DutyQuestion, Reply
from models.kernel.terms import System

_MOST = 20

_log = structlog.get_logger()


class Duties:
    """Looks into the records of the systems: what they have, officers may not have entered."""

    def __init__(self, remotes: dict[System, SystemClient]) -> None:
        self._remotes = remotes

    @activity.defn
    async def look_up_duty(self, call: Call[DutyQuestion]) -> Reply[DutiesDone]:
        """When it was done since the deadline opened, the latest last; a look, without effect.

        Raises:
            ApplicationError: RemoteUnavailable (retried), RemoteRefused (final).
        """
        asked = call.request
        # A code is free text: a slash in it is no step of a path.
        path = f"/duties/{quote(asked.enterprise, safe='')}"
        answer = await self._remotes[asked.system].get(path, kind=asked.duty)
        told = answer.get("done") if isinstance(answer, dict) else None
        if not isinstance(told, list):
            raise remote_unavailable(asked.system, "its answer has no list of what was done")
        done = (record for record in _records(asked, told) if record.at >= asked.since)
        latest = sorted(done, key=lambda record: (record.at, record.number))[-_MOST:]
        return Reply(head=None, answer=DutiesDone(done=tuple(latest)))


def _records(asked: DutyQuestion, told: list[object]) -> Iterator[DutyRecord]:
    """What can be read; of anything else nothing is known to have been done."""
    for one in told:
        try:
            yield DutyRecord.model_validate(one)
        except ValidationError:
            said = {"system": asked.system, "enterprise": asked.enterprise, "duty": asked.duty}
            _log.warning("a record of a duty cannot be read", **said)
