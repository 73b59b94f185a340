"""A large value travels compressed, a small one readable; what is cut off is refused."""

import base64
import zlib

import pytest
from pydantic import ValidationError

from models.execution.workflow_io import Snapshot
from models.kernel.compression import MOST_UNPACKED, READABLE, packed, unpacked
from models.kernel.limits import encoded
from models.kernel.stream_head import StreamHead
from tests.fullest import full
from tests.serialization import spelled, travelled


def test_a_small_state_stays_readable() -> None:
    state = full(1, rounds=1)
    assert encoded(state) < READABLE
    number = state.registration.tracking_no
    assert f'"state":{{"registration":{{"tracking_no":"{number}"' in spelled(state)
    assert travelled(state) == state


def test_a_large_one_is_one_text_and_the_same_when_it_is_read() -> None:
    state = full(40)
    assert encoded(state) > READABLE
    assert '"state":"' in spelled(state)
    assert travelled(state) == state
    in_python = Snapshot(state=state, head=StreamHead()).model_dump()
    assert isinstance(in_python["state"], dict)


@pytest.mark.parametrize("spoilt", ["", "nothing", "0" * 9])
def test_what_was_not_compressed_here_is_refused(spoilt: str) -> None:
    with pytest.raises(ValidationError, match="state"):
        Snapshot.model_validate({"state": spoilt, "head": StreamHead()})


def test_what_is_cut_off_is_refused() -> None:
    whole = base64.b64decode(packed(b"x" * 1_000))
    with pytest.raises(ValueError, match="cut off"):
        unpacked(base64.b64encode(whole[:-5]).decode())


def test_a_text_that_unpacks_without_end_is_refused() -> None:
    bomb = base64.b64encode(zlib.compress(bytes(MOST_UNPACKED + 1), 9)).decode()
    assert len(bomb) < MOST_UNPACKED / 500
    with pytest.raises(ValueError, match="more than"):
        unpacked(bomb)
