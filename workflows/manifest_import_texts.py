"""Texts of the manifest import in the Temporal UI, in both languages."""

from models.kernel.language import Text

SUMMARY = Text("导入 {file}：{whole} 票", "Import of {file}: {whole} consignments")
PAGE = Text("第 {first} 至 {last} 票，共 {whole} 票", "Consignments {first} to {last} of {whole}")
UNDER_WAY = Text(
    "**导入 {file}**：{done} / {whole} 票，启动 {started}，已登记 {known}，无法启动 {refused}。",
    "**Import of {file}**: {done} of {whole} consignments, {started} started, {known} known "
    "already, {refused} cannot be started.",
)
FINISHED = Text(
    "**导入 {file} 已完成**：共 {whole} 票，启动 {started}，已登记 {known}，无法启动 {refused}。",
    "**The import of {file} is finished**: {whole} consignments, {started} started, {known} known "
    "already, {refused} cannot be started.",
)
