"""The sections of the report, each in a file with its words; 0 to 10, and the appendix."""

from collections.abc import Callable, Mapping

from reports.risk.document import Section, Writer
from reports.risk.sections.appendix import appendix
from reports.risk.sections.basis import basis
from reports.risk.sections.comparison import comparison
from reports.risk.sections.data_quality import data_quality
from reports.risk.sections.ending import ending
from reports.risk.sections.enterprises import enterprises
from reports.risk.sections.measures import measures
from reports.risk.sections.method import method
from reports.risk.sections.profile import profile
from reports.risk.sections.summary import summary
from reports.risk.sections.suppliers import suppliers
from reports.risk.sections.tracing import tracing

SECTIONS: Mapping[str, Callable[[Writer], Section]] = {
    "0": summary,
    "1": basis,
    "2": data_quality,
    "3": profile,
    "4": tracing,
    "5": suppliers,
    "6": enterprises,
    "7": method,
    "8": measures,
    "9": comparison,
    "10": ending,
    "A": appendix,
}
