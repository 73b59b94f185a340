"""Ports of this machine: the usual one when it is free, otherwise whichever is."""

import secrets
import socket
import sys

LOCAL = "127.0.0.1"
# Systems give outgoing connections ports above these: between here and the server's own bind,
# a stack makes hundreds of them.
_OURS = range(10_000, 30_000)


class Ports:
    """Chosen ports: no other stack chooses them before `close`, also while nobody listens yet."""

    def __init__(self) -> None:
        self._claims: list[socket.socket] = []

    def choose(self, usual: int) -> int:
        """The usual port, or a free one when it is another's."""
        port = usual
        while not (_free(port) and self._claim(port)):
            port = secrets.choice(_OURS)
        return port

    def close(self) -> None:
        """Leave them to others."""
        while self._claims:
            self._claims.pop().close()

    def _claim(self, port: int) -> bool:
        if sys.platform != "linux":
            return True
        # A name without a file: it is gone with whoever bound it, however that ended.
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0guomen-port-{port}")
        except OSError:
            claim.close()
            return False
        self._claims.append(claim)
        return True


def free() -> int:
    """A port that nothing listens on now, and that no outgoing connection will be given."""
    while not _free(port := secrets.choice(_OURS)):
        pass
    return port


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, port))
        except OSError:
            return False
    return True
