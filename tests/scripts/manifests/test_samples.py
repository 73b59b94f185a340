"""The samples of every format say what the sample manifest says."""

import pytest

from scripts.importing import load
from tests.scripts.manifests.samples import DAY, DECLARED, FOLDER, contents, taken

WHOLE = [name for name in contents() if name.startswith("manifest")]


@pytest.mark.parametrize("name", WHOLE)
def test_a_sample_reads_as_the_manifest_it_was_made_of(name: str) -> None:
    parsed = load(FOLDER / name, day=DAY).parsed
    assert parsed.problems == ()
    assert list(parsed.registrations) == list(taken())


def test_the_declaration_with_its_supplement_reads_as_its_consignment() -> None:
    extra = FOLDER / "declaration-supplement.csv"
    parsed = load(FOLDER / "declaration.xml", day=DAY, supplement=extra).parsed
    (found,) = parsed.registrations
    wanted = taken()[DECLARED]
    # A declaration names days, not hours.
    days = {"etd": found.etd, "eta": found.eta}
    assert found == wanted.model_copy(update=days)
    assert (found.etd.date(), found.eta.date()) == (wanted.etd.date(), wanted.eta.date())


@pytest.mark.parametrize("name", [name for name in contents() if not name.endswith(".xlsx")])
def test_the_samples_are_those_of_the_script(name: str) -> None:
    assert (FOLDER / name).read_bytes() == contents()[name]
