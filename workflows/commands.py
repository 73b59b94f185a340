"""The command that unblocks a consignment, ready to copy: what the current details end with."""

from models.state import State
from models.terms import Course, PreShipment

_LIFT = (
    '{"role": "C1_CHIEF", "resolution": "RESUME", "reason": "…", "scene_cleared": true,'
    ' "expert_report": "…", "lessons": "…"}'
)


def unblocking(state: State) -> list[str]:
    """The command that unblocks the consignment, ready to copy."""
    act = f"guomen act {state.registration.tracking_no}"
    if state.failing_calls:
        return [f"""{act} retry_call '{{"call": "{call}"}}'""" for call in state.failing_calls]
    if state.emergency is not None and not state.emergency.lifted:
        if state.emergency.acknowledged_by is None:
            return [f"{act} acknowledge_emergency"]
        return [f"{act} lift_emergency '{_LIFT}'"]
    withheld = [box.number for box in state.boxes.values() if box.withheld and not box.inland]
    if withheld and state.course is Course.PILOT:
        return [f"""{act} resume_removal '{{"box": "{box}", "reason": "…"}}'""" for box in withheld]
    if state.pre_shipment is PreShipment.SUBMITTED and state.course is Course.INBOUND:
        return [f"""{act} decide_pre_shipment '{{"decision": "APPROVE"}}'"""]
    if state.disputed:
        return [f"""{act} settle_dispute '{{"verdict": "UPHELD", "reason": "…"}}'"""]
    if state.concluding and not state.samples_out:
        return [f"""{act} conclude_inspection '{{"conform": true}}'"""]
    if state.failed and not state.disposal:
        return [f"""{act} decide_disposal '{{"disposal": "RECTIFY", "reason": "…"}}'"""]
    waiting = state.conforms or state.concluding or state.identifying
    if state.course is Course.PILOT and state.unloaded and not waiting:
        return [f"""{act} record_inspection '{{"conform": true}}'"""]
    return []
