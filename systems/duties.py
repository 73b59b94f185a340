"""What a system has on record of the duties of an enterprise: site check, audit, drill, count."""

from fastapi import APIRouter

from systems.store import Store
from systems.wire import duties as wire

_KIND = "duties"


class DutyBook:
    """The records of one system, by enterprise."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def enter(self, enterprise: str, duty: wire.DutyDone) -> wire.DutiesDone:
        """Note what was done; the same told again is one record."""
        known = self._of(enterprise)
        if duty not in known.done:
            known = wire.DutyRecords(done=[*known.done, duty])
            self._store.put(_KIND, enterprise, known)
        return self.done(enterprise, duty.kind)

    def done(self, enterprise: str, kind: str) -> wire.DutiesDone:
        """Return when it was done, in the order in which it was entered."""
        told = [each for each in self._of(enterprise).done if each.kind == kind]
        return wire.DutiesDone(done=[wire.DutyTime(at=one.at, number=one.number) for one in told])

    def _of(self, enterprise: str) -> wire.DutyRecords:
        return self._store.get(_KIND, enterprise, wire.DutyRecords) or wire.DutyRecords()


def duty_router(store: Store) -> APIRouter:
    """Return the endpoints of the book: people of the world enter, the tracker looks up."""
    book, router = DutyBook(store), APIRouter(tags=["duties"])

    @router.put("/world/duties/{enterprise}")
    async def enter(enterprise: str, duty: wire.DutyDone) -> wire.DutiesDone:
        """Enter that a duty was done."""
        return book.enter(enterprise, duty)

    @router.get("/duties/{enterprise}")
    async def done(enterprise: str, kind: wire.Duty) -> wire.DutiesDone:
        """Return when a duty was done."""
        return book.done(enterprise, kind)

    return router
