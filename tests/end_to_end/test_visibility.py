"""What an operator finds in the Temporal UI by a query, while consignments run."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import Client

from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import Mode, Party, RiskLevel, Stage
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import PATIENCE_S, Stack

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]


async def test_consignments_are_found_by_what_they_are_and_how_they_stand(
    stack: Stack, tmp_path: Path
) -> None:
    held = consignment(risk_level=RiskLevel.R3, enterprise="四明山铝业有限公司")
    late = consignment(arrives_in=timedelta(hours=40))
    fallen = consignment(arrives_in=timedelta(hours=10))
    own = (held, late, fallen)
    names = {consignment_workflow_id(each.tracking_no): each for each in own}
    assert stack.guomen("import", str(manifest(tmp_path, *own))).code == 0
    assert stack.guomen("act", held.tracking_no, "hold", '{"reason": "papers"}').code == 0
    client = await Client.connect(stack.file.addresses.temporal_address)

    async def found(query: str) -> list[str]:
        seen = [each.id async for each in client.list_workflows(query)]
        return sorted(names[each].tracking_no for each in seen if each in names)

    expected = {
        "Overdue = true": [late],
        "Overdue = false": [held, fallen],
        "EscalationLevel = 'L2'": [late],
        f"Stage = '{Stage.AUDIT}'": [held, late],
        f"Stage = '{Stage.INBOUND}'": [fallen],
        # Unquoted, MODE is a word of the query language.
        f"`Mode` = '{Mode.TRADITIONAL}'": [fallen],
        f"`Mode` = '{Mode.UNDECIDED}'": [held, late],
        f"RiskLevel = '{RiskLevel.R3}'": [held],
        f"RiskLevel = '{RiskLevel.R1}' AND Overdue = false": [fallen],
        f"Enterprise = '{held.enterprise}'": [held],
        "Overlay = 'HOLD'": [held],
        f"NextDeadline < '{late.eta.isoformat()}'": [late],
        f"MustAct = '{Party.ENTERPRISE}'": [late],
        f"Aliases = '{held.boxes[0].number}'": [held],
        f"Aliases = '{late.bill_no}'": [late],
        "NetTonnes > 21 AND NetTonnes < 22": [held, late, fallen],
    }
    wanted = {query: sorted(e.tracking_no for e in which) for query, which in expected.items()}
    shown: dict[str, list[str]] = {}
    ends = time.monotonic() + PATIENCE_S
    while shown != wanted and time.monotonic() < ends:
        shown = {query: await found(query) for query in wanted}
    assert shown == wanted
    sheet = await (
        await client.get_workflow_handle(consignment_workflow_id(held.tracking_no)).describe()
    ).static_details()
    assert held.bill_no in (sheet or "")
