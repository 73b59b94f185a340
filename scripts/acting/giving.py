"""The way of a command from the command line to the point where it can be sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from scripts.acting import questions
from scripts.acting.duty import on_duty
from scripts.acting.session import Said, Session, kind_of, spoken

if TYPE_CHECKING:
    from models.messages import Command
    from models.offers import Fields
    from models.terms import Party
    from scripts.acting.target import Target
    from workers.settings import Settings

C = TypeVar("C", bound="Command")


@dataclass(frozen=True)
class Giver:
    """Who wants to give it, as far as the command line says: a name, a role."""

    name: str | None
    role: Party | None


@dataclass(frozen=True)
class Desk(Generic[C]):
    """What may be given to one kind of target; an example by verb, `usage` goes before the verb."""

    kinds: Mapping[str, type[C]]
    examples: Mapping[str, Mapping[str, Any]]
    usage: str

    def read(self, said: Said) -> None:
        """Mistakes are found before anything is asked of the stack.

        Raises:
            UnknownVerb: there is no such verb.
            typer.Exit: the fields do not fit; what is wrong is printed.
        """
        if said.verb and not questions.possible():
            self._spoken(said, {"officer": "-"})

    def prepare(
        self,
        said: Said,
        giver: Giver,
        settings: Settings,
        look: Callable[[Settings], Coroutine[None, None, Target]],
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
            return self._spoken(said, officer.envelope(kind, settings.lang))
        faced = asyncio.run(look(settings))
        return Session(faced, self.kinds, officer, settings.lang).prepare(said)

    def _spoken(self, said: Said, envelope: Fields) -> C:
        kind = kind_of(said.verb, self.kinds)
        return spoken(kind, said.fields, envelope, self.usage, self.examples[kind.verb])
