"""Builds the program as one file that runs without Python: ``dist/jixiao`` (Windows: ``dist/jixiao.exe``).

    .venv/bin/python -m pip install "pyinstaller>=6.10,<7"
    .venv/bin/python tools/build_single_file.py

PyInstaller builds for the system it runs on, so the Windows file is built on Windows.  Commands are imported by name
when one is used (jixiao.cli.program), which PyInstaller cannot see: their modules are collected as a whole.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Folder in the checkout → where jixiao.resources looks for it in the package.
FILES = {"templates": "jixiao/files/templates", "docs/examples": "jixiao/files/docs/examples"}
#: Packages with modules or data files that are loaded by name.
COLLECTED = ("jixiao", "xlsx_template", "docx", "docxtpl", "stdnum")


def main() -> None:
    """Builds dist/jixiao; ends with PyInstaller's own exit code."""
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(subprocess.run(command(Path(folder)), cwd=ROOT, check=False).returncode)


def command(folder: Path) -> list[str]:
    """The PyInstaller command; what it writes on the way goes to the folder."""
    data = [f"--add-data={ROOT / source}{os.pathsep}{target}" for source, target in FILES.items()]
    collected = [option for name in COLLECTED for option in ("--collect-all", name)]
    places = ["--distpath", str(ROOT / "dist"), "--workpath", str(folder), "--specpath", str(folder)]
    start = ["--onefile", "--noconfirm", "--name", "jixiao", "--paths", str(ROOT), str(ROOT / "generate.py")]
    return [sys.executable, "-m", "PyInstaller", *data, *collected, *places, *start]


if __name__ == "__main__":
    main()
