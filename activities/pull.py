"""Pulls what a system has sent and we have not received, before a deadline escalates."""

import asyncio
from collections.abc import Iterator

import structlog
from temporalio import activity

from activities.system_http import SystemClient
from models.execution.activity_io import Call, Pulled, PullRequest, Reply
from models.inbound.inbound_message import IntakeError, TranslatedMessage, parts
from models.kernel.limits import LARGEST_REPORT, PULLED_AT_ONCE, encoded, next_of
from models.kernel.spelling import key
from models.kernel.terms import System
from models.process.messages import Report

_AT_ONCE = 500

_log = structlog.get_logger()


class Pull:
    """Asks the pull endpoint of the system that should have reported."""

    def __init__(self, remotes: dict[System, SystemClient]) -> None:
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
            found.update(_reports(asked.system, subject, _page(asked.system, subject, answer)))
        fresh = (report for report in found if report.occurred_at >= asked.since)
        ordered = sorted(fresh, key=lambda report: (report.occurred_at, report.id))
        left = ordered[asked.after :]
        reports = next_of(left, PULLED_AT_ONCE, _AT_ONCE)
        return Reply(head=None, answer=Pulled(reports=reports, more=len(reports) < len(left)))


def _page(system: System, subject: str, answer: object) -> list[object]:
    """The messages of an answer; of one that holds none nothing was heard, and that is said."""
    messages = answer.get("messages") if isinstance(answer, dict) else None
    if isinstance(messages, list):
        return messages
    what = f"{type(answer).__name__}, messages: {type(messages).__name__}"
    _log.error("what was pulled is no page of messages", system=system, subject=subject, got=what)
    return []


def _reports(system: System, subject: str, messages: list[object]) -> Iterator[Report]:
    """As facts; one without id or time cannot be placed, its webhook was refused as well."""
    for number, message in enumerate(messages):
        try:
            told = _read(system, subject, message)
            # What cannot be handed on would take all the others with it: it fails here.
            sizes = [encoded(intake.report) for intake in told]
        except (IntakeError, ValueError, RecursionError) as error:
            name = {"number": number, "message": _identity(message), "reason": str(error)[:500]}
            _log.warning("a pulled message cannot be read", system=system, subject=subject, **name)
            continue
        for intake, size in zip(told, sizes, strict=True):
            if size > LARGEST_REPORT:
                identity = intake.message_id
                _log.warning("a pulled message is too large", system=system, message=identity)
            elif key(subject) not in intake.hints:
                yield intake.report


def _read(system: System, subject: str, message: object) -> list[TranslatedMessage]:
    """What it says of the subject: of two boxes on a truck only the one that was asked about."""
    if not isinstance(message, dict):
        raise IntakeError("message", f"is a {type(message).__name__}", "send one JSON object each")
    told = parts(system, message)
    alone = len(told) == 1
    return [each for each in told if alone or key(subject) in each.aliases]


def _identity(message: object) -> str:
    """The id of a message for people to find it by, whatever it may be."""
    return repr(message.get("id"))[:160] if isinstance(message, dict) else ""
