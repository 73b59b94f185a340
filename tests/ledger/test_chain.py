import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import Envelope, Head, Ledger, NotCanonical, connect
from ledger.chain import canonical, chain_events, encode_canonical, link
from tests.ledger.json_values import ENVELOPES, VALUES
from tests.ledger.offers import NOON, STREAM, event, events, offer
from tests.postgres import run


def test_the_canonical_bytes_are_these_for_ever() -> None:
    envelope = Envelope(
        event_id="6fa459ea-ee8a-3ca4-894e-db77e160355e",  # type: ignore[arg-type]
        event_type="box.gated-out",
        occurred_at=datetime(2025, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=8))),
        data={"z": [1, True, None], "a": {"名": '铜"\n'}, "mass_kg": "43100.0"},
        metadata={"actor": "gate 3"},
    )

    content = canonical(envelope, STREAM, 7)

    assert content.decode() == (
        '{"data":{"a":{"名":"铜\\"\\n"},"mass_kg":"43100.0","z":[1,true,null]},'
        '"event_id":"6fa459ea-ee8a-3ca4-894e-db77e160355e","event_type":"box.gated-out",'
        '"metadata":{"actor":"gate 3"},"occurred_at":"2025-03-01T12:00:00.000000Z",'
        '"schema_version":1,"stream_id":"consignment/NB25-000001","version":7}'
    )
    linked = link(Head.start(STREAM).hash, content)
    assert linked == "df2e14702918f20a809b2cb0d42cdf1719a8f00c808dae4df26f19e24228361e"


def test_a_link_is_the_hash_of_the_hash_before_and_the_content() -> None:
    before = Head.start(STREAM)

    assert before.hash == hashlib.sha256(STREAM.encode()).hexdigest()
    expected = hashlib.sha256(bytes.fromhex(before.hash) + b"content").hexdigest()
    assert link(before.hash, b"content") == expected


def test_each_event_of_a_request_is_linked_to_the_one_before() -> None:
    first, second = chain_events(offer(events("a", "b")))

    assert first.before == Head.start(STREAM)
    assert second.before == first.after
    assert (first.after.version, second.after.version) == (1, 2)


@pytest.mark.parametrize(
    "data, why",
    [
        ({"mass": 1.5}, "value.mass is the float 1.5: write a decimal string instead"),
        ({"mass": 1.0}, "value.mass is the float 1.0: write a decimal string instead"),
        ({"boxes": [{"mass": float("nan")}]}, r"value.boxes\[0\].mass is the float nan"),
        ({"text": "a\x00b"}, r"value.text contains U\+0000"),
        ({"a\x00b": 1}, r"a key of value contains U\+0000"),
        ({"text": "\ud800"}, "value.text contains half a surrogate pair"),
        ({"number": 2**53}, r"value.number is 9007199254740992, beyond ±\(2\^53-1\)"),
        ({"at": NOON}, "value.at is a datetime, which is not JSON"),
        ({1: "a"}, "value has the key 1, which is not a string"),
    ],
)
def test_a_value_that_json_does_not_keep_exactly_is_refused(
    data: dict[str, object], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Envelope.model_validate({**dict(event("a")), "data": data})


def test_what_slipped_past_the_envelope_is_refused_before_it_is_hashed() -> None:
    envelope = event("a")
    envelope.data["mass"] = 1.5  # type: ignore[assignment]

    with pytest.raises(NotCanonical, match=r"event.data.mass is the float 1.5"):
        canonical(envelope, STREAM, 1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        Envelope.model_validate({**dict(event("a")), "occurred_at": NOON.replace(tzinfo=None)})


def test_the_same_instant_in_another_zone_is_the_same_event() -> None:
    ningbo = NOON.astimezone(timezone(timedelta(hours=8)))
    envelope = Envelope.model_validate({**dict(event("a")), "occurred_at": ningbo})

    assert envelope == event("a")
    assert envelope.occurred_at.tzinfo is UTC


def test_one_id_twice_in_a_request_is_refused() -> None:
    with pytest.raises(ValueError, match="the same event id twice in one append"):
        offer(events("a", "b", "a"))


def test_a_request_without_events_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 item"):
        offer([])


@given(VALUES)
def test_the_bytes_are_those_of_the_standard_library(value: object) -> None:
    standard = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert encode_canonical(value) == standard.encode()


@given(ENVELOPES)
def test_the_canonical_bytes_survive_another_json_reader(envelope: Envelope) -> None:
    content = canonical(envelope, STREAM, 1)

    read = json.loads(content)

    assert (
        Envelope.model_validate_json(json.dumps({key: read[key] for key in Envelope.model_fields}))
        == envelope
    )


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(ENVELOPES, min_size=1, max_size=8, unique_by=lambda event: event.event_id))
def test_what_postgresql_gives_back_hashes_to_the_same_value(
    database_url: str, offered: list[Envelope]
) -> None:
    async def write_and_read() -> None:
        async with await connect(database_url, max_size=1) as pool:
            await forget(pool)
            ledger = Ledger(pool)
            await ledger.append(offer(offered))
            for written, read in zip(offered, await ledger.read_stream(STREAM), strict=True):
                assert read.model_dump(include=set(Envelope.model_fields)) == written.model_dump()
                content = canonical(read, STREAM, read.version)
                assert link(read.prev_hash, content) == read.hash

    run(write_and_read())


async def forget(pool: asyncpg.Pool) -> None:
    await pool.execute("alter table ledger.events disable trigger all; truncate ledger.events")
