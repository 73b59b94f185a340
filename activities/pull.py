"""Pull before you shout: what has a system sent that we have not heard?"""

import asyncio
from collections.abc import Iterator

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
        """All messages about these numbers, as facts; the workflow knows which are new.

        What a number only hints at is left out: it may be about another consignment.
        """
        remote, asked = self._remotes[call.request.system], call.request
        answers = await asyncio.gather(
            *(remote.get("/messages", subject=subject) for subject in asked.subjects)
        )
        found: set[Report] = set()
        for subject, answer in zip(asked.subjects, answers, strict=True):
            found.update(_reports(asked.system, subject, answer["messages"]))
        fresh = (report for report in found if report.occurred_at >= asked.since)
        ordered = sorted(fresh, key=lambda report: (report.occurred_at, report.id))
        return Reply(head=None, answer=Pulled(reports=tuple(ordered)))


def _reports(
    system: System, subject: str, messages: list[dict[str, JsonValue]]
) -> Iterator[Report]:
    """As facts; one without id or time cannot be placed, its webhook was refused as well."""
    for message in messages:
        try:
            intake = translate(system, message)
        except IntakeError as error:
            _log.warning("a pulled message cannot be read", system=system, reason=str(error))
            continue
        if subject not in intake.hints:
            yield intake.report
