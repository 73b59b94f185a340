"""The overlays: which events put them on and take them off; a test plays lives to hold it."""

from models.kernel.terms import Overlay
from tools.documents.markdown import table

ON_AND_OFF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "HOLD": (("held",), ("resumed",)),
    "EMERGENCY": (("emergency-raised",), ("emergency-lifted",)),
    "SUSPENDED": (
        ("suspension-imposed",),
        ("suspension-lifted", "mode-decided", "fell-back", "gated-out", "return-ordered"),
    ),
    "DISPUTE": (("result-disputed",), ("dispute-settled",)),
}
_WHAT = {
    "HOLD": "an officer stops everything for a reason of his own",
    "EMERGENCY": "radiation, explosives, a missing box, a cut lock, fire, spill, a person hit",
    "SUSPENDED": "the enterprise is suspended; what is in the port stays, what has left goes on",
    "DISPUTE": "the enterprise does not accept the result of the inspection",
}


def table_of() -> str:
    """Every overlay. While one is on, ordinary deadlines stand still and nothing is permitted."""
    rows = []
    for overlay in Overlay:
        on, off = ON_AND_OFF[overlay]
        rows.append((overlay.value, _WHAT[overlay], ", ".join(on), ", ".join(off)))
    return (
        "While an overlay is on, ordinary deadlines stand still, to go on with the time that was"
        " left, and nothing\nnew is permitted, wherever the consignment stands. What was permitted"
        " is taken back: permits to\nremove, the gate to a truck, the permission to unload; once it"
        " is off they are asked for anew.\n\n"
        + table(("overlay", "when", "put on by", "taken off by"), rows)
    )
