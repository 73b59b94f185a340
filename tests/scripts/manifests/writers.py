"""One manifest written in every format, as different brokers would."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from models.consignment.registration import Registration
from models.kernel.clock import CHINA
from models.manifest.headers import ALIASES
from models.manifest.values import SERIAL_START

OWN = (
    *("tracking_no", "unified_no", "bill_no", "enterprise", "supplier", "origin", "load_port"),
    *("discharge_port", "kind", "category", "code", "net_weight_kg", "value", "currency"),
    *("vessel", "etd", "eta", "risk_level"),
)
BOX = ("box_no", "seal_no", "box_net_weight_kg")
CHINESE = {column: ALIASES[column][0] for column in (*OWN, *BOX)}
TONNES = {**CHINESE, "net_weight_kg": "净重（吨）", "box_net_weight_kg": "箱净重（吨）"}

Cells = dict[str, str]


def rows(registration: Registration) -> list[Cells]:
    """A row a box, under our own names; what all boxes share is on the first row only."""
    said = registration.model_dump(mode="json", exclude={"boxes"})
    shared = {name: str(said["seq_no" if name == "unified_no" else name]) for name in OWN}
    blank = dict.fromkeys(OWN, "")
    return [
        {
            **(blank if number else shared),
            "box_no": box.number,
            "seal_no": box.seal,
            "box_net_weight_kg": str(box.net_weight_kg),
        }
        for number, box in enumerate(registration.boxes)
    ]


def table(registrations: Sequence[Registration]) -> list[Cells]:
    return [row for each in registrations for row in rows(each)]


def in_tonnes(row: Cells) -> Cells:
    return {
        name: f"{Decimal(text) / 1000:f}" if text and name.endswith("_kg") else text
        for name, text in row.items()
    }


def in_chinese_dates(row: Cells) -> Cells:
    return {name: _chinese(text) if name in ("etd", "eta") else text for name, text in row.items()}


def _chinese(text: str) -> str:
    if not text:
        return ""
    moment = datetime.fromisoformat(text).astimezone(CHINA)
    return f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分"


def delimited(registrations: Sequence[Registration], separator: str, encoding: str) -> bytes:
    """A table under Chinese headers, in reversed order, in tonnes, with a line of totals."""
    columns = list(reversed(TONNES))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["进口再生金属清单"])
    writer.writerow([TONNES[name] for name in columns])
    for row in table(registrations):
        written = in_chinese_dates(in_tonnes(row))
        writer.writerow([written[name] for name in columns])
    writer.writerow(["合计"])
    return out.getvalue().encode(encoding)


def plain_csv(registrations: Sequence[Registration]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*OWN, *BOX])
    writer.writeheader()
    writer.writerows(table(registrations))
    return out.getvalue().encode()


def as_json(registrations: Sequence[Registration]) -> bytes:
    document = [
        {**rows(each)[0], "boxes": [{name: row[name] for name in BOX} for row in rows(each)]}
        for each in registrations
    ]
    return json.dumps(document, ensure_ascii=False).encode()


def serial(moment: datetime) -> float:
    """The serial number by which a spreadsheet of 1900 stores a moment."""
    return (moment - SERIAL_START).total_seconds() / 86_400


def workbook(registrations: Sequence[Registration], *, since_1904: bool = False) -> bytes:
    """Title rows, groups merged over their columns, numbers as text, dates as serial numbers."""
    book = Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "清单"
    sheet.append(["二〇二六年十二月进口清单"])
    sheet.append([])
    sheet.append([*(CHINESE[name] for name in OWN), "集装箱", "", ""])
    sheet.append([*([""] * len(OWN)), "箱号", "封号", "净重(kg)"])
    for column in range(1, len(OWN) + 1):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet.merge_cells(
        start_row=3, end_row=3, start_column=len(OWN) + 1, end_column=len(OWN) + len(BOX)
    )
    for registration in registrations:
        begins = sheet.max_row + 1
        for row in rows(registration):
            sheet.append([_stored(name, row[name], since_1904) for name in (*OWN, *BOX)])
        if sheet.max_row > begins:
            for column in range(1, len(OWN) + 1):
                sheet.merge_cells(
                    start_row=begins, end_row=sheet.max_row, start_column=column, end_column=column
                )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _stored(name: str, text: str, since_1904: bool) -> object:  # noqa: FBT001 - the calendar
    if name in ("etd", "eta") and text:
        return serial(datetime.fromisoformat(text)) - (1462 if since_1904 else 0)
    return float(text) if name == "box_net_weight_kg" else text


def declaration(registration: Registration, *, namespace: str = "") -> bytes:
    """The declaration of one consignment, its goods in two lines, one of them in tonnes."""
    half = registration.net_weight_kg / 2
    lines = [("035", half), ("070", half / 1000)]
    value = registration.value / 2
    head = {
        "SeqNo": registration.seq_no,
        "IEFlag": "I",
        "IEPort": "3104",
        "BillNo": registration.bill_no,
        "OwnerName": registration.enterprise,
        "OverseasConsignorEname": registration.supplier,
        "TrafName": registration.vessel,
        "DespDate": f"{registration.etd:%Y%m%d}",
        "IEDate": f"{registration.eta:%Y%m%d}",
        "NetWt": f"{registration.net_weight_kg:f}",
    }
    items = [
        {
            "GNo": str(number),
            "CodeTS": registration.code,
            "GName": registration.category,
            "GQty": f"{quantity:f}",
            "GUnit": unit,
            "OriginCountry": registration.origin,
            "DeclTotal": f"{value:f}",
            "TradeCurr": registration.currency,
        }
        for number, (unit, quantity) in enumerate(lines, start=1)
    ]
    boxes = [{"ContainerId": box.number, "ContainerMd": "L"} for box in registration.boxes]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><DecMessage{namespace}>'
        f"<DecHead>{_elements(head)}</DecHead>"
        f"<DecLists>{''.join(f'<DecList>{_elements(each)}</DecList>' for each in items)}</DecLists>"
        "<DecContainers>"
        f"{''.join(f'<Container>{_elements(each)}</Container>' for each in boxes)}"
        "</DecContainers></DecMessage>"
    ).encode()


def supplement(registration: Registration) -> bytes:
    """What the declaration cannot tell, as a table."""
    columns = ("tracking_no", "unified_no", "load_port", "etd", "eta", "risk_level", *BOX)
    lines = [",".join(columns)]
    for row in rows(registration):
        kept = {**row, "etd": "", "eta": ""}
        lines.append(",".join(kept[name] for name in columns))
    return "\n".join(lines).encode()


def _elements(said: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in said.items())


FORMATS: dict[str, tuple[str, Callable[[Sequence[Registration]], bytes]]] = {
    "plain": (".csv", plain_csv),
    "commas in UTF-8": (".csv", lambda found: delimited(found, ",", "utf-8")),
    "commas with a mark": (".csv", lambda found: delimited(found, ",", "utf-8-sig")),
    "commas in GB18030": (".csv", lambda found: delimited(found, ",", "gb18030")),
    "tabs in UTF-16": (".txt", lambda found: delimited(found, "\t", "utf-16")),
    "tabs in GB18030": (".tsv", lambda found: delimited(found, "\t", "gb18030")),
    "semicolons": (".csv", lambda found: delimited(found, ";", "utf-8")),
    "JSON": (".json", as_json),
    "workbook": (".xlsx", workbook),
    "workbook of 1904": (".xlsx", lambda found: workbook(found, since_1904=True)),
}


def saved(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file
