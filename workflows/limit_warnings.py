"""Warns once when a run comes near to a limit of Temporal."""

from collections.abc import Mapping
from datetime import datetime

from models.kernel.language import Language
from models.kernel.limits import LIMITS, Near
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party
from models.texts.limits import AT_LIMIT, NEAR, NEAR_LIMIT, SUBJECT, TO_DO

KIND = "limit-neared"
"""What the alarm is called: no event, for it concerns a run and not the goods."""

_MEASURED_EVERY = 64


class Nearness:
    """What was measured last, and what people have been told of."""

    def __init__(self) -> None:
        self._used: dict[Near, int] = {}
        self._told: set[Near] = set()
        self._measured = 0

    @property
    def may_go_on(self) -> bool:
        """The state fits into the start of a new run."""
        return self._used.get(Near.STATE_BYTES, 0) < LIMITS[Near.STATE_BYTES].most

    def measures(self, version: int) -> bool:
        """Whether the state is to be measured again: that takes time, so only now and then."""
        due = version >= self._measured + _MEASURED_EVERY
        self._measured = version if due else self._measured
        return due

    def note(self, used: Mapping[Near, int], cause: str, at: datetime) -> list[Notification]:
        """Takes in what was measured; the alarms of what has just come near."""
        self._used |= used
        news = [near for near in used if self._is_near(near) and near not in self._told]
        # What comes and goes about a limit is told once.
        left = {near for near in self._told if self._used[near] < LIMITS[near].warn // 2}
        self._told = (self._told - left) | set(news)
        return [self._alarm(near, cause, at) for near in news]

    def lines(self, language: Language) -> list[str]:
        """What an operator reads of it."""
        return [
            NEAR_LIMIT.said(
                language,
                what=AT_LIMIT,
                near=NEAR[near],
                used=self._used[near],
                most=LIMITS[near].most,
                do=TO_DO[near],
            )
            for near in Near
            if self._is_near(near)
        ]

    def _is_near(self, near: Near) -> bool:
        return self._used.get(near, 0) >= LIMITS[near].warn

    def _alarm(self, near: Near, cause: str, at: datetime) -> Notification:
        said = {"used": str(self._used[near]), "most": str(LIMITS[near].most)}
        return Notification(
            key=f"{cause}:{near}",
            party=Party.OPERATIONS,
            level=EscalationLevel.L2,
            subject=SUBJECT.said(Language.EN, near=NEAR[near], **said),
            box=None,
            at=at,
            kind=KIND,
            said={"near": near.value, **said},
        )
