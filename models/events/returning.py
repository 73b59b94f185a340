"""The way of returned goods out of the country."""

from typing import Literal

from models.events.body import Body, BoxBody


class ReturnOrdered(Body):
    """The goods must leave the country."""

    type: Literal["return-ordered"] = "return-ordered"
    reason: str


class ReturnPlanned(Body):
    """The enterprise named carrier and booking of the return."""

    type: Literal["return-planned"] = "return-planned"
    carrier: str
    booking: str


class ReturnDeparted(Body):
    """The returned boxes left the enterprise under lock."""

    type: Literal["return-departed"] = "return-departed"


class ReturnGatedIn(BoxBody):
    """A returned box passed the port gate."""

    type: Literal["return-gated-in"] = "return-gated-in"


class ExportDeclared(Body):
    """The return was declared for export."""

    type: Literal["export-declared"] = "export-declared"
    entry_id: str


class ReturnLoaded(Body):
    """The returned boxes are on board."""

    type: Literal["return-loaded"] = "return-loaded"
    vessel: str


class ReturnExited(Body):
    """The vessel with the returned boxes left: proof of exit."""

    type: Literal["return-exited"] = "return-exited"
    vessel: str
