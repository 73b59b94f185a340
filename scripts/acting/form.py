"""The fields of a command, asked one by one: what each takes, an example, what may be left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.errors import Refused
from models.labels.fields import field_label
from models.labels.terms import TERMS, label
from models.language import Text
from models.offers import ENVELOPE, Fields, enumeration, legal, options, plain
from scripts import commanding, console
from scripts.acting import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.messages import Command
    from scripts.acting.questions import Questions
    from scripts.acting.target import Target

_TEXT_ONLY = ("string", "date-time", "string or null", "date-time or null")


class Form:
    """One verb for one target; what is chosen narrows what may be chosen next."""

    def __init__(
        self, target: Target, kind: type[Command], envelope: Fields, questions: Questions
    ) -> None:
        self._target, self._kind, self._questions = target, kind, questions
        self._legal = list(legal(target.subject, kind, envelope))
        self._filler = {**target.subject.examples[kind.verb], **envelope}
        self._takes = {name: takes for name, _, takes in commanding.takes(kind)}

    def ask(self, given: Fields) -> Fields:
        """Everything that is not given yet."""
        answers = dict(given)
        for name, field in self._kind.model_fields.items():
            if name in ENVELOPE or name in given:
                continue
            asked = self._ask(name, answers, required=field.is_required())
            if asked is not None:
                answers[name] = asked
        return answers

    def _ask(self, name: str, answers: Fields, *, required: bool) -> Any:  # noqa: ANN401 - any field
        closed = options(self._target.subject, self._kind, name)
        label = field_label(self._kind.verb, name)
        if closed and isinstance(closed[0], list):
            found = [(each[0], str(each[0])) for each in closed]
            return self._questions.choose_some(label, found) or None
        if closed is not None:
            return self._choose(name, answers, closed)
        return self._write(name, label, required=required)

    def _choose(self, name: str, answers: Fields, closed: list[Any]) -> Any:  # noqa: ANN401 - any field
        """One of those that fit; what may be left out is taken by Enter where that is legal.

        Raises:
            Refused: there is none.
        """
        fitting, label = self._fitting(name, closed, answers), field_label(self._kind.verb, name)
        field = self._kind.model_fields[name]
        silent = (
            None if field.is_required() else plain(field.get_default(call_default_factory=True))
        )
        optional = not field.is_required() and silent in fitting
        if optional:
            fitting = [silent, *(value for value in fitting if value != silent)]
        if not fitting:
            nothing = words.NOTHING_TO_CHOOSE.said(
                self._questions.language, verb=self._kind.verb, field=label
            )
            raise Refused(nothing)
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
            questions.say(words.LEAVE_OUT, "dim")
        return questions.text(self._reader(name, required=required))

    def _hints(self, name: str) -> Iterator[tuple[str, str]]:
        language, example = self._questions.language, self._filler.get(name)
        yield words.TAKES.said(language), self._takes[name]
        if example is not None:
            shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
            yield words.EXAMPLE.said(language), shown

    def _reader(self, name: str, *, required: bool) -> Callable[[str], Any]:
        def read(answer: str) -> Any:  # noqa: ANN401 - any field
            if not answer:
                if required:
                    raise ValueError(words.NEEDED.said(self._questions.language))
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
                    raise ValueError(each["msg"]) from error

    def _fitting(self, name: str, closed: list[Any], answers: Fields) -> list[Any]:
        """What leads to a legal command with the answers so far; everything when nothing does."""
        chosen = {
            key: value
            for key, value in answers.items()
            if key not in ENVELOPE and options(self._target.subject, self._kind, key) is not None
        }
        fits = [
            each[name]
            for each in self._legal
            if all(each.get(key) == value for key, value in chosen.items())
        ]
        return list(dict.fromkeys(fits)) or closed

    def _shown(self, name: str, value: Any) -> str:  # noqa: ANN401 - any field
        language = self._questions.language
        if value is None or value == "":
            return words.NOT_SAID.said(language)
        if isinstance(value, bool):
            return (words.YES if value else words.NO).said(language)
        text = self._meaning(name, value)
        return str(value) if text is None else f"{value}  {text.said(language)}"

    def _meaning(self, name: str, value: Any) -> Text | None:  # noqa: ANN401 - any field
        """What a code or a word of a vocabulary says."""
        if name in self._target.titles:
            return self._target.titles[name](value)
        kind = enumeration(self._kind.model_fields[name].annotation)
        return label(kind(value)) if kind in TERMS else None


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
