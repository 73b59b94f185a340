"""Calls the customs clearance management system."""

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from temporalio import activity

from activities.draw import Drawing
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.supplier_stream import Levels
from activities.system_http import SystemClient
from models.execution.activity_io import (
    BoxRequest,
    Call,
    ConclusionRequest,
    ControlInstruction,
    DrawAnswer,
    DrawRequest,
    Empty,
    InstructionRequest,
    Permission,
    PermitEnd,
    Reply,
)
from models.execution.control_instruction import control_instruction
from models.risk.records import pair_of
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook


class ClearanceActivities:
    """Instruction and standing, the permit to remove, the conclusion.

    What the mode decision looks at is not all known to clearance: the checkpoint system has the
    fleet, our own register the enterprises.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - everybody who is asked
        self,
        recorder: Recorder,
        remote: SystemClient,
        checkpoint: SystemClient,
        register: EnterpriseRepository,
        drawing: Drawing,
        levels: Levels,
    ) -> None:
        self._recorder, self._remote = recorder, remote
        self._checkpoint, self._register, self._drawing = checkpoint, register, drawing
        self._levels = levels

    @activity.defn
    async def fetch_instruction(self, call: Call[InstructionRequest]) -> Reply[ControlInstruction]:
        """Which checks are ordered, how the enterprise stands, and which rulebook is in force.

        Who is enrolled, and which suppliers are admitted, is said by our own registry alone. The
        boxes need a lock each, and a truck. The chances of the draw come with it: without its key
        there is no decision, for nothing would be drawn. Our own level of the pair is that of the
        consignment's own time; while the ledger does not say it, there is no decision either.
        """
        head = await self._recorder.record(call.batch)
        asked = call.request
        # A code is free text: a slash in it is no step of a path.
        enterprise = quote(asked.enterprise, safe="")
        rules = rulebook(in_force(day_in_china(asked.at)))
        pair = pair_of(asked.enterprise, asked.supplier, asked.kind)
        ordered, credit, fleet, ours, chances, assessed = await asyncio.gather(
            self._remote.get(f"/instructions/{asked.subject.seq_no}"),
            self._remote.get(f"/risk/credit/{enterprise}"),
            self._checkpoint.get(f"/fleets/{enterprise}"),
            self._register.standings(asked.enterprise, asked.supplier, asked.at),
            self._drawing.chances(asked.subject.tracking_no, asked.boxes, asked.at),
            self._levels.level(pair, asked.at, rules.risk),
        )
        answer = control_instruction(
            asked,
            rules,
            ours.enterprise,
            ours.supplier,
            receiving=ours.receiving,
            chances=chances,
            assessed=assessed,
            ordered=_fields(ordered),
            credit=_fields(credit),
            fleet=_fields(fleet),
        )
        return Reply(head=head, answer=answer)

    @activity.defn
    async def draw_boxes(self, call: Call[DrawRequest]) -> Reply[DrawAnswer]:
        """The chances of a draw by itself, where the mode was decided on paper."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        chances = await self._drawing.chances(asked.subject.tracking_no, asked.boxes, asked.at)
        return Reply(head=head, answer=DrawAnswer(chances=chances))

    @activity.defn
    async def permit_removal(self, call: Call[BoxRequest]) -> Reply[Permission]:
        """May this box leave the port? A refusal is an answer, not an error."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        answer = await self._remote.post(
            "/permissions/remove",
            call.key,
            {
                "SeqNo": asked.subject.seq_no,
                "EntryId": asked.subject.entry_id,
                "containers": [asked.box],
            },
        )
        return Reply(head=head, answer=_permission(_fields(answer)))

    @activity.defn
    async def end_permit(self, call: Call[PermitEnd]) -> Reply[Empty]:
        """A permit was withdrawn or has lapsed: its box may not pass the gate."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        await self._remote.post(
            f"/permissions/{asked.permit_no}/end", call.key, {"reason": asked.reason}
        )
        return Reply(head=head, answer=Empty())

    @activity.defn
    async def conclude(self, call: Call[ConclusionRequest]) -> Reply[Empty]:
        """The consignment ends like this."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        await self._remote.post(
            "/conclusions",
            call.key,
            {
                "SeqNo": asked.subject.seq_no,
                "EntryId": asked.subject.entry_id,
                "outcome": asked.outcome,
            },
        )
        return Reply(head=head, answer=Empty())


def _fields(answer: object) -> Mapping[str, object]:
    """What an answer says by name; one that is no object says nothing."""
    return answer if isinstance(answer, Mapping) else {}


def _permission(answer: Mapping[str, object]) -> Permission:
    """Permitted is only what is said to be, under a number: all else is a refusal."""
    status, number = answer.get("status"), answer.get("permission_no")
    if status == "PERMITTED" and isinstance(number, str) and number.strip():
        return Permission(permit_no=number)
    reason = answer.get("reason")
    said = reason if isinstance(reason, str) and reason.strip() else None
    return Permission(refusal=said or f"clearance gave no permit: status {status}, no. {number}")
