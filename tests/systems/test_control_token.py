"""Only who has the world token of a system can move it."""

import pytest

from systems.settings import SystemSettings
from tests.systems.gateway import SECRET, FakeGateway
from tests.systems.outside import CREATE, running, settings

every_system = pytest.mark.parametrize("name", sorted(CREATE))


@every_system
async def test_nobody_moves_a_system_without_its_world_token(
    gateway: FakeGateway, name: str
) -> None:
    async with running(name, gateway) as caller:
        paths = (await caller.get("/openapi.json"))["paths"]
        worlds = [(p, m) for p, of in paths.items() for m in of if p.startswith("/world")]
        assert len(worlds) >= 3
        for token in ("", "Bearer", "Bearer ", "Bearer another", "Bearer a-token-of-the-world "):
            caller.http.headers["authorization"] = token
            for path, method in worlds:
                answer = await caller.http.request(method, path, json={})
                assert (answer.status_code, set(answer.json())) == (403, {"error", "fix"}), path
        assert (await caller.get("/health"))["messages"] == 0


@every_system
async def test_a_system_without_a_world_token_is_moved_by_nobody(
    gateway: FakeGateway, name: str
) -> None:
    app = CREATE[name](settings().model_copy(update={"world_token": None}), gateway)
    async with running(name, gateway, app=app) as caller:
        for token in ("", "Bearer ", "Bearer None"):
            caller.http.headers["authorization"] = token
            assert (await caller.http.delete("/world")).status_code == 403


def test_an_empty_world_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_WORLD_TOKEN", "")
    assert SystemSettings(webhook_secret=SECRET).world_token is None
