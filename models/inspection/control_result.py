"""The control result: a code that others understand, and a text (domain 8.1, NCTS IE018)."""

from typing import NamedTuple, Protocol

from models.consignment.guards import require
from models.consignment.state import State
from models.inspection import texts
from models.kernel.terms import ControlResult
from models.texts.terms import coded

_PASSED = (
    ControlResult.SATISFACTORY,
    ControlResult.CONSIDERED_SATISFACTORY,
    ControlResult.DISCREPANCIES,
)


class _Finding(Protocol):
    @property
    def reason(self) -> str: ...


class _Given(Protocol):
    """A command that says whether the goods conform."""

    @property
    def conform(self) -> bool: ...
    @property
    def findings(self) -> tuple[_Finding, ...]: ...
    @property
    def result(self) -> ControlResult | None: ...
    @property
    def text(self) -> str: ...


class Told(NamedTuple):
    """The code and its text, as events have them."""

    result: ControlResult
    text: str


def control_result(state: State, command: _Given) -> Told:
    """The code that was given, or that follows: goods that conform after a defect was cured differ.

    Raises:
        Refused: the code contradicts `conform`, or what needs a text has none.
    """
    known = [defect.reason for defect in state.confirmed()]
    reasons = tuple(dict.fromkeys((*known, *(found.reason for found in command.findings))))
    result = command.result or _following(known, conform=command.conform)
    fits = (result in _PASSED) is command.conform
    require(fits, texts.OTHER_RESULT, result=coded(result), conform=str(command.conform).lower())
    text = command.text.strip() or ", ".join(reasons)
    told = bool(text) or result is ControlResult.SATISFACTORY
    require(told, texts.RESULT_WITHOUT_TEXT, result=coded(result))
    return Told(result, text)


def _following(known: list[str], *, conform: bool) -> ControlResult:
    if not conform:
        return ControlResult.NOT_SATISFACTORY
    return ControlResult.DISCREPANCIES if known else ControlResult.SATISFACTORY
