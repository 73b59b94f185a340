"""The label of any term of the closed vocabularies."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from models.enterprise import terms as enterprise
from models.labels import checks, dangers, deadlines, enterprises, goods, modes, parties, stages
from models.language import Text
from models.terms import (
    Audit,
    Cause,
    Check,
    Closing,
    Course,
    Danger,
    Disposal,
    Effect,
    EmergencyStep,
    Hindrance,
    Kind,
    Level,
    Mode,
    Outcome,
    Overlay,
    Party,
    PenaltyGround,
    Petition,
    PortStep,
    PreShipment,
    Resolution,
    RiskLevel,
    SealState,
    Settlement,
    Stage,
    Suspicion,
    System,
    Triage,
    Urgency,
    Use,
    Verdict,
)

TERMS: dict[type[Enum], Mapping[Any, Text]] = {
    Stage: stages.STAGES,
    PortStep: stages.PORT_STEPS,
    Overlay: stages.OVERLAYS,
    Outcome: stages.OUTCOMES,
    Mode: modes.MODES,
    Course: modes.COURSES,
    Cause: modes.CAUSES,
    Kind: goods.KINDS,
    RiskLevel: goods.RISK_LEVELS,
    Party: parties.PARTIES,
    System: parties.SYSTEMS,
    Level: deadlines.LEVELS,
    Effect: deadlines.EFFECTS,
    PreShipment: checks.PRE_SHIPMENT,
    Audit: checks.AUDITS,
    Check: checks.CHECKS,
    Triage: checks.TRIAGES,
    SealState: checks.SEAL_STATES,
    Suspicion: checks.SUSPICIONS,
    Verdict: checks.VERDICTS,
    Petition: checks.PETITIONS,
    Settlement: checks.SETTLEMENTS,
    Disposal: checks.DISPOSALS,
    PenaltyGround: checks.PENALTY_GROUNDS,
    Urgency: checks.URGENCIES,
    Hindrance: checks.HINDRANCES,
    Use: checks.USES,
    Danger: dangers.DANGERS,
    EmergencyStep: dangers.EMERGENCY_STEPS,
    Closing: dangers.CLOSINGS,
    Resolution: dangers.RESOLUTIONS,
    enterprise.Standing: enterprises.STANDINGS,
    enterprise.Phase: enterprises.PHASES,
    enterprise.Verdict: enterprises.VERDICTS,
    enterprise.Ground: enterprises.GROUNDS,
    enterprise.Lapse: enterprises.LAPSES,
    enterprise.Supplier: enterprises.SUPPLIERS,
}
"""A mapping for each vocabulary, in the order in which the glossary tells them."""


def label(term: Enum) -> Text:
    """What people read for a term.

    Raises:
        KeyError: its vocabulary has no labels.
    """
    return TERMS[type(term)][term]


def coded(term: Enum) -> Text:
    """A term as it is typed, for sentences about commands; the Chinese one is explained as well."""
    return with_code(label(term), term.value)


def with_code(text: Text, code: str) -> Text:
    """A code, which is an English word already, with its Chinese name."""
    return Text(f"{text.zh}（{code}）", code)
