"""One reading as it is told: by an officer, a laboratory, or the papers of a consignment."""

from models.kernel.message import Instant, Message, Quantity


class Measurement(Message):
    """One reading: raw value, unit and instrument; `at` if it is of another day than the record."""

    parameter: str
    value: Quantity
    unit: str
    instrument: str = ""
    box: str | None = None
    background: Quantity | None = None
    uncertainty: Quantity | None = None
    at: Instant | None = None
