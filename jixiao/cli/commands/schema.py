"""``schema``: the JSON Schema of the data."""

from __future__ import annotations

import json

import click

from ...declaration.schema import json_schema


@click.command("schema", options_metavar="[选项]")
def command() -> None:
    """输出申报数据的 JSON Schema，供编辑器提示和其他程序校验使用。

    \b
    例：
      python generate.py schema > 申报数据.schema.json
    """
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))
