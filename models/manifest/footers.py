"""What stands under a table and is no box: totals, signatures, remarks.

A row counts as one only by how it begins, and only if no box number stands in it.
"""

import re
import unicodedata

TOTALS = ("合计", "总计", "小计", "共计", "累计", "total", "subtotal", "totals", "sum")
"""What the first filled cell of a line of totals says."""

BESIDE_TOTALS = frozenset(
    {
        *("grand", "sub", "overall", "and", "of", "in", "all", "the", "for"),
        *("containers", "container", "boxes", "box", "consignments", "consignment", "packages"),
        *("kg", "kgs", "t", "mt", "tonnes", "cny", "usd", "eur", "pcs", "gross", "net", "weight"),
    }
)
"""Words that may stand beside an English total: with others it is a name (Total Metals Ltd)."""

LABELS = (
    *("制表", "制单", "填表", "填报", "审核", "复核", "经办", "经手", "批准", "报送", "编制"),
    *("备注", "注", "说明", "签字", "签名", "签章", "盖章", "公章", "日期", "制表日期", "打印日期"),
    *("联系人", "联系电话", "电话", "地址", "页码"),
    *("prepared by", "made by", "checked by", "approved by", "reviewed by", "issued by"),
    *("signature", "signed", "signed by", "stamp", "date", "printed", "printed on", "page"),
    *("remark", "remarks", "note", "notes", "contact", "tel", "phone", "address"),
)
"""What a line under the table begins with, before a colon or by itself."""

_WORD = re.compile(r"[a-z]+")
_BEFORE_COLON = re.compile(r"\s*([^::]{1,24}?)\s*(?:[::].*)?", re.DOTALL)
_PAGE = re.compile(r"第\s*\S+\s*页.*|page \d+.*")
_STAMPED = re.compile(r".*(盖章|签字|签名|签章|公章)处?")
_PERSON = re.compile(r"(人|员|人员|单位|日期|时间)$")


def is_footer(text: str) -> bool:
    """Whether the first filled cell of a row says that the row is no box."""
    plain = unicodedata.normalize("NFKC", text).lower().strip(" *()[]【】-—–=_.。")
    return bool(plain) and (is_total(plain) or _is_label(plain))


def is_total(text: str) -> bool:
    """Whether a text begins a line of totals, in either language or in both."""
    plain = unicodedata.normalize("NFKC", text).lower().strip(" *()[]【】-—–=_.。")
    if any(plain.startswith(total) for total in TOTALS if not total.isascii()):
        return True
    said = _WORD.findall(plain)
    return any(word in TOTALS for word in said) and all(
        word in TOTALS or word in BESIDE_TOTALS for word in said
    )


def _is_label(plain: str) -> bool:
    found = _BEFORE_COLON.fullmatch(plain)
    label = found[1] if found else plain
    names = {label, _PERSON.sub("", label)}
    known = bool(names & set(LABELS)) or _STAMPED.fullmatch(label) is not None
    return known or _PAGE.fullmatch(plain) is not None
