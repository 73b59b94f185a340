"""What a rulebook says of capacities (domain 4.4, 4.8); every value is our proposal."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.kernel.capacity import EnterpriseCapacity, Places
from models.kernel.enterprise_terms import Resource
from models.kernel.spelling import same_name


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LaboratoryCapacity(_Row):
    """How many lots a laboratory reports on in a working day, and how many of those a lot takes."""

    lots_a_day: Places
    turnround_days: Places

    @property
    def lots(self) -> int:
        """The lots that it can have at a time without keeping one longer."""
        return self.lots_a_day * self.turnround_days

    def queue_days(self, lots: int) -> int:
        """Working days that the last of so many lots waits for its turn."""
        return max(0, -(-(lots - self.lots) // self.lots_a_day))


class NamedLaboratory(LaboratoryCapacity):
    """A laboratory that is known by name."""

    name: str
    source: str
    confidence: Literal["H", "M", "L"]


class CapacityRules(_Row):
    """What enterprises take that have not said it themselves, and laboratories, named or not."""

    enterprise: EnterpriseCapacity
    laboratory: LaboratoryCapacity
    laboratories: tuple[NamedLaboratory, ...] = ()
    source: str
    confidence: Literal["H", "M", "L"]

    def of_laboratory(self, name: str) -> LaboratoryCapacity:
        """What the laboratory of that name takes, however it is written."""
        known = (row for row in self.laboratories if same_name(row.name, name))
        return next(known, self.laboratory)

    def holds(self, resource: Resource, holder: str, own: EnterpriseCapacity | None) -> int:
        """How much there is room for; `own` is what the enterprise has said of itself."""
        enterprise = own or self.enterprise
        match resource:
            case Resource.BAYS:
                return enterprise.bays
            case Resource.BOXES_A_DAY:
                return enterprise.boxes_a_day
            case Resource.LABORATORY:
                return self.of_laboratory(holder).lots
