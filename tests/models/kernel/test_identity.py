"""Numbers have forms, and ids come from the domain, not from the clock."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arrival.messages import DeclarationStatus
from models.kernel import identity

TEXTS = st.text(min_size=1, max_size=12).filter(lambda text: "|" not in text)


@given(st.from_regex(r"[A-Z]{3}[UJZ][0-9]{6}", fullmatch=True))
def test_one_digit_of_ten_makes_a_box_number(prefix: str) -> None:
    right = [digit for digit in "0123456789" if identity.is_box_number(prefix + digit)]
    assert right == [str(identity.box_check_digit(prefix))]


def test_the_example_of_the_standard_is_a_box_number() -> None:
    assert identity.box_check_digit("CSQU305438") == 3
    assert identity.is_box_number("CSQU3054383")


@pytest.mark.parametrize(
    "text", ["", "CSQU305438", "CSQU30543833", "csqu3054383", "CSQA3054383", "CSQU305438X"]
)
def test_what_is_not_a_box_number(text: str) -> None:
    assert not identity.is_box_number(text)


EXPECTED = ("CSQU0000110", "CSQU0000125", "CSQU0000130")


@pytest.mark.parametrize(
    "read, meant",
    [
        ("CSQU0000I10", "CSQU0000110"),
        ("C5QU0000110", "CSQU0000110"),
        ("CSQU0000710", "CSQU0000110"),
        ("CSQU000012S", "CSQU0000125"),
        ("CSQU0000110", None),
        ("CSQU3054383", None),
        ("CSQU000011", None),
        ("C5QU0000I10", None),
        ("CSQU0000120", None),
        ("", None),
    ],
)
def test_a_number_with_one_wrong_character_is_the_one_expected_box_that_it_can_be(
    read: str, meant: str | None
) -> None:
    assert identity.misread(read, EXPECTED) == meant


def test_a_declaration_number_says_whether_it_imports() -> None:
    assert identity.is_entry_id("223320231000000762")
    assert not identity.is_entry_id("310420260000742108")
    assert identity.is_entry_id("310420260000742108", imported=False)
    assert not identity.is_entry_id("22332023100000076")


def test_a_unified_number_and_a_tracking_number_have_their_forms() -> None:
    assert identity.is_seq_no("I20220000971587171")
    assert not identity.is_seq_no("220220000971587171")
    assert identity.is_tracking_no("NB25-000123")
    assert not identity.is_tracking_no("NB25-123")


def test_the_workflow_and_the_stream_have_one_name() -> None:
    name = identity.consignment_workflow_id("NB25-000123")
    assert name == "consignment/NB25-000123"
    assert identity.tracking_no_of(name) == "NB25-000123"


@given(
    first=st.tuples(TEXTS, TEXTS, TEXTS, st.integers(0, 9)),
    second=st.tuples(TEXTS, TEXTS, TEXTS, st.integers(0, 9)),
)
def test_an_event_id_follows_from_stream_cause_type_and_ordinal_alone(
    first: tuple[str, str, str, int], second: tuple[str, str, str, int]
) -> None:
    same = first == second
    assert (identity.event_id(*first) == identity.event_id(*second)) is same
    assert identity.event_id(*first) == identity.event_id(*first)


def test_an_event_id_is_a_name_based_uuid_that_anybody_can_make() -> None:
    namespace = UUID("6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11")
    made = identity.event_id("consignment/NB25-000123", "m-1", "gated-out", 0)
    assert made == uuid5(namespace, "consignment/NB25-000123|m-1|gated-out|0")


def test_a_digest_tells_contents_apart() -> None:
    assert identity.digest("a") == identity.digest("a")
    assert identity.digest("a") != identity.digest("b")
    assert len(identity.digest("a")) == 16


@pytest.mark.parametrize("code", ["甬江再生铜业有限公司", "NINGBO METALS 100% LTD", "A/B C%20D"])
def test_the_stream_of_an_enterprise_has_no_blanks_and_gives_its_code_again(code: str) -> None:
    stream = identity.enterprise_workflow_id(code)
    assert not set(stream) & set(" \t\n")
    assert identity.enterprise_of(stream) == code


def test_the_digest_of_what_is_said_is_that_of_its_json() -> None:
    said = DeclarationStatus(letter="L", entry_id="310120251000000001")
    assert identity.content_digest(said) == identity.digest(said.model_dump_json())
