"""Asks an officer on the terminal: one of several, a text, yes or no."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.prompt import Confirm, Prompt

from models.kernel.errors import GuomenError
from models.kernel.language import Language, Text
from scripts import console
from scripts.acting import texts

T = TypeVar("T")


class NothingSent(GuomenError):
    """The officer left before anything was sent."""


def possible() -> bool:
    """Whether somebody sits at the other end."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Questions:
    """Questions on a screen; whoever presses Ctrl-C or Ctrl-D has sent nothing."""

    def __init__(self, screen: Console, language: Language) -> None:
        self.screen, self.language = screen, language

    def say(self, text: Text, style: str = "", **fields: object) -> None:
        """One line."""
        self.screen.print(console.styled(text.said(self.language, **fields), style))

    def choose(
        self,
        question: Text,
        options: Sequence[tuple[T, str]],
        *,
        first: bool = False,
        **fields: object,
    ) -> T:
        """One of several, by its number; `first` or a single one is taken by Enter."""
        self._list(question, options, fields)
        while True:
            answer = self._answer(texts.CHOOSE, "1" if first or len(options) == 1 else "")
            found = self._numbers(answer, len(options))
            if len(found) == 1:
                return options[found[0]][0]
            self.say(texts.NOT_A_CHOICE, "red", most=len(options))

    def choose_some(self, question: Text, options: Sequence[tuple[T, str]]) -> list[T]:
        """Some of several, by their numbers; none of them is an answer too."""
        self._list(question, options, {})
        while True:
            answer = self._answer(texts.CHOOSE_SOME, "")
            found = self._numbers(answer, len(options))
            if found or not answer:
                return [options[place][0] for place in found]
            self.say(texts.NOT_A_CHOICE, "red", most=len(options))

    def text(self, check: Callable[[str], T], default: str = "") -> T:
        """What `check` makes of the answer; asked again with the reason while it raises."""
        while True:
            try:
                return check(self._answer(None, default))
            except ValueError as wrong:
                self.screen.print(console.styled(str(wrong), "red"))

    def agreed(self, question: Text, **fields: object) -> bool:
        """Yes or no; no unless somebody says yes."""
        asked = console.styled(question.said(self.language, **fields), "bold")
        return bool(_attended(lambda: Confirm.ask(asked, console=self.screen, default=False)))

    def _list(
        self, question: Text, options: Sequence[tuple[T, str]], fields: dict[str, object]
    ) -> None:
        self.say(question, "bold", **fields)
        drawn = console.table("", "")
        drawn.show_header = False
        drawn.columns[0].justify = "right"
        for number, (_, label) in enumerate(options, start=1):
            drawn.add_row(console.styled(f"{number}", "cyan"), console.plain(label))
        self.screen.print(drawn)

    def _answer(self, question: Text | None, default: str) -> str:
        asked = console.styled(question.said(self.language) if question else ">", "cyan")
        shown = bool(default)
        answer = _attended(
            lambda: Prompt.ask(asked, console=self.screen, default=default, show_default=shown)
        )
        return answer.strip()

    @staticmethod
    def _numbers(answer: str, most: int) -> list[int]:
        """The places that were named, empty when one of them is none."""
        parts = [part.strip() for part in answer.replace("，", ",").split(",")]
        numbers = [int(part) - 1 for part in parts if part.isdecimal()]
        return numbers if len(numbers) == len(parts) and all(0 <= n < most for n in numbers) else []


def _attended(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (EOFError, KeyboardInterrupt) as left:
        raise NothingSent(texts.NOT_SENT) from left
