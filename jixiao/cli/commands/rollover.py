"""``rollover``: next year's data workbooks from this year's data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ...exchange.year_cycle.rolling import Rolled, RollingOptions, iter_rolled
from ..arguments import data_argument, data_sources, output_folder_option
from ..console import finding_lines, say

_SHOWN = 40


@click.command("rollover", options_metavar="[选项]")
@data_argument(required=True)
@click.option("--year", metavar="年度", type=click.IntRange(1950, 2199), required=True, help="结转到哪一年，如 2021。")
@output_folder_option("新一年的数据表写到哪个文件夹。")
@click.option("--dry-run", is_flag=True, help="只显示会改什么，不写文件。")
@click.option("--force", is_flag=True, help="数据表已存在时覆盖。")
def command(data: tuple[Path, ...], year: int, output: Path, dry_run: bool, force: bool) -> None:
    """把上年的数据结转为新一年的数据表，每个项目一个。

    年度改为新的一年，填报日期和执行情况清空；中期目标、中期指标值和中期资金不变；年度的目标、指标值和资金照上年填上，
    涂色并批注“请更新”；文字里上年的日期只提示、不改动。上年的年度数记到工作表“历年”。项目期已结束的项目不结转。

    \b
    例：
      python generate.py rollover data/ --year 2021 -o data2021
      python generate.py rollover data/甲项目.xlsx --year 2021 -o data2021 --dry-run
    """
    options = RollingOptions(year, output, dry_run, force)
    results = [_report(rolled, options) for rolled in iter_rolled(data_sources(data), options)]
    done, ended = (sum(1 for result in results if test(result)) for test in (_is_rolled, _is_ended))
    refused = len(results) - done - ended
    summary = [f"{'将' if dry_run else '已'}结转{done}个"]
    summary += [f"到期{ended}个"] if ended else []
    summary += [f"没有结转{refused}个，原因见上"] if refused else []
    say(f"共{len(results)}个项目：{'，'.join(summary)}。" if results else "没有找到数据。")
    raise SystemExit(1 if refused or not results else 0)


def _report(result: Rolled, options: RollingOptions) -> Rolled:
    for line in finding_lines(result.where, result.findings):
        say(line)
    if result.problem:
        say(f"错误 {result.where}：{result.problem}")
    if result.ended:
        say(f"到期 {result.where}：项目“{result.name}”的项目期（{result.ended}）在{options.year}年以前结束，没有结转。")
    if result.rolled and options.dry_run:
        for line in _iter_lines(result):
            click.echo(line)
    elif result.path:
        click.echo(str(result.path))
    return result


def _iter_lines(result: Rolled) -> Iterator[str]:
    """What a dry run shows: a line a field, old → new; what only is proposed behind it."""
    if result.rolled:
        yield f"{result.name} → {result.path}"
        for path, old, new in result.rolled.changes:
            yield f"  {path}：{old} → {new or '（清空）'}"
        for proposal in result.rolled.proposals:
            yield f"  {proposal.path}：{_short(proposal.value)}（{proposal.advice}）"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _is_rolled(result: Rolled) -> bool:
    return result.rolled is not None


def _is_ended(result: Rolled) -> bool:
    return bool(result.ended)
