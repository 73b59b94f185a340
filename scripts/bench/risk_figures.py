"""A figure of the risk benchmark: what was measured, what is asked for, whether it holds."""

from pydantic import BaseModel, ConfigDict


class Measured(BaseModel):
    """One line; `holds` is None where nothing is asked for, or nothing could be measured."""

    model_config = ConfigDict(frozen=True)

    test: str
    what: str
    value: str
    asked: str = ""
    holds: bool | None = None
