"""What the comparison of ledger and histories comes to."""

from models.execution.reconciliation import ReconciliationVerdict
from models.kernel.language import Text

VERDICTS: dict[ReconciliationVerdict, Text] = {
    ReconciliationVerdict.AGREE: Text("一致", "agree"),
    ReconciliationVerdict.IN_FLIGHT: Text("应答在途", "in flight"),
    ReconciliationVerdict.LEDGER_AHEAD: Text("台账超前", "ledger ahead"),
    ReconciliationVerdict.WORKFLOW_AHEAD: Text("流程超前", "workflow ahead"),
    ReconciliationVerdict.DIVERGED: Text("分歧", "diverged"),
    ReconciliationVerdict.NO_HISTORY: Text("无历史", "no history"),
    ReconciliationVerdict.PAUSED: Text("已暂停", "paused"),
    ReconciliationVerdict.NO_LEDGER: Text("无台账", "no ledger"),
    ReconciliationVerdict.UNREADABLE: Text("无法读取", "unreadable"),
}
