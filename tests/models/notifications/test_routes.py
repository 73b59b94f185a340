"""Who gets which notice when: a table of routes and what follows from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import EMERGENCIES, Manner, Notice
from models.notifications.routes import Routing
from tests.models.notifications.test_quiet_hours import CALENDAR, china
from tests.notices import notice

MIDNIGHT = china("2026-03-05 00:30")
NOON = china("2026-03-05 12:00")
QUIET = {"from": "22:00", "until": "07:00"}
TARGETS = {name: {"url": f"json://{name}"} for name in ("duty", "lead", "mail")}


def routing(*routes: dict[str, Any]) -> Routing:
    return Routing.model_validate({"targets": TARGETS, "routes": routes})


def told(routes: Routing, said: Notice, at: datetime = NOON) -> dict[str, tuple[Manner, datetime]]:
    found = routes.deliveries(said, at, CALENDAR)
    return {each.target: (each.manner, each.at) for each in found}


@pytest.mark.parametrize(
    "route, goes",
    [
        ({}, True),
        ({"parties": ["C1", "C2"]}, True),
        ({"parties": ["C2"]}, False),
        ({"levels": ["L2", "L3"]}, True),
        ({"levels": ["L1"]}, False),
        ({"kinds": ["escalation-raised"]}, True),
        ({"kinds": ["call-failed"]}, False),
        ({"parties": ["C1"], "levels": ["L2"], "kinds": ["escalation-raised"]}, True),
        ({"parties": ["C1"], "levels": ["L4"]}, False),
    ],
)
def test_a_route_takes_what_fits_all_that_it_names(route: dict[str, Any], *, goes: bool) -> None:
    found = told(routing({"to": ["duty"], **route}), notice(EscalationLevel.L2))
    assert list(found) == (["duty"] if goes else [])


def test_every_target_of_every_route_gets_it_once() -> None:
    routes = routing({"to": ["duty", "lead"]}, {"to": ["lead", "mail"]})
    assert told(routes, notice()) == dict.fromkeys(TARGETS, (Manner.NOW, NOON))


@pytest.mark.parametrize(
    "said, manner",
    [
        (notice(EscalationLevel.L1), Manner.HELD),
        (notice(EscalationLevel.L2), Manner.HELD),
        (notice(EscalationLevel.L3), Manner.NOW),
        (notice(EscalationLevel.L4), Manner.NOW),
        (notice(EscalationLevel.L1, emergency=True), Manner.NOW),
        *((notice(EscalationLevel.L1, kind=kind), Manner.NOW) for kind in sorted(EMERGENCIES)),
    ],
)
def test_quiet_hours_silence_neither_the_third_level_nor_an_emergency(
    said: Notice, manner: Manner
) -> None:
    (found,) = told(routing({"to": ["duty"], "quiet": QUIET}), said, MIDNIGHT).values()
    assert found[0] is manner
    assert found[1] == (MIDNIGHT if manner is Manner.NOW else china("2026-03-05 07:00"))


def test_by_day_nothing_is_held_back() -> None:
    assert told(routing({"to": ["duty"], "quiet": QUIET}), notice()) == {"duty": (Manner.NOW, NOON)}


def test_what_is_not_pressing_waits_for_the_digest() -> None:
    routes = routing({"to": ["mail"], "digest": {"at": ["15:00"]}})
    assert told(routes, notice(EscalationLevel.L1)) == {
        "mail": (Manner.DIGEST, china("2026-03-05 15:00"))
    }
    assert told(routes, notice(EscalationLevel.L2)) == {"mail": (Manner.NOW, NOON)}
    assert told(routes, notice(EscalationLevel.L1, emergency=True)) == {"mail": (Manner.NOW, NOON)}


def test_a_digest_does_not_break_quiet_hours() -> None:
    routes = routing({"to": ["mail"], "quiet": QUIET, "digest": {"every_minutes": 60}})
    expected = (Manner.DIGEST, china("2026-03-05 07:00"))
    assert told(routes, notice(EscalationLevel.L1), MIDNIGHT) == {"mail": expected}


def test_of_two_routes_to_one_target_the_sooner_counts() -> None:
    slow = {"to": ["duty"], "digest": {"levels": ["L1", "L2"], "at": ["15:00"]}}
    quick = {"to": ["duty"], "parties": ["C1"]}
    for routes in (routing(slow, quick), routing(quick, slow)):
        assert told(routes, notice()) == {"duty": (Manner.NOW, NOON)}
        others = told(routes, notice(party=Party.HAULIER))
        assert others == {"duty": (Manner.DIGEST, china("2026-03-05 15:00"))}


def test_an_instant_in_any_zone_is_meant_in_china() -> None:
    utc = MIDNIGHT.astimezone(UTC)
    (found,) = told(routing({"to": ["duty"], "quiet": QUIET}), notice(), utc).values()
    assert found[1] - utc == timedelta(hours=6, minutes=30)


@pytest.mark.parametrize(
    "document, why",
    [
        ({"targets": TARGETS, "routes": [{"to": ["nobody"]}]}, "route 1 goes to 'nobody'"),
        ({"targets": TARGETS, "routes": [{"to": []}]}, "at least 1"),
        ({"targets": TARGETS, "routes": [{"to": ["duty"], "party": "C1"}]}, "not permitted"),
        ({"targets": TARGETS, "routes": [{"to": ["duty"], "parties": ["X"]}]}, "Input should be"),
        ({"targets": {"duty": {}}}, "required"),
        ({"targets": TARGETS, "routes": [{"to": ["duty"], "kinds": ["fire"]}]}, "told of 'fire'"),
        ({"targets": {"the duty officer": {"url": "json://a"}}}, "make a name"),
        ({"targets": {"file": {"url": "json://a"}}}, "mean something else"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(document: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Routing.model_validate(document)


def test_the_address_of_a_target_does_not_show() -> None:
    shown = repr(Routing.model_validate({"targets": {"duty": {"url": "dingtalk://sesame/"}}}))
    assert "sesame" not in shown
