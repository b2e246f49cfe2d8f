"""PDFs of finished forms, made by LibreOffice: one start for all of them, in a profile of its own.

Its own profile, because a LibreOffice that the clerk has open would otherwise take the files and answer nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import PdfError, SaveError
from .saving import save

_SECONDS_TO_START = 120
_SECONDS_A_FORM = 10
_MAC_PROGRAM = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS_PROGRAM = Path(r"C:\Program Files\LibreOffice\program\soffice.exe")
_INSTALL = {
    "win32": "请从 https://zh-cn.libreoffice.org 下载安装",
    "darwin": "请运行 brew install --cask libreoffice，或从 https://zh-cn.libreoffice.org 下载安装",
}


@dataclass(frozen=True, slots=True)
class MadePdfs:
    """The PDFs that were written, beside their forms, and what went wrong, as sentences."""

    paths: tuple[Path, ...]
    problems: tuple[str, ...]


def make_pdfs(forms: Sequence[Path]) -> MadePdfs:
    """A PDF beside each form; never raises for a missing or failing LibreOffice, the problems say so."""
    if not forms:
        return MadePdfs((), ())
    try:
        with tempfile.TemporaryDirectory() as folder:
            _convert(_number(forms, Path(folder)), Path(folder))
            return _collect(forms, Path(folder))
    except PdfError as error:
        return MadePdfs((), (str(error),))


def get_soffice() -> str:
    """The LibreOffice program.  Raises PdfError with how to install it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    usual = [str(path) for path in (_MAC_PROGRAM, _WINDOWS_PROGRAM) if path.exists()]
    if found or usual:
        return found or usual[0]
    how = _INSTALL.get(sys.platform, "请运行 sudo apt install libreoffice-calc（或用系统的软件商店安装）")
    raise PdfError(f"没有找到 LibreOffice，PDF 没有生成（表格不受影响）。{how}，然后再试。")


def _number(forms: Sequence[Path], folder: Path) -> list[Path]:
    """Copies under plain names: forms of two years may share a name, and soffice writes all PDFs to one folder."""
    copies = [folder / f"{number}.xlsx" for number in range(len(forms))]
    for form, copy in zip(forms, copies, strict=True):
        shutil.copyfile(form, copy)
    return copies


def _convert(copies: Sequence[Path], folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    command = [
        get_soffice(),
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    seconds = _SECONDS_TO_START + _SECONDS_A_FORM * len(copies)
    try:
        subprocess.run([*command, *map(str, copies)], capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise PdfError(f"LibreOffice 超过{seconds}秒没有完成，PDF 没有生成（表格不受影响），请稍后再试。") from None
    except OSError as error:
        raise PdfError(f"LibreOffice 启动失败（{error.strerror}），PDF 没有生成（表格不受影响）。") from None


def _collect(forms: Sequence[Path], folder: Path) -> MadePdfs:
    paths: list[Path] = []
    problems: list[str] = []
    for number, form in enumerate(forms):
        made, target = folder / f"{number}.pdf", form.with_suffix(".pdf")
        try:
            save(target, made.read_bytes())
            paths.append(target)
        except FileNotFoundError:
            problems.append(f"LibreOffice 没能把“{form}”转成 PDF。")
        except SaveError as error:
            problems.append(str(error))
    return MadePdfs(tuple(paths), tuple(problems))
