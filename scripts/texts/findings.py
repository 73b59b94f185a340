"""How what is wrong with the tracker itself is told, in two languages."""

from models.kernel.language import Text, form

MOST_COMMANDS = 5
"""Of the same fault: whoever has more of it looks at `--json`."""

HEADING = Text("问题：{count}项", "findings: {count}")
WELL = Text("一切正常", "all is well")
WHAT = form("! {text}: {subjects}")
WHAT_SINCE = form("! {text}: {subjects}  ({since} {at})")
SINCE = Text("自", "since")
WHY = form("    {why}")
MUST_ACT = form("    {party} → {advice}")
COMMAND = form("    $ {command}")
LOOK = form("    {link}")
SILENT = Text("没有应答", "no answer")
BRIEF = form("{text}: {subjects}")
MORE = Text("另有{count}类：guomen status", "{count} more: guomen status")
"""On the board of `guomen watch`."""
