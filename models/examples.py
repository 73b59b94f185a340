"""A JSON example for every message that can be sent by hand; a test sends each of them."""

import json
from typing import Any

from models.messages import COMMANDS, TOLD

EXAMPLES: dict[str, dict[str, Any]] = {
    "report": {
        "id": "checkpoint-00000123",
        "system": "checkpoint",
        "occurred_at": "2026-12-03T10:00:00+08:00",
        "fact": {"type": "arrival", "box": "CSQU3054383", "plate": "浙B12345"},
    },
    "decide_pre_shipment": {"officer": "Chen Wei", "decision": "APPROVE"},
    "triage_alarm": {"officer": "Chen Wei", "box": "CSQU3054383", "verdict": "INNOCENT"},
    "resume_removal": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "reason": "the order is for the destination",
    },
    "record_no_show": {"officer": "Chen Wei", "note": "the bay was locked"},
    "start_inspection": {"officer": "Chen Wei"},
    "record_measurements": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "readings": [
            {"parameter": "dose rate", "value": "0.12", "unit": "µSv/h", "background": "0.09"}
        ],
    },
    "record_inspection": {
        "officer": "Chen Wei",
        "conform": False,
        "findings": [{"reason": "NC-12", "status": "CONFIRMED", "note": "0.9 % moisture"}],
        "readings": [{"parameter": "moisture", "value": "0.9", "unit": "%"}],
    },
    "take_sample": {
        "officer": "Chen Wei",
        "sample_no": "S-0001",
        "lab": "Ningbo Customs Technology Center",
        "seal_no": "LS-0001",
    },
    "void_sample": {
        "officer": "Chen Wei",
        "sample_no": "S-0001",
        "reason": "broken on the way",
    },
    "conclude_inspection": {"officer": "Chen Wei", "conform": True},
    "commission_identification": {
        "officer": "Chen Wei",
        "body": "identification body",
        "reason": "brass parts that were not dismantled",
    },
    "settle_suspicion": {
        "officer": "Chen Wei",
        "reason": "NC-15",
        "box": "CSQU3054383",
        "verdict": "CLEARED",
    },
    "decide_disposal": {"officer": "Chen Wei", "disposal": "RECTIFY", "reason": "drain and dry"},
    "release_boxes": {
        "officer": "Chen Wei",
        "boxes": ["CSQU3054383"],
        "reason": "the defect is in the other box",
    },
    "settle_dispute": {"officer": "Chen Wei", "verdict": "UPHELD", "reason": "weighed again"},
    "refer_case": {"officer": "Chen Wei", "to": "anti-smuggling", "reason": "false name"},
    "supervise_treatment": {
        "officer": "Chen Wei",
        "place": "drying floor 1",
        "method": "dried",
        "before_kg": "21550",
        "after_kg": "21390",
    },
    "supervise_destruction": {
        "officer": "Chen Wei",
        "place": "furnace 2",
        "method": "smelted",
        "weight_kg": "21550",
    },
    "order_return": {"officer": "Chen Wei", "reason": "source found"},
    "decide_return_application": {
        "officer": "Chen Wei",
        "decision": "APPROVE",
        "reason": "the supplier shipped the wrong lot",
    },
    "accept_return": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "reason": "weighed with the trailer; weighed again without",
    },
    "decide_penalty": {
        "officer": "Chen Wei",
        "amount_cny": "500000",
        "reason": "solid waste, article 115",
    },
    "raise_emergency": {"officer": "Chen Wei", "kind": "FIRE", "reason": "smoke from a bale"},
    "acknowledge_emergency": {"officer": "Chen Wei"},
    "report_incident": {"officer": "Chen Wei", "report": "survey done, scene cleared"},
    "report_step": {"officer": "Chen Wei", "step": "SURVEYED", "note": "0.2 µSv/h at 1 m, NORM"},
    "lift_emergency": {
        "officer": "Chen Wei",
        "role": "C1_CHIEF",
        "resolution": "RESUME",
        "reason": "harmless",
        "scene_cleared": True,
        "expert_report": "natural thorium in fire bricks",
        "lessons": "ask the supplier for linings before loading",
    },
    "acknowledge_escalation": {"officer": "Chen Wei", "deadline": "D12"},
    "hold": {"officer": "Chen Wei", "reason": "documents under review"},
    "resume": {"officer": "Chen Wei", "reason": "review done"},
    "extend_deadline": {
        "officer": "Chen Wei",
        "deadline": "D16",
        "hours": 24,
        "reason": "dryer repaired tomorrow",
    },
    "excuse_violation": {
        "officer": "Chen Wei",
        "code": "SV-05",
        "box": "CSQU3054383",
        "reason": "motorway closed by the police",
        "approver": "Wang Li",
    },
    "confirm_entry": {
        "officer": "Chen Wei",
        "deadline": "D09",
        "box": "CSQU3054383",
        "reason": "the gate camera shows the call at 10:05",
    },
    "reinstate": {
        "officer": "Chen Wei",
        "deadline": "D16",
        "reason": "the treatment was done in time, its report came late",
    },
    "report_by_hand": {
        "officer": "Chen Wei",
        "fact": {"type": "arrival", "box": "CSQU3054383", "plate": "浙B12345"},
        "reason": "the checkpoint system is down since noon; seen at the gate",
    },
    "suspend": {
        "id": "enterprise/E-1:7",
        "reason": "third missed appointment in 90 days",
        "cause_event": "enterprise/E-1:7",
    },
    "reinstate_enterprise": {
        "id": "enterprise/E-1:9",
        "reason": "measures checked on site",
        "cause_event": "enterprise/E-1:9",
    },
    "fall_back": {"officer": "Chen Wei", "reason": "no lock available"},
    "seize": {"officer": "Chen Wei", "reason": "undeclared for three months, owner not found"},
    "swap_tractor": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "plate": "浙B67890",
        "reason": "gearbox broken, same haulier",
    },
    "approve_transshipment": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "plate": "浙B67890",
        "lock_no": "JT-00000042",
        "reason": "trailer burnt out, box undamaged",
    },
    "send_officer": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "reason": "accident on the G15, seal to be looked at",
    },
    "resume_fleet": {
        "officer": "Chen Wei",
        "box": "CSQU3054383",
        "reason": "the haulier answers, the driver waits for the tow truck",
    },
    "retry_call": {"officer": "Chen Wei", "call": "removal:CSQU3054383:1"},
}


CATCHING_UP = (
    "Go on from what the ledger has recorded, as after a conflict with it; `kept` are messages that"
    " were accepted and are not recorded. `guomen resurrect` sends it."
    ' Example: {"kept": []}'
)
"""What the signal `catch_up` does."""


def described(verb: str) -> str:
    """What a message does, and an example to paste: the Temporal UI has no form."""
    kind = COMMANDS.get(verb) or TOLD.get(verb)
    told = (kind.__doc__ or "") if kind is not None else "Report a fact: what a system saw happen."
    purpose = told.strip().partition("\n\n")[0]
    return f"{purpose} Example: {json.dumps(EXAMPLES[verb], ensure_ascii=False)}"
