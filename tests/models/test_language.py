"""A text is said in the language that is wanted."""

import pytest

from models.language import Language, Text

LATE = Text("箱{box}在{stage}超期", "box {box} is late {stage}")
ROAD = Text("公路运输", "on the road")


@pytest.mark.parametrize(
    "language, said",
    [
        (Language.ZH, "箱CSQU3054383在公路运输超期"),
        (Language.EN, "box CSQU3054383 is late on the road"),
        (Language.BOTH, "箱CSQU3054383在公路运输超期 box CSQU3054383 is late on the road"),
    ],
)
def test_a_sentence_and_the_labels_in_it_speak_the_same_language(
    language: Language, said: str
) -> None:
    """Never a Chinese label in an English sentence."""
    assert LATE.said(language, box="CSQU3054383", stage=ROAD) == said


def test_what_is_the_same_in_both_languages_is_said_once() -> None:
    """A number or a name of its own needs no translation."""
    assert Text("R1", "R1").said(Language.BOTH) == "R1"


def test_a_missing_field_is_an_error() -> None:
    """A sentence with a hole is not sent to anybody."""
    with pytest.raises(KeyError, match="box"):
        LATE.said(Language.EN, stage=ROAD)
