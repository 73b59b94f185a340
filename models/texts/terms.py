"""The label of any term of the closed vocabularies."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from models.kernel import enterprise_terms as enterprise
from models.kernel import risk_terms
from models.kernel.language import Text
from models.kernel.terms import (
    Assumption,
    AuditDecision,
    BoxPlace,
    Cause,
    Channel,
    CheckResult,
    Chosen,
    Closing,
    ControlResult,
    Danger,
    Disposal,
    Effect,
    EmergencyStep,
    EscalationLevel,
    GoodsUse,
    Hindrance,
    LockAlarm,
    MetalKind,
    Mode,
    Outcome,
    Overlay,
    Party,
    PenaltyGround,
    Permission,
    Petition,
    PortStep,
    PreShipment,
    ProcessPhase,
    ReadingVerdict,
    Requirement,
    Resolution,
    RiskLevel,
    SealState,
    Settlement,
    Stage,
    Suspicion,
    System,
    Triage,
    Urgency,
)
from models.texts import (
    checks,
    dangers,
    deadlines,
    enterprises,
    goods,
    modes,
    parties,
    risk,
    stages,
)

TERMS: dict[type[Enum], Mapping[Any, Text]] = {
    Stage: stages.STAGES,
    PortStep: stages.PORT_STEPS,
    Overlay: stages.OVERLAYS,
    Outcome: stages.OUTCOMES,
    BoxPlace: stages.PLACES,
    Mode: modes.MODES,
    ProcessPhase: modes.COURSES,
    Cause: modes.CAUSES,
    MetalKind: goods.KINDS,
    RiskLevel: goods.RISK_LEVELS,
    risk_terms.Band: risk.BANDS,
    risk_terms.Channel: risk.CHANNELS,
    risk_terms.Measure: risk.MEASURES,
    risk_terms.Factor: risk.FACTORS,
    risk_terms.Why: risk.WHYS,
    Party: parties.PARTIES,
    System: parties.SYSTEMS,
    EscalationLevel: deadlines.LEVELS,
    Effect: deadlines.EFFECTS,
    PreShipment: checks.PRE_SHIPMENT,
    AuditDecision: checks.AUDITS,
    Assumption: checks.ASSUMPTIONS,
    CheckResult: checks.CHECKS,
    Triage: checks.TRIAGES,
    SealState: checks.SEAL_STATES,
    Suspicion: checks.SUSPICIONS,
    ReadingVerdict: checks.VERDICTS,
    Requirement: checks.REQUIREMENTS,
    Channel: checks.CHANNELS,
    Chosen: checks.CHOSEN,
    Permission: checks.PERMISSIONS,
    Petition: checks.PETITIONS,
    Settlement: checks.SETTLEMENTS,
    ControlResult: checks.CONTROL_RESULTS,
    Disposal: checks.DISPOSALS,
    PenaltyGround: checks.PENALTY_GROUNDS,
    Urgency: checks.URGENCIES,
    Hindrance: checks.HINDRANCES,
    GoodsUse: checks.USES,
    Danger: dangers.DANGERS,
    LockAlarm: dangers.LOCK_ALARMS,
    EmergencyStep: dangers.EMERGENCY_STEPS,
    Closing: dangers.CLOSINGS,
    Resolution: dangers.RESOLUTIONS,
    enterprise.EnterpriseStatus: enterprises.STANDINGS,
    enterprise.Phase: enterprises.PHASES,
    enterprise.AuditVerdict: enterprises.VERDICTS,
    enterprise.Ground: enterprises.GROUNDS,
    enterprise.Lapse: enterprises.LAPSES,
    enterprise.Supplier: enterprises.SUPPLIERS,
    enterprise.Resource: enterprises.RESOURCES,
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
