"""LibreOffice: where it is, and one start of it that turns papers into PDFs.

Each start has a profile of its own, because a LibreOffice that the clerk has open would otherwise take the files and
answer nothing, and two runs at once would wait for each other.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import PdfError
from .child_process import run_watched
from .office_macro import MACRO_URL, write_macro
from .office_places import find_installed_office
from .office_profile import write_profile

#: A LibreOffice elsewhere, such as the portable one, for which no administrator is needed.
PROGRAM_VARIABLE = "JIXIAO_SOFFICE"

_DEBIAN = "运行 sudo apt install libreoffice-calc"
_INSTALL = {
    "win32": "Windows：从 https://zh-cn.libreoffice.org 下载安装",
    "linux": f"麒麟、统信 UOS：在软件商店（应用商店）里搜索 LibreOffice 安装，或{_DEBIAN}；Debian、Ubuntu：{_DEBIAN}",
    "darwin": "macOS：从 https://zh-cn.libreoffice.org 下载安装，或运行 brew install --cask libreoffice",
}


def get_soffice() -> str:
    """The path of the LibreOffice program.  Raises PdfError with how to install it on every system."""
    chosen = os.environ.get(PROGRAM_VARIABLE)
    if chosen and not Path(chosen).exists():
        raise PdfError(f"环境变量 {PROGRAM_VARIABLE} 指定的“{chosen}”不存在，PDF 没有生成（表格不受影响）。")
    program = chosen or shutil.which("soffice") or shutil.which("libreoffice") or _find_installed()
    if not program:
        ways = sorted(_INSTALL, key=lambda system: system != sys.platform)
        listed = "；".join(_INSTALL[system] for system in ways)
        raise PdfError(f"没有找到 LibreOffice，PDF 没有生成（表格不受影响）。请先安装，再运行一次。{listed}。")
    return program


def _find_installed() -> str | None:
    return find_installed_office(sys.platform, os.environ, Path.home())


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice program, by the macro or, where one runs no Basic, by its own ``--convert-to``.

    ``patience`` is how many seconds it may take for a PDF (and for its start) before it counts as hanging.
    """

    program: str
    patience: float = 120.0
    by_macro: bool = True

    def convert(self, names: Sequence[str], folder: Path, is_wanted: Callable[[], bool]) -> bool:
        """Starts once and writes a PDF beside each named paper of the folder, in order, as far as it gets.

        False where LibreOffice had to be ended: it hung, or was no longer wanted.  Names are short and ASCII, so that
        a command line holds them (32,767 characters on Windows) in any encoding.  Raises OSError where it cannot start.
        """
        profile = folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        write_profile(profile)
        watch = _Watch(folder, self.patience)
        command = [*self._start(profile), *self._task(profile, names, folder)]
        return run_watched(command, folder, lambda: is_wanted() and watch.lasts())

    def _start(self, profile: Path) -> list[str]:
        options = ("--headless", "--norestore", "--nolockcheck")
        return [self.program, *options, f"-env:UserInstallation={profile.as_uri()}"]

    def _task(self, profile: Path, names: Sequence[str], folder: Path) -> list[str]:
        if not self.by_macro:
            return ["--convert-to", "pdf", "--outdir", str(folder), *names]
        write_macro(profile, names, folder)
        return [MACRO_URL]


def is_whole(pdf: Path) -> bool:
    """True where a PDF was written to its end; one that LibreOffice was at when it ended is not."""
    try:
        data = pdf.read_bytes()
    except OSError:
        return False
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]


class _Watch:
    """Lasts as long as a new PDF appears within so many seconds of the one before."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder, self._seconds = folder, seconds
        self._seen, self._since = -1, 0.0

    def lasts(self) -> bool:
        """False once there was nothing new for too long."""
        now, seen = time.monotonic(), sum(1 for _ in self._folder.glob("*.pdf"))
        if seen != self._seen:
            self._seen, self._since = seen, now
        return now - self._since < self._seconds
