"""``new``: an empty data workbook, or the example's."""

from __future__ import annotations

from pathlib import Path

import click

from ...exchange.data_files.example import get_example
from ...exchange.data_workbook.many import many_workbook
from ...exchange.data_workbook.writing import data_workbook
from ...exchange.saving import save


@click.command("new", options_metavar="[选项]")
@click.argument("file", metavar="[文件]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--example", is_flag=True, help="填入示例项目“社会服务项目大赛”。")
@click.option("--many", is_flag=True, help="一个工作簿填许多项目：一行一个项目，其他工作表用“项目名称”一列对应。")
@click.option("--force", is_flag=True, help="文件已存在时覆盖。")
def command(file: Path | None, example: bool, many: bool, force: bool) -> None:
    """新建一个数据表，填好后用 generate 生成申报表。

    不写文件名时为 data/新项目.xlsx（示例为 data/社会服务项目大赛.xlsx，--many 为 data/全部项目.xlsx）。

    \b
    例：
      python generate.py new data/甲项目.xlsx
      python generate.py new --example
      python generate.py new data/全部项目.xlsx --many
    """
    project = get_example() if example else None
    target = file or Path("data") / f"{project.name if project else '全部项目' if many else '新项目'}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"“{target}”应以 .xlsx 结尾。")
    if target.exists() and not force:
        raise click.UsageError(f"“{target}”已经存在，没有覆盖；请换一个文件名，或加 --force。")
    save(target, many_workbook([project] if project else []) if many else data_workbook(project))
    click.echo(str(target))
