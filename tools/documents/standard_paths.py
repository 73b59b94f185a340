"""The events of an undisturbed life in either mode, in their order; a test plays both."""

COMMON = (
    "consignment-registered",
    "pre-shipment-submitted",
    "pre-shipment-approved",
    "shipped",
    "declared",
    "vessel-arrived",
    "discharged",
    "mode-decided",
    "selection-drawn",
    "radiation-measured",
    "machine-inspected",
)
PILOT = (
    "removal-permitted",
    "transport-ordered",
    "gated-out",
    "box-arrived",
    "arrival-notified",
    "seal-checked",
    "unloading-permitted",
    "unloaded",
    "inspection-started",
    "inspection-recorded",
    "conformity-assessed",
    "released-for-use",
    "consignment-closed",
)
TRADITIONAL = (
    "returned-to-yard",
    "inspection-instructed",
    "inspection-slot-given",
    "arrived-at-site",
    "inspection-started",
    "inspection-recorded",
    "conformity-assessed",
    "released-for-use",
    "gated-out",
    "picked-up",
    "consignment-closed",
)
_PERMISSIONS = frozenset({"removal-permitted", "released-for-use"})


def text() -> str:
    """The common beginning, then either way."""
    return (
        "The two permissions are set in bold: `removal-permitted` lets a box leave the port,\n"
        "`released-for-use` lets the goods be used. The pilot lies between them.\n\n"
        f"- both: {_line(COMMON)}\n"
        f"- 试点 pilot: {_line(PILOT)}\n"
        f"- 传统 traditional: {_line(TRADITIONAL)}\n"
    )


def _line(events: tuple[str, ...]) -> str:
    return " → ".join(f"**{event}**" if event in _PERMISSIONS else event for event in events)
