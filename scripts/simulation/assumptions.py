"""What the simulation assumes of the world: proposals, not measurements. All of it is synthetic.

The traditional steps are the triangles of domain 5; what that table leaves open is ours.
"""

from typing import NamedTuple

from models.kernel.codes import ReasonCode

LABEL = "synthetic"
DOMAIN = "domain 5"
OURS = "[prop]"


class HoursBetween(NamedTuple):
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


class ShareOf(NamedTuple):
    """How often something happens: a share of the subjects named."""

    name: str
    share: float
    of: str
    basis: str = OURS


FILED = HoursBetween("file submitted, before sailing", -240, -144, -80)
FILED_LATE = HoursBetween("file submitted late, before the arrival", -70, -40, -4)
AUDITED = HoursBetween("answer to a file, working hours", 1, 4, 12)
RESUBMITTED = HoursBetween("file submitted again", 4, 24, 60)
LATENESS = HoursBetween("vessel after its announced arrival", -6, 1, 30)
DISCHARGED = HoursBetween("arrival to discharge", 3, 6, 14)
DECLARED = HoursBetween("arrival to accepted declaration", -30, -12, 18)

CHECKED_PILOT = HoursBetween(
    "discharge to radiation and machine done, pilot", 2, 4, 8, DOMAIN, "checked"
)
CHECKED = HoursBetween(
    "discharge to radiation and machine done, traditional", 4, 10, 18, DOMAIN, "checked"
)
REMEASURED = HoursBetween("portal offline to a reading by hand", 2, 5, 12)
TRUCK = HoursBetween("permit to gate-out", 1.5, 4, 14, DOMAIN)
TRUCK_LATE = HoursBetween("permit to gate-out, truck late", 26, 50, 100)
LOCK_HUNG = HoursBetween("truck ordered to the lock on the box", 0.05, 0.1, 0.25)
LOCK_VERIFIED = HoursBetween("lock on the box to its verification", 0.02, 0.05, 0.15)
PLANNED = HoursBetween("drive as planned", 1.5, 2, 3.3, DOMAIN)
DRIVEN = HoursBetween("drive, in planned drives", 0.8, 1.0, 1.3)
JAMMED = HoursBetween("time lost in a jam", 1, 2, 5)

WAITED = HoursBetween("back to yard, instruction and slot", 24, 36, 48, DOMAIN)
SHUTTLED = HoursBetween("yard to inspection site", 4, 8, 12, DOMAIN)
INSPECTED = HoursBetween("manual inspection in the port", 6, 10, 16, DOMAIN, "inspected")
LAB = HoursBetween("laboratory on suspicion", 72, 96, 120, DOMAIN)
PICKED_UP = HoursBetween("conclusion and release to pick-up", 24, 26, 30, DOMAIN)

NOTIFIED = HoursBetween("arrival to notice", 0.05, 0.15, 0.4)
SEAL_CHECKED = HoursBetween("arrival to seal check", 0.3, 0.8, 3)
UNLOADED = HoursBetween("permission to unloaded and weighed", 1, 2, 5)
BOOKED = HoursBetween("first arrival to booking", 0.5, 1.5, 5)
INSPECTOR = HoursBetween("last box unloaded to inspection, by appointment at any hour", 2, 8, 24)
INSPECTOR_AT_WORK = HoursBetween("last box unloaded to inspection, working hours", 2, 5, 12)
INSPECTED_PILOT = HoursBetween("inspection at the enterprise", 2, 4, 9, OURS, "inspected")
SETTLED = HoursBetween("suspicion to its verdict, working hours", 1, 4, 20)

DISPOSED = HoursBetween("defect to decision, working hours", 1, 4, 12)
TREATED = HoursBetween("treatment until the goods are in order", 24, 72, 200)
REINSPECTED = HoursBetween("treatment to second inspection, working hours", 2, 9, 18)
RETURN_PLANNED = HoursBetween("order to plan of return", 24, 48, 96)
RETURN_SEALED = HoursBetween("plan to repacked and sealed", 24, 60, 110)
RETURN_TRUCK = HoursBetween("sealed to leaving the enterprise", 2, 6, 24)
RETURN_DECLARED = HoursBetween("plan or last gate-in to export declaration", 4, 24, 72)
RETURN_LOADED = HoursBetween("export declaration to loading", 24, 72, 160)
RETURN_EXITED = HoursBetween("loading to exit", 6, 20, 40)
DESTROYED = HoursBetween("order to destruction", 48, 120, 300)

ACKNOWLEDGED = HoursBetween("emergency to acknowledgement", 0.01, 0.04, 0.2)
TRIAGED = HoursBetween("portal alarm to verdict", 0.2, 0.5, 1)
STEP_DONE = HoursBetween("emergency to a step that the rulebook asks for", 0.03, 0.08, 0.4)
FOUND = HoursBetween("missing box to its finding", 1, 3, 9)
REPORTED = HoursBetween("emergency to written report", 0.4, 1.2, 2.5)
LIFTED = HoursBetween("emergency to its end", 2.6, 4, 12)
ANSWERED = HoursBetween("escalation to its answer, working hours", 0.2, 1, 6)
HELD = HoursBetween("hold to its end", 8, 24, 72)

FILES_LATE = ShareOf("file late", 0.02, "batches")
FILES_LACKING = ShareOf("file lacks something", 0.08, "batches")
HOLDS = ShareOf("hold in the port", 0.01, "batches")
ALARMS = ShareOf("portal alarm", 0.015, "boxes")
SOURCES = ShareOf("the alarm is a source", 0.02, "portal alarms")
PORTALS_OFFLINE = ShareOf("portal offline", 0.003, "boxes")
IMAGES = ShareOf("foreign matter in the image", 0.005, "boxes")
WASTE = ShareOf("the image is right", 0.3, "such images")
TRUCKS_LATE = ShareOf("truck late", 0.02, "boxes")
LOCKS = ShareOf("lock alarm on the road", 0.006, "boxes")
JAMS = ShareOf("jam on the road", 0.015, "boxes")
SEALS_BROKEN = ShareOf("seal found broken", 0.004, "boxes")
APPOINTED = ShareOf("inspection by appointment at any hour", 0.85, "batches")
LABS = ShareOf("laboratory on suspicion", 0.03, "batches")
DEFECTS = ShareOf("minor defect, treated", 0.02, "batches")
GRAVE = ShareOf("grave defect, returned or destroyed", 0.004, "batches")
ESCALATIONS_ANSWERED = ShareOf("escalation answered", 0.9, "escalations")

MINOR_REASONS = (ReasonCode.VOLATILES, ReasonCode.APPEARANCE, ReasonCode.DOC_MISMATCH)
GRAVE_REASONS = (ReasonCode.PROHIBITED_WASTE, ReasonCode.INCLUSION)

ALL: tuple[HoursBetween | ShareOf, ...] = tuple(
    v for v in vars().values() if isinstance(v, HoursBetween | ShareOf)
)

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
