"""Our own processes and their command lines: the same in the embedded stack and in containers."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.kernel.terms import System


@dataclass(frozen=True, slots=True)
class Service:
    """One process of ours: a module, and the port it listens on, if any."""

    module: str
    port: int | None = None

    def command(self, *, port: int | None = None, host: str | None = None) -> tuple[str, ...]:
        """The arguments after `python`; `port` and `host` differ from the default where given."""
        listens = () if self.port is None else ("--port", str(port or self.port))
        return ("-m", self.module, *listens, *(() if host is None else ("--host", host)))


SYSTEMS = {
    "clearance": Service("systems.clearance", 8701),
    "checkpoint": Service("systems.checkpoint", 8702),
    "enterprise": Service("systems.enterprise", 8703),
}
OURS = {
    "gateway": Service("workers.gateway.server", 8700),
    "tracker": Service("workers.tracker"),
    "projector": Service("workers.projector"),
}
COMMANDS = SYSTEMS | OURS


def argv(name: str, *, port: int | None = None) -> tuple[str, ...]:
    """The complete command line on this machine, with the interpreter that runs now."""
    return (sys.executable, *COMMANDS[name].command(port=port))


def secrets_for(
    name: str, webhooks: Mapping[System, Sequence[str]], worlds: Mapping[System, str]
) -> dict[str, str]:
    """The secrets that a process is told, as its environment: each only what it needs.

    A system signs with the first of its own; the gateway takes all; nobody else knows any.
    """
    if name in SYSTEMS:
        system = System(name)
        return {
            "GUOMEN_WEBHOOK_SECRET": webhooks[system][0],
            "GUOMEN_WORLD_TOKEN": worlds[system],
        }
    if name != "gateway":
        return {}
    return {
        f"GUOMEN_{system.name}_WEBHOOK_SECRETS": " ".join(valid)
        for system, valid in webhooks.items()
    }
