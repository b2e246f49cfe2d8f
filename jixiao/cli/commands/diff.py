"""``diff``: what changed between two versions or two years of data or filed forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ...exchange.year_cycle.comparing import Comparison, iter_comparisons, read_side
from ..console import KEPT_LIST, finding_lines, say

_DATA = click.Path(exists=True, readable=False, path_type=Path)
_MARKS = {"same": "{}", "removed": "【删：{}】", "added": "【增：{}】"}


@click.command("diff", options_metavar="[选项]")
@click.argument("old", metavar="原来的", type=_DATA)
@click.argument("new", metavar="现在的", type=_DATA)
@click.option(
    "-o",
    "--output",
    metavar="文件.xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="再写成一张修改对照表，供领导审阅。",
)
def command(old: Path, new: Path, output: Path | None) -> None:
    """比较两个版本（或两个年度）的数据或填好的表，一行一处修改，文字里的修改标在文字中间。

    两边都可以是文件或文件夹，数据表、JSON，或填好的表（.xlsx .xls .docx）；表上没有的栏目不比较。
    按项目名称对应，各只有一个项目时直接比较。指标按三级指标名称对应。

    \b
    例：
      python generate.py diff data/甲项目_原稿.xlsx data/甲项目.xlsx
      python generate.py diff data2020 data2021 -o 修改对照表.xlsx
      python generate.py diff 报出的表.xlsx data/甲项目.xlsx
    """
    if output and output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"“{output}”应以 .xlsx 结尾。")
    sides = (read_side(old), read_side(new))
    for where, findings in (told for side in sides for told in (*side.problems, *side.notes)):
        for line in finding_lines(where, findings):
            say(line)
    comparisons = list(iter_comparisons(*sides))
    for line in _iter_lines(comparisons):
        click.echo(line)
    if output:
        _save(output, comparisons)
    changes = sum(len(comparison.changes) + bool(comparison.only) for comparison in comparisons)
    say(f"共比较{len(comparisons)}个项目，{changes}处不同。" if comparisons else "没有找到数据或填好的表。")
    raise SystemExit(1 if not comparisons or any(side.problems for side in sides) else 0)


def _iter_lines(comparisons: list[Comparison]) -> Iterator[str]:
    for comparison in comparisons:
        if comparison.only:
            yield f"{comparison.project}：只在{comparison.only}的一边有"
        for change in comparison.changes:
            if change.old and change.new:
                text = "".join(_MARKS[kind].format(part) for kind, part in change.segments)
            else:
                text = f"{change.old or '（空）'} → {change.new or '（空）'}"
            yield f"{comparison.project}  {change.field}：{text}"


def _save(output: Path, comparisons: list[Comparison]) -> None:
    from ...exchange.lists import save_list
    from ...exchange.year_cycle.difference_workbook import difference_workbook

    if kept := save_list(output, difference_workbook(comparisons)):
        say(KEPT_LIST.format(kept))
    click.echo(str(output))
