"""Every path is documented, and every refusal looks the same."""

import pytest

from tests.systems.gateway import FakeGateway
from tests.systems.outside import CREATE, running

every_system = pytest.mark.parametrize("name", sorted(CREATE))


@every_system
async def test_every_path_is_documented(gateway: FakeGateway, name: str) -> None:
    async with running(name, gateway) as caller:
        paths = (await caller.get("/openapi.json"))["paths"]
    assert {"/health", "/messages", "/world/happenings", "/world/faults", "/world"} <= set(paths)
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["description"], f"{method} {path} says nothing"
            refused = operation["responses"]["default"]["content"]["application/json"]
            assert refused["schema"] == {"$ref": "#/components/schemas/Problem"}


@every_system
async def test_mutating_calls_document_their_key(gateway: FakeGateway, name: str) -> None:
    async with running(name, gateway) as caller:
        paths = (await caller.get("/openapi.json"))["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            headers = [parameter["name"] for parameter in operation.get("parameters", [])]
            mutates = method != "get" and not path.startswith("/world")
            assert ("idempotency-key" in [header.lower() for header in headers]) == mutates


@every_system
async def test_a_path_nobody_serves_is_refused_with_advice(gateway: FakeGateway, name: str) -> None:
    async with running(name, gateway) as caller:
        answer = await caller.http.get("/nowhere")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "fix"}


@every_system
async def test_a_healthy_system_says_its_name(gateway: FakeGateway, name: str) -> None:
    async with running(name, gateway) as caller:
        health = await caller.get("/health")
    assert health == {"system": name, "status": "ok", "messages": 0}
