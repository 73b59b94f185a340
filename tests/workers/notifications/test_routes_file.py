"""The file of routes: placeholders from the environment, errors that say where and what to do."""

from pathlib import Path

import pytest

from models.kernel.language import Language
from models.kernel.terms import EscalationLevel, Party
from models.notifications.routes import Routing
from workers.errors import NotConfigured
from workers.notifications.routes_file import read_routes

SAMPLE = Path(__file__).parents[3] / "samples" / "notices.toml"


def written(folder: Path, text: str) -> Path:
    file = folder / "notices.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_there_are_no_routes() -> None:
    assert read_routes(None, {}) == Routing()


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """
        [targets.duty]
        url = "dingtalk://${TOKEN}/"
        language = "zh"

        [[routes]]
        parties = ["C1"]
        levels = ["L1", "L3"]
        to = ["duty"]
        quiet = { from = "22:00", until = "07:00", rest_days = true }
        digest = { at = ["09:00"] }
        """,
    )
    read = read_routes(file, {"TOKEN": "a/b c"})
    duty, (route,) = read.targets["duty"], read.routes
    assert duty.url.get_secret_value() == "dingtalk://a%2Fb%20c/"
    assert {each.get_secret_value() for each in duty.secrets} == {"a/b c", "a%2Fb%20c"}
    assert duty.language is Language.ZH
    assert (route.parties, route.levels) == (
        (Party.CHECKPOINT_OFFICER,),
        (EscalationLevel.L1, EscalationLevel.L3),
    )
    assert route.quiet is not None
    assert route.quiet.rest_days


def test_a_variable_may_be_a_whole_address(tmp_path: Path) -> None:
    file = written(tmp_path, '[targets.mail]\nurl = "${MAIL}"')
    read = read_routes(file, {"MAIL": "mailtos://a:b@c"})
    assert read.targets["mail"].url.get_secret_value() == "mailtos://a:b@c"


@pytest.mark.parametrize(
    "text, why",
    [
        ("[targets", "is not TOML"),
        ('[targets.duty]\nurl = "json://${NO_SUCH}"', r"targets\.duty\.url needs NO_SUCH"),
        ("[targets.duty]\nlanguage = 'zh'", r"targets\.duty\.url: Field required"),
        ("targets = 3", r"targets: Input should be a valid dictionary"),
        ("[[routes]]\nto = ['duty']", "route 1 goes to 'duty', which is no target"),
        (
            "[targets.a]\nurl = 'json://a'\n[[routes]]\nto = ['a']\nlevels = ['L9']",
            r"routes\.1\.levels\.1: .*, not 'L9'",
        ),
        (
            "[targets.a]\nurl = 'json://a'\n[[routes]]\nto = ['a']\nquite = {}",
            r"routes\.1\.quite: Extra inputs",
        ),
    ],
)
def test_an_error_says_where_and_what(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(NotConfigured, match=why) as refused:
        read_routes(written(tmp_path, text), {})
    assert "notices.toml" in str(refused.value)


def test_a_file_that_is_not_there_is_named_with_its_variable(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured, match=r"GUOMEN_NOTICES names .*missing"):
        read_routes(tmp_path / "missing", {})


@pytest.mark.parametrize("wrong", ["url = ['json://sesame']", "urls = 'json://sesame'"])
def test_an_error_never_says_an_address(tmp_path: Path, wrong: str) -> None:
    file = written(tmp_path, f"[targets.duty]\n{wrong}")
    with pytest.raises(NotConfigured) as refused:
        read_routes(file, {})
    assert "sesame" not in str(refused.value)


def test_the_sample_can_be_used_as_it_is() -> None:
    tokens = ("DINGTALK_TOKEN", "WECOM_KEY", "FEISHU_TOKEN", "MAIL_USER", "MAIL_PASSWORD")
    read = read_routes(SAMPLE, dict.fromkeys(tokens, "secret0123456789"))
    assert {name for route in read.routes for name in route.to} == set(read.targets)
    assert any(route.quiet for route in read.routes)
    assert any(route.digest for route in read.routes)
