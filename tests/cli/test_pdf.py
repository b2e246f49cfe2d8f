"""``--pdf`` and ``--book`` as a clerk runs them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from ..exchange.fake_office import FakeOffice
from .conftest import ROOT, Run

on_posix = pytest.mark.skipif(os.name != "posix", reason="the program that stands for LibreOffice is a script")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data with three projects of two years."""
    projects = [("甲/乙", 2020), ("丙", 2021), ("丁", 2020)]
    lines = [{"年度": year, "项目名称": name, "实施单位": "戊单位"} for name, year in projects]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "全部.jsonl").write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8"
    )
    return tmp_path


@pytest.fixture
def office(tmp_path: Path) -> FakeOffice:
    """A program in the place of LibreOffice, in a folder of its own."""
    (tmp_path / "office").mkdir()
    return FakeOffice(tmp_path / "office")


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_book_holds_every_form_of_the_run_and_needs_no_other_option(run: Run, data: Path) -> None:
    done = run("--book", "合订/全部.pdf")
    assert done.returncode == 0, done.stderr
    forms = [Path("output/2020/甲／乙"), Path("output/2021/丙"), Path("output/2020/丁")]
    expected = [*(f"{form}.xlsx" for form in forms), *(f"{form}.pdf" for form in forms), str(Path("合订/全部.pdf"))]
    assert done.stdout.splitlines() == expected
    book = PdfReader(data / "合订" / "全部.pdf")
    pages = sum(len(PdfReader(data / f"{form}.pdf").pages) for form in forms)
    assert len(book.pages) == pages
    assert [item.title for item in book.outline if not isinstance(item, list)] == ["2020年度", "2021年度"]


def test_a_book_that_would_be_no_pdf_is_wrong_usage(run: Run, data: Path) -> None:
    done = run("--book", "全部.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "应以 .pdf 结尾" in done.stderr
    assert not (data / "output").exists()


def test_without_libreoffice_the_forms_are_made_and_one_message_says_what_to_do(run: Run, data: Path) -> None:
    done = run("--pdf", "--book", "全部.pdf", PATH=str(data))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    assert done.stderr.count("没有找到 LibreOffice") == 1
    assert not (data / "全部.pdf").exists()


@on_posix
def test_what_is_missing_in_a_book_is_told(run: Run, data: Path, office: FakeOffice) -> None:
    (data / "output" / "2021" / "丙.pdf").mkdir(parents=True)
    done = run("--book", "全部.pdf", PATH=office.search_path)
    assert done.returncode == 1
    assert "丙.pdf" in done.stderr
    assert "合订本“全部.pdf”里缺少1份" in done.stderr
    assert len(PdfReader(data / "全部.pdf").pages) == 2
    assert office.starts == [3]


@on_posix
@pytest.mark.parametrize("times", [1, 3])
def test_ctrl_c_during_the_pdfs_leaves_nothing_and_speaks_chinese(data: Path, office: FakeOffice, times: int) -> None:
    office.hangs()
    (data / "scratch").mkdir()
    environment = os.environ | {"PATH": office.search_path, "TMPDIR": str(data / "scratch"), "LANG": "en_US.UTF-8"}
    command = [sys.executable, str(ROOT / "generate.py"), "--pdf"]
    running = subprocess.Popen(command, cwd=data, env=environment, stderr=subprocess.PIPE, encoding="utf-8")
    office.wait_until_it_hangs()
    for _ in range(times):
        running.send_signal(signal.SIGINT)
        time.sleep(0.02)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 1
    assert said.strip().endswith("\n已中止。")
    assert "Traceback" not in said
    assert office.leaves_nobody
    assert list((data / "scratch").iterdir()) == []
    assert sorted(path.name for path in (data / "output").glob("*/*.xlsx")) == ["丁.xlsx", "丙.xlsx", "甲／乙.xlsx"]


@on_posix
def test_resume_makes_only_the_pdfs_that_are_missing_or_of_changed_forms(
    run: Run, data: Path, office: FakeOffice
) -> None:
    assert run("--pdf", PATH=office.search_path).returncode == 0
    (data / "output" / "2021" / "丙.pdf").unlink()
    done = run("--pdf", "--resume", PATH=office.search_path)
    assert done.stdout.splitlines() == [str(Path("output/2021/丙.pdf"))]
    assert "已完成3份，跳过" in done.stderr
    assert "已完成2份 PDF，跳过" in done.stderr
    file = data / "data" / "全部.jsonl"
    file.write_text(file.read_text("utf-8").replace("丁", "己"), "utf-8")
    names = [Path(line).name for line in run("--pdf", "--resume", PATH=office.search_path).stdout.splitlines()]
    assert names == ["己.xlsx", "己.pdf"]
