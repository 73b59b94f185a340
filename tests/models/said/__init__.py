"""What each system says, and the fact that a consignment is told: one module a system."""

from typing import Any

from models.kernel.terms import System
from models.process.messages import Fact
from tests.models.said import checkpoint, clearance, enterprise

TABLE: list[tuple[System, str, dict[str, Any], Fact]] = [
    *((System.CLEARANCE, *row) for row in clearance.ROWS),
    *((System.CHECKPOINT, *row) for row in checkpoint.ROWS),
    *((System.ENTERPRISE, *row) for row in enterprise.ROWS),
]
