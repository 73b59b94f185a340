"""`guomen views`: links that can be followed; `guomen attributes`: what they filter by."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.client import Client

from scripts import temporal_connection
from tests.scripts.conftest import FakeRecords, Guomen
from workers.settings import Settings
from workflows.search_attributes import MEANINGS
from workflows.views import VIEWS

UI = "http://ui.example:8233"


@pytest.fixture(autouse=True)
def _addresses(stack: FakeRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    del stack
    monkeypatch.setenv("GUOMEN_TEMPORAL_UI", UI)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "border")


def test_every_view_is_a_link_to_the_list_with_its_query(guomen_command: Guomen) -> None:
    said = guomen_command("views", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert [each["name"] for each in found] == [view.name for view in VIEWS]
    for each in found:
        link = urlsplit(each["link"])
        assert f"{link.scheme}://{link.netloc}" == UI
        assert link.path == "/namespaces/border/workflows"
        assert parse_qs(link.query) == {"query": [each["query"]]}


def test_a_link_is_never_folded(guomen_command: Guomen, columns: int) -> None:
    del columns
    said = guomen_command("views")
    links = [line.strip() for line in said.out.splitlines() if line.startswith("  ")]
    assert len(links) == len(VIEWS)
    assert all(link.startswith(UI) for link in links)


def test_the_views_of_one_enterprise_ask_for_nobody_else(guomen_command: Guomen) -> None:
    found = json.loads(guomen_command("views", "--enterprise", "甬东再生铜业", "--json").out)
    assert found[-1]["name"] == "enterprise"
    assert len(found) == len(VIEWS) + 1
    assert all(each["query"].endswith('`Enterprise`="甬东再生铜业"') for each in found)
    assert all(each["link"].isascii() for each in found)


@pytest.mark.parametrize("language,title", [("zh", "已逾期"), ("en", "overdue")])
def test_views_speak_the_language_that_is_set(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, language: str, title: str
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    assert guomen_command("views").out.startswith(f"{title}: ")


def test_the_attributes_are_listed_and_registered(
    guomen_command: Guomen,
    temporal_address: str,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_address)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "default")
    said = guomen_command("attributes")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= columns
    found = json.loads(guomen_command("attributes", "--json").out)
    assert [each["name"] for each in found] == [key.name for key in MEANINGS]
    assert {each["name"]: each["type"] for each in found}["Aliases"] == "KeywordList"
    assert not any(each["added"] for each in found)


def test_an_attribute_that_was_missing_is_said_to_be_new(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def client_of(_: Settings) -> None:
        return None

    async def added(_: Client) -> list[str]:
        return ["NetTonnes"]

    monkeypatch.setattr(temporal_connection, "opened", client_of)
    monkeypatch.setattr("scripts.attributes.register_attributes", added)
    found = json.loads(guomen_command("attributes", "--json").out)
    assert [each["name"] for each in found if each["added"]] == ["NetTonnes"]
    assert "新登记 added now" in guomen_command("attributes").out


def test_without_a_stack_it_says_what_to_do(guomen_command: Guomen, nothing_runs: Path) -> None:
    said = guomen_command("views")
    assert said.code == 1
    assert f"no tracker runs on {nothing_runs}" in said.err
