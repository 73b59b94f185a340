"""Whatever goes wrong on a running stack, nothing that it writes has a secret, a plate or a name.

The stores are left out: the databases of PostgreSQL, Temporal and the systems are there for that.
"""

import asyncio
import json
import os
import socket
import stat
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from models.execution.manifest_import import ImportStart
from tests.end_to_end.cargo import consignment, manifest
from tests.end_to_end.stack import Spoken, Stack, processes_on
from tests.workers.gateway.fixtures import message, signature
from workers.stack.db_logins import DatabaseLogin

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]

PLATE, DRIVER, PHONE = "浙B7Q519", "卓玛央金", "13857412345"
PERSONAL = {"plate_no": PLATE, "driver": DRIVER, "driver_phone": PHONE}
SECRETS = ("secrets.json", "stack.json", "seal.key")
STORES = ("pg", "systems", "temporal.db")
NONSENSE = """
    insert into imports.consignments (batch, number, tracking_no, registration)
    values ('nonsense', 1, 'NB26-999999', $1)
"""
# Of each kind at least one, or the test has shown nothing.
EXPECTED = {
    "tracker": ("ValidationError", "LedgerUnavailable"),
    "gateway": ("refused", "the database is silent"),
    "projector": ("waits for the database",),
}


@pytest.fixture
def wide_open(own_stack: Stack) -> Stack:
    """A folder in which a stack has been that closed nothing."""
    data = own_stack.folder
    for name in ("logs", "run", "systems"):
        (data / name).mkdir(parents=True)
    for name in ("stack.lock", "logs/tracker.log", "logs/gateway.log.1", "notifications.jsonl"):
        (data / name).touch()
    for path in (data, *data.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    data.parent.chmod(0o711)
    return own_stack


def secrets_of(data: Path) -> set[str]:
    """Everything that nobody may read, in every spelling."""
    found = set(_strings(json.loads((data / "secrets.json").read_text())))
    found |= {part for each in found if each.startswith("whsec_") for part in (each[6:],)}
    key = "".join((data / "seal.key").read_text().splitlines()[1:-1])
    found |= {key, b64decode(key)[-32:].hex()}
    found |= {quote(each, safe="") for each in found}
    assert len(found) > 8
    return found


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)
        case _:
            pass


def written(stack: Stack) -> dict[str, str]:
    """What the stack has written, by file."""
    texts = {"said": stack.said}
    for path in stack.folder.rglob("*"):
        name = str(path.relative_to(stack.folder))
        if path.is_file() and not name.startswith((*STORES, *SECRETS)):
            texts[name] = path.read_text(errors="replace")
    assert {"logs/tracker.log", "logs/gateway.log", "logs/postgres.log"} <= texts.keys()
    return texts


def require_absent(words: set[str], texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for word in words:
            escaped = json.dumps(word)[1:-1]
            assert word not in text, f"{name} has {word}"
            assert escaped not in text, f"{name} has {word} as {escaped}"
            assert repr(word.encode())[2:-1] not in text, f"{name} has {word} as bytes"


def webhook_secret(stack: Stack) -> str:
    """What the checkpoint signs with."""
    secrets = json.loads((stack.folder / "secrets.json").read_text())["webhook_secrets"]
    return str(secrets["checkpoint"][0])


async def misuse_the_gateway(stack: Stack) -> None:
    """Messages that cannot be used, requests that make no sense, one that breaks off."""
    url = stack.file.addresses.gateway_url
    secret = webhook_secret(stack)
    parked = message(1, box="ABCU0000006", data={**PERSONAL, "container_no": "ABCU0000006"})
    unknown = message(2, type=f"{DRIVER}.{PLATE}", data=PERSONAL)
    wrong = (parked, unknown, message(3, time=DRIVER), f'{{"{DRIVER}": "{PLATE}"', f'["{DRIVER}"]')
    async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=30) as http:
        for body in wrong:
            signed = signature(body.encode(), secret=secret)
            await http.post("/webhooks/checkpoint", content=body.encode(), headers=signed)
            await http.post(
                "/webhooks/checkpoint",
                content=body.encode(),
                headers={**signed, "webhook-timestamp": "-99999999999999999999"},
            )
            forged = {**signed, "webhook-signature": f"v1,{secret}"}
            await http.post("/webhooks/checkpoint", content=body.encode(), headers=forged)
        await http.post(f"/webhooks/{PLATE}", content=b"x", headers={"authorization": secret})
        for path in ("/messages?after=99999999999999999999", f"/messages?status={DRIVER}"):
            with suppress(httpx2.HTTPError):
                await http.get(path)
    break_off(url, parked)


def break_off(url: str, body: str) -> None:
    """Announce more than is sent, and go away."""
    where = urlsplit(url)
    head = f"POST /webhooks/checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n{body}"
    for _ in range(3):
        with socket.create_connection((where.hostname or "", where.port or 0)) as line:
            line.sendall(head.encode())


async def misuse_temporal(stack: Stack) -> None:
    """What no workflow and no activity can read, with the plate in it."""
    client = await temporal(stack)
    for kind in ("Consignment", "Notice", "ImportManifest"):
        await client.start_workflow(kind, PERSONAL, id=f"{kind}-{uuid4()}", task_queue="guomen")
    connection = await asyncpg.connect(stack.file.databases[DatabaseLogin.IMPORTER])
    await connection.execute(NONSENSE, json.dumps(PERSONAL))
    await connection.close()
    await start_import(client)


async def temporal(stack: Stack) -> Client:
    return await Client.connect(
        stack.file.addresses.temporal_address, data_converter=pydantic_data_converter
    )


async def start_import(client: Client) -> None:
    """An activity of the tracker reads the batch, again and again."""
    batch = ImportStart(batch="nonsense", file="x.csv", consignments=1, page=1, rate=1)
    await client.start_workflow(
        "ImportManifest", batch, id=f"nonsense-{uuid4()}", task_queue="guomen"
    )


async def misuse_the_database(stack: Stack) -> None:
    """Statements that fail over the values in them."""
    connection = await asyncpg.connect(stack.file.addresses.database_url)
    for value in (PLATE, DRIVER, PHONE + "x"):
        with suppress(asyncpg.PostgresError):
            await connection.execute(f"select '{value}'::int")
    await connection.close()


async def test_nothing_that_a_stack_writes_has_a_secret_a_plate_or_a_name(
    wide_open: Stack, tmp_path: Path
) -> None:
    stack = wide_open
    above = stat.S_IMODE(stack.folder.parent.stat().st_mode)
    stack.up()
    said = [stack.guomen("import", str(manifest(tmp_path, consignment())))]
    assert said[0].code == 0, said[0].err
    await misuse_the_gateway(stack)
    await misuse_temporal(stack)
    await misuse_the_database(stack)
    commands = " ".join(map(command_line, processes_on(stack.folder)))
    assert "workers.tracker" in commands
    wait_for(stack, "tracker", "Completing activity as failed")
    wait_for(stack, "tracker", "ValidationError")
    said += await while_the_database_is_away(stack, tmp_path)
    said += [stack.guomen(*verb) for verb in (["status"], ["seal", "now"], ["notices"], ["list"])]
    assert stack.stop() == 0

    texts = written(stack)
    secrets = secrets_of(stack.folder)
    require_absent({PLATE, DRIVER, PHONE}, texts)
    require_absent(secrets, {**texts, "a command line": commands})
    require_absent(secrets, {"a command": "".join(each.out + each.err for each in said)})
    require_closed(stack.folder)
    assert stat.S_IMODE(stack.folder.parent.stat().st_mode) == above


def command_line(pid: int) -> str:
    """What everybody on the machine can read; empty of a process that has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


async def while_the_database_is_away(stack: Stack, folder: Path) -> list[Spoken]:
    """Whoever needs it complains; then it is there again."""
    postgres = stack.file.children["postgres"]
    url = stack.file.addresses.gateway_url
    body = message(9, box="ABCU0000006", data=PERSONAL).encode()
    secret = webhook_secret(stack)
    version = stack.folder / "pg" / "PG_VERSION"
    away = version.rename(version.with_name("away"))
    os.kill(postgres, 9)
    await start_import(await temporal(stack))
    async with httpx2.AsyncClient(base_url=url, trust_env=False, timeout=30) as http:
        # A connection that is in use may outlive the server for a moment, and serve this once more.
        while (
            await http.post(
                "/webhooks/checkpoint", content=body, headers=signature(body, secret=secret)
            )
        ).status_code != 503:
            await asyncio.sleep(0.1)
    said = [
        stack.guomen("--debug", *verb)
        for verb in (["list"], ["status"], ["import", str(manifest(folder, consignment()))])
    ]
    for service, words in EXPECTED.items():
        for word in words:
            wait_for(stack, service, word)
    away.rename(version)
    return said


def wait_for(stack: Stack, service: str, word: str) -> None:
    log = stack.folder / "logs" / f"{service}.log"
    stack.until(lambda: word in log.read_text())


def require_closed(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        assert not stat.S_IMODE(path.lstat().st_mode) & 0o077, path
