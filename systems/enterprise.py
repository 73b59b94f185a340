"""The management system of the pilot enterprises: bays, stock lots, appointments, notices."""

from collections.abc import Mapping
from datetime import datetime

import httpx2
from fastapi import APIRouter, FastAPI

from systems.app import build
from systems.errors import NotKnown
from systems.idempotency import OnceOnly
from systems.numbers import derived_number, derived_uuid
from systems.serve import serve
from systems.settings import SystemSettings
from systems.store import Store
from systems.wire import enterprise as wire

_BAYS = 12


class EnterpriseSystem:
    """What an enterprise keeps about the consignments it receives."""

    name = "enterprise"
    types: Mapping[str, type[wire.EnterpriseData]] = wire.ENTERPRISE_TYPES

    def __init__(self, store: Store) -> None:
        self._store = store

    def complete(self, data: wire.EnterpriseData, identity: str) -> wire.EnterpriseData:
        """Return the claim as it was made: the enterprise adds nothing."""
        del identity
        return data

    def take_in(self, data: wire.EnterpriseData, time: datetime) -> None:
        """Book the slot or the weight; the other claims change no state."""
        del time
        match data:
            case wire.AppointmentBooked():
                slot = wire.AppointmentRecord(SeqNo=data.SeqNo, slot=data.slot)
                self._store.put("appointment", data.SeqNo, slot)
            case wire.UnloadingCompleted():
                self._weighed(data)
            case _:
                pass

    def permit_unloading(
        self, request: wire.UnloadingRequest, key: str
    ) -> wire.UnloadingPermission:
        """Assign a bay; from now on the consignment's goods are on hold in the stock.

        A box that was to stay shut may be opened again.
        """
        handling = wire.Handling(SeqNo=request.SeqNo)
        self._store.put("handling", request.container_no, handling)
        lot = self._lot(request.SeqNo)
        marked = {n: s for n, s in lot.state_by_box.items() if n != request.container_no}
        self._keep(lot.model_copy(update={"state_by_box": marked}))
        bay = derived_uuid("bay", request.container_no).int % _BAYS + 1
        permission = wire.UnloadingPermission(
            permission_no=derived_number("UP", key), bay=f"BAY-{bay:02d}"
        )
        self._store.put("permission", permission.permission_no, permission)
        return permission

    def mark_lot(self, unified: str, order: wire.LotOrder) -> wire.LotStanding:
        """Set what may be done with a lot; what was said of a box by itself stays."""
        lot = self._lot(unified)
        if order.containers:
            marked = {**lot.state_by_box, **dict.fromkeys(order.containers, order.state)}
            lot = lot.model_copy(update={"state_by_box": marked})
        else:
            lot = lot.model_copy(update={"state": order.state})
        self._keep(lot)
        return wire.LotStanding(lot=lot.lot, state=lot.state)

    def lot(self, unified: str) -> wire.Lot:
        """Return the lot of a consignment."""
        found = self._store.get("lot", unified, wire.Lot)
        if found is None:
            raise NotKnown(
                f"there is no stock lot for {unified}",
                "a lot begins with the first unloading permission or PUT /stock-lots",
            )
        return found

    def take_notice(self, order: wire.NoticeOrder, key: str) -> wire.NoticeTaken:
        """Keep a notice from customs."""
        notice = wire.StoredNotice(notice_no=derived_number("NT", key), **order.model_dump())
        notices = [*self.notices(order.SeqNo).notices, notice]
        self._store.put("notices", order.SeqNo, wire.NoticeRecords(notices=notices))
        return wire.NoticeTaken(notice_no=notice.notice_no)

    def notices(self, unified: str) -> wire.NoticeRecords:
        """Return the notices about a consignment."""
        return self._store.get("notices", unified, wire.NoticeRecords) or wire.NoticeRecords()

    def appointment(self, unified: str) -> wire.AppointmentRecord:
        """Return the latest slot agreed for a consignment."""
        found = self._store.get("appointment", unified, wire.AppointmentRecord)
        if found is None:
            raise NotKnown(f"no appointment is booked for {unified}", "wait for appointment.booked")
        return found

    def _weighed(self, unloading: wire.UnloadingCompleted) -> None:
        handling = self._store.get("handling", unloading.container_no, wire.Handling)
        if handling is None:
            return
        lot = self._lot(handling.SeqNo)
        weights = {**lot.net_kg_by_box, unloading.container_no: unloading.net_kg}
        self._keep(lot.model_copy(update={"net_kg_by_box": weights}))

    def _lot(self, unified: str) -> wire.Lot:
        new = wire.Lot(lot=derived_number("LOT", unified), state="HOLD", SeqNo=unified)
        return self._store.get("lot", unified, wire.Lot) or new

    def _keep(self, lot: wire.Lot) -> None:
        self._store.put("lot", lot.SeqNo, lot)


def _endpoints(enterprise: EnterpriseSystem) -> APIRouter:
    router = APIRouter()

    @router.post("/unloading-permissions", status_code=201)
    async def permit(request: wire.UnloadingRequest, once: OnceOnly) -> wire.UnloadingPermission:
        """Permit the unloading of a box."""
        return once.answer(
            wire.UnloadingPermission, lambda: enterprise.permit_unloading(request, once.key)
        )

    @router.put("/stock-lots/{unified}")
    async def mark_lot(unified: str, order: wire.LotOrder, once: OnceOnly) -> wire.LotStanding:
        """Set what may be done with the goods of a consignment."""
        return once.answer(wire.LotStanding, lambda: enterprise.mark_lot(unified, order))

    @router.get("/stock-lots/{unified}")
    async def lot(unified: str) -> wire.Lot:
        """Return the goods of a consignment in the stock."""
        return enterprise.lot(unified)

    @router.post("/notices", status_code=201)
    async def take_notice(order: wire.NoticeOrder, once: OnceOnly) -> wire.NoticeTaken:
        """Tell the enterprise something about a consignment."""
        return once.answer(wire.NoticeTaken, lambda: enterprise.take_notice(order, once.key))

    @router.get("/notices/{unified}")
    async def notices(unified: str) -> wire.NoticeRecords:
        """Return the notices about a consignment, oldest first."""
        return enterprise.notices(unified)

    @router.get("/appointments/{unified}")
    async def appointment(unified: str) -> wire.AppointmentRecord:
        """Return the latest slot agreed for a consignment."""
        return enterprise.appointment(unified)

    return router


def create_app(
    settings: SystemSettings, transport: httpx2.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the enterprise system."""
    return build(EnterpriseSystem, _endpoints, settings, transport)


def main() -> None:
    """Serve the enterprise system."""
    serve("enterprise", 8703, create_app)


if __name__ == "__main__":
    main()
