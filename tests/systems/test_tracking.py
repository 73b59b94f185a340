"""Positions become transitions, and nothing else becomes of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from models.inbound import TRANSLATIONS
from systems.geodesy import Point, from_gcj02, metres, metres_from_leg
from systems.tracking import (
    ROLL_OVER,
    Circle,
    Corridor,
    LastPosition,
    Track,
    TravelLimits,
    followed,
    silence,
    usable,
)
from systems.wire.checkpoint import CHECKPOINT_TYPES
from tests.systems.gateway import FakeGateway
from tests.systems.outside import BOX, Caller

START = datetime(2026, 3, 2, 2, tzinfo=UTC)
BEILUN, ZHENHAI = Point(29.9, 121.85), Point(29.9, 121.55)
HALF_MINUTE = timedelta(seconds=30)
METRE = 1 / 111_320
ROAD = TravelLimits(corridors=[Corridor(BEILUN, ZHENHAI, 500)])


def drive(
    seconds: int, *, north_m: float = 0, at: datetime = START, pace: float = 5e-3
) -> Iterator[LastPosition]:
    """A truck to the west, half a minute apart, so many metres beside the middle of the road."""
    for nth in range(seconds // 30 + 1):
        lon = BEILUN.lon - nth * pace
        yield LastPosition(at + nth * HALF_MINUTE, Point(BEILUN.lat + north_m * METRE, lon))


def types(way: TravelLimits, *pieces: Iterator[LastPosition]) -> list[str]:
    track, found = Track(), []
    for piece in pieces:
        track, turns = followed(way, track, piece)
        found += [turn.type for turn in turns]
    return found


def shuttle(positions: int) -> Iterator[LastPosition]:
    """A truck on the road to and fro, never standing."""
    steps = 50
    for nth in range(positions):
        turn = nth % (2 * steps)
        lon = BEILUN.lon - (turn if turn < steps else 2 * steps - turn) * 5e-3
        yield LastPosition(START + nth * HALF_MINUTE, Point(BEILUN.lat, lon))


def test_a_hundred_thousand_positions_on_the_route_turn_to_nothing() -> None:
    assert types(ROAD, shuttle(100_000)) == []


def test_no_message_of_the_checkpoint_carries_a_position_and_the_tracker_knows_none() -> None:
    assert not [kind for kind in CHECKPOINT_TYPES if "position" in kind]
    assert not [kind for _, kind in TRANSLATIONS if "position" in kind]


@pytest.mark.parametrize("beside, reported", [(499, []), (501, ["route.left"])])
def test_the_corridor_is_half_a_kilometre_to_each_side(beside: float, reported: list[str]) -> None:
    assert types(ROAD, drive(30, north_m=beside)) == reported
    assert types(ROAD, drive(30, north_m=-beside)) == reported


def test_in_town_the_corridor_is_narrower() -> None:
    town = TravelLimits(corridors=[Corridor(BEILUN, ZHENHAI, 200)])
    assert types(town, drive(30, north_m=201)) == ["route.left"]


def test_a_truck_that_comes_back_has_regained_its_route() -> None:
    away = drive(60, north_m=900, at=START + timedelta(minutes=1))
    back = drive(60, at=START + timedelta(minutes=3))
    assert types(ROAD, drive(30), away, back) == ["route.left", "route.regained"]


def test_without_a_route_nobody_is_off_it() -> None:
    assert types(TravelLimits(), drive(60, north_m=9000)) == []


def test_a_truck_that_stands_is_reported_with_the_moment_it_stopped() -> None:
    still = [LastPosition(START + nth * HALF_MINUTE, BEILUN) for nth in range(5)]
    track, turns = followed(ROAD, Track(), still)
    assert [(turn.type, turn.at) for turn in turns] == [("stop.started", START)]
    moved = LastPosition(START + timedelta(minutes=4), Point(BEILUN.lat, BEILUN.lon - 0.01))
    _, turns = followed(ROAD, track, [moved])
    assert [turn.type for turn in turns] == ["stop.ended"]


def test_a_stop_where_stops_are_allowed_is_none() -> None:
    way = TravelLimits(stops=[Circle(BEILUN, 300)])
    assert (
        types(way, iter([LastPosition(START + nth * HALF_MINUTE, BEILUN) for nth in range(9)]))
        == []
    )


def test_a_traffic_light_is_no_stop() -> None:
    light = [LastPosition(START, BEILUN), LastPosition(START + HALF_MINUTE, BEILUN)]
    assert types(ROAD, iter(light), drive(60, at=START + timedelta(seconds=50))) == []


def test_a_gap_is_a_silence_from_the_last_position_on() -> None:
    later = drive(30, at=START + timedelta(minutes=20))
    track, _ = followed(ROAD, Track(), drive(60))
    _, turns = followed(ROAD, track, later)
    assert [(turn.type, turn.at) for turn in turns] == [
        ("telemetry.lost", START + timedelta(minutes=1)),
        ("telemetry.restored", START + timedelta(minutes=20)),
    ]


def test_a_silence_is_noticed_while_it_lasts_and_reported_once() -> None:
    track, _ = followed(ROAD, Track(), drive(60))
    assert silence(ROAD, track, START + timedelta(minutes=3))[1] == []
    track, turns = silence(ROAD, track, START + timedelta(minutes=4))
    assert [turn.type for turn in turns] == ["telemetry.lost"]
    assert silence(ROAD, track, START + timedelta(minutes=5))[1] == []
    _, turns = followed(ROAD, track, drive(0, at=START + timedelta(minutes=6)))
    assert [turn.type for turn in turns] == ["telemetry.restored"]


def test_a_silence_in_a_mapped_tunnel_says_so() -> None:
    way = TravelLimits(corridors=ROAD.corridors, tunnels=[Circle(BEILUN, 900)])
    track, _ = followed(way, Track(), drive(0))
    (lost,) = silence(way, track, START + timedelta(minutes=9))[1]
    assert lost.in_tunnel


def test_a_position_from_before_the_last_one_changes_nothing() -> None:
    track, _ = followed(ROAD, Track(), drive(60))
    old = LastPosition(START, Point(31.0, 121.85))
    assert followed(ROAD, track, [old]) == (track, [])


def test_the_chinese_datum_lies_hundreds_of_metres_beside_the_other() -> None:
    shown = Point(29.9, 121.85)
    true = from_gcj02(*shown)
    assert 300 < metres(shown, true) < 700
    assert metres_from_leg(true, BEILUN, ZHENHAI) > 200


async def test_positions_stay_in_the_checkpoint_and_transitions_are_pushed(
    checkpoint: Caller, gateway: FakeGateway
) -> None:
    ends = [{"lat": end.lat, "lon": end.lon} for end in (BEILUN, ZHENHAI)]
    route = {"container_no": BOX, "legs": [{"start": ends[0], "end": ends[1]}]}
    assert (await checkpoint.http.put("/world/routes", json=route)).status_code == 200
    for piece, reported in (
        (drive(600), []),
        (drive(60, north_m=900, at=START + timedelta(minutes=11)), ["route.left"]),
        (drive(60, at=START + timedelta(minutes=13)), ["route.regained"]),
    ):
        positions = [
            {"time": s.at.isoformat(), "lat": s.point.lat, "lon": s.point.lon} for s in piece
        ]
        told = {"container_no": BOX, "positions": positions}
        answer = await checkpoint.http.post("/world/positions", json=told)
        assert (answer.status_code, answer.json()) == (
            *(201, {"reported": reported, "doubted": {}}),
        )
    assert [message["type"] for message in gateway.received] == ["route.left", "route.regained"]
    late = {"container_no": BOX, "time": (START + timedelta(hours=1)).isoformat()}
    answer = await checkpoint.http.post("/world/silence", json=late)
    assert answer.json()["reported"] == ["telemetry.lost"]


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=3650), ROLL_OVER * 2])
def test_one_position_of_the_future_silences_nothing_after_it(ahead: timedelta) -> None:
    now = START + timedelta(minutes=5)
    wrong = LastPosition(now + ahead, BEILUN)
    seen, doubted = usable([wrong, *drive(300, north_m=600)], now)
    assert doubted == {"CLOCK": 1}
    assert types(ROAD, iter(seen)) == ["route.left"]


@pytest.mark.parametrize("weeks", [ROLL_OVER, -ROLL_OVER], ids=str)
def test_a_lock_that_lost_count_of_its_weeks_is_put_right(weeks: timedelta) -> None:
    real = list(drive(300))
    seen, doubted = usable([LastPosition(at + weeks, point) for at, point in real], real[-1].at)
    assert (seen, doubted) == (real, {"CLOCK": len(real)})


@pytest.mark.parametrize("lat, lon", [(0, 0), (0.001, -0.001), (91, 121.5), (29.9, 181), (-200, 0)])
def test_a_lock_without_a_fix_is_not_heard(lat: float, lon: float) -> None:
    now = START + timedelta(minutes=1)
    seen, doubted = usable([LastPosition(now, Point(lat, lon))], now)
    assert (seen, doubted) == ([], {"NO_FIX": 1})


def test_what_comes_twice_turns_to_nothing_more() -> None:
    left = list(drive(120, north_m=600))
    assert types(ROAD, iter(left), iter(left), iter(left[:2])) == ["route.left"]


async def test_one_impossible_position_spoils_no_other(checkpoint: Caller) -> None:
    places = [{"lat": 95, "lon": 0, "time": START.isoformat()}]
    places += [{"lat": 29.9, "lon": 121.8, "time": (START + HALF_MINUTE).isoformat()}]
    told = {"container_no": BOX, "positions": places, "heard": (START + HALF_MINUTE).isoformat()}
    answer = await checkpoint.http.post("/world/positions", json=told)
    assert answer.json() == {"reported": [], "doubted": {"NO_FIX": 1}}
