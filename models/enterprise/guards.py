"""What commands about an enterprise need: each says why not, and what to do instead."""

from models.consignment.guards import require
from models.enterprise import texts
from models.enterprise.state import OVER, EnterpriseState
from models.kernel.enterprise_terms import Phase
from models.kernel.language import Text, listed
from models.texts import titled
from models.texts.terms import coded, with_code


def need_page(state: EnterpriseState) -> None:
    """It has applied, and is not out."""
    over = state.phase in (Phase.KNOWN, *OVER)
    require(not over, texts.APPLY_FIRST, standing=standing(state))


def need_part(state: EnterpriseState) -> None:
    """It takes part in the pilot."""
    require(state.takes_part, texts.ENROLLED_ONLY, standing=standing(state))


def need_institutions(state: EnterpriseState) -> None:
    """All of them were found adequate."""
    titles = {row.name: with_code(titled(row), row.name) for row in state.rules.institutions}
    lacking = listed(titles[name] for name in state.lacking)
    require(not state.lacking, texts.INSTITUTIONS_LACKING, lacking=lacking)


def need_documents(state: EnterpriseState) -> None:
    """The application is whole."""
    titles = {row.name: with_code(titled(row), row.name) for row in state.rules.application}
    lacking = listed(titles[name] for name in state.undocumented)
    require(not state.undocumented, texts.DOCUMENTS_LACKING, lacking=lacking)


def standing(state: EnterpriseState) -> Text:
    """How the enterprise stands, for the sentences of refusals."""
    return coded(state.standing)
