# ruff: noqa: N999 - the module of a command has its name, and is imported by it
"""``import``: filled forms back into data."""

from __future__ import annotations

from pathlib import Path

import click

from ...exchange.filed_forms.importing import Imported, ImportOptions, iter_form_files, iter_imported
from ..arguments import output_folder_option
from ..console import finding_lines, say

#: How many pieces of unplaced content are listed one by one; the file has them all.
_MOST_LISTED = 12


@click.command("import", options_metavar="[选项]")
@click.argument(
    "files", metavar="文件...", nargs=-1, required=True, type=click.Path(exists=True, readable=False, path_type=Path)
)
@output_folder_option("数据写到哪个文件夹，一个项目一个文件。")
@click.option(
    "--to",
    "style",
    metavar="格式",
    type=click.Choice(["xlsx", "json"]),
    help="数据的格式：xlsx（数据表）或 json。不写时为 xlsx，文件夹里已有同一项目的数据时按它的格式。",
)
def command(files: tuple[Path, ...], output: Path, style: str | None) -> None:
    """把填好的表读回数据：旧表、手工画的表、生成后又手工改过的表。

    可以读 .xlsx、.xls 和 .docx；按栏目名称认，不看在第几行第几列。没有对应栏目的内容放在“未识别”里，不会丢掉。
    文件夹里已有同一项目的数据时，只改表上有变化的内容，原来的数据文件保留一份。

    \b
    例：
      python generate.py import 去年的表/ -o data
      python generate.py import output/2020/甲项目.xlsx -o data
      python generate.py import 申报表.docx -o data --to json
    """
    imported = [_report(result) for result in iter_imported(iter_form_files(files), ImportOptions(output, style))]
    failed = sum(1 for result in imported if result.failed)
    if not imported:
        say("没有找到可以导入的表（.xlsx .xls .docx）。")
    else:
        say(
            f"共读到{len(imported)}张表：导入{len(imported) - failed}张"
            + (f"，{failed}张失败，原因见上。" if failed else "。")
        )
    raise SystemExit(0 if imported and not failed else 1)


def _report(result: Imported) -> Imported:
    """Prints what became of a form as soon as it is known."""
    for line in finding_lines(result.where, result.findings):
        say(line)
    _report_unplaced(result)
    if result.changes is not None and result.file:
        _report_changes(result)
    if result.file:
        click.echo(str(result.file))
    return result


def _report_unplaced(result: Imported) -> None:
    if not result.unplaced:
        return
    where = f"“{result.beside}”" if result.beside else "工作表“未识别”"
    say(f"提示 {result.where}：{len(result.unplaced)}处内容没有对应的栏目，已放在{where}里：")
    for entry in result.unplaced[:_MOST_LISTED]:
        label = f"{entry.label}：" if entry.label else ""
        say(f"  {entry.cell} {label}{_shorten(entry.text)}" + (f"（{entry.reason}）" if entry.reason else ""))
    if len(result.unplaced) > _MOST_LISTED:
        say(f"  ……另有{len(result.unplaced) - _MOST_LISTED}处")


def _report_changes(result: Imported) -> None:
    if not result.changes:
        say(f"提示 {result.where}：与“{result.file}”一致，没有改动。")
        return
    say(f"提示 {result.where}：“{result.file}”有{len(result.changes)}处改为表上的内容：")
    for change in result.changes:
        say(f"  {change.field}：{_shorten(change.old) or '（空）'} → {_shorten(change.new) or '（空）'}")
    if result.kept:
        say(f"  原来的数据保留为“{result.kept}”，生成时不会读它。")


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
