"""A pre-shipment file that lacks nothing, as the rulebook in force asks for it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256

from models.consignment.pre_shipment_file import Document
from models.kernel.measured import Measurement
from models.kernel.terms import MetalKind
from models.rules.rulebook import DocumentRule, rulebook

_BACKGROUND = Decimal("0.08")
_HARMLESS = {"dose rate": (Decimal("0.10"), "µSv/h")}
_METAL = (Decimal("99.2"), "%")


def whole_file(version: str, kind: MetalKind, issued: date) -> tuple[Document, ...]:
    """Every required part, issued on that day."""
    return tuple(
        Document(
            kind=rule.kind,
            number=f"{rule.kind}-1",
            issued=issued,
            sha256=sha256(rule.kind.encode()).hexdigest(),
            issuer="CCIC Demo Survey",
            readings=tuple(_readings(rule, kind)),
        )
        for rule in rulebook(version).documents
        if rule.required
    )


def _readings(rule: DocumentRule, kind: MetalKind) -> Iterator[Measurement]:
    for wanted in rule.readings:
        if kind in wanted.kinds:
            parameter = wanted.parameter or "total metal"
            value, unit = _HARMLESS.get(parameter, _METAL)
            background = _BACKGROUND if wanted.background else None
            yield Measurement(parameter=parameter, value=value, unit=unit, background=background)
