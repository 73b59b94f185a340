"""What is asked of the checkpoint (kakou) management system."""

from urllib.parse import quote

from temporalio import activity

from activities.recorder import Recorder
from activities.remote import Remote
from models.calls import Call, Nothing, Reply, RoadRequest, Trip, TripRequest


class Checkpoint:
    """Trucks and locks, and who may not drive."""

    def __init__(self, recorder: Recorder, remote: Remote) -> None:
        self._recorder, self._remote = recorder, remote

    @activity.defn
    async def order_transport(self, call: Call[TripRequest]) -> Reply[Trip]:
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
        trip = Trip(
            trip_no=answer["trip_no"],
            plate=answer["plate"],
            trailer=answer.get("trailer_plate", ""),
            driver=answer.get("driver_id", ""),
            haulier=answer.get("haulier", ""),
            lock_no=answer["lock_no"],
            planned_drive_minutes=answer["planned_drive_min"],
        )
        return Reply(head=head, answer=trip)

    @activity.defn
    async def direct_road(self, call: Call[RoadRequest]) -> Reply[Nothing]:
        """A fleet stops or drives again, or the gate refuses a truck."""
        head = await self._recorder.record(call.batch)
        asked = call.request
        told = {"trip_no": asked.trip_no, "reason": asked.reason}
        match asked.order:
            case "REFUSE_GATE":
                path = f"/trips/{quote(asked.trip_no, safe='')}/refusal"
            case "STOP_FLEET":
                path = f"/hauliers/{quote(asked.haulier, safe='')}/stops"
            case "RESUME_FLEET":
                path = f"/hauliers/{quote(asked.haulier, safe='')}/stops/end"
        await self._remote.post(path, call.key, told)
        return Reply(head=head, answer=Nothing())
