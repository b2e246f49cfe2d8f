"""Forms that stand where one is to be written: looked at, adjusted or edited since they were made."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.form_making import Filed
from jixiao.exchange.papers.forms import choose_forms

SOFFICE = shutil.which("soffice")
COPY = "甲项目（手改1）.xlsx"


def put(folder: Path, **fields: Any) -> None:
    """The data of one project."""
    record = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位", "资金": {"年度": {"中央财政": 3}}} | fields
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "甲.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def generate(folder: Path, form: str = "绩效目标申报表", *, force: bool = False) -> Filed:
    """What becomes of the project."""
    options = FilingOptions(choose_forms(form, None), folder / "output", force, jobs=1)
    (filed,) = iter_filed(iter_sources([folder / "data"]), options)
    return filed


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form that was just made."""
    put(tmp_path)
    made = generate(tmp_path).form
    assert made is not None
    return made


def save_anew(file: Path, change: Callable[[Any], None]) -> bytes:
    """The bytes of the file after another program saved it."""
    before = file.read_bytes()
    workbook = openpyxl.load_workbook(file)
    change(workbook.worksheets[0])
    workbook.save(file)
    assert file.read_bytes() != before
    return file.read_bytes()


def higher(sheet: Any) -> None:
    """A change in looks only."""
    sheet.row_dimensions[5].height = 60


def test_a_form_that_was_only_saved_stays_as_it_is(form: Path, tmp_path: Path) -> None:
    saved = save_anew(form, higher)
    filed = generate(tmp_path)
    assert not filed.failed
    assert "内容与数据一致" in filed.findings[-1].message
    assert form.read_bytes() == saved
    assert not (form.parent / COPY).exists()


def test_it_is_made_anew_when_the_data_change_and_the_saved_one_is_kept(form: Path, tmp_path: Path) -> None:
    saved = save_anew(form, higher)
    put(tmp_path, 项目期="2020年")
    filed = generate(tmp_path)
    assert (filed.failed, filed.kept) == (False, (form.parent / COPY,))
    assert (form.parent / COPY).read_bytes() == saved
    assert openpyxl.load_workbook(form).worksheets[0]["C5"].value == "2020年"


def test_so_it_is_after_it_was_found_to_say_the_same(form: Path, tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet["C5"] = "2020年"

    edited = save_anew(form, edit)
    put(tmp_path, 项目期="2020年")
    assert not generate(tmp_path).failed
    assert form.read_bytes() == edited
    put(tmp_path, 项目期="2021年")
    filed = generate(tmp_path)
    assert (filed.failed, filed.kept) == (False, (form.parent / COPY,))


@pytest.mark.parametrize("cell", ["C5", "D10", "J3", "A40"])
def test_one_changed_cell_anywhere_is_an_edit(form: Path, tmp_path: Path, cell: str) -> None:
    def edit(sheet: Any) -> None:
        sheet[cell] = 7

    edited = save_anew(form, edit)
    filed = generate(tmp_path)
    assert filed.failed
    assert "手工修改过" in filed.findings[-1].message
    assert form.read_bytes() == edited


def test_force_makes_a_form_anew_that_only_looks_otherwise(form: Path, tmp_path: Path) -> None:
    made = form.read_bytes()
    saved = save_anew(form, higher)
    assert generate(tmp_path, force=True).kept == (form.parent / COPY,)
    assert (form.read_bytes(), (form.parent / COPY).read_bytes()) == (made, saved)


def test_a_form_open_in_another_program_is_said(form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao.exchange import saving

    def locked(*paths: Any) -> None:
        raise PermissionError(13, "in use", str(paths[1]))

    put(tmp_path, 项目期="2020年")
    before = form.read_bytes()
    monkeypatch.setattr(saving.os, "replace", locked)
    filed = generate(tmp_path)
    assert "请关闭后再试" in filed.findings[-1].message
    assert form.read_bytes() == before
    monkeypatch.undo()
    assert not generate(tmp_path).failed


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_saved_is_no_edited_form(form: Path, tmp_path: Path) -> None:
    put(tmp_path, 项目概况="开展社区服务。" * 300, 填报日期="2019/10/18")
    generate(tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(form),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.copy(tmp_path / "saved" / form.name, form)
    filed = generate(tmp_path)
    assert "内容与数据一致" in filed.findings[-1].message
