"""What the clerk sees of the PDFs of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..exchange.errors import ExchangeError
from ..exchange.papers.form_making import Filed
from .console import say

if TYPE_CHECKING:
    from ..exchange.pdf.papers import MadePdf, PdfTask

#: From so many PDFs on it is said beforehand how many there will be, and after each so many how many are done.
_MANY = 100


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """What of PDFs is asked for: in which output folder, bound to which book, and whether those done before stay."""

    output: Path
    book: Path | None = None
    jobs: int | None = None
    resume: bool = False


def make_pdfs(filed: Sequence[Filed], options: PdfOptions) -> bool:
    """Makes the PDFs of all forms of a run, and their book; False where any is missing, which has been told then."""
    from ..exchange.pdf.papers import PdfTask

    output, book = options.output, options.book
    tasks = [PdfTask(form, result.heading, output) for result in filed if result.heading for form in result.forms]
    try:
        made = _make_missing(tasks, options)
        missing = sum(1 for pdf in made if pdf.path is None)
        if book and missing < len(made):
            _make_book(made, book, missing)
    except ExchangeError as error:
        say(f"错误 {error}")
        return False
    return not missing


def _make_missing(tasks: Sequence[PdfTask], options: PdfOptions) -> list[MadePdf]:
    """All PDFs in the order of the tasks; with ``resume`` those that are done are not made again."""
    from ..exchange.pdf.papers import MadePdf, find_done

    done = find_done(tasks, options.output) if options.resume else frozenset()
    if done:
        say(f"已完成{len(done)}份 PDF，跳过。")
    missing = [task for task in tasks if task not in done]
    made = _iter_told(missing, options.jobs or os.cpu_count() or 1)
    return [MadePdf(task, task.target) if task in done else next(made) for task in tasks]


def check_book(book: Path | None) -> None:
    """Raises click.UsageError for a book that would be no PDF."""
    if book and book.suffix.lower() != ".pdf":
        raise click.UsageError(f"“{book}”应以 .pdf 结尾。")


def _iter_told(tasks: Sequence[PdfTask], jobs: int) -> Iterator[MadePdf]:
    """The PDFs, each told as soon as it is there."""
    from ..exchange.pdf.papers import iter_made_pdfs
    from ..exchange.pdf.soffice import Office, get_soffice

    if not tasks:
        return
    office = Office(get_soffice())
    if len(tasks) >= _MANY:
        say(f"正在用 LibreOffice 生成{len(tasks)}份 PDF……")
    for number, pdf in enumerate(iter_made_pdfs(tasks, office, jobs), start=1):
        if pdf.path:
            click.echo(str(pdf.path))
        else:
            say(f"错误 {pdf.problem}")
        if number % _MANY == 0:
            say(f"PDF 已完成{number}/{len(tasks)}份。")
        yield pdf


def _make_book(made: Sequence[MadePdf], book: Path, missing: int) -> None:
    from ..exchange.pdf.papers import save_book

    save_book(made, book)
    click.echo(str(book))
    if missing:
        say(f"警告 合订本“{book}”里缺少{missing}份，原因见上。")
