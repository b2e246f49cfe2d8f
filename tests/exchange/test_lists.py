"""Lists of a run that somebody worked in: nothing of it is lost, and what was only looked at is no edit."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.declaration.reading import read_project
from jixiao.declaration.summary import iter_indicator_rows, summary_row
from jixiao.exchange.errors import SaveError
from jixiao.exchange.ledger import Ledger
from jixiao.exchange.lists import is_as_written, save_list, save_noted
from jixiao.exchange.review.results import ReviewResults
from jixiao.exchange.review.workbook import review_workbook
from jixiao.exchange.year_cycle.summary_workbook import SummarySource, summary_workbook

NAME = "项目支出绩效目标汇总表.xlsx"
COPY = "项目支出绩效目标汇总表（手改1）.xlsx"


def summary(total: str) -> bytes:
    """The summary of one project."""
    record = {"年度": 2021, "项目名称": "甲", "实施单位": "乙", "资金": {"年度": {"市级财政": total, "其他": "0.1"}}}
    project = read_project(record).project
    return summary_workbook([SummarySource(summary_row(project), tuple(iter_indicator_rows(project)), "2021/甲.xlsx")])


def put(folder: Path, data: bytes, *, force: bool = False) -> Path | None:
    """Writes the summary into a folder, as a run does."""
    return save_noted(Ledger(folder), folder / NAME, data, force=force)


def save_anew(file: Path, change: Callable[[Any], None]) -> bytes:
    """The bytes of the file after another program saved it."""
    workbook = openpyxl.load_workbook(file)
    change(workbook.worksheets[0])
    workbook.save(file)
    return file.read_bytes()


def write_remark(sheet: Any) -> None:
    """An edit of the content."""
    sheet["C5"] = "甲（已核）"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.xlsx"))


def test_a_summary_is_made_anew_as_long_as_nobody_changes_it(tmp_path: Path) -> None:
    for total in ("1", "2", "2", "1"):
        assert put(tmp_path, summary(total)) is None
        assert (tmp_path / NAME).read_bytes() == summary(total)
    assert names(tmp_path) == [NAME]


def test_an_edited_summary_is_refused_and_kept_under_a_number_when_forced(tmp_path: Path) -> None:
    put(tmp_path, summary("1"))
    edited = save_anew(tmp_path / NAME, write_remark)
    for total in ("1", "2"):
        with pytest.raises(SaveError, match=r"手工修改过，没有覆盖.*--force"):
            put(tmp_path, summary(total))
    assert (tmp_path / NAME).read_bytes() == edited
    assert put(tmp_path, summary("2"), force=True) == tmp_path / COPY
    assert (tmp_path / COPY).read_bytes() == edited
    assert put(tmp_path, summary("1")) is None


def test_a_file_of_that_name_that_was_not_made_here_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes("领导的汇总".encode())
    with pytest.raises(SaveError, match="没有覆盖"):
        put(tmp_path, summary("1"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_summary_that_was_only_saved_stays_and_gives_way_to_new_data(tmp_path: Path) -> None:
    put(tmp_path, summary("1.1"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), NAME]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "saved" / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(saved)
    assert put(tmp_path, summary("1.1")) is None
    assert (tmp_path / NAME).read_bytes() == saved
    assert put(tmp_path, summary("2")) == tmp_path / COPY
    assert (tmp_path / NAME).read_bytes() == summary("2")
    assert (tmp_path / COPY).read_bytes() == saved


def test_a_review_somebody_worked_in_is_kept_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    target = tmp_path / "审核结果.xlsx"
    data = review_workbook(ReviewResults(), tmp_path)
    assert save_list(target, data) is None
    assert save_list(target, data) is None
    worked_in = save_anew(target, lambda sheet: sheet.cell(2, 12, "已改"))
    kept = save_list(target, data)
    assert kept == tmp_path / "审核结果（手改1）.xlsx"
    assert kept.read_bytes() == worked_in
    assert target.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "文本".encode()])
def test_what_is_no_workbook_is_not_ours(data: bytes) -> None:
    assert not is_as_written(data)
