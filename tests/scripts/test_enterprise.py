"""`guomen enterprise`: the register on the screen, and what officers do with it."""

import getpass
import json
from collections.abc import Sequence
from io import StringIO

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from ledger import Recorded
from models.enterprise.messages import COMMANDS, EnterpriseCommand
from models.enterprise.state import EnterpriseState
from models.execution.enterprise_io import EnterpriseReceipt
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.errors import NotFound
from models.kernel.identity import enterprise_workflow_id
from projections.enterprise_fold import FoldedEnterprise
from projections.enterprises import rows
from projections.queries import RegisterLine
from scripts import temporal_connection
from scripts.acting import prompts
from tests.enterprises import CODE, ENROLLED, SUSPEND, breach, enterprise
from tests.projections.stories import recorded_in
from tests.scripts.conftest import FakeRecords, Guomen
from workers.settings import Settings
from workers.stack.stack import OFFICERS

PAGE = enterprise(*ENROLLED, breach("SV-05"), SUSPEND)
STATE = PAGE.state


@pytest.fixture
def register(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register with one page."""
    now = STATE.breaches[0].at
    (row,) = rows(FoldedEnterprise(STATE, now, 9))
    line = RegisterLine(**row.model_dump(), violations_90_days=1, open_consignments=2)

    async def enterprises() -> Sequence[RegisterLine]:
        return [line]

    async def found(code: str) -> EnterpriseState:
        if code != CODE:
            raise NotFound(f"the register has no page of {code!r}")
        return STATE

    async def register_events(code: str) -> Sequence[Recorded]:
        await found(code)
        return recorded_in(enterprise_workflow_id(code), PAGE.events)

    monkeypatch.setattr(stack, "enterprises", enterprises, raising=False)
    monkeypatch.setattr(stack, "register_events", register_events, raising=False)
    monkeypatch.setattr(stack, "enterprise", found, raising=False)
    monkeypatch.setattr(stack, "ledger", None, raising=False)


@pytest.fixture
def told(register: None, monkeypatch: pytest.MonkeyPatch) -> list[EnterpriseCommand]:
    """What reaches the enterprise; `warn` is refused."""
    del register
    commands: list[EnterpriseCommand] = []

    async def act(
        _client: object, _register: object, code: str, command: EnterpriseCommand, **_: object
    ) -> EnterpriseReceipt:
        assert code == CODE
        if command.verb == "warn":
            cause = ApplicationError("it is suspended", type="Refused")
            raise WorkflowUpdateFailedError(cause)
        commands.append(command)
        return EnterpriseReceipt(
            recorded=("institution-audited",) * 2,
            standing=EnterpriseStatus.APPLIED,
            must_act=None,
            next_due=None,
        )

    async def connect(_: Settings) -> None:
        return None

    monkeypatch.setattr("scripts.enterprise.open_and_act", act)
    monkeypatch.setattr(temporal_connection, "opened", connect)
    return commands


@pytest.mark.usefixtures("register", "columns")
def test_the_list_says_how_each_enterprise_stands(guomen_command: Guomen) -> None:
    said = guomen_command("enterprise", "list")
    assert said.code == 0
    for word in (CODE[:4], "suspended", "15/15", "1 enterprises"):
        assert word in said.out


@pytest.mark.usefixtures("register")
def test_the_list_as_one_document(guomen_command: Guomen) -> None:
    (line,) = json.loads(guomen_command("enterprise", "list", "--json").out)
    assert (line["enterprise"], line["standing"]) == (CODE, "SUSPENDED")
    assert (line["violations_90_days"], line["open_consignments"]) == (1, 2)


@pytest.mark.usefixtures("register", "columns")
def test_a_page_has_institutions_deadlines_and_violations(guomen_command: Guomen) -> None:
    said = guomen_command("enterprise", "show", CODE)
    assert said.code == 0
    for word in ("stock moved before release", "LOCK_CUSTODY", "YJ-06", "M06", "SV-05"):
        assert word in said.out


@pytest.mark.usefixtures("register")
def test_a_page_as_one_document(guomen_command: Guomen) -> None:
    page = json.loads(guomen_command("enterprise", "show", CODE, "--json").out)
    assert page["standing"] == "SUSPENDED"
    assert len(page["state"]["institutions"]) == 15


@pytest.mark.usefixtures("register", "columns")
def test_a_timeline_tells_what_happened_to_an_enterprise_and_by_whom(
    guomen_command: Guomen,
) -> None:
    said = guomen_command("enterprise", "timeline", CODE)
    assert said.code == 0
    kinds = [event.body.type for event in PAGE.events]
    places = [said.out.find(kind) for kind in dict.fromkeys(kinds)]
    assert places == sorted(places)
    assert places[0] > 0
    found = json.loads(guomen_command("enterprise", "timeline", CODE, "--json").out)
    assert [each["event_type"] for each in found] == kinds
    sources = {each["event_type"]: each["source"] for each in found}
    told = ("enterprise-registered", "enterprise-violation-noted", "enterprise-suspended")
    assert [sources[kind] for kind in told] == ["", "event", "command"]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "words", [("show", "nobody"), ("timeline", "nobody"), ("act", "nobody", "enrol")]
)
def test_nobody_has_no_page_and_that_is_one_line(
    guomen_command: Guomen, words: tuple[str, ...]
) -> None:
    said = guomen_command("enterprise", *words)
    assert said.code == 1
    assert said.err.startswith("guomen: the register has no page of 'nobody'")
    assert said.err.count("\n") == 1


def test_an_application_opens_a_page(guomen_command: Guomen, told: list[EnterpriseCommand]) -> None:
    said = guomen_command("enterprise", "apply", CODE, '{"documents": ["undertaking"]}')
    assert said.code == 0
    assert told == [
        COMMANDS["apply"].model_validate(
            {"officer": getpass.getuser(), "documents": ["undertaking"]}
        )
    ]
    assert "applied" in said.out
    assert said.out.count("institution-audited") == 1


def test_a_verb_may_be_spelt_with_dashes(
    guomen_command: Guomen, told: list[EnterpriseCommand]
) -> None:
    words = ("audit-enterprise", '{"verdict": "ADEQUATE", "at": "2026-12-01T10:00"}')
    assert guomen_command("enterprise", "act", CODE, *words).code == 0
    (command,) = told
    assert command.verb == "audit_enterprise"
    assert command.at is not None
    assert str(command.at.utcoffset()) == "8:00:00"


@pytest.mark.usefixtures("told")
def test_a_refusal_is_one_readable_line(guomen_command: Guomen) -> None:
    said = guomen_command("enterprise", "act", CODE, "warn", '{"reason": "late"}')
    assert (said.code, said.err) == (1, f"guomen: {CODE} 不予办理 refuses warn: it is suspended\n")


@pytest.mark.usefixtures("told")
def test_an_unknown_verb_names_those_that_there_are(guomen_command: Guomen) -> None:
    said = guomen_command("enterprise", "act", CODE, "fly")
    assert said.code == 2
    assert "there is no verb 'fly'; there are: apply, complete_application" in said.err


@pytest.mark.usefixtures("told")
def test_a_missing_field_is_explained_with_an_example(guomen_command: Guomen) -> None:
    said = guomen_command("enterprise", "act", CODE, "suspend")
    assert said.code == 2
    assert "guomen: reason: 缺少 missing" in said.err
    assert "guomen enterprise act CODE suspend '{" in said.err


@pytest.mark.usefixtures("told")
def test_a_dry_run_says_what_would_come_of_it(guomen_command: Guomen) -> None:
    given = '{"reason": "repaired", "approver": "Gao Feng", "approver_role": "C3"}'
    act = ("enterprise", "act", CODE, "reinstate", given, "--dry-run")
    said = guomen_command(*act)
    assert said.code == 0
    assert "enterprise-reinstated" in said.out
    found = json.loads(guomen_command(*act, "--json").out)
    assert (found["would_record"], found["stage"]) == (["enterprise-reinstated"], "ENROLLED")


def test_without_a_verb_one_chooses_what_the_standing_allows(
    guomen_command: Guomen, told: list[EnterpriseCommand], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = guomen_command("enterprise", "act", CODE)
    assert (said.code, told) == (2, [])
    legal = said.err.partition("legal now for")[2]
    assert "reinstate" in legal
    assert "suspend" not in legal
    monkeypatch.setattr(prompts, "possible", lambda: True)
    monkeypatch.setattr("sys.stdin", StringIO("repaired\nGao Feng\n1\ny\n"))
    assert guomen_command("enterprise", "act", CODE, "reinstate", "--as", "Lin").code == 0
    second = {"approver": "Gao Feng", "approver_role": "C3"}
    lin = {"officer": "Lin", "reason": "repaired"}
    assert told == [COMMANDS["reinstate"].model_validate({**lin, **second})]


def test_the_register_holds_officers_to_their_roles(
    guomen_command: Guomen, told: list[EnterpriseCommand], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_OFFICERS", str(OFFICERS))
    act = ("enterprise", "act", CODE, "reinstate", '{"reason": "repaired"}')
    said = guomen_command(*act, "--as", "lintao", "--dry-run")
    assert said.code == 1
    assert "reinstate is given by C2_LEAD " in said.err
    assert guomen_command(*act, "--as", "wangli", "--role", "C2_LEAD").code == 0
    assert [(command.officer, command.role) for command in told] == [("Wang Li", "C2_LEAD")]
