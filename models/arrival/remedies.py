"""Who must do what so that the next goods come in the pilot, for each cause that can be mended.

A consignment whose mode is decided stays in it; its importer is told why, and what to see to.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.kernel.language import Text
from models.kernel.terms import Cause, Party


class Remedy(NamedTuple):
    """Who must act, and what to do."""

    party: Party
    what: Text


REMEDIES: Mapping[Cause, Remedy] = {
    Cause.ENTERPRISE_NOT_ENROLLED: Remedy(
        Party.ENTERPRISE,
        Text(
            "申请准入试点（guomen enterprise apply）",
            "apply for the pilot (guomen enterprise apply)",
        ),
    ),
    Cause.ENROLMENT_EXPIRED: Remedy(
        Party.ENTERPRISE, Text("办理续期（renew）", "have the enrolment renewed (renew)")
    ),
    Cause.ENTERPRISE_SUSPENDED: Remedy(
        Party.ENTERPRISE,
        Text("整改后申请恢复（reinstate）", "mend what it is suspended for (reinstate)"),
    ),
    Cause.ENROLMENT_UNCONFIRMED: Remedy(
        Party.OPERATIONS,
        Text(
            "核对通关系统中的企业准入信息",
            "compare what the clearance system has of the enrolment",
        ),
    ),
    Cause.SUPPLIER_NOT_ADMITTED: Remedy(
        Party.ENTERPRISE,
        Text(
            "申请供货商准入，名称须一致（admit_supplier）",
            "have the supplier admitted, under this name (admit_supplier)",
        ),
    ),
    Cause.CAPACITY_UNKNOWN: Remedy(
        Party.ENTERPRISE, Text("报告可用库容", "report how much storage is free")
    ),
}


def remedies(causes: Iterable[Cause]) -> list[Remedy]:
    """What can be done about some causes, in their order."""
    return [REMEDIES[cause] for cause in causes if cause in REMEDIES]
