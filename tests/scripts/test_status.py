"""The page of the stack says which enterprise or laboratory has no room, and how long one waits."""

import pytest

from models.health.findings import Where
from models.kernel.enterprise_terms import Resource
from projections.capacity import FullPlace
from scripts import status
from scripts.status import StackStatus

LABORATORY = FullPlace(
    resource=Resource.LABORATORY,
    holder="NBTC",
    day=None,
    taken=57,
    holds=50,
    over=7,
    queue_days=1,
)
PAGE = StackStatus(
    head=None,
    recorded_at=None,
    read_models=(),
    heard=None,
    messages=(),
    full=(LABORATORY,),
    processes=(),
    findings=(),
)


@pytest.mark.parametrize(
    "language, said", [("zh", ("没有空位", "实验室")), ("en", ("without room", "laboratory"))]
)
def test_what_is_full_is_listed_with_its_queue(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: tuple[str, ...],
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    monkeypatch.setenv("COLUMNS", "160")
    where = Where(ui="http://ui", namespace="default", address="")
    status._print(PAGE, where)
    out = capsys.readouterr().out
    assert all(word in out for word in (*said, "NBTC", "57/50"))
    (line,) = (line for line in out.splitlines() if "NBTC" in line)
    assert line.split()[-2:] == ["7", "1"]
    status._print(PAGE.model_copy(update={"full": ()}), where)
    assert said[0] not in capsys.readouterr().out
