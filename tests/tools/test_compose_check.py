"""docker-compose.yml is right, and the check would say if it were not."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from tools.checks import compose
from workers.stack.process_table import COMMANDS


@pytest.fixture
def file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(compose.FILE.read_text())
    # YAML anchors share objects: a change to one service must stay there.
    return {key: deepcopy(value) for key, value in loaded.items()}


def complaints_after(file: dict[str, Any], service: str, **change: object) -> list[str]:
    file["services"][service] = file["services"][service] | change
    return list(compose.complaints(file))


def test_the_file_of_the_repository_is_right(file: dict[str, Any]) -> None:
    assert list(compose.complaints(file)) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_process_runs_as_in_the_embedded_stack(file: dict[str, Any], name: str) -> None:
    (complaint,) = complaints_after(file, name, command=["python", "-m", "other"])
    assert complaint.startswith(f"{name}: command is")


@pytest.mark.parametrize("image", ["postgres", "postgres:18", "postgres:latest", "a/b:edge"])
def test_an_image_without_a_full_version_is_refused(file: dict[str, Any], image: str) -> None:
    assert complaints_after(file, "postgres", image=image) == [
        f"postgres: image {image!r} is not pinned to a version"
    ]


@pytest.mark.parametrize("image", ["a/b:1.32.0", "postgres:18.6-trixie", f"a:1.2@sha256:{0:064}"])
def test_a_version_or_a_digest_pins_an_image(file: dict[str, Any], image: str) -> None:
    assert complaints_after(file, "postgres", image=image) == []


def test_a_secret_in_the_file_is_found(file: dict[str, Any]) -> None:
    environment = {"POSTGRES_PASSWORD": "sesame"}
    (complaint,) = complaints_after(file, "postgres", environment=environment)
    assert complaint.startswith("postgres: POSTGRES_PASSWORD has its value in the file")


@pytest.mark.parametrize("key", ["healthcheck", "stop_grace_period", "restart"])
def test_what_runs_for_long_says_how_it_is_watched_and_stopped(
    file: dict[str, Any], key: str
) -> None:
    del file["services"]["gateway"][key]
    assert list(compose.complaints(file)) == [f"gateway: runs for long without {key}"]


def test_the_tracker_can_be_scaled(file: dict[str, Any]) -> None:
    (complaint,) = complaints_after(file, "tracker", ports=["9000:9000"])
    assert complaint == "tracker: has ports, so there can be only one of it"


def test_a_webhook_secret_that_another_system_has_is_found(file: dict[str, Any]) -> None:
    for name in ("enterprise", "tracker"):
        environment = file["services"][name]["environment"]
        environment["GUOMEN_WEBHOOK_SECRET"] = "${CHECKPOINT_WEBHOOK_SECRET}"
    found = list(compose.complaints(file))
    assert [each.partition(":")[0] for each in found] == ["tracker", "enterprise"]


def test_a_system_whose_secret_the_gateway_does_not_know_is_found(file: dict[str, Any]) -> None:
    del file["services"]["gateway"]["environment"]["GUOMEN_CHECKPOINT_WEBHOOK_SECRETS"]
    (complaint,) = compose.complaints(file)
    assert complaint == "gateway: has no GUOMEN_CHECKPOINT_WEBHOOK_SECRETS"


@pytest.mark.parametrize(
    "change",
    [
        {"environment": {"POSTGRES_USER": "guomen", "POSTGRES_PWD": "${TEMPORAL_PASSWORD}"}},
        {"environment": {"POSTGRES_PWD": "${POSTGRES_PASSWORD}"}},
        {"environment": {"DATABASE_URL": "postgresql://guomen:${X}@postgres/guomen"}},
        {"command": ["sh", "temporal-sql-tool -u guomen --db temporal create"]},
    ],
)
def test_nobody_but_the_provisioning_connects_as_the_superuser(
    file: dict[str, Any], change: dict[str, Any]
) -> None:
    assert complaints_after(file, "temporal", **change) == [
        "temporal: connects as the superuser guomen; give it a login of its own"
    ]
