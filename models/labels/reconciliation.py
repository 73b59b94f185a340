"""What the comparison of ledger and histories comes to."""

from models.language import Text
from models.reconciliation import Verdict

VERDICTS: dict[Verdict, Text] = {
    Verdict.AGREE: Text("一致", "agree"),
    Verdict.IN_FLIGHT: Text("应答在途", "in flight"),
    Verdict.LEDGER_AHEAD: Text("台账超前", "ledger ahead"),
    Verdict.WORKFLOW_AHEAD: Text("流程超前", "workflow ahead"),
    Verdict.DIVERGED: Text("分歧", "diverged"),
    Verdict.NO_HISTORY: Text("无历史", "no history"),
    Verdict.PAUSED: Text("已暂停", "paused"),
    Verdict.NO_LEDGER: Text("无台账", "no ledger"),
    Verdict.UNREADABLE: Text("无法读取", "unreadable"),
}
