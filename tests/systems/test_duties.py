"""Each system has a book of what enterprises have done; the tracker only looks."""

from http import HTTPStatus

from tests.systems.outside import NOON, Caller

BOOK = "/duties/E-1"


async def test_what_was_entered_is_found_by_its_kind_and_once(enterprise: Caller) -> None:
    assert await enterprise.get(BOOK, kind="DRILL") == {"done": []}
    said = {"kind": "DRILL", "at": NOON, "number": "DR-7"}
    for _ in range(2):
        answer = await enterprise.call(f"/world{BOOK}", said, method="PUT")
        assert answer.status_code == HTTPStatus.OK
    (found,) = (await enterprise.get(BOOK, kind="DRILL"))["done"]
    assert found["number"] == "DR-7"
    assert await enterprise.get(BOOK, kind="AUDIT") == {"done": []}
    assert await enterprise.get("/duties/E-2", kind="DRILL") == {"done": []}


async def test_a_duty_that_nobody_knows_is_refused(enterprise: Caller) -> None:
    answer = await enterprise.http.get(BOOK, params={"kind": "TEA"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
