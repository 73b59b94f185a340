"""What commands about an enterprise need: each says why not, and what to do instead."""

from models.decisions.guards import need
from models.enterprise import refusals
from models.enterprise.state import OVER, EnterpriseState
from models.enterprise.terms import Phase
from models.labels import titled
from models.labels.terms import coded, with_code
from models.language import Text, listed


def need_page(state: EnterpriseState) -> None:
    """It has applied, and is not out."""
    over = state.phase in (Phase.KNOWN, *OVER)
    need(not over, refusals.APPLY_FIRST, standing=standing(state))


def need_part(state: EnterpriseState) -> None:
    """It takes part in the pilot."""
    need(state.takes_part, refusals.ENROLLED_ONLY, standing=standing(state))


def need_institutions(state: EnterpriseState) -> None:
    """All of them were found adequate."""
    titles = {row.name: with_code(titled(row), row.name) for row in state.rules.institutions}
    lacking = listed(titles[name] for name in state.lacking)
    need(not state.lacking, refusals.INSTITUTIONS_LACKING, lacking=lacking)


def need_documents(state: EnterpriseState) -> None:
    """The application is whole."""
    titles = {row.name: with_code(titled(row), row.name) for row in state.rules.application}
    lacking = listed(titles[name] for name in state.undocumented)
    need(not state.undocumented, refusals.DOCUMENTS_LACKING, lacking=lacking)


def standing(state: EnterpriseState) -> Text:
    """How the enterprise stands, for the sentences of refusals."""
    return coded(state.standing)
