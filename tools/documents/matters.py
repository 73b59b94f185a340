"""The matters in the order of the process, and what of the code belongs to which."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

TITLES = {
    "enterprise": "企业管理 enterprise management",
    "pre_shipment": "装运前管理 pre-shipment management",
    "declaration": "报关单 declaration",
    "arrival": "到港与模式 arrival and mode",
    "risk": "风险 risk",
    "port": "口岸检查 in the port",
    "traditional_port": "传统模式 traditional mode in the port",
    "transport": "运输过程监管 transport",
    "inspection": "目的地检验 destination inspection",
    "laboratory": "实验室与鉴定 laboratory and identification",
    "disposal": "后续处置 subsequent disposal",
    "returns": "退运管理 return management",
    "emergency": "应急处置 emergency response",
    "deadlines": "时限与上报 deadlines and escalations",
    "supervision": "监管通用 every matter",
}
_SHARED = ("kernel", "consignment", "process")

T = TypeVar("T")


def of(module: str) -> str:
    """The matter of a module of the models: its room. What several share concerns every matter."""
    room = module.split(".")[1]
    return "supervision" if room in _SHARED else room


def title(matter: str) -> str:
    """How a matter is headed; one that has no title yet by its own name."""
    return TITLES.get(matter, matter.replace("_", " "))


def grouped(kinds: Iterable[type[T]]) -> Iterator[tuple[str, list[type[T]]]]:
    """The classes by matter, in the order of the process and of the file."""
    found: dict[str, list[type[T]]] = {}
    for kind in kinds:
        found.setdefault(of(kind.__module__), []).append(kind)
    yield from sorted(found.items(), key=lambda pair: _place(pair[0]))


def _place(matter: str) -> int:
    return list(TITLES).index(matter) if matter in TITLES else len(TITLES)
