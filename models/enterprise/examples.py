"""A JSON example for every message to an enterprise that can be sent by hand."""

import json

from models.enterprise.messages import COMMANDS

EXAMPLES: dict[str, dict[str, object]] = {
    "note_violation": {
        "id": "6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11",
        "occurred_at": "2026-12-03T10:00:00+08:00",
        "consignment": "NB26-000012",
        "code": "SV-12",
        "note": "D11 reached L2",
    },
    "apply": {
        "officer": "Chen Wei",
        "documents": [
            "application",
            "credit-proof",
            "internal-control-manual",
            "institutions",
            "site-and-video-map",
            "storage-plan",
            "emergency-plan",
            "undertaking",
        ],
    },
    "complete_application": {"officer": "Chen Wei", "documents": ["memorandum"]},
    "check_site": {"officer": "Chen Wei", "verdict": "ADEQUATE", "note": "video covers the bay"},
    "audit_institutions": {
        "officer": "Chen Wei",
        "audits": [{"institution": "LOCK_CUSTODY", "document": "YJ-06 rev 2"}],
    },
    "enrol": {"officer": "Chen Wei"},
    "refuse_application": {"officer": "Chen Wei", "reason": "no closed storage"},
    "renew": {"officer": "Chen Wei"},
    "audit_enterprise": {"officer": "Chen Wei", "verdict": "ADEQUATE"},
    "record_drill": {"officer": "Chen Wei", "subject": "radiation alarm at the gate"},
    "reconcile_stock": {"officer": "Chen Wei", "book_kg": "412300", "counted_kg": "412300"},
    "warn": {"officer": "Chen Wei", "reason": "two late arrival notices"},
    "suspend": {"officer": "Chen Wei", "reason": "stock moved before release"},
    "reinstate": {"officer": "Chen Wei", "reason": "stock control repaired and seen"},
    "remove": {"officer": "Chen Wei", "reason": "gave up the business"},
    "admit_supplier": {"officer": "Chen Wei", "supplier": "Kobe Metals", "country": "JP"},
    "strike_supplier": {"officer": "Chen Wei", "supplier": "Kobe Metals", "reason": "NC-08"},
    "excuse_violation": {
        "officer": "Chen Wei",
        "violation": "6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11",
        "reason": "the road was closed",
    },
    "answer_escalation": {"officer": "Chen Wei", "deadline": "M04"},
}


def described(verb: str) -> str:
    """What a message does, and an example to paste: the Temporal UI has no form."""
    kind = COMMANDS.get(verb)
    purpose = kind.__doc__ if kind is not None else "Note a breach that a consignment reports."
    return f"{purpose} Example: {json.dumps(EXAMPLES[verb], ensure_ascii=False)}"
