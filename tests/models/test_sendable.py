"""What can be sent now is found for every verb, in a situation where it is allowed."""

import json

import pytest

from models.enterprise.messages import COMMANDS as PAGE_COMMANDS
from models.messages import COMMANDS
from models.sendable import to_consignment, to_enterprise
from tests.given import given
from tests.models.stories import CLOSED
from tests.workflows.situations import PAGES, SITUATIONS, page


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_verb_is_offered_where_it_is_allowed(verb: str) -> None:
    told = SITUATIONS[verb]
    message = to_consignment(told.state, told.now).verbs[verb]
    told.decided(COMMANDS[verb].model_validate_json(json.dumps(message)))


@pytest.mark.parametrize("verb", PAGE_COMMANDS)
def test_a_verb_of_the_register_is_offered_where_it_is_allowed(verb: str) -> None:
    told = page(*PAGES[verb])
    message = to_enterprise(told.state, told.now).verbs[verb]
    told.decided(PAGE_COMMANDS[verb].model_validate_json(json.dumps(message)))


def test_nothing_is_offered_for_what_is_closed() -> None:
    told = given(*CLOSED)
    assert to_consignment(told.state, told.now).verbs == {}
