"""``fill``: any template with any JSON object."""

from __future__ import annotations

from pathlib import Path

import click

from ...exchange.papers.filling import fill
from ..templates import warn_of_templates

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("fill", options_metavar="[选项]")
@click.argument("template", metavar="模板.xlsx", type=_FILE)
@click.argument("data", metavar="数据.json", type=_FILE)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="填好的表格写到哪个文件。",
)
def command(template: Path, data: Path, output: Path) -> None:
    """用任意 JSON 对象填写任意模板，不限于申报表。

    \b
    例：
      python generate.py fill 通知.xlsx 通知.json -o 通知_已填.xlsx
    """
    warn_of_templates([template])
    fill(template, data, output)
    click.echo(str(output))
