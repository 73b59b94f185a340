"""What is asked of the checkpoint (kakou) management system."""

from temporalio import activity

from activities.recorder import Recorder
from activities.remote import Remote
from models.calls import Call, Reply, Trip, TripRequest


class Checkpoint:
    """Trucks and locks."""

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
            lock_no=answer["lock_no"],
            planned_drive_minutes=answer["planned_drive_min"],
        )
        return Reply(head=head, answer=trip)
