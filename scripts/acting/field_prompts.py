"""The fields of a command, asked one by one: what each takes, an example, what may be left out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from models.kernel.errors import Refused
from models.kernel.event_body import Body
from models.kernel.language import Text
from models.kernel.message import Command, RawFact
from models.process.available_commands import (
    ENVELOPE,
    Fields,
    asked,
    enumeration,
    legal,
    options,
    plain,
    variants,
    vocabulary,
)
from models.texts.fields import FIELDS, field_label
from models.texts.terms import TERMS, label
from scripts import command_io, console
from scripts.acting import texts
from scripts.acting.prompts import Questions
from scripts.acting.target import CommandTarget
from scripts.texts.misfits import misfit

_TEXT_ONLY = ("string", "date-time", "string or null", "date-time or null")


class Form:
    """One verb for one target; what is chosen narrows what may be chosen next."""

    def __init__(
        self, target: CommandTarget, kind: type[Command], envelope: Fields, questions: Questions
    ) -> None:
        self._target, self._kind, self._questions = target, kind, questions
        self._legal = list(legal(target.subject, kind, envelope))
        self._filler = {**kind.sample(), **envelope}
        self._takes = {name: takes for name, _, takes in command_io.takes(kind)}
        self._left_out = set[str]()

    def ask(self, given: Fields) -> Fields:
        """Everything that is not given yet."""
        answers = dict(given)
        self._left_out.clear()
        for name in asked(self._kind):
            if name in given:
                continue
            field = self._kind.model_fields[name]
            said = self._ask(name, answers, required=field.is_required() or name in ENVELOPE)
            if said is not None:
                answers[name] = said
            else:
                self._left_out.add(name)
        return answers

    def _ask(self, name: str, answers: Fields, *, required: bool) -> Any:  # noqa: ANN401 - any field
        label = field_label(self._kind.verb, name)
        if kinds := variants(self._kind.model_fields[name].annotation):
            return self._ask_parts(label, kinds)
        closed = options(self._target.subject, self._kind, name)
        if closed and isinstance(closed[0], list):
            found = [(each[0], str(each[0])) for each in closed]
            return self._questions.choose_some(label, found) or None
        if closed is not None:
            return self._choose(name, answers, closed)
        return self._write(name, label, required=required or self._needed(name, answers))

    def _needed(self, name: str, answers: Fields) -> bool:
        """The rules take nothing without it, after what was said so far and what was left out.

        Unknown where something that no example has could stand in for it, as a photo can.
        """
        if any(self._untried(other) for other in self._kind.model_fields if other != name):
            return False
        fits = [each[name] for each in self._fits(answers)]
        return bool(fits) and self._unsaid(name) not in fits

    def _untried(self, name: str) -> bool:
        """A free field that may be left out, and was never tried with anything in it."""
        field = self._kind.model_fields[name]
        free = options(self._target.subject, self._kind, name) is None
        may_be_left_out = name not in ENVELOPE and not field.is_required()
        return free and may_be_left_out and name not in self._kind.example

    def _unsaid(self, name: str) -> Any:  # noqa: ANN401 - any field
        """What a field says when nobody says anything."""
        field = self._kind.model_fields[name]
        return plain(field.get_default(call_default_factory=True))

    def _ask_parts(self, label: Text, kinds: dict[str, type[BaseModel]]) -> Fields:
        """What is said in one field of several kinds: which of them, then its own fields."""
        found = [(kind, f"{kind}  {_called(kinds[kind])}") for kind in sorted(kinds)]
        tag = self._questions.choose(label, found)
        answers: Fields = {"type": tag}
        for name, field in kinds[tag].model_fields.items():
            asked = None if name == "type" else self._ask_part(kinds[tag], name, field)
            if asked is not None:
                answers[name] = asked
        return answers

    def _ask_part(self, kind: type[BaseModel], name: str, field: FieldInfo) -> Any:  # noqa: ANN401 - any field
        label, required = FIELDS.get(name) or Text(name, name), field.is_required()
        closed = self._target.subject.choices.get(name) or vocabulary(field.annotation)
        if closed:
            chosen = [*([] if required else [None]), *closed]
            shown = [(value, self._said(value)) for value in chosen]
            return self._questions.choose(label, shown, first=not required)
        takes = {each: form for each, _, form in command_io.takes(kind)}[name]
        self._questions.say(label, "bold")
        hints = [(texts.TAKES.said(self._questions.language), takes)]
        self._questions.screen.print(console.facts(hints), style="dim")
        if not required:
            self._questions.say(texts.LEAVE_OUT, "dim")

        def read(answer: str) -> Any:  # noqa: ANN401 - any field
            if not answer and not required:
                return None
            value = answer if takes in _TEXT_ONLY or "number" in takes else _parsed(answer)
            faults = _faults(kind, {name: value} if answer else {})
            if name in faults:
                raise ValueError(faults[name])
            return value

        return self._questions.text(read)

    def _said(self, value: Any) -> str:  # noqa: ANN401 - any field
        return texts.NOT_SAID.said(self._questions.language) if value is None else str(value)

    def _choose(self, name: str, answers: Fields, closed: list[Any]) -> Any:  # noqa: ANN401 - any field
        """One of those that fit; what may be left out is taken by Enter where that is legal.

        Raises:
            Refused: there is none.
        """
        fitting, label = self._fitting(name, closed, answers), field_label(self._kind.verb, name)
        field = self._kind.model_fields[name]
        silent = None if field.is_required() else self._unsaid(name)
        optional = not field.is_required() and silent in fitting
        if optional:
            fitting = [silent, *(value for value in fitting if value != silent)]
        if not fitting:
            nothing = texts.NOTHING_TO_CHOOSE.said(
                self._questions.language, verb=self._kind.verb, field=label
            )
            raise Refused(nothing)
        if fitting == [True]:
            # What an officer vouches for is his to say, also where no other answer is taken.
            fitting = [False, True]
        if len(fitting) == 1:
            only = f"{label.said(self._questions.language)}: {self._shown(name, fitting[0])}"
            self._questions.screen.print(console.styled(only, "dim"))
            return fitting[0]
        shown = [(value, self._shown(name, value)) for value in fitting]
        return self._questions.choose(label, shown, first=optional)

    def _write(self, name: str, label: Text, *, required: bool) -> Any:  # noqa: ANN401 - any field
        questions = self._questions
        questions.say(label, "bold")
        questions.screen.print(console.facts(self._hints(name)), style="dim")
        if not required:
            questions.say(texts.LEAVE_OUT, "dim")
        return questions.text(self._reader(name, required=required))

    def _hints(self, name: str) -> Iterator[tuple[str, str]]:
        language, example = self._questions.language, self._filler.get(name)
        yield texts.TAKES.said(language), self._takes[name]
        if example is not None:
            shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
            yield texts.EXAMPLE.said(language), shown

    def _reader(self, name: str, *, required: bool) -> Callable[[str], Any]:
        def read(answer: str) -> Any:  # noqa: ANN401 - any field
            if not answer:
                if required:
                    raise ValueError(texts.NEEDED.said(self._questions.language))
                return None
            value = answer if self._takes[name] in _TEXT_ONLY else _parsed(answer)
            self._check(name, value)
            return value

        return read

    def _check(self, name: str, value: object) -> None:
        try:
            self._kind.model_validate({**self._filler, name: value})
        except ValidationError as error:
            for each in error.errors():
                if each["loc"][0] == name:
                    raise ValueError(misfit(each).said(self._questions.language)) from error

    def _fitting(self, name: str, closed: list[Any], answers: Fields) -> list[Any]:
        """What leads to a legal command with the answers so far; everything when nothing does."""
        fits = list(dict.fromkeys(each[name] for each in self._fits(answers)))
        silent = [] if self._kind.model_fields[name].is_required() else [self._unsaid(name)]
        return fits or [*silent, *closed]

    def _fits(self, answers: Fields) -> list[Fields]:
        """The legal fields that agree with what was chosen, and leave out what was left out."""
        chosen = {
            key: value
            for key, value in answers.items()
            if key not in ENVELOPE and options(self._target.subject, self._kind, key) is not None
        }
        said = {**chosen, **{name: self._unsaid(name) for name in self._left_out}}
        return [
            each
            for each in self._legal
            if all(each.get(key) == value for key, value in said.items())
        ]

    def _shown(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field
        language = self._questions.language
        if value is None or value == "":
            return texts.NOT_SAID.said(language)
        if isinstance(value, bool):
            return (texts.YES if value else texts.NO).said(language)
        text = self._meaning(name, value)
        return str(value) if text is None else f"{value}  {text.said(language)}"

    def _meaning(self, name: str, value: Any) -> Text | None:  # noqa: ANN401 - any field
        """What a code or a word of a vocabulary says."""
        if name in self._target.titles:
            return self._target.titles[name](value)
        kind = enumeration(self._kind.model_fields[name].annotation)
        return label(kind(value)) if kind in TERMS else None


def _called(kind: type[BaseModel]) -> str:
    return console.say(kind.label) if issubclass(kind, Body | RawFact) else ""


def _faults(kind: type[BaseModel], said: Fields) -> dict[str, str]:
    """What is wrong with the fields of such a value, by their names."""
    try:
        kind.model_validate(said)
    except ValidationError as error:
        return {str(each["loc"][0]): each["msg"] for each in error.errors() if each["loc"]}
    return {}


def _parsed(answer: str) -> Any:  # noqa: ANN401 - JSON, or the words as they are
    """JSON, a file that is named after @, or the words themselves; some with commas are a list."""
    if answer.startswith("@"):
        try:
            answer = Path(answer[1:]).read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(f"cannot read {answer[1:]}: {error.strerror}") from error
    try:
        return json.loads(answer)
    except ValueError:
        parts = [part.strip() for part in answer.replace("，", ",").split(",")]
        return parts if len(parts) > 1 else answer
