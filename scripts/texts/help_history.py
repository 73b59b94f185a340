"""Chinese help of `guomen risk import`, `history` and `whatif`, by the English words."""

from collections.abc import Mapping

HISTORY_HELP: Mapping[str, str] = {
    "Import earlier inspection results of the traditional mode, whole or not at all.": (
        "导入传统模式下以往的检验结果，要么全部导入，要么一批也不导入。"
    ),
    "The same file a second time brings nothing new. Exit code 3 when anything is wrong.": (
        "同一文件再次导入不会增加任何内容。有错误时退出码为3。"
    ),
    "A table of earlier results: .csv or .xlsx.": "以往结果的表格：.csv或.xlsx。",
    "What vouches for it: a file, or its SHA-256.": "作为依据的文件，或其SHA-256。",
    "Who imports it (default: who logged in).": "导入人（默认为当前登录者）。",
    "In which role: C3 or C3_LEAD.": "以何岗位：C3或C3_LEAD。",
    "Check only; record nothing.": "只检查，不记录。",
    "Make a history up, for tests and demonstrations; every row says that it is made up.": (
        "生成虚构的历史，用于测试和演示；每行都标明是合成的。"
    ),
    "The truth (rates, bad batches) is written beside it, to FILE.truth.json.": (
        "真值（不合格率、不合格批）写入旁边的FILE.truth.json。"
    ),
    "Where to write: .csv or .xlsx.": "写入的文件：.csv或.xlsx。",
    "How many suppliers.": "供应商数。",
    "How many enterprises.": "企业数。",
    "In how many days.": "跨多少天。",
    "Play the past again under other rules: levels, boxes, lots, escapes, suppliers.": (
        "按另一套规则重演过去：等级、开箱掏箱、送检、漏检、受影响的供应商。"
    ),
    "Nothing is recorded, and nothing changes.": "不记录，也不改变任何内容。",
    "Whose draws are compared: 2025Q4.": "比较哪个季度的抽箱：2025Q4。",
    "A JSON file with what differs in the block risk.": ("JSON文件，写明risk部分的不同之处。"),
    "The way of reckoning.": "计算模型。",
    "Let rules be weaker than released: it is only a trial.": "允许规则比已发布的宽松：只是试算。",
    "An assessment every so many nights.": "每隔多少夜评估一次。",
}
