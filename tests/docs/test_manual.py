"""使用说明.md: every command of it runs as it is printed, in the order of the year, beside a copy of the data."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from jixiao.exchange.data_files.example import get_example
from jixiao.exchange.data_workbook.writing import data_workbook

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "使用说明.md").read_text("utf-8")
#: A command on a line of its own.
COMMANDS = re.findall(r"^ +python generate\.py ?(.*)$", MANUAL, re.MULTILINE)
#: Ends with 1 where it finds an error, as the clerk is told.
FINDS = ("check",)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(ROOT / "generate.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)


def fill_in(folder: Path, file: Path) -> None:
    """What the clerk does with the empty data workbook: here it is filled in with the example under another name."""
    file.write_bytes(data_workbook(replace(get_example(), name="甲项目")))
    (folder / "原稿").mkdir()
    shutil.copy(file, folder / "原稿" / "甲项目_原稿.xlsx")


def prepare(folder: Path) -> None:
    """The folder as it is after the download, with papers of last year."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "docs" / "own-forms", folder / "docs" / "own-forms")
    made = run(folder, "data", "--form", "项目文本", "-o", "旧表文件夹")
    assert made.returncode == 0, made.stderr
    (paper,) = (folder / "旧表文件夹").rglob("*.docx")
    shutil.copy(paper, folder / "去年的表.docx")


def test_every_command_runs_as_it_is_printed(tmp_path: Path) -> None:
    prepare(tmp_path)
    assert len(COMMANDS) > 20
    for command in COMMANDS:
        done = run(tmp_path, *command.split())
        expected = (0, 1) if command.startswith(FINDS) else (0,)
        assert done.returncode in expected, (command, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        if command.startswith("new "):
            fill_in(tmp_path, tmp_path / command.split()[1])


def test_the_story_follows_the_year() -> None:
    heads = re.findall(r"^## ([一二三四五六七八九十]+)、", MANUAL, re.MULTILINE)
    assert heads == list("一二三四五六七八九十")
