"""Where marked copies lie, and what is never written over."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from jixiao.declaration.findings import Finding
from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.data_workbook.writing import data_workbook
from jixiao.exchange.marking import mark_files
from jixiao.exchange.review.checking import iter_checked


def found_in(*paths: Path) -> list[Finding]:
    return [finding for declaration in iter_checked(iter_sources(paths)) for finding in declaration.findings]


def blank(folder: Path, name: str = "甲.xlsx") -> Path:
    file = folder / name
    file.write_bytes(data_workbook())
    return file


def test_the_copy_lies_beside_the_data_which_stays_as_it_is(tmp_path: Path) -> None:
    file = blank(tmp_path)
    before = file.read_bytes()
    (marked,) = mark_files(found_in(file))
    assert (marked.copy, marked.kept, marked.problem) == (tmp_path / "甲（标注）.xlsx", None, "")
    assert file.read_bytes() == before
    assert load_workbook(marked.copy)["项目信息"]["B2"].comment.text.startswith("错误 R01")


def test_a_copy_is_no_data_of_the_folder_it_lies_in(tmp_path: Path) -> None:
    file = blank(tmp_path)
    list(mark_files(found_in(file)))
    assert {source.path.name: bool(source.skipped) for source in iter_sources([tmp_path])} == {
        "甲.xlsx": False,
        "甲（标注）.xlsx": True,
    }


def test_a_copy_that_somebody_worked_in_is_kept(tmp_path: Path) -> None:
    file = blank(tmp_path)
    (first,) = mark_files(found_in(file))
    (again,) = mark_files(found_in(file))
    assert first.copy == again.copy
    assert again.kept is None
    assert first.copy
    book = load_workbook(first.copy)
    book["项目信息"]["B2"] = 2021
    book.save(first.copy)
    (third,) = mark_files(found_in(file))
    assert third.kept
    assert load_workbook(third.kept)["项目信息"]["B2"].value == 2021
    assert all(source.skipped for source in iter_sources([tmp_path]) if source.path != file)


def test_a_copy_is_not_marked_again(tmp_path: Path) -> None:
    (first,) = mark_files(found_in(blank(tmp_path)))
    assert first.copy
    (again,) = mark_files(found_in(first.copy))
    assert again.copy is None
    assert "请在原来的数据表上检查" in again.problem


def test_data_that_is_no_xlsx_gets_the_list_alone(tmp_path: Path) -> None:
    file = tmp_path / "甲.json"
    file.write_text(json.dumps([{"年度": "去年"}, {"年度": 2020}], ensure_ascii=False), "utf-8")
    (marked,) = mark_files(found_in(file))
    assert marked.copy == tmp_path / "甲.json（标注）.xlsx"
    book = load_workbook(marked.copy)
    assert book.sheetnames == ["说明", "问题清单"]
    assert "甲.json" in book["说明"]["A1"].value
    assert book["问题清单"].max_row == 2 + len(found_in(file))


def test_a_file_that_only_calls_itself_a_workbook_gets_the_list_alone(tmp_path: Path) -> None:
    file = tmp_path / "甲.xlsx"
    file.write_bytes(b"no workbook")
    (marked,) = mark_files(found_in(file))
    assert marked.copy == tmp_path / "甲.xlsx（标注）.xlsx"


def test_data_without_findings_gets_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "甲.json"
    file.write_text(json.dumps({"年度": 2020}), "utf-8")
    assert list(mark_files([])) == []
    assert [path.name for path in tmp_path.iterdir()] == ["甲.json"]
