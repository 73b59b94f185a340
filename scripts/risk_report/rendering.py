"""Draws charts and sets pages, with what the optional group `report` brings; nothing is fetched.

The same input gives the same bytes on one platform and with one font; what is canonical is the
JSON, of which these are pictures.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NamedTuple

from reports.risk.chart import FONT
from scripts.texts import risk_report as t
from workers.errors import NotConfigured

_SCALE = 2
_NAMED = re.compile(r'( id="|url\(#)((?:clip|gradient_)\d+)')


class Renderer(NamedTuple):
    """The three libraries, and where fonts lie beside those of the system."""

    vl_convert: ModuleType
    typst: ModuleType
    docx: ModuleType
    fonts: Path | None

    def svg(self, spec: Mapping[str, Any]) -> bytes:
        """A chart as SVG."""
        drawn: str = self.vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])
        return _renumbered(drawn).encode()

    def png(self, svg: bytes) -> bytes:
        """A picture as PNG, for documents that know no SVG."""
        drawn: bytes = self.vl_convert.svg_to_png(svg.decode(), scale=_SCALE)
        return drawn

    def pdf(self, source: str, pictures: Mapping[str, bytes], at: datetime) -> bytes:
        """A document of typst with pictures beside it by name, dated `at`."""
        with TemporaryDirectory() as folder:
            for name, picture in pictures.items():
                (Path(folder) / name).write_bytes(picture)
            main = Path(folder) / "report.typ"
            main.write_text(source, encoding="utf-8")
            made: bytes = self.typst.compile(
                str(main),
                font_paths=[str(self.fonts)] if self.fonts else [],
                format="pdf",
                timestamp=int(at.timestamp()),
            )
        return made


def renderer(fonts: Path | None = None) -> Renderer:
    """What draws and sets.

    Raises:
        NotConfigured: the group `report` is not installed, or no font has the Chinese letters.
    """
    made = Renderer(
        vl_convert=_imported("vl_convert"),
        typst=_imported("typst"),
        docx=_imported("docx"),
        fonts=fonts and fonts.resolve(),
    )
    places = [str(made.fonts)] if made.fonts else []
    if FONT not in made.typst.Fonts(font_paths=places).families():
        raise NotConfigured(t.NO_FONT, font=FONT)
    if made.fonts:
        made.vl_convert.register_font_directory(str(made.fonts))
    return made


def _renumbered(svg: str) -> str:
    """The same with the names of its parts counted from none: the library counts on."""
    names: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        return match[1] + names.setdefault(match[2], f"part{len(names)}")

    return _NAMED.sub(named, svg)


def _imported(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise NotConfigured(t.NO_GROUP, module=name) from error
