"""Whom a notice goes to is decided by the routes; which goes first, by what it tells of."""

from typing import cast

import pytest
from temporalio.client import Client
from temporalio.common import Priority

from activities.notification_dispatch import NotificationDispatch
from models.execution.task_priority import URGENT
from models.kernel.language import Language
from models.kernel.terms import EscalationLevel
from models.notifications.routes import Routing
from tests.notices import TEA_TIME, notice

ROUTING = Routing.model_validate(
    {"targets": {"duty": {"url": "json://127.0.0.1"}}, "routes": [{"to": ["duty"]}]}
)


class Starts:
    """Temporal, as far as it starts workflows: which turn each was given."""

    def __init__(self) -> None:
        self.turns: list[int | None] = []

    async def start_workflow(self, *_: object, priority: Priority, **__: object) -> None:
        self.turns.append(priority.priority_key)


@pytest.mark.parametrize("emergency, turn", [(True, URGENT), (False, None)])
async def test_what_is_told_of_an_emergency_is_started_first(
    *, emergency: bool, turn: int | None
) -> None:
    starts = Starts()
    desk = NotificationDispatch(cast("Client", starts), "queue", ROUTING, Language.EN)
    assert await desk.hand_over(notice(EscalationLevel.L2, emergency=emergency), TEA_TIME) == []
    assert starts.turns == [turn]
