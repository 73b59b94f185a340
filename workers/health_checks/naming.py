"""Whose workflow it is, and how `guomen` is told which."""

from datetime import datetime
from shlex import quote
from typing import NamedTuple

from models.health.findings import Fault, Finding
from workers.stream_kinds import CONSIGNMENTS, PAGES, StreamKind

_LONGEST = 300


class Name(NamedTuple):
    """A workflow as people call it; `kind` is None when it has no stream in the ledger."""

    subject: str
    number: str = ""
    kind: StreamKind | None = None

    def finding(self, fault: Fault, since: datetime | None, why: str, workflow: str) -> Finding:
        """A fault of it."""
        return Finding(
            fault=fault,
            subject=self.subject,
            since=since,
            why=why[:_LONGEST],
            number=self.number,
            workflow=workflow,
        )


def name_of(workflow_id: str) -> Name:
    """A consignment by its tracking number, an enterprise by its code, anything else by its id."""
    for kind in (CONSIGNMENTS, PAGES):
        if workflow_id.startswith(kind.stream("")):
            number = kind.number(workflow_id)
            asked = number if kind is CONSIGNMENTS else f"--enterprise {quote(number)}"
            return Name(number, asked, kind)
    return Name(workflow_id)
