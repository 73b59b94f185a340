"""Checks docker-compose.yml without Docker, against the process table and our own rules.

Its grammar is checked by check-jsonschema with the schema of the Compose specification.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from workers.stack.process_table import COMMANDS, SYSTEMS

FILE = Path(__file__).parents[2] / "docker-compose.yml"
# Inside a container the networks of the file decide who can reach it.
EVERYWHERE = "0.0.0.0"  # noqa: S104
_PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d+(\.\d+)?([.-][\w.-]+)?(@sha256:[0-9a-f]{64})?$")
_OURS = "guomen:"
_SECRET = re.compile(r"PASSWORD|PWD|SECRET|TOKEN|KEY")

Service = dict[str, Any]


def complaints(compose: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the file, one line each; nothing when it is right."""
    services: dict[str, Service] = compose["services"]
    yield from _commands(services)
    for name, service in services.items():
        yield from _image(name, service)
        yield from _secrets(name, service)
        if not _runs_once(name, services):
            yield from _long_running(name, service)
    yield from _scalable("tracker", services["tracker"])
    yield from _webhook_secrets(services)
    yield from _superuser(services)


def _commands(services: dict[str, Service]) -> Iterator[str]:
    for name, ours in COMMANDS.items():
        host = None if ours.port is None else EVERYWHERE
        expected = ["python", *ours.command(host=host)]
        found = services.get(name, {}).get("command")
        if found != expected:
            yield f"{name}: command is {found}, the process table says {expected}"


def _image(name: str, service: Service) -> Iterator[str]:
    image = service.get("image", "")
    if not image.startswith(_OURS) and not _PINNED.match(image):
        yield f"{name}: image {image!r} is not pinned to a version"


def _secrets(name: str, service: Service) -> Iterator[str]:
    for variable, value in service.get("environment", {}).items():
        # A path only says where the secret is.
        if _SECRET.search(variable) and not str(value).startswith(("${", "/")):
            yield f"{name}: {variable} has its value in the file; take it from .env"


def _webhook_secrets(services: dict[str, Service]) -> Iterator[str]:
    """Each system has its own, the gateway all of them under their names, and nobody else any."""
    wanted = {(name, "GUOMEN_WEBHOOK_SECRET"): f"{name.upper()}_WEBHOOK_SECRET" for name in SYSTEMS}
    for name in SYSTEMS:
        own = f"{name.upper()}_WEBHOOK_SECRET"
        wanted["gateway", f"GUOMEN_{own}S"] = own
    found = {
        (name, variable): value
        for name, service in services.items()
        for variable, value in service.get("environment", {}).items()
        if "WEBHOOK_SECRET" in variable
    }
    for (name, variable), value in found.items():
        own = wanted.get((name, variable), "")
        if not own or set(re.findall(r"[A-Z]+_WEBHOOK_SECRET", value)) != {own}:
            yield f"{name}: {variable} is {value}, a webhook secret of another"
    for name, variable in wanted.keys() - found.keys():
        yield f"{name}: has no {variable}"


def _superuser(services: dict[str, Service]) -> Iterator[str]:
    """Whoever knows the superuser's name or password, beside the server and what makes logins."""
    login = services["postgres"].get("environment", {}).get("POSTGRES_USER", "postgres")
    known = re.compile(rf"\{{POSTGRES_PASSWORD|//{login}:|-u {login}\b|USER={login}$")
    for name in services.keys() - {"postgres", "provision"}:
        if any(known.search(text) for text in _texts(services[name])):
            yield f"{name}: connects as the superuser {login}; give it a login of its own"


def _texts(service: Service) -> Iterator[str]:
    """Whatever a service is told: how it is started, and its environment."""
    yield from (f"{name}={value}" for name, value in service.get("environment", {}).items())
    for key in ("command", "entrypoint"):
        told = service.get(key, [])
        yield from [told] if isinstance(told, str) else map(str, told)


def _long_running(name: str, service: Service) -> Iterator[str]:
    for key in ("healthcheck", "stop_grace_period", "restart"):
        if key not in service:
            yield f"{name}: runs for long without {key}"


def _runs_once(name: str, services: dict[str, Service]) -> bool:
    return any(
        service.get("depends_on", {}).get(name, {}).get("condition")
        == "service_completed_successfully"
        for service in services.values()
    )


def _scalable(name: str, service: Service) -> Iterator[str]:
    for key in ("container_name", "ports"):
        if key in service:
            yield f"{name}: has {key}, so there can be only one of it"


def main() -> int:
    """Print what is wrong; 0 when nothing is."""
    found = list(complaints(yaml.safe_load(FILE.read_text())))
    for complaint in found:
        print(f"docker-compose.yml: {complaint}")
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main())
