"""The officers of the scripts act in roles of their own that give what they order."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.kernel.terms import Party
from models.officers.directory import read
from models.officers.roles import may_give
from models.process.messages import COMMANDS, TOLD
from systems.scenario import OfficerOrder
from systems.scenarios import SCENARIOS
from tests.systems.shipments import shipment

SAMPLE = Path(__file__).parents[2] / "samples" / "officers.toml"
START = datetime(2026, 11, 23, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_order_is_given_in_a_role_that_gives_it(name: str) -> None:
    officers = read(SAMPLE.read_text(encoding="utf-8"), "sample")
    steps = SCENARIOS[name](shipment(START, 3), START).steps
    orders = [step for step in steps if isinstance(step, OfficerOrder) and step.verb not in TOLD]
    for order in orders:
        role = Party(str(order.payload["role"]))
        officer = officers.find(str(order.payload["officer"]))
        assert officer is not None
        assert role in officer.roles
        assert may_give(role, COMMANDS[order.verb])
