"""`guomen bench ledger`: it runs, and its figures are medians and ratios."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts import benchmark
from scripts.bench import load, peer, plain
from scripts.bench.figures import Figure, compared
from scripts.bench.ledger import SAFE
from tests.scripts.conftest import Guomen


def figure(name: str, *rounds: float, at: str = "64 streams x 1") -> Figure:
    return Figure(name=name, load=at, order="", rounds=rounds)


def test_a_ratio_is_of_medians_under_the_same_load() -> None:
    ours, theirs, other = compared(
        [figure("ours", 10, 90, 80), figure("theirs", 1, 10, 20), figure("ours", 5, at="1")],
        "theirs",
    )
    assert (ours.median, ours.ratio, theirs.ratio, other.ratio) == (80, 8, 1, None)


def test_the_whole_benchmark_runs(
    guomen_command: Guomen, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def server() -> Iterator[str]:
        yield database_url

    monkeypatch.setattr(benchmark, "server", server)
    monkeypatch.setattr(load, "SECONDS", 0.01)
    monkeypatch.setattr(plain, "SECONDS", 0.01)
    monkeypatch.setattr(plain, "ROWS_A_COPY", 10)
    said = guomen_command(
        *("bench", "ledger", "--rounds", "1", "--consignments", "3", "--without-peer", "--json")
    )
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert found["machine"]["processors"] > 0
    names = {each["name"] for each in found["figures"]}
    assert names >= {"guomen append", "COPY", "verify", "rebuild status", "catch-up read"}
    assert SAFE not in names
    assert all(each["median"] > 0 for each in found["figures"])


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "eventsourcing", None)
    with (
        pytest.raises(peer.NoPeer, match="--group bench"),
        peer.recorder("postgresql://nobody@127.0.0.1:1/none", functions=False),
    ):
        pass
