"""Values on their way: as they are written where they leave, and read where they arrive."""

from models.consignment.state import State
from models.execution.workflow_io import Snapshot
from models.kernel.stream_head import StreamHead


def spelled(state: State) -> str:
    """A state as it lies in the snapshot of a workflow."""
    return Snapshot(state=state, head=StreamHead()).model_dump_json()


def travelled(state: State) -> State:
    """A state that was read again from a snapshot."""
    return Snapshot.model_validate_json(spelled(state)).state
