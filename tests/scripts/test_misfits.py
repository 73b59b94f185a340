"""What pydantic says of a field, in the language of the reader."""

import pytest
from pydantic import ValidationError

from models.kernel.language import Language
from models.process.messages import COMMANDS
from scripts.texts.misfits import misfit
from tests.scripts.conftest import Guomen


@pytest.mark.parametrize("verb", COMMANDS)
@pytest.mark.parametrize("wrong", [None, 7.5, "x{y}", [], {}, -1, True], ids=repr)
def test_whatever_does_not_fit_a_command_is_said_in_chinese(verb: str, wrong: object) -> None:
    kind = COMMANDS[verb]
    given = dict.fromkeys(kind.model_fields, wrong)
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(given)
    for each in caught.value.errors():
        said = misfit(each).said(Language.ZH)
        assert said
        if each["type"] not in ("value_error", "assertion_error"):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in said), (each["type"], said)
        assert misfit(each).said(Language.EN) == each["msg"]


def test_an_explanation_is_in_the_language_of_the_reader(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    given = '{"deadline": "D08", "hours": "many", "reason": "x"}'
    said = guomen_command("act", "NB25-000001", "extend_deadline", given)
    assert "应为整数" in said.err
    assert "必填" in said.err
    assert "valid integer" not in said.err
