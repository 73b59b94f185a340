"""What is asked of the customs clearance management system."""

import asyncio
from urllib.parse import quote

from temporalio import activity

from activities.recorder import Recorder
from activities.register import Register
from activities.remote import Remote
from models.calendar import day_in_china
from models.calls import (
    BoxRequest,
    Call,
    Conclusion,
    Instruction,
    InstructionRequest,
    Nothing,
    Permission,
    PermitEnd,
    Reply,
)
from models.rulebook import in_force, rulebook


class Clearance:
    """Instruction and standing, the permit to remove, the conclusion.

    What the mode decision looks at is not all known to clearance: the checkpoint system has the
    fleet, our own register the enterprises.
    """

    def __init__(
        self, recorder: Recorder, remote: Remote, checkpoint: Remote, register: Register
    ) -> None:
        self._recorder, self._remote = recorder, remote
        self._checkpoint, self._register = checkpoint, register

    @activity.defn
    async def fetch_instruction(self, call: Call[InstructionRequest]) -> Reply[Instruction]:
        """Which checks are ordered, how the enterprise stands, and which rulebook is in force.

        Our own register of enterprises counts more than what clearance says of them, and knows
        their suppliers. The boxes need a lock each, and a truck.
        """
        head = await self._recorder.record(call.batch)
        asked = call.request
        # A code is free text: a slash in it is no step of a path.
        enterprise = quote(asked.enterprise, safe="")
        ordered, standing, fleet, ours = await asyncio.gather(
            self._remote.get(f"/instructions/{asked.subject.seq_no}"),
            self._remote.get(f"/risk/credit/{enterprise}"),
            self._checkpoint.get(f"/fleets/{enterprise}"),
            self._register.standings(asked.enterprise, asked.supplier, asked.at),
        )
        rules = rulebook(in_force(day_in_china(asked.at)))
        credit = rules.risk_of_credit(standing["credit_level"])
        # The enterprise's level may be worse than the consignment's own: the worst one counts.
        level = max(asked.risk_level, standing["risk_level"], credit)
        answer = Instruction(
            risk_level=level,
            standing=ours.enterprise or standing["pilot"],
            supplier_standing=ours.supplier,
            rulebook=rules.version,
            notices=standing.get("notices", ()),
            open_violations=standing.get("open_violations", ()),
            storage_kg=standing.get("storage_kg"),
            transport_available=fleet["trucks_free"] > 0 and fleet["locks_free"] >= asked.boxes,
            port_inspection="MANUAL" in ordered["checks"]["port"],
            opened_share=ordered.get("open_share"),
            emptied_share=ordered.get("empty_share"),
            place=ordered.get("place") or "",
        )
        return Reply(head=head, answer=answer)

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
        if answer["status"] == "REFUSED":
            return Reply(head=head, answer=Permission(refusal=answer["reason"]))
        return Reply(head=head, answer=Permission(permit_no=answer["permission_no"]))

    @activity.defn
    async def end_permit(self, call: Call[PermitEnd]) -> Reply[Nothing]:
        """A permit was withdrawn or has lapsed: its box may not pass the gate."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        await self._remote.post(
            f"/permissions/{asked.permit_no}/end", call.key, {"reason": asked.reason}
        )
        return Reply(head=head, answer=Nothing())

    @activity.defn
    async def conclude(self, call: Call[Conclusion]) -> Reply[Nothing]:
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
        return Reply(head=head, answer=Nothing())
