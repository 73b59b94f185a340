"""Draws everything again from an export, by docs/verify.md alone: the standard library, no more."""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal
from hashlib import sha256
from typing import Any, NamedTuple

Table = Mapping[str, Mapping[str, str]]
"""Of a rulebook: the row of each level, and under `""` the share that is unpacked whole."""


class Counts(NamedTuple):
    """How many boxes each share comes to."""

    opened: int
    emptied: int
    sampled: int


def differences(export: Iterable[str], rulebooks: Mapping[str, Table]) -> Iterator[str]:
    """What is wrong with the draws of an export whose keys are public, in words of one's own."""
    events = [json.loads(line) for line in export]
    keys = {
        sha256(bytes.fromhex(each["data"]["key"])).hexdigest(): each
        for each in events
        if each["event_type"] == "draw-key-revealed"
    }
    committed: dict[str, int] = {}
    known: dict[str, dict[str, Any]] = {}
    for event in events:
        kind, data, stream = event["event_type"], event["data"], event["stream_id"]
        of = known.setdefault(stream, {})
        if kind == "draw-key-committed":
            committed[data["sha256"]] = event["position"]
        elif kind in {"selection-drawn", "selection-extended"}:
            grounds = data["selection"]["grounds"]
            digest = grounds["chances"]["key_sha256"]
            if committed.get(digest, event["position"]) >= event["position"]:
                yield f"{event['position']}: not committed"
            if digest in keys:
                if keys[digest]["position"] < event["position"]:
                    yield f"{event['position']}: public"
                yield from _of_draw(event, of, bytes.fromhex(keys[digest]["data"]["key"]))
            yield from _of_plan(event, of, rulebooks)
            of["drawn"] = data["selection"]
        of[kind] = data


def _of_draw(event: Mapping[str, Any], of: Mapping[str, Any], key: bytes) -> Iterator[str]:
    chances = event["data"]["selection"]["grounds"]["chances"]
    number = event["stream_id"].removeprefix("consignment/")

    def chance(what: str, box: str = "") -> str:
        text = f"draw/2|{number}|{chances['visit']}|{what}|{box}"
        return hmac.new(key, text.encode(), sha256).digest()[:8].hex()

    named = {"full_unpack": "full unpack", "opened": "opened"}
    named |= {"emptied": "emptied", "sampled": "sampled"}
    if any(chances[field] != chance(what) for field, what in named.items()):
        yield f"{event['position']}: other chances"
    boxes = [box["number"] for box in of["consignment-registered"]["registration"]["boxes"]]
    ranks = {rank["box"]: rank["chance"] for rank in chances["ranks"]}
    if ranks != {box: chance("rank", box) for box in boxes}:
        yield f"{event['position']}: other ranks"


def _of_plan(
    event: Mapping[str, Any], of: Mapping[str, Any], rulebooks: Mapping[str, Table]
) -> Iterator[str]:
    selection, mode = event["data"]["selection"], of["mode-decided"]
    grounds = selection["grounds"]
    plan, chances = grounds["plan"], grounds["chances"]
    table = rulebooks[mode["rulebook"]]
    row = table[mode["risk_level"]]
    asked = of.get("inspection-instructed", mode)
    shares = {name: _sound(asked[f"{name}_share"]) for name in ("opened", "emptied")}
    seen = event["data"].get("assessment")
    if event["event_type"] == "selection-extended":
        before = of["drawn"]["grounds"]["plan"]["shares"]
        shares = {
            name: Decimal(before[name]) if seen else max(share, Decimal(before[name]))
            for name, share in shares.items()
        }
    shares["sampled"] = Decimal(row["sampled"])
    told = {name: Decimal(share) for name, share in plan["shares"].items()}
    said = {name: Decimal(share) for name, share in plan["table"].items()}
    if plan["census"] is not _census(event["data"], of, mode):
        yield f"{event['position']}: other census"
    if told != shares or said != {name: Decimal(share) for name, share in row.items()}:
        yield f"{event['position']}: other shares"
    ranked = sorted(chances["ranks"], key=lambda rank: str(rank["chance"]))
    boxes = [rank["box"] for rank in ranked]
    counts = Counts(
        opened=_count(chances["opened"], told["opened"], len(boxes)),
        emptied=_count(chances["emptied"], told["emptied"], len(boxes)),
        sampled=_count(chances["sampled"], told["sampled"], 1),
    )
    whole = int(chances["full_unpack"], 16) < Decimal(table[""]["whole"]) * 2**64
    emptied = len(boxes) if whole or plan["census"] else counts.emptied
    opened = max(1, emptied, counts.opened)
    drawn = (boxes[:opened], boxes[:emptied], boxes[: counts.sampled])
    if drawn != (selection["opened"], selection["emptied"], selection["sampled"]):
        yield f"{event['position']}: other boxes"


def _census(data: Mapping[str, Any], of: Mapping[str, Any], mode: Mapping[str, Any]) -> bool:
    own, seen = mode["inputs"]["assessment"], data.get("assessment")
    if seen:
        return bool(seen["level"] > mode["risk_level"] or seen["census"] > 0)
    before = of["drawn"]["grounds"]["plan"]["census"] if "drawn" in of else False
    return before or (own is not None and own["census"] > 0)


def _sound(share: str) -> Decimal:
    read = Decimal(share)
    return read if 0 <= read <= 1 else Decimal(1)


def _count(chance: str, share: Decimal, boxes: int) -> int:
    exact = share * boxes
    sure = exact.to_integral_value(ROUND_FLOOR)
    return int(sure) + (int(chance, 16) < (exact - sure) * 2**64)
