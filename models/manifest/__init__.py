"""A manifest: rows of text become registrations; what is wrong is said row by row.

Pure: where the rows come from (CSV, JSON, XLSX, a declaration) is the importer's business.
"""

from models.manifest.reading import Parsed, read_rows
from models.manifest.rows import Flaw, Problem, Row
from models.manifest.supplement import supplemented

__all__ = ["Flaw", "Parsed", "Problem", "Row", "read_rows", "supplemented"]
