"""What new rules bear more of than a released version: it is approved, and never slips in.

A change is named by its field with both values. Where less is stricter, more is weaker, and the
other way about; what is neither, such as a shape of the grid, is not judged.
"""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from models.kernel.errors import WeakerRules
from models.rules.risk import RiskRules
from models.texts.errors import RULES_WEAKENED

# Fields by how their path begins: whether a higher value bears more.
_HIGHER_IS_WEAKER = (
    *("ceilings.", "score.ceilings.", "sensitivities.", "leakage.boxes", "leakage.laboratory"),
    *("leakage.critical_ppm", "overrides.three", "overrides.officer_better_days"),
    *("overrides.cold_quarters", "switching.repeated", "switching.accumulated"),
    *("switching.margin", "charts."),
)
_LOWER_IS_WEAKER = (
    *("plan.", "floor.", "small.", "windows.", "weights.", "score.most."),
    *("overrides.three_days", "overrides.three_clean", "overrides.cold_census"),
    *("switching.census", "switching.watched", "switching.within", "switching.leave_"),
    "switching.least_kg",
)
# The leakage of a plan is judged for these; a wider batch or longer clean run would flatter it.
_JUDGED_BY = ("leakage.boxes_a_batch", "leakage.clean_")


def weaknesses(released: RiskRules, proposed: RiskRules) -> tuple[str, ...]:
    """Every field that bears more than before, with what it was and what it would be."""
    before, after = dict(_flat(released)), dict(_flat(proposed))
    return tuple(
        f"{path}: {before.get(path, 'none')} -> {after.get(path, 'none')}"
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path) and _weaker(path, before, after)
    )


def refuse_weaker(released: RiskRules, proposed: RiskRules) -> None:
    """Let nothing pass that bears more than the released rules.

    Raises:
        WeakerRules: a field bears more; the message names all of them.
    """
    if found := weaknesses(released, proposed):
        raise WeakerRules(RULES_WEAKENED, fields="; ".join(found))


def _weaker(path: str, before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    if path.startswith(("bands.", "seen_by.", "overrides.safety.", "overrides.three_of.")):
        # A reason that is left out, or counts in another band; a look that is added.
        return (path in after) if path.startswith("seen_by.") else path not in after
    if path not in before or path not in after:
        return True
    if path.startswith(_JUDGED_BY):
        return True
    risen = after[path] > before[path]
    if path.startswith(_LOWER_IS_WEAKER):
        return not risen
    return risen and path.startswith(_HIGHER_IS_WEAKER)


def _flat(value: object, path: str = "") -> Iterator[tuple[str, int]]:
    """Every number by its path; of a list of names each name, of a list of rows each row."""
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield from _flat(getattr(value, name), f"{path}{name}.")
        case Mapping():
            for name, inner in value.items():
                yield from _flat(inner, f"{path}{name}.")
        case tuple():
            for nth, row in enumerate(value):
                named = f"{row}." if isinstance(row, str) else f"{nth}."
                yield from _flat(row, path + named)
        case int():
            yield path.rstrip("."), value
        case str() if path:
            # A name in a list counts by being there.
            yield path.rstrip("."), 1
        case _:
            pass
