"""The captured histories, as they lie beside this file: one folder a release.

GUOMEN_TEST_HISTORIES names another place, as `python -m tests.replay.capture FOLDER` fills it.
"""

import gzip
import os
from pathlib import Path

from temporalio.client import WorkflowHistory

FOLDER = Path(os.environ.get("GUOMEN_TEST_HISTORIES", Path(__file__).parent))
FILES = sorted(FOLDER.glob("*/*.json.gz"))


def name(file: Path) -> str:
    """Release and scenario, as in `0.1.0/smooth`."""
    return f"{file.parent.name}/{file.name.removesuffix('.json.gz')}"


def read(file: Path) -> WorkflowHistory:
    """One run of one workflow."""
    return WorkflowHistory.from_json(name(file), gzip.decompress(file.read_bytes()).decode())
