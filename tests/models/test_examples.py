"""Every message that can be sent by hand has an example that works."""

import pytest

from models.examples import EXAMPLES, described
from models.messages import COMMANDS, TOLD, Report


def test_every_verb_has_an_example() -> None:
    assert set(EXAMPLES) == {"report", *COMMANDS, *TOLD}


@pytest.mark.parametrize("verb", EXAMPLES)
def test_an_example_is_valid_and_told_with_its_purpose(verb: str) -> None:
    kind = COMMANDS.get(verb) or TOLD.get(verb) or Report
    message = kind.model_validate(EXAMPLES[verb])
    assert kind.model_validate_json(message.model_dump_json()) == message
    assert "Example: {" in described(verb)
