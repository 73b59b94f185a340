"""The catalogue of labels: what people read for every word of the domain, in both languages.

One file a concern. The titles of reasons, violations, deadlines and legal instruments stand in the
rulebook, `titled` makes texts of them; sentences stand beside what says them.
"""

from models.labels.checks import (
    CHECKS,
    DISPOSALS,
    PETITIONS,
    SEAL_STATES,
    SETTLEMENTS,
    SUSPICIONS,
    TRIAGES,
    VERDICTS,
)
from models.labels.commands import ENTERPRISE_VERBS, TOLD, VERBS
from models.labels.dangers import CLOSINGS, DANGERS, EMERGENCY_STEPS, RESOLUTIONS
from models.labels.deadlines import EFFECTS, LEVELS
from models.labels.enterprises import STANDINGS
from models.labels.events import EVENTS
from models.labels.facts import FACTS
from models.labels.goods import KINDS, RISK_LEVELS
from models.labels.modes import CAUSES, COURSES, MODES
from models.labels.parties import PARTIES, SYSTEMS
from models.labels.stages import OUTCOMES, OVERLAYS, PORT_STEPS, STAGES
from models.labels.titles import titled

__all__ = [
    "CAUSES",
    "CHECKS",
    "CLOSINGS",
    "COURSES",
    "DANGERS",
    "DISPOSALS",
    "EFFECTS",
    "EMERGENCY_STEPS",
    "ENTERPRISE_VERBS",
    "EVENTS",
    "FACTS",
    "KINDS",
    "LEVELS",
    "MODES",
    "OUTCOMES",
    "OVERLAYS",
    "PARTIES",
    "PETITIONS",
    "PORT_STEPS",
    "RESOLUTIONS",
    "RISK_LEVELS",
    "SEAL_STATES",
    "SETTLEMENTS",
    "STAGES",
    "STANDINGS",
    "SUSPICIONS",
    "SYSTEMS",
    "TOLD",
    "TRIAGES",
    "VERBS",
    "VERDICTS",
    "titled",
]
