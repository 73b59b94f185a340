"""One name, however it is spelled; and a blank is nobody's."""

import pytest

from models.kernel.spelling import key, same_name


@pytest.mark.parametrize("spelled", ["Lin", " lin", "LIN ", "Ｌｉｎ"])
def test_case_blanks_and_width_make_no_other_person(spelled: str) -> None:
    assert same_name("Lin", spelled)


@pytest.mark.parametrize("other", ["Li", "Lin Tao", "林", ""])
def test_another_name_is_another_person(other: str) -> None:
    assert not same_name("Lin", other)


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\t"])
def test_a_blank_is_nobody_not_even_another_blank(blank: str) -> None:
    assert key(blank) == ""
    assert not same_name(blank, blank)


def test_words_may_be_parted_as_one_likes() -> None:
    assert same_name("Wang  Li", "wang\u3000LI")
