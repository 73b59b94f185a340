import asyncpg

from ledger import AppendListener, Ledger
from tests.ledger.offers import OTHER, events, offer

SOON = 30.0
AT_ONCE = 0.0


async def test_an_append_rings_once_however_much_it_carries(
    database_url: str, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    payloads: list[object] = []
    async with pool.acquire() as connection:
        await connection.add_listener("ledger", lambda *heard: payloads.append(heard[-1]))
        async with AppendListener(database_url) as doorbell:
            assert await doorbell.wait(SOON)
            await ledger.append_many([offer(events("a", "b")), offer(events("c"), stream=OTHER)])
            assert await doorbell.wait(SOON)
        await connection.execute("select 1")
        await connection.reset()

    assert payloads == ["3"]


async def test_nothing_new_does_not_ring(database_url: str, ledger: Ledger) -> None:
    request = offer(events("a"))
    await ledger.append(request)
    async with AppendListener(database_url) as doorbell:
        assert await doorbell.wait(SOON)

        await ledger.append(request)

        assert not await doorbell.wait(AT_ONCE)


async def test_it_listens_again_after_its_connection_was_cut(
    database_url: str, ledger: Ledger, pool: asyncpg.Pool
) -> None:
    async with AppendListener(database_url) as doorbell:
        assert await doorbell.wait(SOON)

        cut = await pool.fetchval(
            """
            select count(pg_terminate_backend(pid))
            from pg_stat_activity
            where datname = current_database() and query ilike 'listen%'
            """
        )

        assert cut == 1
        assert await doorbell.wait(SOON)
        await ledger.append(offer(events("a")))
        assert await doorbell.wait(SOON)


async def test_without_a_database_it_only_stays_silent() -> None:
    async with AppendListener("postgresql://nobody@127.0.0.1:1/none") as doorbell:
        assert not await doorbell.wait(AT_ONCE)
