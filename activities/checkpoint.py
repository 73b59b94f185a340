"""Calls the checkpoint (kakou) management system."""

from urllib.parse import quote

from temporalio import activity

from activities.ledger_append import Recorder
from activities.system_http import SystemClient
from models.execution.activity_io import AssignedTrip, Call, Empty, Reply, RoadRequest, TripRequest


class CheckpointActivities:
    """Trucks and locks, and who may not drive."""

    def __init__(self, recorder: Recorder, remote: SystemClient) -> None:
        self._recorder, self._remote = recorder, remote

    @activity.defn
    async def order_transport(self, call: Call[TripRequest]) -> Reply[AssignedTrip]:
        """A truck and a lock for one box, with the planned drive in minutes."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        order = {
            "SeqNo": asked.subject.seq_no,
            "container_no": asked.box,
            "direction": asked.direction,
        }
        if asked.not_before is not None:
            order["not_before"] = asked.not_before.isoformat()
        answer = await self._remote.post("/trips", call.key, order)
        trip = AssignedTrip(
            trip_no=answer["trip_no"],
            plate=answer["plate"],
            trailer=answer.get("trailer_plate", ""),
            driver=answer.get("driver_id", ""),
            haulier=answer.get("haulier", ""),
            lock_no=answer["lock_no"],
            planned_drive_minutes=answer["planned_drive_min"],
            cameras=tuple(answer.get("cameras") or ()),
        )
        return Reply(head=head, answer=trip)

    @activity.defn
    async def direct_road(self, call: Call[RoadRequest]) -> Reply[Empty]:
        """A fleet stops or drives again, the gate refuses a truck, or no gate lets a box out."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        told = {"trip_no": asked.trip_no, "reason": asked.reason}
        box = quote(asked.box, safe="")
        match asked.order:
            case "BAR_GATE":
                path, told = f"/boxes/{box}/bar", {"reason": asked.reason}
            case "OPEN_GATE":
                path, told = f"/boxes/{box}/bar/end", {"reason": asked.reason}
            case "REFUSE_GATE":
                path = f"/trips/{quote(asked.trip_no, safe='')}/refusal"
            case "STOP_FLEET":
                path = f"/hauliers/{quote(asked.haulier, safe='')}/stops"
            case "RESUME_FLEET":
                path = f"/hauliers/{quote(asked.haulier, safe='')}/stops/end"
        await self._remote.post(path, call.key, told)
        return Reply(head=head, answer=Empty())
