"""``inspect``: the mistakes of a template, and what it needs."""

from __future__ import annotations

from pathlib import Path

import click

from ...exchange.papers.inspecting import inspect

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("inspect", options_metavar="[选项]")
@click.argument("template", metavar="模板.xlsx", type=_FILE)
@click.option("--data", metavar="数据.json", type=_FILE, help="再核对这份数据，列出模板要用而数据里没有的名称。")
@click.pass_context
def command(context: click.Context, template: Path, data: Path | None) -> None:
    """检查模板：列出全部错误及其单元格，以及模板要用的字段、循环和过滤器。

    模板有错误，或数据里缺少名称时，退出码为 1。模板的写法见 docs/template-language.md。

    \b
    例：
      python generate.py inspect 通知.xlsx
      python generate.py inspect 通知.xlsx --data 通知.json
    """
    report = inspect(template, data)
    for line in report.lines:
        click.echo(line)
    context.exit(0 if report.is_usable else 1)
