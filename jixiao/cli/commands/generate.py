"""``generate``: the forms of every project in the data."""

from __future__ import annotations

from pathlib import Path

import click

from ...exchange.filing import FilingOptions, iter_filed
from ...exchange.form_making import Filed
from ...exchange.forms import DEFAULT_FORM, get_form
from ..arguments import data_argument, data_sources
from ..console import finding_lines, say


@click.command("generate", options_metavar="[选项]")
@data_argument(required=False)
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="表格写到哪里；文件为 文件夹/年度/项目名称.xlsx。",
)
@click.option("--form", metavar="表样", default=DEFAULT_FORM, show_default=True, help="用 templates/ 中的哪一种表样。")
@click.option(
    "--template",
    metavar="文件",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="用自备的模板文件代替表样。",
)
@click.option("--pdf", is_flag=True, help="每份表格旁边再生成一份 PDF（需要 LibreOffice）。")
@click.option("--jobs", metavar="数量", type=click.IntRange(min=1), help="同时工作的进程数；默认使用全部处理器核心。")
@click.option("--force", is_flag=True, help="覆盖生成后又手工修改过的表格（保留一份副本）。")
def command(  # noqa: PLR0913, PLR0917 - click hands over every option
    data: tuple[Path, ...], output: Path, form: str, template: Path | None, pdf: bool, jobs: int | None, force: bool
) -> None:
    """为数据中的每个项目生成一份申报表。

    数据可以是文件或文件夹（.xlsx .xls .ods .json），不写时为 data/。

    \b
    例：
      python generate.py
      python generate.py data/甲项目.xlsx data/乙科室 -o output --pdf
    """
    options = FilingOptions(template or get_form(form), output, force, jobs)
    filed = [_report(result) for result in iter_filed(data_sources(data), options)]
    complete = bool(filed) and not any(result.failed for result in filed)
    if pdf:
        complete = _make_pdfs(filed) and complete
    _summarise(filed)
    raise SystemExit(0 if complete else 1)


def _report(result: Filed) -> Filed:
    """Prints what became of a project as soon as it is known."""
    for line in finding_lines(result.where, result.findings):
        say(line)
    if result.kept:
        say(f"提示 手改过的表格已保留为 {result.kept}")
    if result.form:
        click.echo(str(result.form))
    return result


def _make_pdfs(filed: list[Filed]) -> bool:
    from ...exchange.pdf import make_pdfs

    forms = [result.form for result in filed if result.form]
    made = make_pdfs(forms)
    for path in made.paths:
        click.echo(str(path))
    for problem in made.problems:
        say(f"错误 {problem}")
    return not made.problems


def _summarise(filed: list[Filed]) -> None:
    made = sum(1 for result in filed if result.form)
    refused = len(filed) - made
    if not filed:
        say("没有找到数据。请把数据表放到 data/ 中，或运行 python generate.py new 新建一个。")
    else:
        say(f"共{len(filed)}个项目：生成{made}份申报表" + (f"，{refused}个没有生成，原因见上。" if refused else "。"))
