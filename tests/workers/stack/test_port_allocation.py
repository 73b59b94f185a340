"""Ports: what two stacks choose at the same time is never the same."""

import socket
from contextlib import closing

from workers.stack.port_allocation import LOCAL, Ports, free


def test_the_usual_port_is_chosen_when_it_is_free() -> None:
    usual = free()
    with closing(Ports()) as mine:
        assert mine.choose(usual) == usual


def test_a_port_on_which_somebody_listens_is_not_chosen() -> None:
    with closing(Ports()) as mine, socket.create_server((LOCAL, 0)) as server:
        usual = server.getsockname()[1]
        assert mine.choose(usual) != usual


def test_a_port_that_another_stack_has_chosen_is_left_to_it_until_it_is_closed() -> None:
    usual = free()
    with closing(Ports()) as mine, closing(Ports()) as others:
        assert others.choose(usual) == usual
        assert mine.choose(usual) != usual
        others.close()
        assert mine.choose(usual) == usual
