"""What can be full: the bays of an enterprise, one of its days, a laboratory."""

from typing import Annotated

from pydantic import Field

from models.kernel.incoming import Incoming

Places = Annotated[int, Field(ge=1, le=10_000)]


class EnterpriseCapacity(Incoming):
    """The bays of an enterprise, and how many boxes are inspected there on one day."""

    bays: Places
    boxes_a_day: Places
