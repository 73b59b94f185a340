"""A manifest: rows of text become registrations; what is wrong is said row by row.

Pure: where the rows come from (CSV, JSON, XLSX, a declaration) is the importer's business.
"""

from models.manifest.reading import Parsed, read_rows
from models.manifest.rows import CellError, ManifestProblem, ManifestRow
from models.manifest.supplement import supplemented

__all__ = ["CellError", "ManifestProblem", "ManifestRow", "Parsed", "read_rows", "supplemented"]
