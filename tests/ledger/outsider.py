"""A stranger's verifier: python outsider.py events.jsonl seals.jsonl seal.pub."""

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


def verify(events: str, seals: str, key: str) -> None:
    heads: dict[str, tuple[int, str]] = {}
    hashes: list[bytes] = []
    for position, event in enumerate(lines(events), start=1):
        stream, where = event["stream_id"], f"position {position}"
        assert event["position"] == position, f"{where} is missing"
        version, head = heads.get(stream, (0, hashlib.sha256(stream.encode()).hexdigest()))
        assert event["version"] == version + 1, f"{where}: not the next version"
        assert event["prev_hash"] == head, f"{where}: not linked"
        content = bytes.fromhex(head) + canonical({name: event[name] for name in HASHED})
        assert event["hash"] == hashlib.sha256(content).hexdigest(), f"{where}: altered"
        heads[stream] = (event["version"], event["hash"])
        hashes.append(bytes.fromhex(event["hash"]))
    public: Any = load_pem_public_key(Path(key).read_bytes())
    known = public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    first, previous = 1, "0" * 64
    for number, seal in enumerate(lines(seals), start=1):
        signature, where = bytes.fromhex(seal.pop("signature")), f"seal {number}"
        last, begins = seal["last_position"], (seal["number"], seal["first_position"])
        assert (*begins, seal["previous"]) == (number, first, previous), f"{where}: no chain"
        assert seal["public_key"] == known, f"{where}: a key that I do not know"
        public.verify(signature, canonical(seal))
        assert last <= len(hashes), f"{where}: the events end at {len(hashes)}, before {last}"
        covered = hashlib.sha256(b"".join(hashes[first - 1 : last])).hexdigest()
        assert seal["events_hash"] == covered, f"{where}: other events were sealed"
        first, previous = last + 1, hashlib.sha256(canonical(seal)).hexdigest()


if __name__ == "__main__":
    try:
        verify(*sys.argv[1:])
    except (AssertionError, InvalidSignature) as error:
        sys.exit(f"NOT SOUND {error!r}")
