"""What can be wrong: every fault has a text, somebody who must act, and a command."""

import shlex
from datetime import UTC, datetime, timedelta

import pytest

from models.health.findings import (
    FAULTS,
    Fault,
    Finding,
    FindingSource,
    Where,
    command,
    grouped,
    link,
)
from models.health.texts import ADVICE, FINDINGS
from models.kernel.terms import Party

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
EMBEDDED = Where(ui="http://ui:8233", address="127.0.0.1:7233")
PRODUCTION = Where(ui="http://ui:8233", namespace="border control")
ODD = "consignment/NB26-1; rm -rf '~'"


def paused(workflow: str = "consignment/NB26-000001") -> Finding:
    return Finding(
        fault=Fault.ACTIVITY_PAUSED, subject="NB26-000001", workflow=workflow, activity="7"
    )


def test_every_fault_has_a_row_a_text_and_advice() -> None:
    assert set(FAULTS) == set(FINDINGS) == set(ADVICE) == set(Fault)
    assert {row.party for row in FAULTS.values()} <= set(Party)


@pytest.mark.parametrize("fault", Fault)
def test_every_command_is_one_that_a_shell_takes(fault: Fault) -> None:
    finding = Finding(fault=fault, subject=ODD, number="NB26-000001", workflow=ODD, activity="1 2")
    words = shlex.split(command(finding, EMBEDDED))
    assert words[0] in {"guomen", "temporal", "python"}
    assert "rm" not in words


def test_a_command_of_temporal_says_where_it_is() -> None:
    assert command(paused(), EMBEDDED) == (
        "temporal activity unpause --workflow-id consignment/NB26-000001 --activity-id 7"
        " --address 127.0.0.1:7233"
    )
    assert command(paused(), PRODUCTION).endswith("--activity-id 7 --namespace 'border control'")


def test_whoever_does_not_answer_is_brought_back_by_what_it_is() -> None:
    silent = {
        source: command(Finding(fault=Fault.NO_ANSWER, subject=source, source=source), EMBEDDED)
        for source in FindingSource
    }
    assert silent[FindingSource.TEMPORAL] == "guomen up"
    assert silent[FindingSource.GATEWAY] == "python -m workers.gateway.server"
    assert "pg_stat_activity" in silent[FindingSource.POSTGRESQL]


def test_a_link_leads_to_the_workflow_or_the_schedule() -> None:
    schedule = Finding(fault=Fault.SCHEDULE_PAUSED, subject="seal-ledger")
    assert link(paused(), EMBEDDED) == (
        "http://ui:8233/namespaces/default/workflows/consignment%2FNB26-000001"
    )
    assert link(schedule, EMBEDDED) == "http://ui:8233/namespaces/default/schedules/seal-ledger"
    assert link(Finding(fault=Fault.MESSAGES_WAIT, subject="parked"), EMBEDDED) == ""


def test_the_most_urgent_fault_comes_first() -> None:
    late = Finding(fault=Fault.SYSTEM_SILENT, subject="x", since=AT - timedelta(days=1))
    assert list(grouped([late, paused()])) == [Fault.ACTIVITY_PAUSED, Fault.SYSTEM_SILENT]
