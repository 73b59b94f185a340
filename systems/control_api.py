"""What only the world calls: happenings, faults, reset."""

from typing import Any

from fastapi import APIRouter

from systems.event_intake import EventIntake
from systems.faults import FaultPlan, Faults
from systems.store import Store
from systems.webhook_sender import WebhookSender
from systems.wire.message import HappeningRequest, MessageReceipt


def world_router(
    intake: EventIntake[Any], store: Store, courier: WebhookSender, faults: Faults
) -> APIRouter:
    """Return the endpoints through which the world moves one system."""
    router = APIRouter(prefix="/world", tags=["world"])

    @router.post("/happenings", status_code=201)
    async def happen(happening: HappeningRequest) -> MessageReceipt:
        """Enter what happened; the webhook is delivered before this answers."""
        return await intake.happen(happening)

    @router.put("/faults")
    async def plan_faults(plan: FaultPlan) -> FaultPlan:
        """Replace the fault plan; without reordering, what was held back goes out now."""
        faults.plan = plan
        if not plan.reorder_webhooks:
            await courier.release()
        return plan

    @router.delete("", status_code=204)
    async def reset() -> None:
        """Forget everything, the fault plan included."""
        faults.plan = FaultPlan()
        courier.forget()
        store.clear()

    return router
