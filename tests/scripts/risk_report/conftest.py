"""Tests of rendering need the optional group `report` and a font: without them they are skipped."""

import os
from pathlib import Path

import pytest

from models.kernel.language import Language
from scripts.risk_report.rendering import Renderer, renderer
from workers.errors import NotConfigured


@pytest.fixture(scope="session")
def drawing() -> Renderer:
    fonts = os.environ.get("GUOMEN_FONTS")
    try:
        return renderer(Path(fonts) if fonts else None)
    except NotConfigured as missing:
        pytest.skip(missing.said(Language.EN))
