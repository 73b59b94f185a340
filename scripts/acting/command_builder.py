"""The way of a command from the command line to the point where it can be sent."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from models.kernel.message import EXAMPLE_BOX, Command
from models.kernel.terms import Party
from models.process.available_commands import Fields
from scripts.acting import prompts
from scripts.acting.interactive import Said, Session, kind_of, spoken
from scripts.acting.officer_resolution import on_duty
from scripts.acting.target import CommandTarget
from workers.settings import Settings

C = TypeVar("C", bound="Command")


@dataclass(frozen=True)
class Giver:
    """Who wants to give it, as far as the command line says: a name, a role."""

    name: str | None
    role: Party | None


@dataclass(frozen=True)
class CommandBuilder(Generic[C]):
    """What may be given to one kind of target; `usage` goes before the verb."""

    kinds: Mapping[str, type[C]]
    usage: str

    def read(self, said: Said) -> None:
        """Mistakes are found before anything is asked of the stack.

        Raises:
            UnknownVerb: there is no such verb.
            typer.Exit: the fields do not fit; what is wrong is printed.
        """
        if said.verb and not prompts.possible():
            kind = kind_of(said.verb, self.kinds)
            # Where there is only one box it need not be named: that is seen when it is looked at.
            box = {"box": EXAMPLE_BOX} if "box" in kind.model_fields else {}
            spoken(kind, {**box, **said.fields}, {"officer": "-"}, self.usage)

    def prepare(
        self,
        said: Said,
        giver: Giver,
        settings: Settings,
        look: Callable[[Settings], Coroutine[None, None, CommandTarget]],
    ) -> C | None:
        """The command to send; None when it was only to be looked at.

        The target is looked at only when somebody is to see what would come of the command, or to
        be asked for what is missing.

        Raises:
            GuomenError: as `Session.prepare` and `on_duty`.
            typer.Exit: the fields do not fit; what is wrong is printed.
        """
        officer = on_duty(settings.officers, said.fields, giver.name, giver.role)
        if said.complete(self.kinds) and not said.dry_run:
            kind = kind_of(said.verb, self.kinds)
            given = replace(said, fields=officer.seconded(said.fields))
            return self._spoken(given, officer.envelope(kind, settings.lang))
        faced = asyncio.run(look(settings))
        return Session(faced, self.kinds, officer, settings.lang).prepare(said)

    def _spoken(self, said: Said, envelope: Fields) -> C:
        kind = kind_of(said.verb, self.kinds)
        return spoken(kind, said.fields, envelope, self.usage)
