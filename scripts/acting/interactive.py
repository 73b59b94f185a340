"""From words on the command line to a command that is ready to be sent, asking where one may ask.

The order of things is always the same: the verb, the officer's role, the fields, what would come
of it, yes or no.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import typer
from pydantic import ValidationError

from models.kernel.errors import Refused, UnknownVerb
from models.kernel.language import Language
from models.kernel.message import Command
from models.kernel.terms import Party
from models.process.available_commands import ENVELOPE, Fields, LegalCommand, offers
from models.texts import PARTIES
from scripts import command_io, console
from scripts.acting import preview_view, prompts, texts
from scripts.acting.field_prompts import Form
from scripts.acting.officer_resolution import OnDuty
from scripts.acting.prompts import NothingSent, Questions
from scripts.acting.target import CommandTarget
from scripts.texts.errors import NO_VERB, REFUSAL, REFUSES

C = TypeVar("C", bound="Command")


@dataclass(frozen=True)
class Said:
    """What stood on the command line; `fields` without the envelope if nothing was given."""

    verb: str
    fields: Fields
    dry_run: bool = False
    yes: bool = False
    as_json: bool = False

    def complete(self, kinds: Mapping[str, type[Command]]) -> bool:
        """Nothing is left to ask but whether to send it.

        Raises:
            UnknownVerb: there is no such verb.
        """
        if not self.verb:
            return False
        kind = kind_of(self.verb, kinds)
        if not self.fields and set(kind.example) - ENVELOPE and prompts.possible():
            # Nothing is required by itself, and yet the rules may want something said.
            return False
        fields = kind.model_fields.items()
        needed = {name for name, field in fields if field.is_required() and name != "officer"}
        return needed <= set(self.fields)


def kind_of(verb: str, kinds: Mapping[str, type[C]]) -> type[C]:
    """The command of a verb, which may be written with dashes.

    Raises:
        UnknownVerb: there is none; the message names those that there are.
    """
    kind = kinds.get(verb.replace("-", "_"))
    if kind is None:
        raise UnknownVerb(NO_VERB, verb=verb, known=", ".join(kinds))
    return kind


def spoken(kind: type[C], fields: Fields, envelope: Fields, usage: str) -> C:
    """The command that these fields say, as it is sent.

    Raises:
        typer.Exit: they do not; what is wrong, what it takes and an example are printed.
    """
    try:
        return command_io.in_chinese_time(kind.model_validate({**fields, **envelope}))
    except ValidationError as error:
        command_io.explain(kind, error, usage)
        raise typer.Exit(console.MISUSED) from error


class Session(Generic[C]):
    """One officer in front of one consignment, or of one enterprise."""

    def __init__(
        self,
        target: CommandTarget,
        kinds: Mapping[str, type[C]],
        officer: OnDuty,
        language: Language,
    ) -> None:
        self._target, self._kinds = target, kinds
        self._officer, self._language = officer, language
        self._questions = Questions(console.screen(), language)

    def prepare(self, said: Said) -> C | None:
        """The command to send; None when it was only to be looked at.

        Raises:
            Refused: the rules or the role do not allow it.
            NothingSent: the officer said no.
            UnknownVerb: the verb is missing, and there is nobody to ask.
        """
        meant = self._unambiguous(said)
        if meant.complete(self._kinds):
            kind = self._kind(meant.verb)
            command = self._command(kind, meant.fields, self._envelope(kind))
            if not said.dry_run and meant is not said:
                return command
            self._show(command, as_json=said.as_json)
            return None if said.dry_run else command
        if not prompts.possible():
            self._refuse_to_ask(said)
        return self._asked(said)

    def _unambiguous(self, said: Said) -> Said:
        """What a command must name, and there is only one of: the box of a consignment, say."""
        if not said.verb:
            return said
        fields, known = self._kind(said.verb).model_fields, self._target.subject.choices
        only = {
            name: known[name][0]
            for name in fields.keys() - said.fields.keys()
            if fields[name].is_required() and len(known.get(name, ())) == 1
        }
        return replace(said, fields={**said.fields, **only}) if only else said

    def _asked(self, said: Said) -> C | None:
        kind = self._kind(said.verb) if said.verb else self._choose()
        envelope = self._envelope(kind)
        while True:
            form = Form(self._target, kind, envelope, self._questions)
            command = self._command(kind, form.ask(said.fields), envelope)
            try:
                self._show(command, as_json=said.as_json)
            except Refused as refusal:
                self._questions.screen.print(console.styled(refusal, "bold red"))
                if not self._questions.agreed(texts.AGAIN):
                    raise
                continue
            if said.dry_run:
                return None
            if said.yes or self._questions.agreed(texts.SEND):
                return command
            raise NothingSent(texts.NOT_SENT)

    def _choose(self) -> type[C]:
        """One of the verbs that are legal now, and that one of the officer's roles gives."""
        legal = [self._kind(each.kind.verb) for each in self._offers()]
        mine = [kind for kind in legal if self._officer.may_give(kind)]
        if not mine:
            raise Refused(texts.NOTHING_LEGAL, name=self._target.name)
        others = ", ".join(kind.verb for kind in legal if kind not in mine)
        said_so = texts.FOR_OTHERS.said(self._language)
        self._questions.screen.print(console.facts([(said_so, others)]), style="dim")
        listed = [(kind, f"{kind.verb}  {self._label(kind)}") for kind in mine]
        return self._questions.choose(texts.LEGAL_NOW, listed)

    def _offers(self) -> Iterator[LegalCommand]:
        return offers(self._target.subject, {"officer": self._officer.name})

    def _label(self, kind: type[C]) -> str:
        return kind.label.said(self._language)

    def _refuse_to_ask(self, said: Said) -> None:
        if said.verb:
            kind = self._kind(said.verb)
            spoken(kind, said.fields, {"officer": self._officer.name}, self._target.usage)
        legal = ", ".join(each.kind.verb for each in self._offers())
        asked = {"usage": self._target.usage, "name": self._target.name}
        raise UnknownVerb(texts.NO_TERMINAL, **asked, verbs=legal)

    def _kind(self, verb: str) -> type[C]:
        return kind_of(verb, self._kinds)

    def _command(self, kind: type[C], fields: Fields, envelope: Fields) -> C:
        return spoken(kind, self._officer.seconded(fields), envelope, self._target.usage)

    def _envelope(self, kind: type[Command]) -> Fields:
        choose = self._choose_role if prompts.possible() else None
        envelope = self._officer.envelope(kind, self._language, choose)
        asks_for_one = "role" in kind.example
        if choose is not None and asks_for_one and envelope["role"] is None:
            # The rules ask for a role, and nobody knows one of this officer.
            envelope["role"] = choose(kind.given_by)
        return envelope

    def _choose_role(self, roles: tuple[Party, ...]) -> Party:
        listed = [(role, f"{role}  {PARTIES[role].said(self._language)}") for role in roles]
        return self._questions.choose(texts.CHOOSE_ROLE, listed)

    def _show(self, command: Command, *, as_json: bool) -> None:
        """What would come of it.

        Raises:
            Refused: nothing would.
        """
        try:
            seen = self._target.preview(command)
        except Refused as refusal:
            name, reason = self._target.name, refusal.said(self._language)
            raise Refused(REFUSES, name=name, what=REFUSAL, verb=command.verb, reason=reason) from (
                refusal
            )
        if as_json:
            console.print_json(preview_view.document(command, seen))
            return
        lines = preview_view.lines(self._target, command, seen, self._language)
        self._questions.screen.print(console.facts(lines))
