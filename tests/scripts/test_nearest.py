"""A number that somebody typed not quite as it is written."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from ledger import Ledger
from models.kernel.errors import NotFound
from projections import queries
from projections.status import STATUS
from scripts import nearest
from scripts.stack_records import StackRecords
from tests.history import record
from tests.projections.running import kept_up
from tests.projections.stories import hauled

NUMBERS = {"CSQU0000114": "NB25-000001", "CSQU0000212": "NB25-000002", "浙B12345": "NB25-000001"}


@pytest.mark.parametrize(
    "typed",
    [
        "CSQU 000011 4",
        "csqu000011-4",
        "ＣＳＱＵ００００１１４",
        "\tCSQU0000114\u3000",
        "CSQU.000011/4",
    ],
)
def test_blanks_dashes_and_wide_letters_make_no_difference(typed: str) -> None:
    assert nearest.same(typed, NUMBERS) == "NB25-000001"


@pytest.mark.parametrize("typed", ["", " ", "--", "CSQU0000115"])
def test_what_is_not_the_number_is_not_taken_for_it(typed: str) -> None:
    assert nearest.same(typed, NUMBERS) is None


def test_a_number_of_two_consignments_is_nobodys() -> None:
    assert nearest.same("ab 1", {"AB-1": "NB25-000001", "A-B1": "NB25-000002"}) is None


@pytest.mark.parametrize(
    "typed",
    [
        "CSQU0000115",  # another digit
        "CSQU000O114",  # a letter for a digit
        "CSQU000114",  # one left out
        "CSQU00001144",  # one typed twice
        "CSUQ0000114",  # two in the other order
        "csqu 000 0115",
    ],
)
def test_the_nearest_number_is_the_one_with_one_wrong_character(typed: str) -> None:
    assert nearest.near(typed, NUMBERS)[0] == "CSQU0000114"


@pytest.mark.parametrize("typed", ["", "?", "MSKU7654321"])
def test_nothing_is_near_what_is_like_no_number(typed: str) -> None:
    assert nearest.near(typed, NUMBERS) == []


@pytest.fixture
async def records(
    database_url: str, ledger: Ledger, pool: asyncpg.Pool
) -> AsyncIterator[StackRecords]:
    async with kept_up(database_url, STATUS):
        last = await record(ledger, hauled(1, boxes=2), hauled(2))
        await queries.wait_for(pool, "status", last)
        yield StackRecords(pool, ledger, database_url)


@pytest.mark.parametrize(
    "typed", ["NB25-000001", "nb25 000001", "csqu 0000110", "nb25000001", "ＮＢ２５－０００００１"]
)
async def test_a_consignment_is_found_however_its_number_is_spaced(
    records: StackRecords, typed: str
) -> None:
    assert await records.find(typed) == "NB25-000001"


async def test_a_wrong_character_is_answered_with_the_nearest_number_and_whose_it_is(
    records: StackRecords,
) -> None:
    with pytest.raises(NotFound, match=r"the nearest: CSQU0000110 \(NB25-000001\)"):
        await records.find("CSQU0000170")


async def test_a_tracking_number_of_nobody_is_answered_with_the_nearest(
    records: StackRecords,
) -> None:
    with pytest.raises(NotFound, match="the nearest: NB25-00000"):
        await records.find("NB25-000003")


async def test_what_is_like_nothing_is_not_found(records: StackRecords) -> None:
    with pytest.raises(NotFound, match="see `guomen list`"):
        await records.find("no such thing")


async def test_what_is_recorded_and_not_projected_yet_is_found(
    records: StackRecords, ledger: Ledger
) -> None:
    await record(ledger, hauled(3))
    assert await records.find("nb25-000003") == "NB25-000003"
