"""Pull before you shout: what has a system sent that we have not heard?"""

import structlog
from pydantic import JsonValue
from temporalio import activity

from activities.remote import Remote
from models.calls import Call, Pulled, PullRequest, Reply
from models.intake import IntakeError, translate
from models.messages import Report
from models.terms import System

_log = structlog.get_logger()


class Pull:
    """Asks the pull endpoint of the system that should have reported."""

    def __init__(self, remotes: dict[System, Remote]) -> None:
        self._remotes = remotes

    @activity.defn
    async def pull_messages(self, call: Call[PullRequest]) -> Reply[Pulled]:
        """All messages about these numbers, as facts; the workflow knows which are new."""
        remote, reports = self._remotes[call.request.system], []
        for subject in call.request.subjects:
            answer = await remote.get("/messages", subject=subject)
            reports += [_report(call.request.system, message) for message in answer["messages"]]
        known = {report.id: report for report in reports if report is not None}
        ordered = sorted(known.values(), key=lambda report: report.occurred_at)
        return Reply(head=None, answer=Pulled(reports=tuple(ordered)))


def _report(system: System, message: dict[str, JsonValue]) -> Report | None:
    """A message without id or time cannot be placed; the webhook of it was refused as well."""
    try:
        return translate(system, message).report
    except IntakeError as error:
        _log.warning("a pulled message cannot be read", system=system, reason=str(error))
        return None
