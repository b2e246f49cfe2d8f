"""The program as a clerk runs it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``generate.py`` with arguments in an empty folder, on a system that speaks no UTF-8."""

    def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "generate.py"), *arguments]
        clean = {key: value for key, value in os.environ.items() if key != "JIXIAO_DEBUG"}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=clean | {"PYTHONIOENCODING": "ascii", "LANGUAGE": "en"} | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return start
