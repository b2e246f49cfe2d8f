"""Workbooks printed by LibreOffice, many in one start."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice")
AT_ONCE = 40  # files a start
SECONDS_A_FILE = 30


def convert(files: Sequence[Path], suffix: str, folder: Path) -> list[Path]:
    """The files that LibreOffice makes of workbooks, in a folder: ``pdf``, ``fods``."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
    for start in range(0, len(files), AT_ONCE):
        batch = [str(file) for file in files[start : start + AT_ONCE]]
        subprocess.run([*command, *batch], check=True, capture_output=True, timeout=60 + SECONDS_A_FILE * len(batch))
    made = [folder / f"{file.stem}.{suffix}" for file in files]
    assert all(file.exists() for file in made)
    return made
