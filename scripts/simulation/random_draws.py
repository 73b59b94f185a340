"""Chance that is the same for the same seed: draws have names, so their order is no matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from math import sqrt
from typing import TypeVar

from scripts.simulation.assumptions import HoursBetween, ShareOf

T = TypeVar("T")

_BYTES = 6


@dataclass(frozen=True)
class Chance:
    """The draws of one batch: what happens to it by chance happens in both modes."""

    seed: int
    batch: str

    def share(self, name: str) -> float:
        """A number from 0 up to, but not, 1."""
        drawn = blake2b(f"{self.seed}|{self.batch}|{name}".encode(), digest_size=_BYTES)
        return int.from_bytes(drawn.digest()) / (1 << 8 * _BYTES)

    def happens(self, rate: ShareOf, subject: str = "") -> bool:
        """Whether it happens to this subject."""
        return self.share(f"{rate.name}/{subject}") < rate.share

    def lasts(self, span: HoursBetween, subject: str = "") -> timedelta:
        """How long it takes for this subject: whole seconds."""
        share = self.share(f"{span.draw or span.name}/{subject}")
        width, rise = span.high - span.low, span.mode - span.low
        if share * width < rise:
            hours = span.low + sqrt(share * width * rise)
        else:
            hours = span.high - sqrt((1 - share) * width * (span.high - span.mode))
        return timedelta(seconds=round(hours * 3600))

    def pick(self, name: str, options: Sequence[T]) -> T:
        """One of these, each as likely."""
        return options[int(self.share(name) * len(options))]
