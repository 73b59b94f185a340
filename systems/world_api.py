"""What only the world calls: happenings, faults, reset."""

from typing import Any

from fastapi import APIRouter

from systems.courier import Courier
from systems.faults import FaultPlan, Faults
from systems.intake import Intake
from systems.store import Store
from systems.wire.message import Happening, Receipt


def world_router(intake: Intake[Any], store: Store, courier: Courier, faults: Faults) -> APIRouter:
    """Return the endpoints through which the world moves one system."""
    router = APIRouter(prefix="/world", tags=["world"])

    @router.post("/happenings", status_code=201)
    async def happen(happening: Happening) -> Receipt:
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
