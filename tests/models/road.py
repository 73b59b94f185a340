"""What is looked at after something happened on the road."""

from tests.given import Given, later
from tests.models.stories import BOX, TICK


def level(told: Given, name: str) -> int | None:
    """How far the escalation policy of a deadline of the box was climbed."""
    return told.state.deadlines[f"{name}/{BOX}"].level


def overtaken(told: Given) -> Given:
    """Everything that is due has been raised."""
    while told.when(later(TICK, seconds=0)).last:
        pass
    return told


def counted(told: Given) -> list[str]:
    """The violations that stand."""
    return list(told.state.violations)
