"""A program that stands where LibreOffice does and does what the forms say, so that every way to fail can be tried.

A form is a text file here: "good", "hang", "crash", "refuse" (no PDF), "cut" (half a PDF, then a crash), "child" (a
PDF, and a child that outlives it), or "once" (a crash the first time only).
"""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

from pypdf import PdfWriter

_PROGRAM = """#!{python}
import os, re, subprocess, sys, time
from pathlib import Path
from urllib.parse import unquote

here = Path(__file__).parent
profile = next(Path(unquote(word[len("-env:UserInstallation=file://"):])) for word in sys.argv if "UserInst" in word)
(here / "profiles").open("a").write(str(profile) + "\\n")
if sys.argv[-1].startswith("macro:"):
    if (here / "no basic").exists():
        sys.exit(0)
    macro = (profile / "user/basic/Standard/Forms.xba").read_text("utf-8")
    names = re.search(r'Split\\("([^"]*)"', macro)[1].split()
    folder = Path(unquote(re.search(r'"file://([^"]*)/"', macro)[1]))
else:
    names, folder = [word for word in sys.argv if word.endswith(".xlsx")], Path.cwd()
with (here / "starts").open("a") as starts:
    starts.write(f"{{len(names)}}\\n")
for stem in (name[:-5] for name in names):
    deed = (folder / f"{{stem}}.xlsx").read_text("latin-1")
    if deed == "hang" or (here / "hangs").exists():
        subprocess.Popen(["sleep", "600"])
        (here / "pid").write_text(str(os.getpid()))
        time.sleep(600)
    if deed == "cut":
        (folder / f"{{stem}}.pdf").write_bytes(b"%PDF-1.6 and no end")
    if deed == "once" and not (here / "crashed").exists():
        (here / "crashed").touch()
        os.abort()
    if deed in ("crash", "cut"):
        os.abort()
    if deed == "child":
        (here / "pid").write_text(str(os.getpid()))
        subprocess.Popen(["sleep", "600"])
    if deed != "refuse":
        (folder / f"{{stem}}.pdf").write_bytes((here / "model.pdf").read_bytes())
"""


class FakeOffice:
    """The program at ``path``, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / "soffice"
        self.path.write_text(_PROGRAM.format(python=sys.executable), "utf-8")
        self.path.chmod(0o755)
        (folder / "model.pdf").write_bytes(_model_pdf())

    def hangs(self) -> None:
        """Makes it hang whatever a form says."""
        (self._folder / "hangs").touch()

    def lacks_basic(self) -> None:
        """Makes it end at once when it is asked for a macro, as a LibreOffice without Basic does."""
        (self._folder / "no basic").touch()

    def wait_until_it_hangs(self) -> None:
        """Returns when it does."""
        end = time.monotonic() + 60
        while not self._lines("pid"):
            assert time.monotonic() < end, "it never did"
            time.sleep(0.05)

    @property
    def search_path(self) -> str:
        """The search path of programs with this one first."""
        return os.pathsep.join([str(self._folder), os.environ["PATH"]])

    @property
    def starts(self) -> list[int]:
        """How many forms it was given, start by start."""
        return [int(line) for line in self._lines("starts")]

    @property
    def profiles(self) -> list[str]:
        """The profiles it was started with."""
        return self._lines("profiles")

    @property
    def leaves_nobody(self) -> bool:
        """True where no process of the group of its last start is left; one that was killed may take a moment."""
        group = int((self._folder / "pid").read_text())
        end = time.monotonic() + 5
        while left := any(_group_of(process) == group for process in Path("/proc").glob("[0-9]*")):
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        return not left

    def _lines(self, name: str) -> list[str]:
        file = self._folder / name
        return file.read_text().splitlines() if file.exists() else []


def _group_of(process: Path) -> int | None:
    """The group of a process that runs; None for one that has ended."""
    try:
        state, _, group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return None
    return None if state == "Z" else int(group)


def _model_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.metadata = {"/Title": "申报表", "/Producer": "LibreOffice", "/CreationDate": "D:20260101000000Z"}
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
