"""A batch as it was really inspected, with what is needed to ask how another plan had gone."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from models.kernel.risk_terms import Channel
from models.risk.draw import Chances
from models.risk.records import BatchRecord


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Record):
    """In which box a finding was made, if that is known, and by which look it can have been."""

    box: str = ""
    channels: tuple[Channel, ...]


class OldDraw(_Record):
    """What was drawn of a batch, when, and by which chances; None before they were recorded.

    `sampled` is 1 for a batch that was to be sampled.
    """

    at: AwareDatetime
    chances: Chances | None = None
    opened: int
    emptied: int
    sampled: int

    @property
    def order(self) -> tuple[str, ...]:
        """The boxes, those first that are taken first."""
        ranks = () if self.chances is None else self.chances.ranks
        return tuple(rank.box for rank in sorted(ranks, key=lambda rank: (rank.chance, rank.box)))


class PlayedBatch(_Record):
    """A batch as it was inspected; `known_from` is when an assessment could first reckon with it.

    `drawn` is None for what was imported: it is evidence, and is not drawn again. `places` tells of
    findings by their ids.
    """

    record: BatchRecord
    known_from: AwareDatetime
    drawn: OldDraw | None = None
    places: dict[str, Place] = {}
