"""``check``: what is wrong with the data, without writing anything."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...exchange.checking import iter_checked
from ...exchange.declaring import Declaration
from ..arguments import data_argument, data_sources
from ..console import finding_lines, say
from ..marks import mark_option, write_marked


@click.command("check", options_metavar="[选项]")
@data_argument(required=True)
@click.option(
    "--format",
    "style",
    metavar="格式",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text 为文字，json 供其他程序读取。",
)
@mark_option
def command(data: tuple[Path, ...], style: str, mark: bool) -> None:
    """只检查数据，不生成任何表格；有错误时退出码为 1。

    \b
    例：
      python generate.py check data/
      python generate.py check data/甲项目.xlsx --mark
      python generate.py check data/甲项目.xlsx --format json
    """
    declarations = list(iter_checked(data_sources(data)))
    if style == "json":
        findings = [finding.to_json() for declaration in declarations for finding in declaration.findings]
        click.echo(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        _print_text(declarations)
    complete = bool(declarations) and not any(declaration.refused for declaration in declarations)
    if mark:
        complete = write_marked(f for declaration in declarations for f in declaration.findings) and complete
    raise SystemExit(0 if complete else 1)


def _print_text(declarations: list[Declaration]) -> None:
    for declaration in declarations:
        for line in finding_lines(declaration.where, declaration.findings):
            click.echo(line)
    refused = sum(1 for declaration in declarations if declaration.refused)
    say(f"共检查{len(declarations)}个项目，{refused}个有错误。" if declarations else "没有找到数据。")
