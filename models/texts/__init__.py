"""The catalogue of labels: what people read for every word of the domain, in both languages.

One file a concern. The titles of reasons, violations, deadlines and legal instruments stand in the
rulebook, `titled` makes texts of them; sentences stand beside what says them.
"""

from models.texts.checks import (
    CHECKS,
    DISPOSALS,
    PETITIONS,
    SEAL_STATES,
    SETTLEMENTS,
    SUSPICIONS,
    TRIAGES,
    VERDICTS,
)
from models.texts.dangers import CLOSINGS, DANGERS, EMERGENCY_STEPS, RESOLUTIONS
from models.texts.deadlines import EFFECTS, LEVELS
from models.texts.enterprises import STANDINGS
from models.texts.goods import KINDS, RISK_LEVELS
from models.texts.modes import CAUSES, COURSES, MODES
from models.texts.parties import PARTIES, SYSTEMS
from models.texts.stages import OUTCOMES, OVERLAYS, PORT_STEPS, STAGES
from models.texts.titles import titled

__all__ = [
    "CAUSES",
    "CHECKS",
    "CLOSINGS",
    "COURSES",
    "DANGERS",
    "DISPOSALS",
    "EFFECTS",
    "EMERGENCY_STEPS",
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
    "TRIAGES",
    "VERDICTS",
    "titled",
]
