"""A token is not said, wherever it stands in a URL and however it is spelled again."""

from urllib.parse import quote, quote_plus

import pytest

from activities.redaction import Mask, shown

TOKEN = "s3&same=Öl +x/%y"
URLS = [
    f"jsons://hooks.example.cn/path?token={quote(TOKEN, safe='')}",
    f"json://officer:{quote(TOKEN, safe='')}@hooks.example.cn/",
    f"json://hooks.example.cn/{quote(TOKEN, safe='')}/alerts",
    f"slack://{quote(TOKEN, safe='')}/B1234/C5678/#duty",
    f"tgram://{quote(TOKEN, safe='')}/12345",
    f"mailtos://user:{quote(TOKEN, safe='')}@mail.example.cn?to=duty@example.cn",
    f"jsons://hooks.example.cn/?+X-Token={quote(TOKEN, safe='')}&-a=b",
]
SPELLED = [
    TOKEN,
    quote(TOKEN),
    quote(TOKEN, safe=""),
    quote_plus(TOKEN),
    TOKEN.replace("&", "&amp;"),
    quote(quote(TOKEN, safe=""), safe=""),
    quote(TOKEN, safe="").lower(),
]


@pytest.mark.parametrize("url", URLS)
def test_what_is_shown_of_a_target_has_no_secret_in_it(url: str) -> None:
    told = shown(url)
    assert told.startswith(url.partition("://")[0])
    assert not any(spelled in told for spelled in SPELLED)
    assert "s3" not in told


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("spelled", SPELLED)
def test_what_others_say_has_no_secret_in_it(url: str, spelled: str) -> None:
    said = Mask(url)(f"POST https://hooks.example.cn/x?t={spelled} failed: 403 Forbidden")
    assert spelled not in said
    assert "403 Forbidden" in said
    assert "***" in said


def test_a_secret_of_the_environment_is_masked_also_where_it_is_short() -> None:
    assert Mask("json://hooks.example.cn/", ["ab"])("it said ab") == "it said ***"


def test_an_address_is_told_and_a_token_in_its_place_is_not() -> None:
    assert shown("jsons://hooks.example.cn/path") == "jsons://hooks.example.cn/***"
    assert shown("slack://tokenA/tokenB/tokenC") == "slack://***"
    assert shown("no url") == "***"
    assert "hooks.example.cn" in Mask("json://hooks.example.cn/a")("hooks.example.cn is away")
