"""A program run with its whole family: started apart from this one, watched, and ended with all that it started.

LibreOffice's launcher starts the real program as its child; ending the launcher alone would leave the child behind, to
write into a folder that is being removed.  Knows nothing of LibreOffice.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from types import FrameType

_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_CLEAR = 3.0
_SECONDS_TO_KILL = 30.0
#: Process Creation Flags of the Windows API; ``subprocess`` has them on Windows only.
_CREATE_NEW_PROCESS_GROUP, _CREATE_NO_WINDOW = 0x0000_0200, 0x0800_0000
#: Signals that end a program: Ctrl-C, and a closed terminal or a shutdown, which end it at once unless handled.
_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


def run_watched(command: Sequence[str], folder: Path, is_alive: Callable[[], bool]) -> bool:
    """Runs a command in a folder; True where it ended by itself, False where ``is_alive`` said that it has to end.

    When this returns or raises, the command and everything it started have ended.  Raises OSError where it cannot be
    started.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
        creationflags=creation_flags(sys.platform),
    )
    try:
        return _wait(process, is_alive)
    finally:
        _end_family(process)


def creation_flags(system: str) -> int:
    """How a child is made on Windows (elsewhere 0, a session of its own does both): apart, and without a window.

    Ctrl-C reaches this program alone then, which ends the child, and no black window shows where this one has none.
    """
    return _CREATE_NEW_PROCESS_GROUP | _CREATE_NO_WINDOW if system == "win32" else 0


def tree_killer(process: int, environment: Mapping[str, str]) -> list[str]:
    """The command that ends a process and all it started on Windows, found whatever the search path is."""
    windows = PureWindowsPath(environment.get("SystemRoot") or r"C:\Windows")
    return [str(windows / "System32" / "taskkill.exe"), "/F", "/T", "/PID", str(process)]


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for files in between, gone afterwards however the block ends, also by Ctrl-C or a closed window."""
    with _interrupted_once():
        folder = Path(tempfile.mkdtemp(prefix="jixiao-"))
        try:
            yield folder
        finally:
            _remove(folder)


def _wait(process: subprocess.Popen[bytes], is_alive: Callable[[], bool]) -> bool:
    while is_alive():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_BETWEEN_LOOKS)
            return True
    return False


def _end_family(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and all its children, also those that outlived it."""
    if sys.platform == "win32":
        # The process is not waited for yet, so its number belongs to nobody else.
        command, flags = tree_killer(process.pid, os.environ), creation_flags(sys.platform)
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, check=False, creationflags=flags, timeout=_SECONDS_TO_KILL)
        with contextlib.suppress(OSError):
            process.kill()
    else:
        # EPERM is macOS' answer for a group of which only the ended leader is left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _remove(folder: Path) -> None:
    """Removes a folder that a program which was just ended may still hold for a moment."""
    end = time.monotonic() + _SECONDS_TO_CLEAR
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(_SECONDS_BETWEEN_LOOKS)


@contextlib.contextmanager
def _interrupted_once() -> Iterator[None]:
    """Ctrl-C and the signals that end a program raise KeyboardInterrupt, but only the first of them does.

    After it they stay ignored: what is left is to clean up and end.  Only the main thread may ask for that; in others
    nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in _ENDS}
    try:
        yield
    finally:
        for number, former in before.items():
            if signal.getsignal(number) is interrupt:
                signal.signal(number, former)
