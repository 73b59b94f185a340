"""The customs clearance system: declarations, bills, instructions, permits, conclusions."""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

import httpx2
from fastapi import APIRouter, FastAPI

from systems.app import build
from systems.errors import NotKnown
from systems.idempotency import OnceOnly
from systems.numbers import derived_number
from systems.outbox import after, cursor
from systems.serve import serve
from systems.settings import SystemSettings
from systems.store import Store
from systems.wire import clearance as wire
from systems.wire.message import Wire

_PAGE = 1000
_CANCELLED = frozenset({"D", "A", "c"})
_REJECTED = frozenset({"E", "Y", "SpE"})
_STOPPED = frozenset({"Z", "M", "H"})
_STATES: Mapping[type, wire.BillState] = {
    wire.ManifestDeparted: "DEPARTED",
    wire.ManifestArrived: "ARRIVED",
    wire.ManifestLoaded: "LOADED",
    wire.ManifestExited: "EXITED",
}


class _Entry(Wire):
    """Which declaration an 18-digit number belongs, or once belonged, to."""

    key: str


class ClearanceSystem:
    """What customs keeps, and how it answers."""

    name = "clearance"
    types: Mapping[str, type[wire.ClearanceData]] = wire.CLEARANCE_TYPES

    def __init__(self, store: Store) -> None:
        self._store = store

    def complete(self, data: wire.ClearanceData, identity: str) -> wire.ClearanceData:
        """Fill in the EntryId once it is known: a later receipt carries it again."""
        del identity
        if not isinstance(data, wire.DeclarationStatusData) or data.EntryId is not None:
            return data
        known = self._find(data.SeqNo, data.IEFlag)
        return data.model_copy(update={"EntryId": known.EntryId if known else None})

    def take_in(self, data: wire.ClearanceData, time: datetime) -> None:
        """Move a bill or a declaration on."""
        match data:
            case wire.DeclarationStatusData():
                self._receipt(data, time)
            case (
                wire.ManifestDeparted()
                | wire.ManifestArrived()
                | wire.ManifestLoaded()
                | wire.ManifestExited()
            ):
                state = _STATES[type(data)]
                self._bill(data.BillNo, TrafName=data.TrafName, state=state)
            case wire.ManifestDischarged():
                self._bill(data.BillNo, CmplDschrgDt=data.CmplDschrgDt, state="DISCHARGED")
            case wire.ManifestStatusData():
                self._bill(data.BillNo, Status=data.Status)
            case wire.DeclarationAmendedData():
                self._amended(data)
            case wire.InstructionIssued():
                self._store.put("instruction", data.SeqNo, data)
            case wire.SlotAssigned():
                pass
            case (
                wire.SampleHandedOverData()
                | wire.LabResultData()
                | wire.IdentificationReportedData()
            ):
                pass
            case _:
                assert_never(data)

    def register(self, head: wire.DecHead) -> wire.Declaration:
        """Keep a declaration head; what its receipts brought stays."""
        known = self._find(head.SeqNo, head.IEFlag)
        kept = known.model_dump(include={"EntryId", "Status", "StatusTime"}) if known else {}
        given = head.model_dump(exclude_none=True)
        declaration = wire.Declaration.model_validate({**kept, **given})
        self._keep(declaration)
        return declaration

    def declaration(self, number: str) -> wire.Declaration:
        """Return the declaration with this EntryId or SeqNo."""
        entry = self._store.get("entry", number, _Entry)
        key = entry.key if entry else _key(number, "I")
        found = self._store.get("declaration", key, wire.Declaration)
        if found is None:
            raise NotKnown(
                f"there is no declaration {number}",
                "ask by EntryId (18 digits) or SeqNo (18 characters); it may not be declared yet",
            )
        return found

    def declarations(self, since: str | None) -> wire.Declarations:
        """Return the declarations that changed after the cursor."""
        changes = self._store.changes("declaration", after(self._store, since), None, _PAGE)
        last = changes[-1].position if len(changes) == _PAGE else self._store.head()
        found = [wire.Declaration.model_validate_json(change.body) for change in changes]
        return wire.Declarations(declarations=found, cursor=cursor(self._store, last))

    def instruction(self, number: str) -> wire.InstructionReply:
        """Return the checks ordered for an accepted declaration."""
        declaration = self.declaration(number)
        obstacle = _obstacle(declaration)
        if obstacle is not None or declaration.EntryId is None:
            raise NotKnown(
                f"there is no instruction for {number} yet: {obstacle}",
                "wait for the declaration.status that accepts the declaration",
            )
        issued = self._store.get("instruction", declaration.SeqNo, wire.InstructionIssued)
        office = declaration.PurpOrgCode or declaration.GoodsPlace or ""
        return wire.InstructionReply(
            SeqNo=declaration.SeqNo,
            EntryId=declaration.EntryId,
            checks=_checks(declaration),
            open_share=issued.open_share if issued else None,
            empty_share=issued.empty_share if issued else None,
            place=(issued and issued.place) or office,
        )

    def decide_removal(self, request: wire.RemovalRequest, key: str) -> wire.RemovalDecision:
        """Permit the boxes to leave the port, or say why not."""
        reason = self._objection(request)
        decision = wire.RemovalDecision(
            permission_no=derived_number("PR", key),
            status="REFUSED" if reason else "PERMITTED",
            reason=reason,
        )
        self._store.put("permission", decision.permission_no, decision)
        return decision

    def end_removal(self, number: str, end: wire.RemovalEnd) -> wire.RemovalDecision:
        """Take a permit back."""
        known = self._store.get("permission", number, wire.RemovalDecision)
        if known is None or known.status == "REFUSED":
            raise NotKnown(f"there is no permit {number}", "ask for the permit to remove first")
        ended = known.model_copy(update={"status": "ENDED", "reason": end.reason})
        self._store.put("permission", number, ended)
        return ended

    def conclude(self, conclusion: wire.ConclusionRecord, key: str) -> wire.ConclusionNoted:
        """Note what the inspection came to."""
        self.declaration(conclusion.SeqNo)
        noted = wire.ConclusionNoted(conclusion_no=derived_number("CN", key))
        self._store.put("conclusion", noted.conclusion_no, conclusion)
        return noted

    def standing(self, enterprise: str) -> wire.StandingReply:
        """Return how customs sees an enterprise; of one not heard of nothing good is known."""
        known = self._store.get("standing", enterprise, wire.StandingReply)
        return known or wire.StandingReply(enterprise=enterprise)

    def set_standing(self, standing: wire.StandingReply) -> wire.StandingReply:
        """Replace the standing of an enterprise."""
        self._store.put("standing", standing.enterprise, standing)
        return standing

    def bill(self, number: str) -> wire.Bill:
        """Return a bill and how far it has come."""
        found = self._store.get("bill", number, wire.Bill)
        if found is None:
            raise NotKnown(f"there is no bill {number}", "wait for its manifest.departed")
        return found

    def _objection(self, request: wire.RemovalRequest) -> str | None:
        declaration = self._find(request.SeqNo, "I")
        if declaration is None:
            return f"there is no declaration {request.SeqNo} yet"
        if request.EntryId not in {None, declaration.EntryId}:
            return f"the EntryId is {declaration.EntryId}, not {request.EntryId}"
        return _obstacle(declaration)

    def _receipt(self, data: wire.DeclarationStatusData, time: datetime) -> None:
        declaration = self._find(data.SeqNo, data.IEFlag) or self._new(data)
        if declaration.StatusTime is not None and time < declaration.StatusTime:
            # A receipt that was entered late must not undo a newer one.
            news: dict[str, object] = {"EntryId": declaration.EntryId or data.EntryId}
        else:
            number = data.EntryId or declaration.EntryId
            news = {"EntryId": number, "Status": data.Status, "StatusTime": time}
        self._keep(declaration.model_copy(update=news))

    def _new(self, data: wire.DeclarationStatusData) -> wire.Declaration:
        """A form nobody registered: in place of another one it has the same goods."""
        of = {"SeqNo": data.SeqNo, "IEFlag": data.IEFlag}
        for number in data.documentReferenceReplacements:
            replaced = self._find(number, data.IEFlag)
            if replaced is not None:
                blank = dict.fromkeys(("EntryId", "Status", "StatusTime"))
                return replaced.model_copy(update={**of, **blank})
        return wire.Declaration.model_validate(of)

    def _amended(self, data: wire.DeclarationAmendedData) -> None:
        """The same number, another code on every line."""
        known = self._find(data.SeqNo, "I")
        if known is not None:
            lines = [line.model_copy(update={"CodeTS": data.CodeTS}) for line in known.DecLists]
            self._keep(known.model_copy(update={"DecLists": lines}))

    def _bill(self, number: str, **news: str) -> None:
        known = self._store.get("bill", number, wire.Bill) or wire.Bill(BillNo=number)
        self._store.put("bill", number, known.model_copy(update=news))

    def _find(self, unified: str, flag: wire.TradeFlag) -> wire.Declaration | None:
        return self._store.get("declaration", _key(unified, flag), wire.Declaration)

    def _keep(self, declaration: wire.Declaration) -> None:
        key = _key(declaration.SeqNo, declaration.IEFlag)
        self._store.put("declaration", key, declaration)
        if declaration.EntryId is not None:
            self._store.put("entry", declaration.EntryId, _Entry(key=key))


def _key(unified: str, flag: str) -> str:
    return f"{unified}/{flag}"


def _obstacle(declaration: wire.Declaration) -> str | None:
    """Say what keeps a declaration from counting as accepted, if anything does."""
    if declaration.Status in _CANCELLED:
        return f"the declaration was cancelled (status {declaration.Status})"
    if declaration.Status in _REJECTED:
        return f"the declaration was not accepted (status {declaration.Status})"
    if declaration.Status in _STOPPED:
        return f"the declaration is held up (status {declaration.Status})"
    if declaration.Status is None or declaration.EntryId is None:
        return "the declaration is not accepted yet"
    return None


def _checks(declaration: wire.Declaration) -> wire.Checks:
    """OrigBoxFlag 1: the box goes unopened to the destination office (domain 6.1)."""
    if declaration.OrigBoxFlag == "1":
        return wire.Checks(port=["RADIATION", "MACHINE"], destination=["MANUAL"])
    return wire.Checks(port=["RADIATION", "MACHINE", "MANUAL"], destination=[])


def _endpoints(clearance: ClearanceSystem) -> APIRouter:
    router = APIRouter()
    router.include_router(_permits(clearance))

    @router.get("/declarations")
    async def changed_declarations(since: str | None = None) -> wire.Declarations:
        """List the declarations that changed after a cursor."""
        return clearance.declarations(since)

    @router.get("/declarations/{number}")
    async def one_declaration(number: str) -> wire.Declaration:
        """Return one declaration by EntryId or SeqNo."""
        return clearance.declaration(number)

    @router.get("/instructions/{number}")
    async def instruction(number: str) -> wire.InstructionReply:
        """Return the checks ordered, by SeqNo or EntryId; exists once accepted."""
        return clearance.instruction(number)

    @router.get("/bills/{number}")
    async def bill(number: str) -> wire.Bill:
        """Return how far a bill has come."""
        return clearance.bill(number)

    @router.get("/risk/credit/{enterprise:path}")
    async def credit(enterprise: str) -> wire.StandingReply:
        """Return how customs sees an enterprise."""
        return clearance.standing(enterprise)

    @router.post("/conclusions", status_code=201)
    async def conclude(conclusion: wire.ConclusionRecord, once: OnceOnly) -> wire.ConclusionNoted:
        """Report what the inspection came to."""
        return once.answer(wire.ConclusionNoted, lambda: clearance.conclude(conclusion, once.key))

    @router.put("/world/declarations")
    async def register(head: wire.DecHead) -> wire.Declaration:
        """Register a declaration head, as a broker would."""
        return clearance.register(head)

    @router.put("/world/standing")
    async def set_standing(standing: wire.StandingReply) -> wire.StandingReply:
        """Set how customs sees an enterprise."""
        return clearance.set_standing(standing)

    return router


def _permits(clearance: ClearanceSystem) -> APIRouter:
    router = APIRouter()

    @router.post("/permissions/remove", status_code=201)
    async def remove(request: wire.RemovalRequest, once: OnceOnly) -> wire.RemovalDecision:
        """Ask for the permit to remove; a refusal is an answer, with its reason."""
        return once.answer(
            wire.RemovalDecision, lambda: clearance.decide_removal(request, once.key)
        )

    @router.post("/permissions/{number}/end", status_code=201)
    async def end_removal(
        number: str, end: wire.RemovalEnd, once: OnceOnly
    ) -> wire.RemovalDecision:
        """Take a permit to remove back."""
        return once.answer(wire.RemovalDecision, lambda: clearance.end_removal(number, end))

    return router


def create_app(
    settings: SystemSettings, transport: httpx2.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the clearance system."""
    return build(ClearanceSystem, _endpoints, settings, transport)


def main() -> None:
    """Serve the clearance system."""
    serve("clearance", 8701, create_app)


if __name__ == "__main__":
    main()
