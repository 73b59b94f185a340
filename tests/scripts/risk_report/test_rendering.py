"""Charts as pictures: the same bytes every time, in both languages, and clear words without."""

import sys
from pathlib import Path

import pytest

from models.kernel.language import Language
from reports.risk.charts import CHARTS
from scripts.risk_report import rendering
from scripts.risk_report.rendering import Renderer, renderer
from tests.reports.portfolio import of_all
from workers.errors import NotConfigured


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_bytes_twice_and_has_its_words(drawing: Renderer, name: str) -> None:
    chart = CHARTS[name](of_all())
    for language in (Language.ZH, Language.EN):
        first, again = (drawing.svg(chart.spec(language)) for _ in range(2))
        assert first == again
        assert chart.title.said(language) in first.decode()


def test_a_picture_for_word_is_the_same_bytes_twice(drawing: Renderer) -> None:
    picture = drawing.svg(CHARTS["funnel"](of_all()).spec(Language.ZH))
    assert drawing.png(picture) == drawing.png(picture)


def test_without_the_group_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(NotConfigured, match="--extra report"):
        renderer()


def test_without_the_font_it_says_which(
    drawing: Renderer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert drawing
    monkeypatch.setattr(rendering, "FONT", "No Such Font")
    with pytest.raises(NotConfigured, match="No Such Font"):
        renderer(tmp_path)
