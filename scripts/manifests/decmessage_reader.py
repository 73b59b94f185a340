"""The declaration message of the single window (`DecMessage`): one consignment, a row a container.

Field names are those of domain 6.1. What the message cannot tell (our tracking number, seals,
weights box by box, the port by its UN/LOCODE) comes from the file of `--with`, or is a problem.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from models.manifest import CellError, ManifestRow
from models.manifest import texts as cell_words
from models.manifest.codes import OFFICES, WEIGHTS
from scripts.manifests import texts
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.notes import ReaderNote

HEAD: Mapping[str, tuple[str, ...]] = {
    "unified_no": ("SeqNo", "cusCiqNo"),
    "bill_no": ("BillNo", "BLNo"),
    "enterprise": ("OwnerName", "TradeName"),
    "supplier": ("OverseasConsignorEname", "OverseasConsignorCname"),
    "vessel": ("TrafName",),
    "etd": ("DespDate",),
    "eta": ("IEDate",),
}
"""Columns that an element of `DecHead` fills: the first that says something."""

LINES: Mapping[str, str] = {
    "origin": "OriginCountry",
    "code": "CodeTS",
    "currency": "TradeCurr",
}
"""Columns that every `DecList` must say alike."""

NOT_TOLD = ("tracking_no", "load_port", "seal_no", "box_net_weight_kg")
"""Columns that no element fills (the port of loading has a code of customs' own)."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*encoding=["'](?P<encoding>[\w.:-]+)["'][^>]*\?>""")
_PROLOGUE = re.compile(r"\s*<\?xml[^>]*\?>")
_CHINESE = frozenset({"gb18030", "gbk", "gb2312", "cp936", "gb_2312-80", "x-gbk", "euc-cn"})
_FIRST_LINE = 200


def read(content: bytes, _: str | None) -> tuple[list[ManifestRow], list[ReaderNote]]:
    """The rows of a declaration, numbered by its containers.

    Raises:
        Unreadable: it is no import declaration, or not safe to read.
    """
    try:
        root = fromstring(_readable(content))
    except DefusedXmlException as error:
        raise UnreadableFile(texts.FORBIDDEN_XML) from error
    except ParseError as error:
        raise UnreadableFile(texts.NOT_PARSED, why=error) from error
    if _name(root) != "DecMessage":
        raise UnreadableFile(texts.NOT_A_DECLARATION, root=_name(root))
    head = _child(root, "DecHead")
    if head is None:
        raise UnreadableFile(texts.WITHOUT_HEAD)
    if (flag := _said(head, "IEFlag")) not in ("I", ""):
        raise UnreadableFile(texts.AN_EXPORT, flag=flag)
    return list(_rows(root, head)), []


def _readable(content: bytes) -> bytes:
    """The same in UTF-8, whatever it says of itself: what is valid UTF-8 is UTF-8.

    Programs write GB2312 into the first line and save UTF-8, or the other way round. In UTF-16 the
    parser is right by itself.
    """
    if b"\0" in content[:_FIRST_LINE]:
        return content
    body = content.removeprefix(codecs.BOM_UTF8)
    said = _DECLARED.match(body)
    if said is None and body.isascii():
        return body
    text = _decoded(body, "" if said is None else said["encoding"].decode().lower())
    return text[_length(text) :].encode()


def _decoded(body: bytes, declared: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = "gb18030" if declared in _CHINESE else declared
        if encoding in ("", "utf-8", "utf8"):
            raise UnreadableFile(texts.NOT_AS_DECLARED, byte=error.start) from error
    try:
        return body.decode(encoding)
    except LookupError as error:
        raise UnreadableFile(texts.ENCODING_UNKNOWN, encoding=encoding) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(texts.NOT_AS_DECLARED, byte=error.start) from error


def _length(text: str) -> int:
    """How long the line is in which XML says its encoding."""
    found = _PROLOGUE.match(text)
    return 0 if found is None else found.end()


def _rows(root: "Element", head: "Element") -> Iterator[ManifestRow]:
    lines = list(_items(root, "DecLists", "DecList"))
    boxes = [_said(each, "ContainerId") for each in _items(root, "DecContainers", "Container")]
    cells = {column: _first(head, names) for column, names in HEAD.items()}
    cells["discharge_port"] = _port(_said(head, "IEPort"))
    flaws: dict[str, CellError] = {}
    for column, name in LINES.items():
        _take(column, _same(_said(line, name) for line in lines), cells, flaws)
    cells["category"] = "；".join(dict.fromkeys(filter(None, (_said(x, "GName") for x in lines))))
    _take("value", _sum(lines, "DeclTotal"), cells, flaws)
    weight = _net_weight(head, lines)
    _take("net_weight_kg", weight, cells, flaws)
    untold = {
        name: CellError(cell_words.NOT_IN_DECLARATION, cell_words.GIVE_SUPPLEMENT)
        for name in NOT_TOLD
    }
    if len(boxes) == 1 and isinstance(weight, str) and weight:
        # All that is declared lies in the only box.
        cells["box_net_weight_kg"] = weight
        del untold["box_net_weight_kg"]
    filled = {column: text for column, text in cells.items() if text}
    for number, box in enumerate(boxes or [""], start=1):
        yield ManifestRow(number, {**filled, "box_no": box}, flaws={**untold, **flaws})


def _take(
    column: str, found: str | CellError, cells: dict[str, str], flaws: dict[str, CellError]
) -> None:
    if isinstance(found, CellError):
        flaws[column] = found
    else:
        cells[column] = found


def _same(told: Iterable[str]) -> str | CellError:
    values = list(dict.fromkeys(told))
    if len(values) > 1:
        said = {"values": ", ".join(values)}
        return CellError(cell_words.LINES_DIFFER, cell_words.SPLIT_DECLARATION, said)
    return values[0] if values else ""


def _sum(lines: Sequence["Element"], name: str) -> str | CellError:
    amounts = [_number(_said(line, name)) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return CellError(cell_words.NOT_NUMBER, cell_words.CORRECT_DECLARATION)
    return f"{sum(known):f}" if known else ""


def _net_weight(head: "Element", lines: Sequence["Element"]) -> str | CellError:
    """The kilograms of all lines; the head says the same, if it says anything."""
    total = Decimal(0)
    for line in lines:
        weight = _weight(line)
        if isinstance(weight, CellError):
            return weight
        total += weight
    whole = _number(_said(head, "NetWt"))
    if lines and whole is not None and whole != total:
        said = {"head": whole, "lines": total}
        return CellError(cell_words.NET_DISAGREES, cell_words.CORRECT_DECLARATION, said)
    return f"{total:f}" if lines else _said(head, "NetWt")


def _weight(line: "Element") -> Decimal | CellError:
    """What a line weighs, by its first legal unit or by the one that it is sold in."""
    units = [_said(line, name) for name in ("FirstUnit", "GUnit")]
    quantities = [_number(_said(line, name)) for name in ("FirstQty", "GQty")]
    for unit, quantity in zip(units, quantities, strict=True):
        if unit in WEIGHTS and quantity is not None:
            return quantity * WEIGHTS[unit]
    said = {"unit": " / ".join(filter(None, units)) or "-"}
    return CellError(cell_words.UNKNOWN_UNIT, cell_words.WEIGHT_UNIT, said)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _port(office: str) -> str:
    """The port of the customs office of entry; unknown offices are shown as they are."""
    return OFFICES.get(office, office)


def _first(parent: "Element", names: Sequence[str]) -> str:
    return next(filter(None, (_said(parent, name) for name in names)), "")


def _items(root: "Element", group: str, item: str) -> Iterator["Element"]:
    for parent in root:
        if _name(parent) == group:
            yield from (child for child in parent if _name(child) == item)


def _said(parent: "Element", name: str) -> str:
    child = _child(parent, name)
    return "" if child is None or child.text is None else child.text.strip()


def _child(parent: "Element", name: str) -> "Element | None":
    return next((child for child in parent if _name(child) == name), None)


def _name(element: "Element") -> str:
    """The name without its namespace: some programs write one, others do not."""
    return str(element.tag).rpartition("}")[2]
