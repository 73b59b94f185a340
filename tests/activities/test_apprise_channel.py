"""Targets are reached by apprise over real sockets; what fails is said, and no secret with it."""

import asyncio

import pytest
from pydantic import SecretStr

from activities.apprise_channel import AppriseWay, opened
from models.kernel.errors import UnknownService
from models.notifications.notice import SendResult
from models.notifications.renderer import RenderedNotice
from models.notifications.routes import Target
from tests.notices import Sink, sink

HELLO = RenderedNotice("标题 title", "body")


pytestmark = pytest.mark.usefixtures("no_proxy")


def way(url: str, *secrets: str) -> AppriseWay:
    hidden = tuple(map(SecretStr, secrets))
    return opened("duty", Target(url=SecretStr(url), secrets=hidden))


async def test_a_message_arrives_as_it_was_worded(taking: Sink) -> None:
    assert await way(taking.url("duty")).send(HELLO, pressing=True) == SendResult(sent=True)
    (taken,) = taking.taken
    assert (taken["title"], taken["message"], taken["type"]) == (*HELLO, "failure")
    assert taking.paths == ["/duty"]


async def test_a_target_that_refuses_is_a_failure_with_its_reason(taking: Sink) -> None:
    taking.failures = 1
    delivered = await way(taking.url()).send(HELLO, pressing=False)
    assert not delivered.sent
    assert "500" in delivered.why
    assert (await way(taking.url()).send(HELLO, pressing=False)).sent


async def test_nobody_there_is_a_failure_that_names_no_secret() -> None:
    with sink() as gone:
        url = gone.url("sesame")
    there = way(url.replace("json://", "json://officer:sesame@"), "sesame")
    delivered = await there.send(HELLO, pressing=False)
    assert not delivered.sent
    assert delivered.why
    assert "sesame" not in delivered.why + there.shown
    assert there.shown.startswith("json://")


async def test_a_secret_that_a_service_repeats_is_masked(taking: Sink) -> None:
    there = way(taking.url(), "127.0.0.1")
    taking.failures = 1
    delivered = await there.send(HELLO, pressing=False)
    assert "127.0.0.1" not in delivered.why


async def test_a_target_that_hangs_delays_no_other(taking: Sink) -> None:
    with sink(open_=False) as closed:
        stuck = [way(closed.url("?rto=50")) for _ in range(40)]
        hanging = [asyncio.create_task(each.send(HELLO, pressing=True)) for each in stuck]
        try:
            assert (await way(taking.url()).send(HELLO, pressing=True)).sent
            assert not any(task.done() for task in hanging)
        finally:
            closed.gate.set()
            await asyncio.gather(*hanging)


@pytest.mark.parametrize("url", ["nosuch://sesame", "dingtalk://", "sesame"])
def test_a_url_that_apprise_does_not_know_is_refused_without_being_said(url: str) -> None:
    with pytest.raises(UnknownService, match="target 'duty'") as refused:
        way(url)
    assert "sesame" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "dingtalk://ABCDEFabcdef0123456789/",
        "wecombot://8f3e9c1a-0000-4000-8000-1b2c3d4e5f60",
        "feishu://token1234567890/",
        "mailtos://user:pass@mail.example.cn?to=duty@example.cn",
        "jsons://hooks.example.cn/path",
    ],
)
def test_what_customs_use_is_understood(url: str) -> None:
    assert "://" in way(url).shown
