"""The file of officers: who may declare which role."""

from pathlib import Path

import pytest

from models.kernel.errors import OfficersUnreadable, OutsideRole
from models.kernel.terms import Party
from models.officers.directory import read
from models.returns.messages import DecidePenalty
from models.supervision.messages import Hold

SAMPLE = Path(__file__).parents[3] / "samples" / "officers.toml"
WANG = """
[[officers]]
login = "wangli"
name = "Wang Li"
name_zh = "王丽"
roles = ["C2_LEAD", "C3"]
"""


@pytest.mark.parametrize("name", ["wangli", "Wang Li", "WANGLI", "王丽"])
def test_an_officer_is_found_by_any_name(name: str) -> None:
    found = read(WANG, "file").find(name)
    assert found is not None
    assert found.name == "Wang Li"


def test_a_stranger_is_not_found() -> None:
    assert read(WANG, "file").find("Li") is None


def test_of_several_roles_those_count_that_may_give_the_command() -> None:
    (wang,) = read(WANG, "file").officers
    assert wang.roles_for(DecidePenalty) == (Party.DIVISION,)
    assert wang.roles_for(Hold) == (Party.INSPECTION_LEAD, Party.DIVISION)
    assert wang.roles_for(Hold, Party.DIVISION) == (Party.DIVISION,)


def test_nobody_acts_in_the_role_of_another() -> None:
    (wang,) = read(WANG, "file").officers
    with pytest.raises(OutsideRole, match="acts as C2_LEAD, C3, not as C1"):
        wang.roles_for(Hold, Party.CHECKPOINT_OFFICER)


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("officers = [", "is not TOML"),
        ('[[officers]]\nname = "A"\nroles = ["KING"]', "officers.0.roles.0 is 'KING'"),
        ('[[officers]]\nname = "A"\nroles = []', "officers.0.roles"),
        ('[[officers]]\nname = "A"\nroles = ["C1"]\n' * 2, "names A twice"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_place(text: str, wrong: str) -> None:
    with pytest.raises(OfficersUnreadable, match=r"^people\.toml") as refusal:
        read(text, "people.toml")
    assert wrong in str(refusal.value)


def test_the_sample_is_such_a_file() -> None:
    assert len(read(SAMPLE.read_text(encoding="utf-8"), "sample").officers) > 3
