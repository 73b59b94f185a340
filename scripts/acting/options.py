"""The options that every verb that acts has on the command line."""

from typing import Annotated

import typer

Verb = Annotated[
    str,
    typer.Argument(
        metavar="[VERB]", help="What is to be done; without one you choose what is legal now."
    ),
]
Given = Annotated[str, typer.Argument(metavar="[JSON or @FILE]", help="The fields of the verb.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would come of it, and send nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]
