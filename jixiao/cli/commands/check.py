"""``check``: what is wrong with the data, without writing anything unless it is asked for a list."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...exchange.data_files.declaring import Declaration
from ...exchange.own_files import REVIEW_NAME
from ...exchange.review.checking import iter_checked
from ...exchange.review.results import ReviewResults
from ...exchange.review.settings import load_settings
from ..arguments import data_argument, data_sources, settings_option
from ..console import KEPT_LIST, say
from ..marks import mark_option, write_marked
from ..review_lines import count_levels, iter_review_lines


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
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"把问题清单写成这个文件夹里的“{REVIEW_NAME}”；不写时不生成任何文件。",
)
@click.option("--public", is_flag=True, help="按公开版检查：个人号码和填报人姓名也算错误。")
@mark_option
@settings_option()
def command(  # noqa: PLR0913, PLR0917 - click hands over every option
    data: tuple[Path, ...], style: str, output: Path | None, public: bool, mark: bool, settings_file: Path | None
) -> None:
    """只检查数据，不生成任何表格；有错误时退出码为 1。

    按 R01 到 R60 的审核规则逐项检查，规则见 docs/checks.md。

    \b
    例：
      python generate.py check data/
      python generate.py check data/甲项目.xlsx --mark
      python generate.py check data/甲项目.xlsx --format json
      python generate.py check data/ -o output --settings 审核设置.toml
    """
    settings = load_settings(settings_file, public=public)
    declarations = list(iter_checked(data_sources(data), settings))
    if style == "json":
        findings = [finding.to_json() for declaration in declarations for finding in declaration.all_findings]
        click.echo(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        _print_text(declarations)
    results = _collect(declarations)
    if output:
        _write(results, output)
    complete = bool(declarations) and not results.projects_with_errors
    if mark:
        complete = write_marked(f for declaration in declarations for f in declaration.all_findings) and complete
    raise SystemExit(0 if complete else 1)


def _print_text(declarations: list[Declaration]) -> None:
    for declaration in declarations:
        for line in iter_review_lines(declaration.where, declaration.all_findings):
            click.echo(line)


def _collect(declarations: list[Declaration]) -> ReviewResults:
    results = ReviewResults()
    for declaration in declarations:
        results.add(declaration.all_findings)
    if not declarations:
        say("没有找到数据。")
        return results
    counts = count_levels([finding for declaration in declarations for finding in declaration.all_findings])
    found = f"（{counts}）" if counts else ""
    say(f"共检查{results.projects}个项目，{results.projects_with_errors}个有错误{found}。")
    return results


def _write(results: ReviewResults, folder: Path) -> None:
    from ...exchange.review.workbook import write_review

    if kept := write_review(results, folder / REVIEW_NAME):
        say(KEPT_LIST.format(kept))
    say(f"问题清单已写到 {folder / REVIEW_NAME}")
