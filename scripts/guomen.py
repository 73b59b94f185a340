"""The `guomen` command (国门, the nation's gate): one verb a file, one door out."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from scripts import (
    act,
    attributes,
    benchmark,
    console,
    demo,
    enterprise,
    import_,
    ledger_,
    list_,
    messages,
    notices,
    psql,
    rebuild,
    reconcile,
    refill,
    report,
    resurrect,
    rules,
    seal,
    show,
    simulate,
    status,
    timeline,
    up,
    verify,
    views,
    watch,
)
from workers.door import OWNER_ONLY, leave

_Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def build() -> typer.Typer:
    """The command with its verbs."""
    app = typer.Typer(
        name="guomen",
        help="Track consignments of recycled metal from pre-shipment to release.",
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    app.command("up")(up.up)
    app.command("demo")(demo.demo)
    app.command("import")(import_.import_)
    app.command("list")(list_.list_)
    app.command("show")(show.show)
    app.command("timeline")(timeline.timeline)
    app.command("act")(act.act)
    app.command("watch")(watch.watch)
    app.add_typer(enterprise.build(), name="enterprise")
    app.command("views")(views.views)
    app.command("attributes")(attributes.attributes)
    app.add_typer(notices.build(), name="notices")
    app.add_typer(messages.build(), name="messages")
    app.command("status")(status.status)
    app.command("rebuild")(rebuild.rebuild)
    app.add_typer(report.build(), name="report")
    app.add_typer(rules.build(), name="rules")
    app.command("simulate")(simulate.simulate)
    app.add_typer(benchmark.build(), name="bench")
    app.command("verify")(verify.verify)
    app.add_typer(seal.build(), name="seal")
    app.add_typer(ledger_.build(), name="ledger")
    app.command("psql")(psql.psql)
    app.command("reconcile")(reconcile.reconcile)
    app.command("resurrect")(resurrect.resurrect)
    app.command("refill")(refill.refill)
    return app


def main() -> NoReturn:
    """Run the command line; the exit code is always true."""
    os.umask(OWNER_ONLY)
    leave(console.run(build(), sys.argv[1:]))


def _options(*, debug: _Debug = False) -> None:
    if debug:
        console.show_tracebacks()


if __name__ == "__main__":
    main()
