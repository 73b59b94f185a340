"""The enterprise's own system: lots, bays, notices, appointments."""

import pytest

from tests.systems.outside import BOX, EVENING, NOON, SEQ_NO, WEIGHTS, Caller

LOT = f"/stock-lots/{SEQ_NO}"


async def permit(enterprise: Caller) -> dict[str, str]:
    request = {"SeqNo": SEQ_NO, "container_no": BOX}
    answer = await enterprise.call("/unloading-permissions", request, "unload")
    assert answer.status_code == 201
    return dict(answer.json())


async def test_a_permitted_unloading_names_its_bay(enterprise: Caller) -> None:
    permission = await permit(enterprise)
    assert permission["permission_no"].startswith("UP-")
    assert permission["bay"].startswith("BAY-")


async def test_goods_are_on_hold_from_their_first_unloading(enterprise: Caller) -> None:
    assert (await enterprise.http.get(LOT)).status_code == 404
    await permit(enterprise)
    assert (await enterprise.get(LOT))["state"] == "HOLD"


async def test_a_lot_weighs_what_was_unloaded_for_it(enterprise: Caller) -> None:
    await permit(enterprise)
    await enterprise.happen("unloading.completed", {"container_no": BOX, **WEIGHTS})
    assert (await enterprise.get(LOT))["net_kg_by_box"] == {BOX: "23700"}


async def test_an_unloading_nobody_permitted_belongs_to_no_lot(enterprise: Caller) -> None:
    await enterprise.happen("unloading.completed", {"container_no": BOX, **WEIGHTS})
    assert (await enterprise.http.get(LOT)).status_code == 404


@pytest.mark.parametrize("state", ["HOLD", "FREE", "RECTIFY", "RETURN", "DESTROY"])
async def test_a_lot_is_marked_as_customs_says(enterprise: Caller, state: str) -> None:
    answer = await enterprise.call(LOT, {"state": state}, method="PUT")
    assert answer.status_code == 200
    assert answer.json() == {"lot": answer.json()["lot"], "state": state}
    assert (await enterprise.get(LOT))["state"] == state


async def test_a_box_of_a_lot_can_be_freed_by_itself(enterprise: Caller) -> None:
    await enterprise.call(LOT, {"state": "FREE", "containers": [BOX]}, "one", "PUT")
    await enterprise.call(LOT, {"state": "RETURN"}, "rest", "PUT")
    lot = await enterprise.get(LOT)
    assert (lot["state"], lot["state_by_box"]) == ("RETURN", {BOX: "FREE"})


async def test_a_lot_keeps_its_number(enterprise: Caller) -> None:
    held = await enterprise.call(LOT, {"state": "HOLD"}, "hold", "PUT")
    freed = await enterprise.call(LOT, {"state": "FREE"}, "free", "PUT")
    assert held.json()["lot"] == freed.json()["lot"]


async def test_notices_are_kept_in_order(enterprise: Caller) -> None:
    for kind in ("SUPPLEMENT", "RECTIFY"):
        notice = {"SeqNo": SEQ_NO, "kind": kind, "text": "see the annex"}
        assert (await enterprise.call("/notices", notice, kind)).status_code == 201
    notices = (await enterprise.get(f"/notices/{SEQ_NO}"))["notices"]
    assert [notice["kind"] for notice in notices] == ["SUPPLEMENT", "RECTIFY"]


async def test_a_later_booking_replaces_the_appointment(enterprise: Caller) -> None:
    path = f"/appointments/{SEQ_NO}"
    assert (await enterprise.http.get(path)).status_code == 404
    for slot in (NOON, EVENING):
        await enterprise.happen("appointment.booked", {"SeqNo": SEQ_NO, "slot": slot}, slot)
    assert (await enterprise.get(path))["slot"] == EVENING
