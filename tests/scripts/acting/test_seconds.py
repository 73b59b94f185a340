"""The second person of a command is known under any name of the file of officers."""

from pathlib import Path

import pytest

from models.kernel.errors import OutsideRole
from scripts.acting.officer_resolution import on_duty

FILE = Path(__file__).parents[3] / "samples" / "officers.toml"


@pytest.mark.parametrize("spelled", ["gaofeng", "Gao Feng", " GAO  FENG", "高峰", "ＧＡＯＦＥＮＧ"])
def test_the_second_person_is_spelled_as_in_the_file_and_has_the_only_role_there(
    spelled: str,
) -> None:
    officer = on_duty(FILE, {}, "wangli", None)
    said = officer.seconded({"approver": spelled})
    assert said == {"approver": "Gao Feng", "approver_role": "C3"}


def test_whoever_has_several_roles_says_in_which() -> None:
    officer = on_duty(FILE, {}, "chenhao", None)
    assert officer.seconded({"approver": "wangli"}) == {"approver": "Wang Li"}
    with pytest.raises(OutsideRole):
        officer.seconded({"approver": "wangli", "approver_role": "C1_CHIEF"})


def test_a_login_and_a_name_are_one_person() -> None:
    officer = on_duty(FILE, {}, "wangli", None)
    assert officer.seconded({"approver": "王丽"})["approver"] == officer.name


def test_a_stranger_stays_as_spelled() -> None:
    officer = on_duty(FILE, {}, "somebody", None)
    assert officer.seconded({"approver": "Nobody Else"}) == {"approver": "Nobody Else"}
    assert officer.seconded({"hours": 1}) == {"hours": 1}
