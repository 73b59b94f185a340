"""Customs clearance: what it keeps and how it decides."""

import pytest

from tests.systems.outside import BILL, BOX, ENTRY_ID, EVENING, MORNING, NOON, SEQ_NO, Caller

REMOVAL = {"SeqNo": SEQ_NO, "EntryId": ENTRY_ID, "containers": [BOX]}
EXPORT_ID = "310420250000742108"
NEW_SEQ_NO, NEW_ENTRY_ID = SEQ_NO[:-1] + "9", ENTRY_ID[:-1] + "9"


async def status(
    clearance: Caller, letter: str, entry: str | None = ENTRY_ID, flag: str = "I", time: str = NOON
) -> dict[str, object]:
    data = {"SeqNo": SEQ_NO, "EntryId": entry, "Status": letter, "IEFlag": flag}
    return await clearance.happen("declaration.status", data, time)


async def declared_anew(clearance: Caller) -> None:
    """The old form is deleted, and the goods are declared on another one."""
    head = {"SeqNo": SEQ_NO, "PurpOrgCode": "3104", "DecLists": [{"CodeTS": "7404000030"}]}
    await clearance.http.put("/world/declarations", json=head)
    await status(clearance, "L", time=MORNING)
    await status(clearance, "D", time=MORNING)
    anew = {"SeqNo": NEW_SEQ_NO, "EntryId": NEW_ENTRY_ID, "Status": "L"}
    replaces = {"documentReferenceReplacements": [SEQ_NO], "BillNo": BILL}
    await clearance.happen("declaration.status", {**anew, **replaces})


async def removal(clearance: Caller, key: str = "removal") -> dict[str, object]:
    answer = await clearance.call("/permissions/remove", REMOVAL, key)
    assert answer.status_code == 201
    return dict(answer.json())


async def test_a_registered_head_is_found_by_its_unified_number(clearance: Caller) -> None:
    head = {"SeqNo": SEQ_NO, "BillNo": BILL, "NetWt": "43100", "ChkSurety": "0"}
    assert (await clearance.http.put("/world/declarations", json=head)).status_code == 200
    found = await clearance.get(f"/declarations/{SEQ_NO}")
    assert (found["BillNo"], found["NetWt"], found["ChkSurety"]) == (BILL, "43100", "0")


async def test_registering_a_head_again_keeps_what_its_receipts_brought(clearance: Caller) -> None:
    await status(clearance, "L")
    await clearance.http.put("/world/declarations", json={"SeqNo": SEQ_NO, "BillNo": BILL})
    found = await clearance.get(f"/declarations/{ENTRY_ID}")
    assert (found["Status"], found["BillNo"]) == ("L", BILL)


async def test_a_declaration_declared_anew_is_found_by_both_its_numbers(clearance: Caller) -> None:
    other = ENTRY_ID[:-1] + "9"
    await status(clearance, "D", time=MORNING)
    await status(clearance, "L", entry=other)
    for number in (ENTRY_ID, other, SEQ_NO):
        assert (await clearance.get(f"/declarations/{number}"))["EntryId"] == other


async def test_a_new_form_has_the_goods_of_the_one_it_replaces_and_numbers_of_its_own(
    clearance: Caller,
) -> None:
    await declared_anew(clearance)
    for number in (NEW_SEQ_NO, NEW_ENTRY_ID):
        new = await clearance.get(f"/declarations/{number}")
        assert (new["SeqNo"], new["EntryId"], new["Status"]) == (NEW_SEQ_NO, NEW_ENTRY_ID, "L")
        assert (new["PurpOrgCode"], new["DecLists"][0]["CodeTS"]) == ("3104", "7404000030")
    for number in (SEQ_NO, ENTRY_ID):
        old = await clearance.get(f"/declarations/{number}")
        assert (old["SeqNo"], old["EntryId"], old["Status"]) == (SEQ_NO, ENTRY_ID, "D")


async def test_after_a_deletion_everything_is_asked_under_the_new_form(clearance: Caller) -> None:
    await declared_anew(clearance)
    assert (await clearance.http.get(f"/instructions/{SEQ_NO}")).status_code == 404
    assert (await clearance.get(f"/instructions/{NEW_SEQ_NO}"))["EntryId"] == NEW_ENTRY_ID
    assert (await removal(clearance, "old"))["status"] == "REFUSED"
    new = {"SeqNo": NEW_SEQ_NO, "EntryId": NEW_ENTRY_ID}
    permit = await clearance.call("/permissions/remove", {**new, "containers": [BOX]}, "new")
    assert permit.json()["status"] == "PERMITTED"
    assert (await clearance.call("/conclusions", {**new, "outcome": "RELEASED"})).is_success


async def test_a_new_form_is_pulled_by_the_number_that_it_replaces(clearance: Caller) -> None:
    await declared_anew(clearance)
    told = (await clearance.get("/messages", subject=SEQ_NO))["messages"]
    assert [message["data"]["SeqNo"] for message in told] == [SEQ_NO, SEQ_NO, NEW_SEQ_NO]


async def test_a_receipt_without_the_number_carries_the_one_already_known(
    clearance: Caller,
) -> None:
    await status(clearance, "L", time=MORNING)
    receipt = await status(clearance, "J", entry=None)
    assert receipt["data"] == {
        "SeqNo": SEQ_NO,
        "EntryId": ENTRY_ID,
        "Status": "J",
        "IEFlag": "I",
        "BillNo": None,
        "documentReferenceReplacements": [],
    }


async def test_a_letter_of_a_changed_code_table_is_passed_on(clearance: Caller) -> None:
    assert (await status(clearance, "Q9"))["delivered"]


async def test_a_receipt_entered_late_does_not_undo_a_newer_one(clearance: Caller) -> None:
    await status(clearance, "J", time=EVENING)
    await status(clearance, "L", time=MORNING)
    assert (await clearance.get(f"/declarations/{SEQ_NO}"))["Status"] == "J"


async def test_the_export_declaration_of_a_return_leaves_the_import_one_alone(
    clearance: Caller,
) -> None:
    await status(clearance, "P")
    await status(clearance, "L", entry=EXPORT_ID, flag="E")
    assert (await clearance.get(f"/declarations/{SEQ_NO}"))["EntryId"] == ENTRY_ID
    assert (await clearance.get(f"/declarations/{EXPORT_ID}"))["IEFlag"] == "E"


async def test_an_import_number_needs_the_import_flag(clearance: Caller) -> None:
    data = {"SeqNo": SEQ_NO, "EntryId": EXPORT_ID, "Status": "L", "IEFlag": "I"}
    body = {"type": "declaration.status", "time": NOON, "data": data}
    answer = await clearance.http.post("/world/happenings", json=body)
    assert answer.status_code == 422
    assert EXPORT_ID in answer.json()["error"]


async def test_declarations_are_listed_from_where_one_left_off(clearance: Caller) -> None:
    await status(clearance, "L", time=MORNING)
    first = await clearance.get("/declarations")
    await status(clearance, "J")
    second = await clearance.get("/declarations", since=first["cursor"])
    third = await clearance.get("/declarations", since=second["cursor"])
    pages = [[head["Status"] for head in page["declarations"]] for page in (first, second, third)]
    assert pages == [["L"], ["J"], []]


async def test_the_instruction_exists_once_the_declaration_is_accepted(clearance: Caller) -> None:
    await status(clearance, "L", entry=None, time=MORNING)
    early = await clearance.http.get(f"/instructions/{SEQ_NO}")
    await status(clearance, "L")
    assert early.status_code == 404
    assert await clearance.get(f"/instructions/{SEQ_NO}") == {
        "SeqNo": SEQ_NO,
        "EntryId": ENTRY_ID,
        "checks": {"port": ["RADIATION", "MACHINE", "MANUAL"], "destination": []},
        "open_share": None,
        "empty_share": None,
        "place": "",
    }


async def test_an_instruction_that_was_issued_names_shares_and_place(clearance: Caller) -> None:
    await status(clearance, "L")
    data = {"SeqNo": SEQ_NO, "open_share": "1", "empty_share": "0.30", "place": "site 2"}
    body = {"type": "instruction.issued", "time": NOON, "data": data}
    assert (await clearance.http.post("/world/happenings", json=body)).is_success
    told = await clearance.get(f"/instructions/{SEQ_NO}")
    assert (told["open_share"], told["empty_share"], told["place"]) == ("1", "0.30", "site 2")


async def test_a_box_not_going_unopened_to_the_destination_is_checked_at_the_port(
    clearance: Caller,
) -> None:
    head = {"SeqNo": SEQ_NO, "OrigBoxFlag": "0", "PurpOrgCode": "3104"}
    await clearance.http.put("/world/declarations", json=head)
    await status(clearance, "L")
    instruction = await clearance.get(f"/instructions/{SEQ_NO}")
    assert instruction["checks"]["port"] == ["RADIATION", "MACHINE", "MANUAL"]
    assert instruction["place"] == "3104"


async def test_an_accepted_declaration_may_be_removed(clearance: Caller) -> None:
    await status(clearance, "L")
    decision = await removal(clearance)
    assert (decision["status"], decision["reason"]) == ("PERMITTED", None)


async def test_a_declaration_not_heard_of_may_not_be_removed(clearance: Caller) -> None:
    decision = await removal(clearance)
    assert decision["status"] == "REFUSED"
    assert SEQ_NO in str(decision["reason"])


@pytest.mark.parametrize(
    "letter, reason",
    [("D", "cancelled"), ("A", "cancelled"), ("E", "not accepted"), ("Y", "not accepted"),
     ("H", "held up"), ("Z", "held up")],
)  # fmt: skip
async def test_a_stopped_declaration_may_not_be_removed(
    clearance: Caller, letter: str, reason: str
) -> None:
    await status(clearance, "L", time=MORNING)
    await status(clearance, letter)
    decision = await removal(clearance)
    assert decision["status"] == "REFUSED"
    assert reason in str(decision["reason"])


async def test_a_removal_under_another_number_is_refused_with_the_right_one(
    clearance: Caller,
) -> None:
    other = ENTRY_ID[:-1] + "9"
    await status(clearance, "L", entry=other)
    assert other in str((await removal(clearance))["reason"])


async def test_a_refused_removal_may_be_asked_for_again_under_a_new_key(clearance: Caller) -> None:
    refused = await removal(clearance, "visit-1")
    await status(clearance, "L")
    assert await removal(clearance, "visit-1") == refused
    assert (await removal(clearance, "visit-2"))["status"] == "PERMITTED"


async def test_a_permit_that_ended_stays_known_with_the_reason(clearance: Caller) -> None:
    await status(clearance, "L")
    permit = (await removal(clearance))["permission_no"]
    for _ in range(2):
        answer = await clearance.call(f"/permissions/{permit}/end", {"reason": "fire"}, "end")
        ended = answer.json()
        assert (ended["status"], ended["reason"]) == ("ENDED", "fire")


async def test_what_was_never_permitted_cannot_end(clearance: Caller) -> None:
    refused = (await removal(clearance))["permission_no"]
    for number in (refused, "PR-0"):
        answer = await clearance.call(f"/permissions/{number}/end", {"reason": "fire"}, f"{number}")
        assert answer.status_code == 404
        assert "there is no permit" in answer.text


async def test_a_conclusion_gets_its_number(clearance: Caller) -> None:
    await status(clearance, "L")
    conclusion = {"SeqNo": SEQ_NO, "EntryId": ENTRY_ID, "outcome": "RELEASED"}
    answer = await clearance.call("/conclusions", conclusion)
    assert answer.status_code == 201
    assert answer.json()["conclusion_no"].startswith("CN-")


async def test_a_conclusion_needs_its_declaration(clearance: Caller) -> None:
    conclusion = {"SeqNo": SEQ_NO, "EntryId": ENTRY_ID, "outcome": "RELEASED"}
    answer = await clearance.call("/conclusions", conclusion)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "fix"}


async def test_nothing_good_is_known_of_an_enterprise_until_the_world_says_it(
    clearance: Caller,
) -> None:
    assert await clearance.get("/risk/credit/甬铜") == {
        "enterprise": "甬铜",
        "credit_level": "",
        "pilot": "NOT_ENROLLED",
        "risk_level": "R4",
        "notices": [],
        "open_violations": [],
        "storage_kg": None,
    }
    standing = {"enterprise": "甬铜", "pilot": "SUSPENDED", "risk_level": "R3"}
    await clearance.http.put("/world/standing", json=standing)
    found = await clearance.get("/risk/credit/甬铜")
    assert (found["pilot"], found["risk_level"]) == ("SUSPENDED", "R3")


async def test_a_bill_moves_on_with_its_manifest(clearance: Caller) -> None:
    assert (await clearance.http.get(f"/bills/{BILL}")).status_code == 404
    departed = {"BillNo": BILL, "TrafName": "NING HAI", "DespPortCode": "JPOSA"}
    arrived = {"BillNo": BILL, "TrafName": "NING HAI", "EntyPortCode": "CNNBG"}
    discharged = {"BillNo": BILL, "CmplDschrgDt": "20250910"}
    await clearance.happen("manifest.departed", departed, MORNING)
    assert (await clearance.get(f"/bills/{BILL}"))["state"] == "DEPARTED"
    await clearance.happen("manifest.arrived", arrived)
    await clearance.happen("manifest.status", {"BillNo": BILL, "Status": "11"})
    await clearance.happen("manifest.discharged", discharged, EVENING)
    assert await clearance.get(f"/bills/{BILL}") == {
        "BillNo": BILL,
        "state": "DISCHARGED",
        "Status": "11",
        "TrafName": "NING HAI",
        "CmplDschrgDt": "20250910",
    }


@pytest.mark.parametrize(
    "kind, state", [("manifest.loaded", "LOADED"), ("manifest.exited", "EXITED")]
)
async def test_a_return_leaves_on_its_bill(clearance: Caller, kind: str, state: str) -> None:
    await clearance.happen(kind, {"BillNo": BILL, "TrafName": "NING HAI"})
    assert (await clearance.get(f"/bills/{BILL}"))["state"] == state
