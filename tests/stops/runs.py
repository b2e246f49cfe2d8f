"""Runs of the program that can be stopped from outside, and what they leave behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "社会服务项目大赛.json"


def write_projects(file: Path, count: int, **others: object) -> Path:
    """A JSON Lines file of that many projects, all of them the example under another name."""
    example = json.loads(EXAMPLE.read_text("utf-8"))
    lines = (example | {"项目名称": f"项目{number}"} | others for number in range(count))
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return file


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program at work in that folder, in a process group of its own."""
    command = [sys.executable, str(ROOT / "generate.py"), *arguments]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - the tests start no threads
    )


def _heed_interrupts() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A whole run of the program in that folder."""
    command = [sys.executable, str(ROOT / "generate.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=180
    )


def wait_for_group(process: subprocess.Popen[str], seconds: float = 10.0) -> bool:
    """Whether every process of the run's group ends within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    return False


def forms_of(folder: Path) -> dict[str, bytes]:
    """The forms in an output folder, a folder a year, by their path below it; each must be a whole package."""
    forms = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*.xlsx"))}
    for path in forms:
        with zipfile.ZipFile(folder / path) as package:
            assert package.testzip() is None
    return forms


def files_of(folder: Path) -> dict[str, int]:
    """The number of each form's file, which is another one when the form is made again."""
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.glob("*/*.xlsx")}
