"""The line that tells how far a long run is: on a terminal, and nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.cli.progress import explain_pace

from .conftest import ROOT

COUNT = 60


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """More projects than are made before anybody has read the line."""
    lines = [{"年度": 2020, "项目名称": f"项目{number}", "实施单位": "乙单位"} for number in range(COUNT)]
    file = tmp_path / "data.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return file


def command(data: Path) -> list[str]:
    return [sys.executable, str(ROOT / "generate.py"), data.name, "--jobs", "1"]


@pytest.mark.parametrize(
    ("done", "count", "seconds", "expected"),
    [
        (400, 1000, 1.0, "400份/秒，还需约2秒"),
        (100, 100_000, 1.0, "100份/秒，还需约16分39秒"),
        (1, 10_000, 1.0, "1份/秒，还需约2小时46分"),
        (60, 60, 1.5, "40份/秒，还需约0秒"),
    ],
)
def test_the_pace_is_told_in_words(done: int, count: int, seconds: float, expected: str) -> None:
    assert explain_pace(done, count, seconds) == expected


@pytest.mark.skipif(os.name != "posix", reason="opens a terminal as POSIX does")
def test_a_terminal_shows_how_far_a_run_is(data: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    running = subprocess.Popen(command(data), cwd=data.parent, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:
        pass  # Linux says so when the other end of a terminal is closed
    os.close(ours)
    assert running.stdout
    results = running.stdout.read().decode()
    running.stdout.close()
    assert running.wait() == 0
    assert f"{COUNT}/{COUNT}" in shown.decode()
    assert "份/秒，还需约" in shown.decode()
    assert len(results.splitlines()) == COUNT


def test_a_pipe_shows_nothing_that_moves(data: Path) -> None:
    done = subprocess.run(
        command(data), cwd=data.parent, capture_output=True, check=True, text=True, encoding="utf-8", errors="strict"
    )
    assert "份/秒" not in done.stderr
    assert "\r" not in done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == COUNT
