"""What `guomen report risk` says."""

from models.kernel.language import Text

NO_GROUP = Text(
    "没有模块{module}，无法绘图排版：uv pip install -r pyproject.toml --extra report，"
    "或加--data-only只写数据",
    "there is no module {module} to draw and set with: uv pip install -r pyproject.toml --extra"
    " report, or --data-only for the data alone",
)
NO_FONT = Text(
    "没有字体{font}：apt-get install fonts-noto-cjk，"
    "或以--fonts指明其文件夹，或加--data-only只写数据",
    "there is no font {font}: apt-get install fonts-noto-cjk, name its folder with --fonts, or"
    " --data-only for the data alone",
)
NO_FOLDER = Text("请以--into指明文件夹", "name the folder with --into")
WRITTEN = Text(
    "已写入{folder}：{numbers}个数字均可追溯",
    "written to {folder}: {numbers} numbers, each traceable",
)
DIFFERS = Text(
    "{place}：报告为{says}，重算为{comes_to}",
    "{place}: the report says {says}, it comes to {comes_to}",
)
CHECKED = Text(
    "{file}：{numbers}个数字重算一致；由台账导出的{events}个事件重新得出批次",
    "{file}: {numbers} numbers come to the same; batches were made anew of {events} events of an"
    " export",
)
ALONE = Text(
    "{file}：{numbers}个数字重算一致；所据为报告自带的数据（--export可用台账导出核对）",
    "{file}: {numbers} numbers come to the same, from the report's own data (--export holds them"
    " against the ledger)",
)
UNSOUND = Text("{differences}处不同", "{differences} differences")
UNREADABLE = Text("{file}无法读取（{why}）", "{file} cannot be read ({why})")
NO_EVENT = Text(
    "{file}第{line}行不是台账事件：请给出`guomen ledger export`的文件",
    "{file}, line {line}: no event of a ledger; name what `guomen ledger export` wrote",
)
MADE_UP = Text(
    "报告为合成数据，台账中没有：请不加--export核验",
    "the report is of made-up batches, which are in no ledger: check it without --export",
)
