"""Every field of every command has a name in both languages."""

import pytest

from models.enterprise import messages as register
from models.kernel.message import Command
from models.process.available_commands import ENVELOPE
from models.process.messages import COMMANDS
from models.texts.fields import FIELDS, field_label


@pytest.mark.parametrize(
    "kind",
    [*COMMANDS.values(), *register.COMMANDS.values()],
    ids=lambda kind: f"{kind.__module__}.{kind.verb}",
)
def test_every_field_has_a_label(kind: type[Command]) -> None:
    for name in set(kind.model_fields) - ENVELOPE:
        assert all(field_label(kind.verb, name))


def test_no_label_is_left_over() -> None:
    kinds = (*COMMANDS.values(), *register.COMMANDS.values())
    used = {name for kind in kinds for name in kind.model_fields}
    assert {name.rpartition(".")[2] for name in FIELDS} <= used
