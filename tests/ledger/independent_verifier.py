"""A stranger's verifier: python outsider.py events.jsonl receipts.jsonl seals.jsonl seal.pub."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

ABOUT = ("event_id", "event_type", "schema_version", "occurred_at", "stream_id", "version")
HASHED = (*ABOUT, "data", "metadata")


def lines(name: str) -> Iterator[dict[str, Any]]:
    with Path(name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def entries_of(events: str) -> list[bytes]:
    heads: dict[str, tuple[int, str]] = {}
    entries: list[bytes] = []
    for position, event in enumerate(lines(events), start=1):
        stream, where = event["stream_id"], f"position {position}"
        assert event["position"] == position, f"{where} is missing"
        version, head = heads.get(stream, (0, sha256(stream.encode()).hex()))
        assert event["version"] == version + 1, f"{where}: not the next version"
        assert event["prev_hash"] == head, f"{where}: not linked"
        content = bytes.fromhex(head) + canonical({name: event[name] for name in HASHED})
        assert event["hash"] == sha256(content).hex(), f"{where}: altered"
        heads[stream] = (event["version"], event["hash"])
        entries.append(bytes.fromhex(event["hash"]) + event["recorded_at"].encode())
    return entries


def chained(receipts: str) -> list[bytes]:
    head, entries = bytes(32), []
    for number, receipt in enumerate(lines(receipts), start=1):
        where = f"receipt {number}"
        assert receipt["number"] == number, f"{where} is missing"
        assert receipt["raw"] is not None, f"{where}: the message is gone"
        content = sha256(receipt["raw"].encode())
        assert content.hex() == receipt["content_hash"], f"{where}: another message"
        named = (sha256(receipt[name].encode()) for name in ("system", "message_id"))
        head = sha256(b"".join((head, *named, content, receipt["received_at"].encode())))
        assert receipt["hash"] == head.hex(), f"{where}: altered"
        entries.append(head)
    return entries


def verify(events: str, receipts: str, seals: str, key: str) -> None:
    entries = {"events": entries_of(events), "receipts": chained(receipts)}
    public: Any = load_pem_public_key(Path(key).read_bytes())
    known, previous = public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex(), "0" * 64
    covered: dict[str, set[int]] = {"events": set(), "receipts": set()}
    for number, seal in enumerate(lines(seals), start=1):
        signature, where = bytes.fromhex(seal.pop("signature")), f"seal {number}"
        first, last, mine = seal["first_position"], seal["last_position"], entries[seal["record"]]
        assert seal["number"] == number, f"{where} is missing"
        if seal["public_key"] != known or not genuine(public, signature, canonical(seal)):
            sys.stdout.write(f"{where} is void\n")
            continue
        assert seal["previous"] == previous, f"{where}: no chain"
        assert last <= len(mine), f"{where}: the {seal['record']} end at {len(mine)}, before {last}"
        digest = sha256(b"".join(mine[first - 1 : last])).hex()
        assert seal["entries_hash"] == digest, f"{where}: other {seal['record']} were sealed"
        covered[seal["record"]] |= set(range(first, last + 1))
        previous = sha256(canonical(seal)).hex()
    for record, positions in covered.items():
        assert len(positions) == max(positions, default=0), f"{record}: some are not sealed"


def genuine(public: Any, signature: bytes, content: bytes) -> bool:
    try:
        public.verify(signature, content)
    except InvalidSignature:
        return False
    return True


if __name__ == "__main__":
    try:
        verify(*sys.argv[1:])
    except AssertionError as error:
        sys.exit(f"NOT SOUND {error!r}")
