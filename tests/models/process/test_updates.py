"""Whatever is sent by hand carries what belongs to it: a verb, a label, an example, its givers."""

import pytest

from models.enterprise import messages as enterprise
from models.kernel.language import Text
from models.kernel.message import Command, Update, fields
from models.kernel.terms import Party
from models.process.messages import UPDATES, Report
from models.supervision.messages import Hold

ATTRIBUTES = {
    "verb": "praise",
    "label": Text("表扬", "praise"),
    "given_by": (Party.DIVISION,),
    "example": fields(),
}
every_update = pytest.mark.parametrize(
    "kind",
    [*UPDATES.values(), *enterprise.UPDATES.values()],
    ids=lambda kind: f"{kind.__module__}.{kind.verb}",
)


@every_update
def test_an_example_is_valid_and_shown_with_its_purpose(kind: type[Update]) -> None:
    message = kind.model_validate(kind.sample())
    assert kind.model_validate_json(message.model_dump_json()) == message
    purpose, _, _ = kind.described().partition(" Example: {")
    assert purpose.endswith(".")


def test_a_command_with_all_its_attributes_is_accepted() -> None:
    assert type("Praise", (Command,), {"__module__": __name__, **ATTRIBUTES}).__name__ == "Praise"


@pytest.mark.parametrize("lacking", ATTRIBUTES)
@pytest.mark.parametrize("base", [Command, enterprise.EnterpriseCommand])
def test_a_command_that_lacks_an_attribute_fails_at_import(
    base: type[Command], lacking: str
) -> None:
    given = {name: value for name, value in ATTRIBUTES.items() if name != lacking}
    with pytest.raises(TypeError, match=f"Praise has no {lacking}: add it to the class"):
        type("Praise", (base,), {"__module__": __name__, **given})


def test_a_message_that_is_no_command_needs_no_givers() -> None:
    assert not hasattr(Report, "given_by")


def test_a_sample_of_a_command_names_an_officer() -> None:
    assert Hold.sample() == {"officer": "Chen Wei", "reason": "documents under review"}
