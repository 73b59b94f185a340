"""Earlier inspection results as tables have them: rows of text become batches, or nothing does.

Pure: where the rows come from (CSV, XLSX) is the importer's business.
"""

from models.history.columns import HISTORY
from models.history.known import Compared, Imported, compared
from models.history.reading import HistoryFile, read_history
from models.history.recording import Vouched, events_of, unrecorded

__all__ = [
    "HISTORY",
    "Compared",
    "HistoryFile",
    "Imported",
    "Vouched",
    "compared",
    "events_of",
    "read_history",
    "unrecorded",
]
