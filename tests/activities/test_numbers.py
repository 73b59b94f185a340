"""Which unified number each system is asked under, of goods that were declared anew."""

from typing import cast

from activities.checkpoint import CheckpointActivities
from activities.clearance import ClearanceActivities
from activities.enterprise import EnterpriseActivities
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.system_http import SystemClient
from models.execution.activity_io import (
    BoxRequest,
    Call,
    CallSubject,
    ConclusionRequest,
    StockOrder,
    TripRequest,
)
from tests.draws import FixedDrawing
from tests.levels import FixedLevels

NEW, REGISTERED = "I20269000000000001", "I20260000000000001"
BOX = "MSKU3070079"
SUBJECT = CallSubject(tracking_no="NB26-000001", seq_no=NEW, registered_no=REGISTERED)
TRIP = {"trip_no": "T-1", "plate": "浙B1", "lock_no": "L-1", "planned_drive_min": 90}


class _NothingToRecord:
    async def record(self, _: object) -> None:
        return None


class _Remote:
    """Remembers the unified number in each path or body."""

    def __init__(self) -> None:
        self.named: list[str] = []

    async def post(self, path: str, key: str, body: dict[str, str]) -> dict[str, object]:
        del path, key
        self.named.append(body["SeqNo"])
        return {"status": "PERMITTED", "permission_no": "PR-1", **TRIP}

    async def put(self, path: str, key: str, body: object) -> None:
        del key, body
        self.named.append(path.rpartition("/")[2])


RECORDER = cast("Recorder", _NothingToRecord())


async def test_the_lot_keeps_the_number_that_the_goods_were_announced_under() -> None:
    remote = _Remote()
    enterprise = EnterpriseActivities(RECORDER, cast("SystemClient", remote))
    box = BoxRequest(subject=SUBJECT, box=BOX)
    await enterprise.permit_unloading(Call(batch=None, key="k", request=box))
    order = StockOrder(subject=SUBJECT, state="FREE")
    await enterprise.tag_stock(Call(batch=None, key="k", request=order))
    assert remote.named == [REGISTERED, REGISTERED]


async def test_clearance_and_checkpoint_are_asked_under_the_present_number() -> None:
    remote = _Remote()
    system, register = cast("SystemClient", remote), cast("EnterpriseRepository", None)
    asked = (system, system, register, FixedDrawing(), FixedLevels())
    clearance = ClearanceActivities(RECORDER, *asked)
    box = BoxRequest(subject=SUBJECT, box=BOX)
    await clearance.permit_removal(Call(batch=None, key="k", request=box))
    end = ConclusionRequest(subject=SUBJECT, outcome="RELEASED")
    await clearance.conclude(Call(batch=None, key="k", request=end))
    trip = TripRequest(subject=SUBJECT, box=BOX)
    await CheckpointActivities(RECORDER, system).order_transport(
        Call(batch=None, key="k", request=trip)
    )
    assert remote.named == [NEW, NEW, NEW]
