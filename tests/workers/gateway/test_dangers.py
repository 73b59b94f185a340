"""A danger that finds no consignment, or several, is told at once; and whose it is can be said."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import asyncpg
import pytest

from models.health.findings import Fault
from models.inbound.dangers import Peril
from models.inbound.inbound_message import translate
from models.kernel.terms import EscalationLevel, Party, System
from models.notifications.request import NotificationRequest
from tests.workers.gateway.fixtures import (
    BOX,
    OTHER_TRACKING_NO,
    TRACKING_NO,
    Gateway,
    Tracker,
    message,
    running,
)
from workers.gateway import dangers, dead_letters, oversized
from workers.gateway.letters import MessageStatus
from workers.health_checks.records import RecordProbes

STRANGER = "CSQU3054383"
PLATE, DRIVER = "浙B7Q519", "卓玛央金"
RADIATION = {"dose_rate_uSv_h": "2.5", "alarm_level": 2}
HARMLESS = {"dose_rate_uSv_h": "0.1", "alarm_level": 0}
INCIDENT = {"kind": "TRAFFIC", "spilled": True}
PASSAGE = {"direction": "OUT", "place": "PORT", "plate": "浙B10001", "lock_no": "JT-1"}
# As it was said by a message that came a minute ago: what came stays as it came.
OLD = """
    insert into gateway.messages
      (system, message_id, digest, type, occurred_at, received_at, raw, aliases, danger, status,
       next_try_at)
    values ('checkpoint', 'old',
            '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', 'lock.alarm', now(),
            now() - interval '1 minute', '{}', array['CSQU3054383'], 'alarm', 'parked', now())
"""
CONTAMINATED = {
    "sample_no": "S-1",
    "issuer": "lab",
    "report_no": "R-1",
    "readings": [{"parameter": "α", "value": "4", "unit": "Bq/cm²"}],
}


def alarm(number: int = 1, box: str = STRANGER, **data: object) -> str:
    said = {"container_no": box, "radiation": RADIATION, **data}
    return message(number, type="radiation.measured", data=said)


class People:
    """Whoever is told; `nearest` is what is known beside."""

    def __init__(self, *nearest: str) -> None:
        self.told: list[NotificationRequest] = []
        self._nearest = nearest

    async def tell(self, request: NotificationRequest) -> None:
        self.told.append(request)

    async def near(self, _: str) -> Sequence[str]:
        return self._nearest


@pytest.fixture
async def gateway(pool: asyncpg.Pool) -> AsyncIterator[Gateway]:
    async with running(pool, Tracker()) as found:
        yield found


@pytest.mark.parametrize(
    "system, kind, data, peril",
    [
        (System.CHECKPOINT, "radiation.measured", {"radiation": RADIATION}, Peril.ALARM),
        (System.CHECKPOINT, "radiation.measured", {"radiation": HARMLESS}, None),
        (
            System.CHECKPOINT,
            "radiation.measured",
            {"radiation": {**HARMLESS, "neutron_cps": "3"}},
            Peril.ALARM,
        ),
        (
            System.CHECKPOINT,
            "radiation.measured",
            {"radiation": {**HARMLESS, "dose_rate_uSv_h": "0.9"}},
            Peril.ALARM,
        ),
        (System.CHECKPOINT, "xray.scanned", {"xray": {"verdict": "suspect"}}, Peril.ALARM),
        (System.CHECKPOINT, "lock.alarm", {"alarm": "rope_cut"}, Peril.ALARM),
        (System.CHECKPOINT, "lock.alarm", {"alarm": "SOMETHING_NEW"}, Peril.ALARM),
        (System.CHECKPOINT, "lock.alarm", {"alarm": "VIBRATION"}, None),
        (System.CHECKPOINT, "gate.passage", {**PASSAGE, "lock_state": "OPEN"}, Peril.ALARM),
        (System.CHECKPOINT, "gate.passage", {**PASSAGE, "lock_state": "LOCKED"}, None),
        (System.CHECKPOINT, "incident.reported", INCIDENT, Peril.ALARM),
        (System.CHECKPOINT, "box.found", {"lock_state": "OPEN"}, Peril.ALARM),
        (System.CHECKPOINT, "route.left", {}, None),
        (System.CHECKPOINT, "RADIATION.MEASURED", {"radiation": RADIATION}, Peril.ALARM),
        (System.CHECKPOINT, "gamma.spectrum", {}, Peril.UNREAD),
        (System.CHECKPOINT, "radiation.measured", {"radiation": "much"}, Peril.UNREAD),
        (System.CLEARANCE, "lab.result", CONTAMINATED, Peril.ALARM),
        (System.ENTERPRISE, "arrival.notified", {}, None),
    ],
)
def test_the_table_says_which_facts_are_dangers(
    system: System, kind: str, data: dict[str, object], peril: Peril | None
) -> None:
    said = {"id": "1", "type": kind, "time": "2025-09-11T08:30:00Z"}
    told = translate(system, {**said, "data": {"container_no": STRANGER, **data}})
    assert told.danger is peril


async def test_an_alarm_that_finds_no_consignment_is_told_at_once_and_once(
    gateway: Gateway,
) -> None:
    people = People(f"{BOX} ({TRACKING_NO})")
    assert (await gateway.take(alarm())).json()["status"] == "parked"
    for _ in range(2):
        await dangers.tell_all(gateway.pool, people.tell, people.near)
    (request,) = people.told
    officer, operations = request.notifications
    assert (officer.party, officer.level) == (Party.CHECKPOINT_OFFICER, EscalationLevel.L3)
    assert operations.party is Party.OPERATIONS
    assert request.emergency
    assert officer.said["numbers"] == STRANGER
    assert BOX in officer.said["near"]


async def test_what_is_delivered_or_harmless_is_told_by_its_consignment_alone(
    gateway: Gateway,
) -> None:
    people = People()
    await gateway.take(alarm(1, box=BOX))
    await gateway.take(alarm(2, radiation=HARMLESS))
    await dangers.tell_all(gateway.pool, people.tell, people.near)
    assert people.told == []


async def test_an_alarm_that_several_consignments_answer_to_names_them_all(
    gateway: Gateway,
) -> None:
    people = People()
    gateway.tracker.known[STRANGER] = f"{TRACKING_NO} {OTHER_TRACKING_NO}"
    assert (await gateway.take(alarm())).json()["status"] == "delivered"
    await dangers.tell_all(gateway.pool, people.tell, people.near)
    (request,) = people.told
    near = request.notifications[0].said["near"]
    assert (TRACKING_NO in near, OTHER_TRACKING_NO in near) == (True, True)


async def test_what_nobody_understands_is_told_once_a_day_a_type(gateway: Gateway) -> None:
    people = People()
    for number in (1, 2):
        await gateway.take(message(number, box=STRANGER, type="gamma.spectrum"))
    await dangers.tell_all(gateway.pool, people.tell, people.near)
    keys = {request.notifications[0].key for request in people.told}
    assert keys == {f"message-unmatched:checkpoint:gamma.spectrum:{datetime.now(UTC):%Y-%m-%d}"}


async def test_no_plate_and_no_name_in_the_place_of_a_type_leaves_the_database(
    gateway: Gateway,
) -> None:
    people = People()
    kinds = (f"{DRIVER}.{PLATE}", "B7Q519", f"{DRIVER}.other")
    for number, kind in enumerate(kinds, start=1):
        await gateway.take(message(number, type=kind, data={"plate": PLATE}))
    await gateway.take(alarm(9, plate=PLATE))
    await dangers.tell_all(gateway.pool, people.tell, people.near)
    told = "".join(request.model_dump_json() for request in people.told)
    assert [word for word in (DRIVER, PLATE, "B7Q519") if word in told] == []
    assert len({request.notifications[0].key for request in people.told}) == len(kinds) + 1


async def test_the_status_names_the_alarm_who_must_act_and_since_when(gateway: Gateway) -> None:
    await gateway.take(alarm())
    await gateway.take(message(2, box=STRANGER))
    alarms, rest = await dead_letters.backlog(gateway.pool)
    assert (alarms.alarms, alarms.must_act, alarms.messages) == (True, Party.CHECKPOINT_OFFICER, 1)
    assert (rest.alarms, rest.must_act) == (False, Party.OPERATIONS)
    probes = RecordProbes(None, gateway.pool)
    assert await probes.alarms() == []
    await gateway.pool.execute(OLD)
    (found,) = await probes.alarms()
    assert found.fault is Fault.ALARM_UNMATCHED
    assert STRANGER in found.subject


async def test_an_officer_says_whose_it_is_and_which_box_it_means(gateway: Gateway) -> None:
    await gateway.take(alarm())
    (entry,) = await gateway.waiting()
    number = int(entry["number"])
    assert await dead_letters.attach(gateway.pool, number, TRACKING_NO, BOX, "Lin", "seen there")
    await gateway.delivery.retry()
    ((told, report),) = gateway.tracker.told
    assert (told, vars(report.fact)["box"]) == (TRACKING_NO, BOX)
    (done,) = await dead_letters.listed(gateway.pool, [MessageStatus.DELIVERED])
    assert done.assigned == TRACKING_NO
    letter = await dead_letters.letter(gateway.pool, number)
    assert letter is not None
    assert [each.action for each in letter.interventions] == ["attached"]
    assert not await dead_letters.attach(gateway.pool, number, TRACKING_NO, None, "Lin", "again")


@pytest.mark.parametrize("body", ["{", '"text"', '{"id": "checkpoint-1"}', message(1, time="1970")])
async def test_what_is_signed_and_cannot_be_read_is_kept_and_told(
    gateway: Gateway, body: str
) -> None:
    people = People()
    assert (await gateway.take(body)).status_code == 400
    (raw,) = await gateway.pool.fetch("select raw, why from gateway.oversized")
    assert (raw["raw"].decode(), raw["why"]) == (body, "unreadable")
    await oversized.tell_all(gateway.pool, people.tell)
    (request,) = people.told
    assert [each.party for each in request.notifications] == [
        Party.OPERATIONS,
        Party.CHECKPOINT_OFFICER,
    ]
    (found,) = await RecordProbes(None, gateway.pool).too_large()
    assert found.fault is Fault.MESSAGE_UNREADABLE


async def test_a_system_whose_signature_does_not_fit_is_named(gateway: Gateway) -> None:
    probes = RecordProbes(None, gateway.pool)
    assert await probes.refused() == []
    await gateway.take(alarm(), webhook_signature="v1,Zm9yZ2Vk")
    await gateway.take(alarm(), webhook_timestamp="1")
    found = await probes.refused()
    assert [each.subject for each in found] == ["checkpoint signature", "checkpoint timestamp"]
    assert {each.fault for each in found} == {Fault.SYSTEM_REFUSED}
