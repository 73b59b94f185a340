"""A text is said in the language that is wanted."""

import pytest

from models.kernel.language import Language, Text, form, listed

LATE = Text("箱{box}在{stage}超期", "box {box} is late {stage}")
ROAD = Text("公路运输", "on the road")
STANDS = Text("现况：{what}", "as it stands: {what}")


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


def test_a_form_is_said_once_and_its_fields_speak_both_languages() -> None:
    """A line of figures would otherwise stand there twice."""
    line = form("{stage} · {tonnes} t")
    assert line.said(Language.BOTH, stage=ROAD, tonnes=43) == "公路运输 on the road · 43 t"
    assert line.said(Language.ZH, stage=ROAD, tonnes=43) == "公路运输 · 43 t"


def test_a_sentence_keeps_its_fields_until_somebody_reads_it() -> None:
    """Who writes it need not know the language of the reader."""
    late = LATE.of(box="CSQU3054383", stage=ROAD)
    assert late.said(Language.EN) == "box CSQU3054383 is late on the road"
    assert STANDS.said(Language.ZH, what=late) == "现况：箱CSQU3054383在公路运输超期"


@pytest.mark.parametrize(
    "language, said",
    [
        (Language.ZH, "现况：公路运输、箱"),
        (Language.EN, "as it stands: on the road, 箱"),
        (Language.BOTH, "现况：公路运输、箱 as it stands: on the road, 箱"),
    ],
)
def test_a_list_is_separated_as_its_language_does_it(language: Language, said: str) -> None:
    """Things that are no texts stand in it as they are."""
    assert STANDS.said(language, what=listed((ROAD, "箱"))) == said


def test_a_list_of_nothing_says_so() -> None:
    """An empty place in a sentence would be read as a mistake."""
    assert listed(()).said(Language.BOTH) == "无 none"
    assert listed(("L1", "L2")).said(Language.BOTH) == "L1、L2 L1, L2"


def test_braces_in_a_value_are_no_fields() -> None:
    """Commands to copy hold JSON."""
    assert STANDS.said(Language.EN, what=listed(['{"box": 1}'])) == 'as it stands: {"box": 1}'
