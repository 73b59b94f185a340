"""Declarations of the single window: what they say, and what they cannot."""

import pytest

from models.kernel.errors import ManifestError
from models.kernel.language import Language
from models.manifest import ManifestRow, Parsed, read_rows
from models.rules.rulebook import rulebook
from scripts.manifests import decmessage_reader
from tests.history import sample_registration
from tests.scripts.manifests import writers

RULES = rulebook("2025-09")
ONE = sample_registration(1)


def rows(content: bytes) -> list[ManifestRow]:
    return decmessage_reader.read(content, None)[0]


def changed(old: str, new: str, boxes: int = 1) -> list[ManifestRow]:
    message = writers.declaration(sample_registration(1, boxes)).decode()
    assert old in message
    return rows(message.replace(old, new).encode())


def parsed(found: list[ManifestRow]) -> Parsed:
    return read_rows(found, RULES)


def reasons(found: list[ManifestRow]) -> dict[str, str]:
    return {problem.column: problem.reason(Language.EN) for problem in parsed(found).errors}


def test_a_declaration_is_a_row_a_container() -> None:
    found = rows(writers.declaration(sample_registration(1, 3)))
    assert [row.cells["box_no"] for row in found] == [
        box.number for box in sample_registration(1, 3).boxes
    ]


def test_kilograms_and_tonnes_add_up() -> None:
    (row,) = rows(writers.declaration(ONE))
    assert row.cells["net_weight_kg"] == "21550.000"
    assert row.cells["value"] == "1350000.00"


def test_the_only_box_holds_all_that_is_declared() -> None:
    (row,) = rows(writers.declaration(ONE))
    assert row.cells["box_net_weight_kg"] == row.cells["net_weight_kg"]
    assert "box_net_weight_kg" not in row.flaws


def test_what_a_declaration_cannot_tell_is_said_field_by_field() -> None:
    found = parsed(rows(writers.declaration(sample_registration(1, 2))))
    assert found.registrations == ()
    untold = {(problem.column, problem.reason(Language.EN)) for problem in found.errors}
    assert untold == {(name, "is not in a declaration") for name in decmessage_reader.NOT_TOLD}
    assert all("--with" in problem.fix(Language.EN) for problem in found.errors)


def test_lines_that_say_different_things_are_no_single_consignment() -> None:
    found = changed("<CodeTS>7404000030</CodeTS>", "<CodeTS>7404000050</CodeTS>")
    assert "code" not in found[0].flaws
    both = writers.declaration(ONE).decode().replace("7404000030", "7404000050", 1)
    assert reasons(rows(both.encode()))["code"] == (
        "differs between the lines: 7404000050, 7404000030"
    )


def test_a_unit_that_is_no_weight_is_a_problem() -> None:
    assert reasons(changed("<GUnit>070</GUnit>", "<GUnit>001</GUnit>"))["net_weight_kg"] == (
        "is counted in the unit 001, which is no weight"
    )


def test_the_legal_unit_comes_before_the_one_of_sale() -> None:
    legal = "<GUnit>001</GUnit><FirstUnit>070</FirstUnit><FirstQty>10.775</FirstQty>"
    assert changed("<GUnit>070</GUnit>", legal)[0].cells["net_weight_kg"] == "21550.000"


def test_the_head_must_say_what_the_lines_say() -> None:
    found = changed("<NetWt>21550.0</NetWt>", "<NetWt>21.55</NetWt>")
    assert (
        reasons(found)["net_weight_kg"]
        == "the head says 21.55 kg, its lines add up to 21550.000 kg"
    )


@pytest.mark.parametrize(
    "content, said",
    [
        (b"<DecMessage><DecHead><IEFlag>E</IEFlag></DecHead></DecMessage>", "declares an export"),
        (b"<DecMessage/>", "has no DecHead"),
        (b"<Manifest/>", "outermost element is Manifest"),
        (b"<DecMessage>", "it is malformed"),
        (b"", "it is malformed"),
        (
            b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><DecMessage>&b;</DecMessage>',
            "entities or a document type",
        ),
        (
            b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><DecMessage>&x;</DecMessage>',
            "entities or a document type",
        ),
    ],
)
def test_what_is_no_safe_import_declaration_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ManifestError, match=said):
        rows(content)


def test_a_declaration_in_gb18030_says_so_itself() -> None:
    text = writers.declaration(ONE).decode().replace("UTF-8", "GB18030")
    (row,) = rows(text.encode("gb18030"))
    assert row.cells["enterprise"] == ONE.enterprise


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("declared", ["GB2312", "gbk", "GB18030", "utf-8"])
def test_what_is_utf_8_is_read_as_utf_8_whatever_it_says(declared: str, mark: bytes) -> None:
    text = writers.declaration(ONE).decode().replace("UTF-8", declared)
    (row,) = rows(mark + text.encode())
    assert row.cells["enterprise"] == ONE.enterprise


def test_another_encoding_is_believed_if_the_first_line_names_it() -> None:
    supplier = "Métaux Récupérés"
    text = writers.declaration(ONE.model_copy(update={"supplier": supplier, "enterprise": "A"}))
    latin = text.decode().replace("UTF-8", "ISO-8859-1")
    kept = "".join(sign for sign in latin if ord(sign) < 0x100)
    (row,) = rows(kept.encode("latin-1"))
    assert row.cells["supplier"] == supplier


@pytest.mark.parametrize(
    "declared, said",
    [("UTF-8", "not in the encoding that its first line names"), ("martian", "encoding martian")],
)
def test_what_is_in_no_encoding_that_is_named_is_refused(declared: str, said: str) -> None:
    text = writers.declaration(ONE).decode().replace("UTF-8", declared)
    with pytest.raises(ManifestError, match=said):
        rows(text.encode("gb18030"))
