"""What is asked of the checkpoint (kakou) management system."""

from temporalio import activity

from activities.recorder import Recorder
from activities.remote import Remote
from models.calls import BoxRequest, Call, Reply, Trip


class Checkpoint:
    """Trucks and locks."""

    def __init__(self, recorder: Recorder, remote: Remote) -> None:
        self._recorder, self._remote = recorder, remote

    @activity.defn
    async def order_transport(self, call: Call[BoxRequest]) -> Reply[Trip]:
        """A truck and a lock for one box, with the planned drive in minutes."""
        head = await self._recorder.record(call.batch)
        answer = await self._remote.post(
            "/trips",
            call.key,
            {
                "SeqNo": call.request.subject.seq_no,
                "container_no": call.request.box,
                "direction": call.request.direction,
            },
        )
        trip = Trip(
            trip_no=answer["trip_no"],
            plate=answer["plate"],
            lock_no=answer["lock_no"],
            planned_drive_minutes=answer["planned_drive_min"],
        )
        return Reply(head=head, answer=trip)
