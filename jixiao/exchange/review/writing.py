"""审核结果.xlsx written beside the forms, without making the run slower.

Loading XlsxWriter would add a third to the time of making one form.  Where the system can fork, a second process
loads it while the forms are made, and then writes what it is sent; elsewhere (Windows) it is loaded at the end.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import NamedTuple, NoReturn

from ..errors import ExchangeError, explain_unexpected
from ..own_files import REVIEW_NAME
from .results import ReviewResults

#: A message goes over the pipe behind its length in bytes, because workers may hold the other end open.
_LENGTH_BYTES = 8


class Written(NamedTuple):
    """What went wrong as a sentence, "" where nothing did; the copy of an older list that somebody had worked in."""

    problem: str = ""
    kept: Path | None = None


class ReviewWriter:
    """The writer of one run: ``ReviewWriter(Path("output/审核结果.xlsx")).write(results)``."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._helper = _start_helper(target) if hasattr(os, "fork") else None

    def write(self, results: ReviewResults) -> Written:
        """Writes the workbook, and says what became of it."""
        return _ask(self._helper, results) if self._helper else _write(results, self._target)


class _Helper(NamedTuple):
    """The second process and the ends of its pipes."""

    process: int
    task: int
    answer: int


def _write(results: ReviewResults, target: Path) -> Written:
    try:
        from .workbook import write_review

        return Written(kept=write_review(results, target))
    except ExchangeError as error:
        return Written(str(error))
    except Exception as error:  # noqa: BLE001 - the forms are made; a mistake here must not end the run
        return Written(f"{REVIEW_NAME}没有写成，{explain_unexpected(error)}")


def _start_helper(target: Path) -> _Helper:
    task_in, task_out = os.pipe()
    answer_in, answer_out = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(task_out)
        os.close(answer_in)
        _work(target, task_in, answer_out)
    os.close(task_in)
    os.close(answer_out)
    return _Helper(process, task_out, answer_in)


def _work(target: Path, task: int, answer: int) -> NoReturn:
    """The life of the second process.  It ends without the exit handlers and buffers it shares with the first."""
    status = 1
    try:
        from . import workbook  # noqa: F401 - loaded while the forms are made

        with os.fdopen(task, "rb") as stream:
            length = int.from_bytes(stream.read(_LENGTH_BYTES))
            if length:
                results = pickle.loads(stream.read(length))
                os.write(answer, pickle.dumps(_write(results, target)))
        status = 0
    finally:
        os._exit(status)


def _ask(helper: _Helper, results: ReviewResults) -> Written:
    data = pickle.dumps(results)
    try:
        with os.fdopen(helper.task, "wb") as stream:
            stream.write(len(data).to_bytes(_LENGTH_BYTES))
            stream.write(data)
    except OSError:
        pass  # the helper is gone, which its status says
    with os.fdopen(helper.answer, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(helper.process, 0)
    written: Written = pickle.loads(answer) if answer else Written()
    return Written(f"{REVIEW_NAME}没有写成，请用 check -o 再试。") if status and not written.problem else written
