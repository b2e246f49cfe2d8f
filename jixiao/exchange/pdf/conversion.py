"""Forms through LibreOffice, in batches: what it makes, and what becomes of the rest when it hangs or crashes.

LibreOffice takes the forms of a batch one after the other, so the first that has no PDF is the one it stopped at.  That
form is tried once more, alone; the others go on without it.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import PdfError, explain_os_error
from .child_process import scratch_folder
from .printed_names import copy_to_print
from .soffice import Office, is_whole

#: A start costs about as much as ten forms.
BATCH = 100
#: Forms in a row that fail before LibreOffice itself is taken to be at fault: if it never made a PDF, and if it did.
_FAILURES_AT_FIRST, _FAILURES_LATER = 3, 10
_SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Converted:
    """A form and its PDF in a scratch folder, to be read before the next is asked for; or None and why, in Chinese."""

    form: Path
    pdf: Path | None
    problem: str = ""


def iter_converted(forms: Sequence[Path], office: Office, jobs: int = 1) -> Generator[Converted, None, None]:
    """What became of each form, in order, with up to ``jobs`` LibreOffices at once.

    Close the iterator (``contextlib.closing``) to end LibreOffice early and remove all scratch files.
    Raises PdfError where LibreOffice cannot start or does not work; it names how many forms were left out.
    """
    batches = [forms[start : start + BATCH] for start in range(0, len(forms), BATCH)]
    with scratch_folder() as scratch, ThreadPoolExecutor(max(1, min(jobs, len(batches)))) as pool:
        run = _Run(office)
        try:
            folders = [scratch / str(number) for number in range(len(batches))]
            futures = [pool.submit(run.convert, *task) for task in zip(batches, folders, strict=True)]
            yield from _iter_results(futures, folders)
        finally:
            run.stop()
            pool.shutdown(cancel_futures=True)


def _iter_results(futures: Sequence[Future[list[Converted]]], folders: Sequence[Path]) -> Iterator[Converted]:
    left_out = 0
    for future, folder in zip(futures, folders, strict=True):
        for converted in _wait(future):
            if converted.pdf or converted.problem:
                yield converted
            else:
                left_out += 1
        shutil.rmtree(folder, ignore_errors=True)
    if left_out:
        raise PdfError(f"LibreOffice 连续多次没有转成 PDF，还有{left_out}份没有再试。请先确认它能正常打开这些表格。")


def _wait(future: Future[list[Converted]]) -> list[Converted]:
    """The result of a batch.  Looks up now and then, because Windows tells of Ctrl-C only between two waits."""
    while True:
        with contextlib.suppress(TimeoutError):
            return future.result(timeout=_SECONDS_BETWEEN_LOOKS)


class _Run:
    """What the batches of a run share: the way of converting that works here, and whether to go on."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._has_made = False
        self._failures = 0
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ends every LibreOffice of the run, and starts no more."""
        self._stopped.set()

    def convert(self, forms: Sequence[Path], folder: Path) -> list[Converted]:
        """What became of the forms of a batch; neither PDF nor problem where it was too late for one."""
        names = {f"{number}{form.suffix.lower()}": form for number, form in enumerate(forms)}
        try:
            problems = _copy(names, folder)
            waiting = [name for name in names if name not in problems]
            while waiting and not self._stopped.is_set():
                waiting = self._start(waiting, folder).missing
                if waiting:
                    culprit, *waiting = waiting
                    problems |= self._retry(culprit, names[culprit], folder)
        except OSError as error:
            raise PdfError(_NOT_STARTED.format(explain_os_error(error))) from None
        return [Converted(form, _find_pdf(folder, name), problems.get(name, "")) for name, form in names.items()]

    def _retry(self, name: str, form: Path, folder: Path) -> dict[str, str]:
        """The problem of the form that LibreOffice stopped at, by its name, if it does so again; nothing if not."""
        start = self._start([name], folder)
        if start.missing and start.ended and not self._has_made:
            plain = replace(self._office, by_macro=False)  # perhaps this LibreOffice runs no Basic
            if not self._start([name], folder, plain).missing:
                self._office = plain
                return {}
        if not start.missing or self._stopped.is_set():
            return {}
        self._failures += 1
        if self._failures >= (_FAILURES_LATER if self._has_made else _FAILURES_AT_FIRST):
            self._stopped.set()
        reason = _REFUSED if start.ended else _HANGS.format(self._office.patience)
        return {name: f"LibreOffice 没能把“{form}”转成 PDF：{reason}。"}

    def _start(self, names: Sequence[str], folder: Path, office: Office | None = None) -> _Start:
        if self._stopped.is_set():
            return _Start(ended=False, missing=list(names))
        ended = (office or self._office).convert(names, folder, lambda: not self._stopped.is_set())
        missing = [name for name in names if not _find_pdf(folder, name)]
        if len(missing) < len(names):
            self._has_made, self._failures = True, 0
        return _Start(ended, missing)


@dataclass(frozen=True, slots=True)
class _Start:
    """One start of LibreOffice: whether it ended by itself, and the forms that have no PDF."""

    ended: bool
    missing: list[str]


_NOT_STARTED = "LibreOffice 没能启动（{}），PDF 没有生成（表格不受影响）。"
_REFUSED = "试了两次都没有结果，请用 LibreOffice 打开它看看"
_HANGS = "试了两次，每次等了{:.0f}秒没有响应，已经结束 LibreOffice"


def _copy(names: Mapping[str, Path], folder: Path) -> dict[str, str]:
    """Copies the forms under plain names, and returns what went wrong by these names.

    Forms of two years may share a name, and LibreOffice reads names in the encoding of the system.
    """
    folder.mkdir()
    problems = {}
    for name, form in names.items():
        try:
            copy_to_print(form, folder / name)
        except OSError as error:
            problems[name] = f"“{form}”读不出来，没有转成 PDF：{explain_os_error(error)}。"
    return problems


def _find_pdf(folder: Path, name: str) -> Path | None:
    pdf = (folder / name).with_suffix(".pdf")
    return pdf if is_whole(pdf) else None
