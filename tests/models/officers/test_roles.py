"""Who gives which command."""

import pytest

from models.emergency.messages import LiftEmergency
from models.enterprise import messages as register
from models.kernel.errors import OutsideRole
from models.kernel.message import Command
from models.kernel.terms import Party
from models.officers.roles import may_give, require_role
from models.port.messages import TriageAlarm
from models.process.messages import COMMANDS
from models.returns.messages import DecidePenalty, OrderReturn
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.supervision.messages import FallBack, RetryCall


@pytest.mark.parametrize(
    "command, party",
    [
        (TriageAlarm, Party.CHECKPOINT_OFFICER),
        (FallBack, Party.INSPECTION_OFFICER),
        (OrderReturn, Party.INSPECTION_LEAD),
        (RetryCall, Party.OPERATIONS),
    ],
)
def test_a_command_names_who_gives_it(command: type[Command], party: Party) -> None:
    assert command.given_by == (party,)


def test_an_emergency_is_lifted_by_whom_the_rulebook_allows() -> None:
    rows = rulebook(versions()[-1]).emergencies
    assert set(LiftEmergency.given_by) == {party for row in rows for party in row.lifted_by}


def test_only_an_escalation_is_answered_by_whoever_was_told() -> None:
    assert [v for v, kind in COMMANDS.items() if not kind.given_by] == ["acknowledge_escalation"]


def test_who_gives_a_command_does_not_depend_on_the_file_that_it_stands_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {role: may_give(role, TriageAlarm) for role in Party}
    monkeypatch.setattr(TriageAlarm, "__module__", "models.returns.messages")
    assert {role: may_give(role, TriageAlarm) for role in Party} == before


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
        require_role(DecidePenalty.model_validate(fine))


@pytest.mark.parametrize("role", [None, "C3", "C3_LEAD"])
def test_a_fitting_role_or_none_is_let_through(role: str | None) -> None:
    fine = {"officer": "Wang Li", "role": role, "amount_cny": "1", "reason": "late"}
    require_role(DecidePenalty.model_validate(fine))


def test_a_command_without_a_role_reads_as_before_there_were_roles() -> None:
    said = {"officer": "Lin", "at": None, "reason": "no lock", "cause": "OFFICER"}
    assert FallBack.model_validate(said).model_dump(mode="json") == said
