"""What one file leaves blank, another may say: of the same consignment, of the same box."""

from models.manifest import CellError, ManifestRow, supplemented, texts

UNTOLD = CellError(texts.NOT_IN_DECLARATION, texts.GIVE_SUPPLEMENT)
FIRST = ManifestRow(
    1, {"unified_no": "I20260000000000001", "箱号": "CSQU3054383"}, flaws={"seal_no": UNTOLD}
)
SECOND = ManifestRow(
    2, {"unified_no": "I20260000000000001", "箱号": "APZU4812090"}, flaws={"seal_no": UNTOLD}
)


def test_what_is_said_of_a_box_goes_to_that_box_and_the_rest_to_all() -> None:
    extra = [
        ManifestRow(
            2,
            {
                "统一编号": "I20260000000000001",
                "箱号": "CSQU 305438-3",
                "封号": "S1",
                "船名": "STAR",
            },
        ),
        ManifestRow(3, {"统一编号": "", "箱号": "APZU4812090", "封号": "S2", "船名": ""}),
    ]
    one, two = supplemented([FIRST, SECOND], extra)
    assert (one.cells["封号"], one.cells["船名"]) == ("S1", "STAR")
    assert (two.cells["封号"], two.cells["船名"]) == ("S2", "STAR")
    assert one.flaws == two.flaws == {}


def test_what_the_file_says_itself_is_not_overruled() -> None:
    (row,) = supplemented([FIRST], [ManifestRow(2, {**FIRST.cells, "箱号": "OTHER"})])
    assert row == FIRST


def test_a_blank_cell_is_filled_under_the_header_of_the_other_file() -> None:
    blank = ManifestRow(1, {**FIRST.cells, "箱净重(kg)": " "})
    (row,) = supplemented([blank], [ManifestRow(2, {**FIRST.cells, "箱净重(吨)": "21.5"})])
    assert row.cells["箱净重(吨)"] == "21.5"
    assert "箱净重(kg)" not in row.cells


def test_the_bill_finds_a_consignment_too_and_another_bill_does_not() -> None:
    row = ManifestRow(1, {"提单号": "bl1", "箱号": "CSQU3054383"})
    extra = [
        ManifestRow(2, {"bill_no": "BL1", "vessel": "STAR"}),
        ManifestRow(3, {"bill_no": "BL2", "origin": "JP"}),
    ]
    (found,) = supplemented([row], extra)
    assert found.cells == {**row.cells, "vessel": "STAR"}
