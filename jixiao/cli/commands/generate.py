"""``generate``: the forms of every project in the data."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from ...declaration.form_catalogue import DEFAULT_FORM
from ...declaration.publication import Publication
from ...exchange.data_files.sources import Source
from ...exchange.errors import ExchangeError, FormError
from ...exchange.own_files import REVIEW_NAME
from ...exchange.papers.filing import Filing, FilingOptions, start_filing
from ...exchange.papers.form_making import Filed
from ...exchange.papers.forms import FormTemplate, choose_forms, find_templates
from ...exchange.review.results import ReviewResults
from ...exchange.review.settings import load_settings
from ...exchange.review.writing import ReviewWriter
from ..arguments import data_argument, data_sources, settings_option
from ..console import KEPT_LIST, say, table_lines
from ..marks import mark_option, write_marked
from ..pdfs import PdfOptions, check_book, make_pdfs
from ..progress import iter_with_progress
from ..run_report import RunReport
from ..templates import warn_of_templates


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
@click.option("--form", metavar="表样", default=DEFAULT_FORM, show_default=True, help="哪一种表样；all 是全部。")
@click.option("--list-forms", is_flag=True, help="列出全部表样和各自的用途，不生成表格。")
@click.option("--text", is_flag=True, help="同时生成项目文本（.docx）。")
@click.option(
    "--templates",
    metavar="文件夹",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="自备表样的文件夹；文件名就是表样名，同名的代替原有表样。",
)
@click.option(
    "--template",
    metavar="文件",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="用自备的模板文件代替表样。",
)
@click.option("--summary", is_flag=True, help="再生成一份汇总表：一行一个项目，按单位汇总、图表和指标明细。")
@click.option("--pdf", is_flag=True, help="每份表格旁边再生成一份 PDF（需要 LibreOffice）。")
@click.option(
    "--book",
    metavar="文件.pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help="再把本次的全部 PDF 合订成一个文件（带书签），便于一次打印；不必另写 --pdf。",
)
@click.option("--public", is_flag=True, help="生成公开版：手机号、身份证号、银行卡号打星号，不写填报人；内部版不变。")
@click.option("--keep-filler", is_flag=True, help="公开版里保留填报人。")
@mark_option
@click.option("--jobs", metavar="数量", type=click.IntRange(min=1), help="同时工作的进程数；默认使用全部处理器核心。")
@click.option("--resume", is_flag=True, help="接着上次做：上次中断前已经做好、数据和模板都没有变的不再重做。")
@click.option("--force", is_flag=True, help="覆盖生成后又手工修改过的表格（保留一份副本）。")
@settings_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - click hands over every option
    context: click.Context,
    data: tuple[Path, ...],
    output: Path,
    form: str,
    list_forms: bool,
    text: bool,
    templates: Path | None,
    template: Path | None,
    summary: bool,
    pdf: bool,
    book: Path | None,
    public: bool,
    keep_filler: bool,
    mark: bool,
    jobs: int | None,
    resume: bool,
    force: bool,
    settings_file: Path | None,
) -> None:
    """为数据中的每个项目生成一份申报表。

    数据可以是文件或文件夹（.xlsx .xls .ods .csv .json），不写时为 data/。

    \b
    例：
      python generate.py
      python generate.py data/甲项目.xlsx data/乙科室 -o output --pdf
    """
    if list_forms:
        _list_forms(templates)
        return
    check_book(book)
    if keep_filler and not public:
        raise click.UsageError("--keep-filler 只用于公开版，请和 --public 一起写。")
    if template:
        _refuse_beside_template(context)
    forms = (FormTemplate(template.stem, template),) if template else _choose_forms(form, templates, text)
    if template or templates:
        warn_of_templates(form.path for form in forms)
    publication = Publication(keep_filler) if public else None
    options = FilingOptions(forms, output, force, jobs, load_settings(settings_file), publication, resume)
    sources = list(data_sources(data))
    writer = ReviewWriter(output / REVIEW_NAME)
    report = RunReport(keep_forms=bool(summary or pdf or book), keep_findings=mark)
    _make_forms(start_filing(sources, options), report)
    complete = _write_review(writer, report.review) and report.complete
    if summary:
        complete = _make_summary(sources, report.filed, options) and complete
    if pdf or book:
        complete = make_pdfs(report.filed, PdfOptions(output, book, jobs, resume)) and complete
    if mark:
        complete = write_marked(report.findings) and complete
    report.summarise()
    raise SystemExit(0 if complete else 1)


def _refuse_beside_template(context: click.Context) -> None:
    """Raises click.UsageError for options that a template of one's own leaves nothing to do."""
    for name in ("form", "templates", "text"):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--template 已经指定了模板，不能再写 --{name}；请只写其中一个。")


def _choose_forms(name: str, templates: Path | None, text: bool) -> tuple[FormTemplate, ...]:
    try:
        return choose_forms(name, templates, text=text)
    except FormError as error:
        raise click.UsageError(str(error)) from error


def _make_forms(filing: Filing, report: RunReport) -> None:
    for result in iter_with_progress(filing.results, filing.count):
        report.add(result)


def _write_review(writer: ReviewWriter, results: ReviewResults) -> bool:
    """Writes 审核结果.xlsx beside the forms, if there is anything to say; True where nothing went wrong."""
    if not results.projects:
        return True
    problem, kept = writer.write(results)
    if kept:
        say(KEPT_LIST.format(kept))
    if problem:
        say(f"错误 {problem}")
    elif results.total:
        say(f"审核提出{results.total}条意见，详见 {REVIEW_NAME}，或用 python generate.py check 查看。")
    return not problem


def _make_summary(sources: list[Source], filed: list[Filed], options: FilingOptions) -> bool:
    """Writes the summary; False where that failed, which has been told then."""
    from ...exchange.year_cycle.summing import save_summary

    try:
        summary = save_summary(sources, filed, options.output, force=options.force)
        if summary.kept:
            say(KEPT_LIST.format(summary.kept))
        if summary.path:
            click.echo(str(summary.path))
    except ExchangeError as error:
        say(f"错误 {error}")
        return False
    return True


def _list_forms(templates: Path | None) -> None:
    """Prints the forms as a table: 表样 | 文件 | 用途."""
    rows = [
        ("表样", "文件", "用途"),
        *((form.form, form.suffix, form.purpose) for form in find_templates(templates).values()),
    ]
    for line in table_lines(rows):
        click.echo(line)
