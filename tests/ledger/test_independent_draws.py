"""With an export and docs/verify.md alone one comes to the same as `guomen risk draw verify`."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from models.kernel.event import Event, to_entry
from models.rules.rulebook import rulebook
from tests.draws import KEY
from tests.given import given
from tests.ledger.independent_draws import Table, differences
from tests.models.inspection.test_worse_level import seen
from tests.models.process.test_draw_check import COMMITTED, LATER, REVEALED, TOLD, ledger, of_keys
from tests.models.stories import PILOT

RULES = rulebook("2025-09")
TABLE: Table = {
    **{level: row.model_dump(mode="json") for level, row in RULES.proportions.items()},
    "": {"whole": str(RULES.full_unpack_share)},
}
FIRST = "selection-drawn"


def exported(life: list[Event] | None = None) -> list[dict[str, Any]]:
    """The events as `guomen ledger export` writes them, as far as draws are concerned."""
    told = ledger(of_keys(COMMITTED), life=life, after=(of_keys(REVEALED, LATER),))
    return [
        {
            "position": each.position,
            "stream_id": each.stream,
            **to_entry(each.event).model_dump(mode="json"),
        }
        for each in told
    ]


def found(events: list[dict[str, Any]]) -> list[str]:
    return list(differences(map(json.dumps, events), {"2025-09": TABLE}))


def test_an_extension_by_a_worse_level_is_found_to_be_drawn_as_it_says() -> None:
    events = exported(list(given(*PILOT, TOLD, seen(), boxes=8).events))
    assert [each["event_type"] for each in events].count("selection-extended") == 2
    assert found(events) == []
    last = [each for each in events if each["event_type"] == "selection-extended"][-1]
    last["data"]["assessment"] = None
    assert f"{last['position']}: other census" in found(events)


def test_an_export_is_found_to_be_drawn_as_it_says() -> None:
    events = exported()
    kinds = [each["event_type"] for each in events]
    assert {FIRST, "selection-extended"} <= set(kinds)
    assert found(events) == []


def drop_a_box(selection: dict[str, Any]) -> None:
    selection["opened"] = selection["opened"][1:]


def lower_a_share(selection: dict[str, Any]) -> None:
    selection["grounds"]["plan"]["shares"]["opened"] = "0"


def claim_a_census(selection: dict[str, Any]) -> None:
    selection["grounds"]["plan"]["census"] = True


def choose_a_chance(selection: dict[str, Any]) -> None:
    selection["grounds"]["chances"]["sampled"] = "f" * 16


def choose_an_order(selection: dict[str, Any]) -> None:
    ranks = selection["grounds"]["chances"]["ranks"]
    ranks[0]["chance"], ranks[1]["chance"] = ranks[1]["chance"], ranks[0]["chance"]


def name_another_key(selection: dict[str, Any]) -> None:
    selection["grounds"]["chances"]["key_sha256"] = KEY.hex()


@pytest.mark.parametrize(
    "forge, said",
    [
        (drop_a_box, "other boxes"),
        (lower_a_share, "other shares"),
        (claim_a_census, "other census"),
        (choose_a_chance, "other chances"),
        (choose_an_order, "other ranks"),
        (name_another_key, "not committed"),
    ],
)
def test_what_was_forged_is_found(forge: Callable[[dict[str, Any]], None], said: str) -> None:
    events = exported()
    (drawn,) = [each for each in events if each["event_type"] == FIRST]
    forge(drawn["data"]["selection"])
    assert f"{drawn['position']}: {said}" in found(events)
