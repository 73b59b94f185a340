"""What the models cannot make sense of: with which value, and what to do."""

from models.kernel.language import Text

NO_RULEBOOK = Text(
    "没有规则集'{version}'；有：{shipped}",
    "rulebook '{version}' is not shipped; shipped are {shipped}",
)
NEWER_SCHEMA = Text(
    "{event}的结构版本为{version}，本程序最高只认识{newest}：请运行记录它的版本或更新的版本",
    "{event} has schema version {version}, this release knows {newest} at most: run the release"
    " that recorded it, or a later one",
)
NO_UPCASTER = Text(
    "{event}的结构版本{version}没有升级到{next}的途径：请在models/upcasting.py中补充函数",
    "nothing leads from schema version {version} of {event} to {next}: add the function to"
    " models/process/upcasting.py",
)

BATCH_TWICE = Text(
    "批次{batch}出现两次：请删除其中一条",
    "batch {batch} is there twice: leave one of them out",
)
AHEAD_OF_TIME = Text(
    "批次{batch}的{what}为{at}，晚于评估时间{now}：请更正日期，或以更晚的时间评估",
    "batch {batch}: {what} is {at}, after the time of the assessment, {now}: correct the date, or"
    " assess as of a later time",
)
ASSESSED_LATER = Text(
    "上一次评估为{before}，晚于本次{now}：评估不能倒退",
    "the last assessment was at {before}, after this one, {now}: assessments do not go back",
)
RULES_WEAKENED = Text(
    "规则比已发布的版本宽松：{fields}。请恢复这些值，或作为新版本由司级批准",
    "the rules bear more than the released version: {fields}; put these values back, or have them"
    " approved as a version of their own",
)
