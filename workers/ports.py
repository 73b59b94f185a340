"""Ports of this machine: the usual one when it is free, otherwise whichever is."""

import secrets
import socket

LOCAL = "127.0.0.1"
# Systems give outgoing connections ports above these: between here and the server's own bind,
# a stack makes hundreds of them.
_OURS = range(10_000, 30_000)


def choose(usual: int) -> int:
    """The usual port, or a free one when something else listens there."""
    return usual if _free(usual) else free()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, port))
        except OSError:
            return False
    return True


def free() -> int:
    """A port that nothing listens on now, and that no outgoing connection will be given."""
    while not _free(port := secrets.choice(_OURS)):
        pass
    return port
