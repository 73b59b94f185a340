"""Saved list queries for the Temporal UI: one row a view.

Queries are written as the UI writes them itself, so that it shows each condition as a filter that
can be changed. Runs that have ended (also by going on in a new one) keep what they showed last:
whatever asks for open matters asks for running ones.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from temporalio.common import SearchAttributeKey

from models.execution.visibility_filter import condition
from models.kernel.clock import CHINA
from models.kernel.language import Text
from models.kernel.terms import Overlay, Party, Stage
from models.rules.calendar import day_in_china
from workflows.search_attributes import ENTERPRISE, MUST_ACT, NEXT_DEADLINE, OVERDUE, OVERLAY, STAGE

CUSTOMS = (
    Party.CHECKPOINT_OFFICER,
    Party.CHECKPOINT_CHIEF,
    Party.INSPECTION_OFFICER,
    Party.INSPECTION_LEAD,
    Party.DIVISION,
    Party.DIVISION_LEAD,
    Party.ANTI_SMUGGLING,
)
"""Whom customs command, from the lane to the division."""

_Key = SearchAttributeKey[str] | SearchAttributeKey[bool] | SearchAttributeKey[datetime]

_CONSIGNMENT, _PAGE = '`WorkflowType`="Consignment"', '`WorkflowType`="PilotEnterprise"'
_RUNNING = '`ExecutionStatus`="Running"'


@dataclass(frozen=True)
class SavedView:
    """A list that somebody opens every day; `query` is asked with the time of now."""

    name: str
    title: Text
    purpose: Text
    query: Callable[[datetime], str]


def queries(now: datetime, enterprise: str | None = None) -> Iterator[tuple[SavedView, str]]:
    """Every view with its query; of one enterprise, if one is named."""
    for view in VIEWS if enterprise is None else (*VIEWS, BY_ENTERPRISE):
        own = "" if enterprise is None else condition(ENTERPRISE.name, enterprise)
        yield view, _all(*filter(None, (view.query(now), own)))


def _is(key: _Key, value: str, operator: str = "=") -> str:
    return f'`{key.name}`{operator}"{value}"'


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _all(*conditions: str) -> str:
    return " AND ".join(conditions)


def _open(*conditions: str) -> str:
    return _all(_CONSIGNMENT, _RUNNING, *conditions)


def _frozen_by(*beginnings: str) -> str:
    """Overlays are joined in one order (`attributes.OVERLAYS`), so a beginning tells them."""
    begin = [_is(OVERLAY, text, " STARTS_WITH ") for text in beginnings]
    return begin[0] if len(begin) == 1 else _any(begin)


def _today(now: datetime) -> str:
    """Until midnight in China; what should have come earlier today is meant too."""
    midnight = datetime.combine(day_in_china(now) + timedelta(days=1), time(), CHINA)
    return _open(_is(NEXT_DEADLINE, midnight.isoformat(), "<"))


PROBLEMS = _all(
    '`ExecutionStatus` IN ("Running", "Paused")',
    _any(("`TemporalReportedProblems` IS NOT NULL", "`TemporalPauseInfo` IS NOT NULL")),
)
"""Whose tasks fail, and what is paused: it gets no further, whatever comes."""

ENDED_BADLY = _all(
    _any((_CONSIGNMENT, _PAGE)),
    '`ExecutionStatus` IN ("Failed", "Terminated", "TimedOut", "Canceled")',
)

VIEWS: tuple[SavedView, ...] = (
    SavedView(
        "overdue",
        Text("已逾期", "overdue"),
        Text("时限已升级督办", "a deadline has escalated"),
        lambda _: _open(f"`{OVERDUE.name}`=true"),
    ),
    SavedView(
        "customs",
        Text("待海关处理", "waiting for customs"),
        Text("下一步在海关", "an officer must act"),
        lambda _: _open(_any(_is(MUST_ACT, party) for party in CUSTOMS)),
    ),
    SavedView(
        "awaiting-enterprise",
        Text("待企业处理", "waiting for the enterprise"),
        Text("下一步在企业", "the enterprise must act"),
        lambda _: _open(_is(MUST_ACT, Party.ENTERPRISE)),
    ),
    SavedView(
        "operations",
        Text("待运维处理", "waiting for operations"),
        Text("系统未答复或拒绝了调用", "a system gives no answer, or has refused a call"),
        lambda _: _open(_is(MUST_ACT, Party.OPERATIONS)),
    ),
    SavedView(
        "problems",
        Text("流程受阻", "stuck"),
        Text("流程任务失败，或流程、活动被暂停", "workflow tasks fail, or something is paused"),
        lambda _: PROBLEMS,
    ),
    SavedView(
        "ended",
        Text("异常结束", "ended badly"),
        Text(
            "流程失败、取消或被终止；由台账恢复后，此处仍列旧流程",
            "failed, cancelled or terminated; an old run stays here when it was brought back",
        ),
        lambda _: ENDED_BADLY,
    ),
    SavedView(
        "emergencies",
        Text("应急", "emergencies"),
        Text("应急处置尚未解除", "an emergency is not lifted"),
        lambda _: _open(_frozen_by(Overlay.EMERGENCY)),
    ),
    SavedView(
        "road",
        Text("在途运输", "on the road"),
        Text("货车在港口与企业之间", "a truck is between port and enterprise"),
        lambda _: _open(_is(STAGE, Stage.ROAD)),
    ),
    SavedView(
        "returns",
        Text("退运", "returns"),
        Text("货物须退运出境", "the goods must leave the country"),
        lambda _: _open(_is(STAGE, Stage.RETURN)),
    ),
    SavedView(
        "today",
        Text("今日到期", "ending today"),
        Text(
            "今日（北京时间）之内到期；明日请重新取链接",
            "a deadline ends before midnight in China; ask for a new link tomorrow",
        ),
        _today,
    ),
    SavedView(
        "suspended",
        Text("暂停试点", "suspended"),
        Text("企业被暂停，货物不得离港", "the enterprise is suspended, the goods stay in the port"),
        lambda _: _open(_frozen_by(Overlay.SUSPENDED, f"{Overlay.EMERGENCY}+{Overlay.SUSPENDED}")),
    ),
    SavedView(
        "register",
        Text("须关注的企业", "enterprises to look at"),
        Text("被暂停或有逾期时限的企业", "suspended, or with a deadline that has escalated"),
        lambda _: _all(
            _PAGE, _RUNNING, _any((f"`{OVERDUE.name}`=true", _frozen_by(Overlay.SUSPENDED)))
        ),
    ),
)
"""In the order in which a duty officer looks at them in the morning."""

BY_ENTERPRISE = SavedView(
    "enterprise",
    Text("该企业", "this enterprise"),
    Text("企业页面及其全部货物", "its page and all its consignments"),
    lambda _: "",
)
