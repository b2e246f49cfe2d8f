"""PDFs of finished forms, beside them, and all of them in one book for printing at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..errors import ExchangeError, PdfError, explain_os_error
from ..ledger import Ledger, digest_of, note
from ..papers.form_making import Heading
from ..saving import save
from .conversion import Converted, iter_converted
from .soffice import Office


@dataclass(frozen=True, slots=True)
class PdfTask:
    """A form on disk, and what it is about; ``output`` is the folder that keeps the record of forms, None for none."""

    form: Path
    heading: Heading
    output: Path | None = None

    @property
    def target(self) -> Path:
        """Where its PDF lies: ``甲.xlsx`` → ``甲.pdf``, but ``甲.docx`` → ``甲-文本.pdf``, as both may be made."""
        return self.form.with_name(self.form.stem + ("-文本.pdf" if self.form.suffix == ".docx" else ".pdf"))


@dataclass(frozen=True, slots=True)
class MadePdf:
    """The PDF of a form; ``path`` None and why, as a sentence, where there is none."""

    task: PdfTask
    path: Path | None
    problem: str = ""


def iter_made_pdfs(tasks: Sequence[PdfTask], office: Office, jobs: int = 1) -> Iterator[MadePdf]:
    """What became of the PDF of each form, in order, as soon as its batch is done.

    An old PDF stays where there is no new one.  Raises PdfError where LibreOffice does not work.
    """
    with closing(iter_converted([task.form for task in tasks], office, jobs)) as all_converted:
        for task, converted in zip(tasks, all_converted, strict=False):
            yield _save(task, converted)


def find_done(tasks: Iterable[PdfTask], folder: Path) -> frozenset[PdfTask]:
    """Those whose PDF stands as it was made of the form that stands now.  Raises PdfError."""
    ledger = Ledger(folder)
    try:
        return frozenset(task for task in tasks if task.target.is_file() and _is_done(task, ledger))
    except OSError as error:
        raise PdfError(f"“{error.filename}”读不出来：{explain_os_error(error)}。") from error


def _is_done(task: PdfTask, ledger: Ledger) -> bool:
    return ledger.find(task.target).says(digest_of(task.target.read_bytes()), _source_of(task))


def _source_of(task: PdfTask) -> str:
    return digest_of(task.form.read_bytes() + repr(task.heading).encode())


def save_book(made: Sequence[MadePdf], path: Path) -> None:
    """Writes all PDFs that were made into one; its title is its file's name.  Raises SaveError, PdfError."""
    from .document import bound

    try:
        save(path, bound([(pdf.path, pdf.task.heading) for pdf in made if pdf.path], path.stem))
    except OSError as error:
        raise PdfError(f"“{error.filename}”读不出来，合订本没有生成：{explain_os_error(error)}。") from error


def _save(task: PdfTask, converted: Converted) -> MadePdf:
    target = task.target
    try:
        data = _titled(converted, task.heading)
        if task.output:
            note(task.output, target, "PDF", digest_of(data), _source_of(task))
        save(target, data)
    except ExchangeError as error:
        old = f"旁边的“{target.name}”是以前的，没有更新。" if target.is_file() else ""
        return MadePdf(task, None, f"{error}{old}")
    return MadePdf(task, target)


def _titled(converted: Converted, heading: Heading) -> bytes:
    from .document import titled

    if converted.pdf is None:
        raise PdfError(converted.problem)
    try:
        return titled(converted.pdf.read_bytes(), heading)
    except OSError as error:
        raise PdfError(f"“{converted.form}”的 PDF 读不出来：{explain_os_error(error)}。") from error
