"""How a what-if is shown: what is exact, what is bounded, what is only expected."""

from collections.abc import Mapping, Sequence

from models.kernel.language import SEMICOLON, Speaks, listed
from models.kernel.terms import RiskLevel
from models.risk.comparison import Escaped, Moved, Span, WhatIf
from models.texts import KINDS
from scripts import console
from scripts.texts import whatif as texts

_NAMED = 10
_MILLE = 1000


def show(found: WhatIf, version: str, sure: Mapping[str, int]) -> None:
    """The whole of it; that the rules are weaker comes first."""
    screen = console.screen()
    if found.weaker:
        fields = listed(found.weaker, SEMICOLON)
        screen.print(console.styled(texts.TRIAL.of(version=version, fields=fields), "bold red"))
    said = found.model_dump()
    for head in (texts.TITLE.of(**said), texts.HOW_SURE.of(**said, verified=sure["verified"])):
        screen.print(console.plain(head))
    _tables(found)
    for line in _lines(found):
        screen.print(console.plain(line))
    screen.print(console.styled(texts.ASSUMED.of(count=sure["assumed"]), "dim"))


def _tables(found: WhatIf) -> None:
    levels = console.table(texts.WAS_LEVEL, *RiskLevel)
    for before, row in found.levels.items():
        levels.add_row(before, *(str(count or "") for count in row.values()))
    looked = console.table(texts.WHAT, texts.WAS, texts.WOULD_BE)
    for what, was, would_be in (
        (texts.OPENED, found.was.opened, found.would_be.opened),
        (texts.EMPTIED, found.was.emptied, found.would_be.emptied),
        (texts.SAMPLED, found.was.sampled, found.would_be.sampled),
    ):
        looked.add_row(*map(console.plain, (what, _span(was), _span(would_be))))
    console.screen().print(console.section(texts.UNDER, levels))
    console.screen().print("", looked, "")


def _lines(found: WhatIf) -> list[Speaks]:
    lines: list[Speaks] = []
    if found.first_difference is None:
        lines.append(texts.SAME)
    else:
        lines.append(texts.FIRST.of(day=found.first_difference))
    if found.exact_before is not None:
        lines.append(texts.INEXACT.of(day=found.exact_before))
    if found.escaped:
        counts = {"count": len(found.escaped), "batches": found.missed_batches, "harm": found.harm}
        lines.append(texts.ESCAPED.of(**counts, named=_findings(found.escaped)))
    if found.unknown:
        lines.append(texts.UNKNOWN.of(count=len(found.unknown), named=_findings(found.unknown)))
    if found.stricter:
        besides = {name: f"{value / _MILLE:.1f}" for name, value in found.found_besides}
        lines.append(texts.BESIDES.of(**besides))
    for text, moved in ((texts.HURT, found.hurt), (texts.HELPED, found.helped)):
        if moved:
            lines.append(text.of(named=_pairs(moved)))
    return lines


def _findings(found: Sequence[Escaped]) -> Speaks:
    named = [f"{each.batch} {each.reason}" for each in found[:_NAMED]]
    return listed([*named, *(["…"] if len(found) > _NAMED else [])], SEMICOLON)


def _pairs(moved: Sequence[Moved]) -> Speaks:
    named: list[object] = [
        texts.MOVED.of(**each.model_dump(exclude={"kind"}), kind=KINDS[each.kind])
        for each in moved[:_NAMED]
    ]
    return listed([*named, *(["…"] if len(moved) > _NAMED else [])], SEMICOLON)


def _span(span: Span) -> console.Words:
    if span.least == span.most:
        return str(span.least)
    return texts.BETWEEN.of(**span.model_dump())
