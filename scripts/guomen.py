"""The `guomen` command (国门, the nation's gate): one verb a file, imported when it is called."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from scripts import console, help_tables
from scripts.texts.help import translated
from workers.process_lifecycle import OWNER_ONLY, exit_now

_Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


class Verb(NamedTuple):
    """Where a verb is, and its line in `guomen --help`, which is written without importing it.

    The module has a function of its own name, or `build()` if the verb has verbs of its own.
    """

    module: str
    help: str


VERBS: Mapping[str, Verb] = {
    "up": Verb(
        "up", "Run database, Temporal and every process until Ctrl-C; the data folder survives."
    ),
    "demo": Verb(
        "demo", "Run everything, let the sample consignments travel, and show how each one ended."
    ),
    "import": Verb(
        "import_",
        "Check every row of a manifest and start its consignments; a second time starts nothing.",
    ),
    "world": Verb("world", "The simulated world: let imported consignments travel."),
    "list": Verb(
        "list_", "List the consignments: where each stands, who must act, and what is due next."
    ),
    "show": Verb(
        "show",
        "Show one consignment: state, boxes, open deadlines, failing calls and its last events.",
    ),
    "timeline": Verb(
        "timeline",
        "List the events: when in the world, when recorded, what, by whom, by which message or"
        " why.",
    ),
    "act": Verb(
        "act",
        "Act as an officer: send a command to a consignment, print its receipt or its refusal.",
    ),
    "watch": Verb(
        "watch",
        "Watch stages, emergencies, what is late, what was recorded last, who was last heard.",
    ),
    "enterprise": Verb(
        "enterprise", "The register of enterprises: list, show, timeline, apply, act."
    ),
    "views": Verb(
        "views",
        "Print links to lists of the Temporal UI: overdue, waiting for customs, ending today and"
        " more.",
    ),
    "attributes": Verb(
        "attributes",
        "List the search attributes with what they mean, and register those that are missing.",
    ),
    "notices": Verb("notices", "Notices: who was called, and what came of it."),
    "messages": Verb("messages", "Messages of the systems that could not be delivered."),
    "status": Verb(
        "status",
        "Show processes, ledger head, read models with their lag, silent systems, and what is"
        " wrong.",
    ),
    "rebuild": Verb(
        "rebuild",
        "Make a read model anew beside the one in use, compare them, and put it in its place.",
    ),
    "report": Verb("report", "Count over all consignments: times, reasons, escalations, waivers."),
    "risk": Verb(
        "risk",
        "The risk of goods: what was found, levels and what officers decide, draws of boxes.",
    ),
    "rules": Verb("rules", "Rulebooks: the versions, what each says, what it changed."),
    "simulate": Verb(
        "simulate",
        "Play synthetic batches in a world without Temporal or PostgreSQL, and compare the modes.",
    ),
    "bench": Verb("benchmark", "Measure the tracker on this machine."),
    "verify": Verb(
        "verify",
        "Prove the ledger: positions, versions, links, hashes computed anew, seals, raw messages.",
    ),
    "seal": Verb("seal", "Seals: signed statements about what the ledger held."),
    "ledger": Verb("ledger_", "The record itself."),
    "psql": Verb(
        "psql",
        'Open psql, or run one statement: guomen psql -- -c "select count(*) from ledger.events".',
    ),
    "reconcile": Verb(
        "reconcile",
        "Compare ledger, seals, Temporal and read models, level by level; one verdict a stream.",
    ),
    "resurrect": Verb(
        "resurrect",
        "Let every open consignment and enterprise go on from its events, if no workflow does.",
    ),
    "refill": Verb(
        "refill",
        "Append to the ledger what it has lost: the events that Temporal's histories still hold.",
    ),
}


class Verbs(TyperGroup):
    """All verbs, in the language that is set."""

    def make_context(self, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - types of click
        """The context, once the help is in the language of whoever asks."""
        translated(self, console.language())
        return super().make_context(*given, **more)


class LazyCommand(TyperCommand):
    """A verb that is imported when its command line is parsed; until then, a line of help."""

    def make_context(self, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - types of click
        """The context of the real command, for its options, its help, its completion."""
        return load(str(self.name)).make_context(*given, **more)


def load(name: str) -> Any:  # noqa: ANN401 - a command of click, which typer keeps to itself
    """Import a verb, and return its command."""
    module_name = VERBS[name].module
    module = import_module(f"scripts.{module_name}")
    app = typer.Typer()
    if hasattr(module, "build"):
        app.add_typer(module.build(), name=name)
    else:
        app.command(name)(getattr(module, module_name))
    return translated(typer.main.get_group(app).commands[name], console.language())


def build() -> typer.Typer:
    """The command with its verbs."""
    help_tables.wrap()
    app = typer.Typer(
        name="guomen",
        cls=Verbs,
        help="Track consignments of recycled metal from pre-shipment to release.",
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name, verb in VERBS.items():
        app.command(name, cls=LazyCommand, help=verb.help)(_imported_when_called)
    return app


def main() -> NoReturn:
    """Run the command line; the exit code is always true."""
    os.umask(OWNER_ONLY)
    exit_now(console.run(build(), sys.argv[1:]))


def _imported_when_called() -> None:
    """What typer registers; `LazyCommand` puts the verb in its place."""


def _options(*, debug: _Debug = False) -> None:
    if debug:
        console.show_tracebacks()


if __name__ == "__main__":
    main()
