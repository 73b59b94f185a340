"""Who gives which command."""

import pytest

from models.enterprise import messages as register
from models.errors import OutsideRole
from models.messages import (
    COMMANDS,
    DecidePenalty,
    FallBack,
    LiftEmergency,
    OrderReturn,
    RetryCall,
    TriageAlarm,
)
from models.messages.message import Command
from models.roles import given_by, may_give, need_role
from models.rulebook import rulebook
from models.terms import Party
from models.versions import versions


@pytest.mark.parametrize(
    "command, party",
    [
        (TriageAlarm, Party.CHECKPOINT_OFFICER),
        (FallBack, Party.INSPECTION_OFFICER),
        (OrderReturn, Party.INSPECTION_LEAD),
        (RetryCall, Party.OPERATIONS),
    ],
)
def test_a_command_is_given_by_its_party_or_that_of_its_matter(
    command: type[Command], party: Party
) -> None:
    assert given_by(command) == (party,)


def test_an_emergency_is_lifted_by_whom_the_rulebook_allows() -> None:
    rows = rulebook(versions()[-1]).emergencies
    assert set(given_by(LiftEmergency)) == {party for row in rows for party in row.lifted_by}


def test_only_an_escalation_is_answered_by_whoever_was_told() -> None:
    assert [v for v, kind in COMMANDS.items() if not given_by(kind)] == ["acknowledge_escalation"]


def test_a_command_of_a_new_matter_is_given_by_the_inspection_officer() -> None:
    class Praise:
        verb = "praise"

    assert given_by(Praise) == (Party.INSPECTION_OFFICER,)  # type: ignore[arg-type]


def test_whoever_stands_above_may_do_the_same_and_whoever_stands_below_may_not() -> None:
    assert may_give(Party.INSPECTION_LEAD, FallBack)
    assert may_give(Party.DIVISION_LEAD, FallBack)
    assert not may_give(Party.INSPECTION_OFFICER, OrderReturn)
    assert not may_give(Party.CHECKPOINT_CHIEF, FallBack)


def test_the_register_has_rows_of_its_own() -> None:
    assert may_give(Party.INSPECTION_OFFICER, register.CheckSite)
    assert may_give(Party.ENTERPRISE, register.Apply)
    assert not may_give(Party.INSPECTION_OFFICER, register.SuspendEnterprise)
    assert not may_give(Party.INSPECTION_LEAD, register.Remove)


def test_a_command_outside_the_role_is_refused_with_who_gives_it() -> None:
    fine = {"officer": "Chen Hao", "role": "C1", "amount_cny": "1", "reason": "late"}
    with pytest.raises(OutsideRole, match=r"decide_penalty is given by C3 .*, not by C1 "):
        need_role(DecidePenalty.model_validate(fine))


@pytest.mark.parametrize("role", [None, "C3", "C3_LEAD"])
def test_a_fitting_role_or_none_is_let_through(role: str | None) -> None:
    fine = {"officer": "Wang Li", "role": role, "amount_cny": "1", "reason": "late"}
    need_role(DecidePenalty.model_validate(fine))


def test_a_command_without_a_role_reads_as_before_there_were_roles() -> None:
    said = {"officer": "Lin", "at": None, "reason": "no lock", "cause": "OFFICER"}
    assert FallBack.model_validate(said).model_dump(mode="json") == said
