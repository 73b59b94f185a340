"""Our own processes and their command lines: the same in the embedded stack and in containers."""

import sys
from dataclasses import dataclass


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
    "gateway": Service("workers.gateway", 8700),
    "tracker": Service("workers.tracker"),
    "projector": Service("workers.projector"),
}
COMMANDS = SYSTEMS | OURS


def argv(name: str, *, port: int | None = None) -> tuple[str, ...]:
    """The complete command line on this machine, with the interpreter that runs now."""
    return (sys.executable, *COMMANDS[name].command(port=port))
