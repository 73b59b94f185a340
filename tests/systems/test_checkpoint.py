"""Checkpoints: trips, what was seen of a box, locks."""

from typing import Any

import pytest

from tests.systems.outside import BOX, EVENING, MORNING, PASSAGE, RADIATION, SEQ_NO, Caller


async def trip(checkpoint: Caller, direction: str = "TO_ENTERPRISE") -> dict[str, Any]:
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": direction}
    answer = await checkpoint.call("/trips", order, f"trip-{direction}")
    assert answer.status_code == 201
    return dict(answer.json())


async def test_a_trip_gets_a_ningbo_truck_and_a_lock(checkpoint: Caller) -> None:
    assigned = await trip(checkpoint)
    assert assigned["plate"].startswith("浙B")
    assert assigned["lock_no"].startswith("JT-")
    assert assigned["planned_drive_min"] == 90


async def test_the_world_plans_the_drive_of_a_box(checkpoint: Caller) -> None:
    drive = {"container_no": BOX, "minutes": 45}
    assert (await checkpoint.http.put("/world/drives", json=drive)).status_code == 200
    assert (await trip(checkpoint))["planned_drive_min"] == 45


async def test_a_passage_is_completed_from_the_trip_of_its_box(checkpoint: Caller) -> None:
    assigned = await trip(checkpoint)
    passage = (await checkpoint.happen("gate.passage", PASSAGE))["data"]
    assert passage["plate"] == assigned["plate"]
    assert passage["lock_no"] == assigned["lock_no"]
    assert passage["lock_state"] == "LOCKED"
    assert passage["passage_id"].startswith("GP-")


async def test_what_a_lane_read_itself_is_not_overwritten(checkpoint: Caller) -> None:
    await trip(checkpoint)
    read = {**PASSAGE, "plate": "浙B00000", "lock_state": "OPEN", "weight_kg": "31250.5"}
    passage = (await checkpoint.happen("gate.passage", read))["data"]
    assert passage["plate"] == "浙B00000"
    assert passage["lock_state"] == "OPEN"
    assert passage["weight_kg"] == "31250.5"


async def test_a_box_without_a_trip_passes_without_a_lock(checkpoint: Caller) -> None:
    passage = (await checkpoint.happen("gate.passage", PASSAGE))["data"]
    assert (passage["plate"], passage["lock_no"], passage["lock_state"]) == (None, None, None)


async def test_a_geofence_is_completed_too(checkpoint: Caller) -> None:
    assigned = await trip(checkpoint)
    entered = (await checkpoint.happen("geofence.entered", {"container_no": BOX}))["data"]
    assert entered == {
        "container_no": BOX,
        "place": "ENTERPRISE",
        "plate": assigned["plate"],
        "lock_no": assigned["lock_no"],
    }


@pytest.mark.parametrize(
    "direction, leaves, arrives",
    [("TO_ENTERPRISE", "PORT", "ENTERPRISE"), ("TO_PORT", "ENTERPRISE", "PORT")],
)
async def test_a_trip_moves_on_with_the_gates(
    checkpoint: Caller, direction: str, leaves: str, arrives: str
) -> None:
    path = f"/trips/{(await trip(checkpoint, direction))['trip_no']}"
    states = [(await checkpoint.get(path))["state"]]
    for way, place, time in (("OUT", leaves, MORNING), ("IN", arrives, EVENING)):
        passage = {"container_no": BOX, "direction": way, "place": place}
        await checkpoint.happen("gate.passage", passage, time)
        states.append((await checkpoint.get(path))["state"])
    assert states == ["ORDERED", "ON_THE_ROAD", "ARRIVED"]


async def test_a_cut_rope_opens_the_lock(checkpoint: Caller) -> None:
    path = f"/locks/{(await trip(checkpoint))['lock_no']}"
    await checkpoint.happen("lock.alarm", {"container_no": BOX, "alarm": "LOW_BATTERY"}, MORNING)
    assert (await checkpoint.get(path))["state"] == "LOCKED"
    await checkpoint.happen("lock.alarm", {"container_no": BOX, "alarm": "ROPE_CUT"})
    lock = await checkpoint.get(path)
    assert (lock["state"], lock["alarms"]) == ("OPEN", ["LOW_BATTERY", "ROPE_CUT"])
    passage = (await checkpoint.happen("gate.passage", PASSAGE, EVENING))["data"]
    assert passage["lock_state"] == "OPEN"


async def test_the_status_word_of_a_lock_is_read_bit_by_bit(checkpoint: Caller) -> None:
    path = f"/locks/{(await trip(checkpoint))['lock_no']}"
    await checkpoint.happen("lock.alarm", {"container_no": BOX, "status": 0b100_0000_1000})
    lock = await checkpoint.get(path)
    assert (lock["state"], lock["alarms"]) == ("OPEN", ["ROPE_CUT", "LOW_BATTERY"])


async def test_everything_seen_of_a_box_is_kept(checkpoint: Caller) -> None:
    measured = {"container_no": BOX, "radiation": RADIATION}
    xray = {
        "scan_id": "S1",
        "image_ref": "scans/1.png",
        "verdict": "SUSPECT",
        "suspicion": "NC-08",
    }
    await checkpoint.happen("radiation.measured", measured)
    await checkpoint.happen("xray.scanned", {"container_no": BOX, "xray": xray})
    seen = [sighting["seen"] for sighting in (await checkpoint.get(f"/boxes/{BOX}"))["sightings"]]
    assert seen == [measured, {"container_no": BOX, "xray": xray}]


@pytest.mark.parametrize("path", ["/trips/T-1", "/locks/J-1"])
async def test_an_unknown_number_is_refused_with_advice(checkpoint: Caller, path: str) -> None:
    answer = await checkpoint.http.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "fix"}


async def test_an_enterprise_nobody_has_heard_of_has_no_fleet_until_the_world_says_otherwise(
    checkpoint: Caller,
) -> None:
    none = {"enterprise": "甬铜", "trucks_free": 0, "locks_free": 0}
    assert (await checkpoint.http.get("/fleets/甬铜")).json() == none
    some = {"enterprise": "甬铜", "trucks_free": 2, "locks_free": 3}
    assert (await checkpoint.http.put("/world/fleets", json=some)).status_code == 200
    assert (await checkpoint.http.get("/fleets/甬铜")).json() == some


async def told(checkpoint: Caller, path: str, body: dict[str, str], key: str) -> Any:
    answer = await checkpoint.call(path, body, key)
    assert answer.status_code == 200
    return answer.json()


async def test_a_stopped_haulier_gets_no_trip_until_all_stops_are_over(
    checkpoint: Caller,
) -> None:
    haulier = (await trip(checkpoint))["haulier"]
    stops = f"/hauliers/{haulier}/stops"
    for number in ("T-1", "T-2"):
        await told(checkpoint, stops, {"trip_no": number, "reason": "overdue"}, number)
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_ENTERPRISE"}
    others = [await checkpoint.call("/trips", order, f"other-{n}") for n in range(12)]
    assert haulier not in {answer.json()["haulier"] for answer in others}
    left = await told(checkpoint, f"{stops}/end", {"trip_no": "T-1", "reason": "there"}, "end-1")
    assert left["stops"] == {"T-2": "overdue"}
    await told(checkpoint, f"{stops}/end", {"trip_no": "T-2", "reason": "there"}, "end-2")
    assert (await checkpoint.get(f"/hauliers/{haulier}"))["stops"] == {}


async def test_when_every_fleet_stands_the_usual_one_has_to_be_called(checkpoint: Caller) -> None:
    order = {"SeqNo": SEQ_NO, "container_no": BOX, "direction": "TO_ENTERPRISE"}
    found: set[str] = set()
    while True:
        answer = await checkpoint.call("/trips", order, f"trip-{len(found)}")
        haulier = answer.json()["haulier"]
        if haulier in found:
            break
        found.add(haulier)
        stop = {"trip_no": answer.json()["trip_no"], "reason": "overdue"}
        await told(checkpoint, f"/hauliers/{haulier}/stops", stop, f"stop-{len(found)}")
    assert len(found) == 3


async def test_the_gate_refuses_a_trip_until_its_lock_is_looked_at(checkpoint: Caller) -> None:
    path = f"/trips/{(await trip(checkpoint))['trip_no']}"
    refusal = {"trip_no": path.rpartition("/")[2], "reason": "lock not seen"}
    assert (await told(checkpoint, f"{path}/refusal", refusal, "r"))["refused"] == "lock not seen"
    await checkpoint.happen("lock.applied", {"container_no": BOX})
    assert (await checkpoint.get(path))["refused"] == "lock not seen"
    await checkpoint.happen("lock.verified", {"container_no": BOX})
    assert (await checkpoint.get(path))["refused"] is None
