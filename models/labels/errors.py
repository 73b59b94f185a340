"""What the models cannot make sense of: with which value, and what to do."""

from models.language import Text

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
    " models/upcasting.py",
)
