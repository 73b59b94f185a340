"""What events of an enterprise mean: nothing is forgotten, and no order of them breaks the fold."""

import random

import pytest

from models.enterprise import events
from models.enterprise.breaches import breaches_of
from models.enterprise.evolve import MEANS, begin, evolve
from models.enterprise.notifications import _ALARMS
from models.kernel.enterprise_terms import EnterpriseStatus
from models.process.event_registry import BODIES, BY_TYPE
from models.rules.enterprise import EnterpriseRules
from models.rules.rulebook import rulebook
from models.supervision.events import ViolationRecorded
from models.texts import STANDINGS
from tests.enterprises import RULES, enterprise
from tests.history import RULEBOOK
from tests.models.catalogue import examples
from tests.models.process.test_events import event_of

OURS = [body for body in examples().values() if isinstance(body, events.EnterpriseBody)]
ONLY_A_MARK = {
    events.EnterpriseRegistered,
    events.EnterpriseCancellationRequested,
    events.EnterpriseCommandLapsed,
}


def test_every_event_changes_the_state_or_only_opens_the_page() -> None:
    assert set(MEANS) | ONLY_A_MARK == set(events.EVENTS)
    assert set(MEANS) & ONLY_A_MARK == set()


def test_the_names_of_both_catalogues_are_different() -> None:
    assert len(BY_TYPE) == len(BODIES)


@pytest.mark.parametrize("seed", range(20))
def test_events_in_any_order_never_break_the_fold(seed: int) -> None:
    state = enterprise().state
    chosen = random.Random(seed).choices(OURS, k=40)  # noqa: S311 - a reproducible shuffle
    for body in chosen:
        state = evolve(state, event_of(body))
    assert state.version == 41
    assert state.standing in EnterpriseStatus


def test_a_page_begins_with_its_first_event_only() -> None:
    with pytest.raises(ValueError, match="begins with enterprise-registered"):
        begin(event_of(events.EnrolmentExpired()))


def test_every_deadline_names_events_that_exist_and_the_parties_of_every_level() -> None:
    names = {kind.model_fields["type"].default for kind in events.EVENTS}
    for rule in RULES.deadlines:
        assert {*rule.opens, *rule.closes} <= names
        assert [level.level for level in rule.levels] == sorted(
            {level.level for level in rule.levels}
        )
    assert [rule.id for rule in RULES.deadlines] == [f"M{n:02}" for n in range(1, 8)]


def test_the_fifteen_institutions_have_names_in_both_languages() -> None:
    assert len({row.name for row in RULES.institutions}) == 15
    assert all(row.title and not row.title_zh.isascii() for row in RULES.institutions)
    assert RULES.institution("LOCK_CUSTODY") in RULES.institutions
    assert RULES.institution("CANTEEN") is None
    assert isinstance(rulebook(RULEBOOK).enterprise, EnterpriseRules)


def test_every_alarm_belongs_to_an_event_and_every_standing_has_a_name() -> None:
    assert set(_ALARMS) <= set(events.EVENTS)
    assert set(STANDINGS) == set(EnterpriseStatus)
    assert {EnterpriseStatus(phase) for phase in ("KNOWN", "EXPIRED")} <= set(EnterpriseStatus)


def test_a_consignment_reports_what_was_breached_and_what_was_excused() -> None:
    event = event_of(ViolationRecorded(code="SV-12", note="D11 reached L2"))
    (notice,) = breaches_of("NB25-000001", [event, event_of(events.EnrolmentExpired())])
    assert (notice.id, notice.code, notice.consignment) == (str(event.id), "SV-12", "NB25-000001")
    assert not notice.lifted
