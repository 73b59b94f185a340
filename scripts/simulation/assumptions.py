"""What the simulation assumes of the world: proposals, not measurements. All of it is synthetic.

The traditional steps are the triangles of domain 5; what that table leaves open is ours.
"""

from typing import NamedTuple

LABEL = "synthetic"
DOMAIN = "domain 5"
OURS = "[prop]"


class Span(NamedTuple):
    """Hours that something takes: a triangle from `low` over `mode` to `high`.

    Spans with the same `draw` are long and short together: a busy day is busy in both modes. A
    negative span is before the event that it counts from.
    """

    name: str
    low: float
    mode: float
    high: float
    basis: str = OURS
    draw: str = ""


class Rate(NamedTuple):
    """How often something happens: a share of the subjects named."""

    name: str
    share: float
    of: str
    basis: str = OURS


FILED = Span("file submitted, before sailing", -240, -144, -80)
FILED_LATE = Span("file submitted late, before the arrival", -70, -40, -4)
AUDITED = Span("answer to a file, working hours", 1, 4, 12)
RESUBMITTED = Span("file submitted again", 4, 24, 60)
LATENESS = Span("vessel after its announced arrival", -6, 1, 30)
DISCHARGED = Span("arrival to discharge", 3, 6, 14)
DECLARED = Span("arrival to accepted declaration", -30, -12, 18)

CHECKED_PILOT = Span("discharge to radiation and machine done, pilot", 2, 4, 8, DOMAIN, "checked")
CHECKED = Span("discharge to radiation and machine done, traditional", 4, 10, 18, DOMAIN, "checked")
REMEASURED = Span("portal offline to a reading by hand", 2, 5, 12)
TRUCK = Span("permit to gate-out", 1.5, 4, 14, DOMAIN)
TRUCK_LATE = Span("permit to gate-out, truck late", 26, 50, 100)
LOCK_HUNG = Span("truck ordered to the lock on the box", 0.05, 0.1, 0.25)
LOCK_VERIFIED = Span("lock on the box to its verification", 0.02, 0.05, 0.15)
PLANNED = Span("drive as planned", 1.5, 2, 3.3, DOMAIN)
DRIVEN = Span("drive, in planned drives", 0.8, 1.0, 1.3)
JAMMED = Span("time lost in a jam", 1, 2, 5)

WAITED = Span("back to yard, instruction and slot", 24, 36, 48, DOMAIN)
SHUTTLED = Span("yard to inspection site", 4, 8, 12, DOMAIN)
INSPECTED = Span("manual inspection in the port", 6, 10, 16, DOMAIN, "inspected")
LAB = Span("laboratory on suspicion", 72, 96, 120, DOMAIN)
PICKED_UP = Span("conclusion and release to pick-up", 24, 26, 30, DOMAIN)

NOTIFIED = Span("arrival to notice", 0.05, 0.15, 0.4)
SEAL_CHECKED = Span("arrival to seal check", 0.3, 0.8, 3)
UNLOADED = Span("permission to unloaded and weighed", 1, 2, 5)
BOOKED = Span("first arrival to booking", 0.5, 1.5, 5)
INSPECTOR = Span("last box unloaded to inspection, by appointment at any hour", 2, 8, 24)
INSPECTOR_AT_WORK = Span("last box unloaded to inspection, working hours", 2, 5, 12)
INSPECTED_PILOT = Span("inspection at the enterprise", 2, 4, 9, OURS, "inspected")
SETTLED = Span("suspicion to its verdict, working hours", 1, 4, 20)

DISPOSED = Span("defect to decision, working hours", 1, 4, 12)
TREATED = Span("treatment until the goods are in order", 24, 72, 200)
REINSPECTED = Span("treatment to second inspection, working hours", 2, 9, 18)
RETURN_PLANNED = Span("order to plan of return", 24, 48, 96)
RETURN_SEALED = Span("plan to repacked and sealed", 24, 60, 110)
RETURN_TRUCK = Span("sealed to leaving the enterprise", 2, 6, 24)
RETURN_DECLARED = Span("plan or last gate-in to export declaration", 4, 24, 72)
RETURN_LOADED = Span("export declaration to loading", 24, 72, 160)
RETURN_EXITED = Span("loading to exit", 6, 20, 40)
DESTROYED = Span("order to destruction", 48, 120, 300)

ACKNOWLEDGED = Span("emergency to acknowledgement", 0.01, 0.04, 0.2)
TRIAGED = Span("portal alarm to verdict", 0.2, 0.5, 1)
STEP_DONE = Span("emergency to a step that the rulebook asks for", 0.03, 0.08, 0.4)
FOUND = Span("missing box to its finding", 1, 3, 9)
REPORTED = Span("emergency to written report", 0.4, 1.2, 2.5)
LIFTED = Span("emergency to its end", 2.6, 4, 12)
ANSWERED = Span("escalation to its answer, working hours", 0.2, 1, 6)
HELD = Span("hold to its end", 8, 24, 72)

FILES_LATE = Rate("file late", 0.02, "batches")
FILES_LACKING = Rate("file lacks something", 0.08, "batches")
HOLDS = Rate("hold in the port", 0.01, "batches")
ALARMS = Rate("portal alarm", 0.015, "boxes")
SOURCES = Rate("the alarm is a source", 0.02, "portal alarms")
PORTALS_OFFLINE = Rate("portal offline", 0.003, "boxes")
IMAGES = Rate("foreign matter in the image", 0.005, "boxes")
WASTE = Rate("the image is right", 0.3, "such images")
TRUCKS_LATE = Rate("truck late", 0.02, "boxes")
LOCKS = Rate("lock alarm on the road", 0.006, "boxes")
JAMS = Rate("jam on the road", 0.015, "boxes")
SEALS_BROKEN = Rate("seal found broken", 0.004, "boxes")
APPOINTED = Rate("inspection by appointment at any hour", 0.85, "batches")
LABS = Rate("laboratory on suspicion", 0.03, "batches")
DEFECTS = Rate("minor defect, treated", 0.02, "batches")
GRAVE = Rate("grave defect, returned or destroyed", 0.004, "batches")
ESCALATIONS_ANSWERED = Rate("escalation answered", 0.9, "escalations")

MINOR_REASONS = ("NC-12", "NC-13", "NC-15")
GRAVE_REASONS = ("NC-07", "NC-09")

ALL: tuple[Span | Rate, ...] = tuple(v for v in vars().values() if isinstance(v, Span | Rate))

SAID = (
    "enterprises, suppliers, vessels and all numbers of the batches are made up",
    "every batch is R1 and its enterprise is enrolled: it could take either mode",
    "a batch has 1, 2, 3 or 4 boxes in 25, 50, 17 and 8 of 100 cases, 20 to 25 t each",
    "both modes play the same batch: what happens by chance happens in both",
    "traditional mode: no file before shipment, and an officer leaves the pilot at registration",
    "the traditional steps hold nights and days off already",
    "in the port the release follows the inspection at once; then comes a wait for the pick-up",
    "elsewhere officers decide in working hours, save emergencies and appointments",
    "from the pick-up in the port to the enterprise the same drive is counted in either mode",
    "batches do not wait for each other: queues are part of the spans",
)
