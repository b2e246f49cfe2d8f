"""The entry: UTF-8 output, Chinese messages, and the guard that keeps tracebacks from clerks."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from .chinese import speak_chinese
from .console import say, use_utf8
from .invocation import program_name
from .program import program


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs the program and exits; ``arguments`` None takes those of the process."""
    _serve_as_worker()
    use_utf8()
    speak_chinese()
    try:
        program.main(arguments, prog_name=program_name())
    except Exception as error:
        if os.environ.get("JIXIAO_DEBUG") == "1":
            raise
        say(f"错误：{_explain(error)}")
    sys.exit(1)


def _serve_as_worker() -> None:
    """In a single-file build a worker process starts the whole program: it works here, and does not come back."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()


def _explain(error: Exception) -> str:
    """The sentence of an error of ours, or what to do about one that nobody foresaw."""
    from ..exchange.errors import ExchangeError, explain_os_error, explain_unexpected

    if isinstance(error, OSError):
        return f"“{error.filename or ''}”无法读写：{explain_os_error(error)}。"
    if isinstance(error, ExchangeError) or type(error).__module__.startswith("xlsx_template"):
        return str(error)
    return explain_unexpected(error)
