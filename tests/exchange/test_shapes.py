"""The same projects in every shape and format are equal."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.exchange.data_files.example import EXAMPLE
from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.data_workbook.writing import data_workbook
from jixiao.exchange.review.checking import iter_checked

from .many import many_sheets, read_sheets, write_csv_set, write_workbook

SHAPES = Path(__file__).parents[1] / "data" / "shapes"
#: With prose and its amounts; with an annual name and no prose; with six decimals.
RECORDS: list[dict[str, Any]] = [
    json.loads(file.read_text("utf-8"), parse_float=Decimal)
    for file in (EXAMPLE, SHAPES / "data_centre.json", SHAPES / "decimals.json")
]
PROJECTS = [read_project(record).project for record in RECORDS]


def projects_in(*paths: Path) -> list[Project]:
    """The projects of files and folders, each fit for filing, in the order of RECORDS."""
    declarations = list(iter_checked(iter_sources(paths)))
    assert [finding for declaration in declarations for finding in declaration.findings] == []
    names = [project.name for project in PROJECTS]
    found = [declaration.project for declaration in declarations if declaration.project]
    return sorted(found, key=lambda project: names.index(project.name))


def write_json(file: Path, records: object) -> Path:
    file.write_text(json.dumps(records, ensure_ascii=False, default=float), "utf-8")
    return file


def write_workbooks(folder: Path) -> list[Path]:
    """A data workbook a project."""
    for number, project in enumerate(PROJECTS):
        (folder / f"{number}.xlsx").write_bytes(data_workbook(project))
    return sorted(folder.glob("*.xlsx"))


def convert(files: Sequence[Path], suffix: str, folder: Path) -> Path:
    """The files in another format, in a folder of their own."""
    target = folder / suffix
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(target), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return target


def test_json_an_array_and_json_lines(tmp_path: Path) -> None:
    for number, record in enumerate(RECORDS):
        write_json(tmp_path / f"{number}.json", record)
    assert projects_in(tmp_path) == PROJECTS
    assert projects_in(write_json(tmp_path / "数组.json", RECORDS)) == PROJECTS
    lines = tmp_path / "一行一个.jsonl"
    lines.write_text("".join(json.dumps(record, ensure_ascii=False, default=float) + "\n" for record in RECORDS))
    assert projects_in(lines) == PROJECTS


def test_workbooks_of_one_project_each(tmp_path: Path) -> None:
    assert projects_in(*write_workbooks(tmp_path)) == PROJECTS


def test_a_workbook_of_many_projects(tmp_path: Path) -> None:
    assert projects_in(write_workbook(tmp_path / "汇总.xlsx", many_sheets(RECORDS))) == PROJECTS


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_formats_of_both_shapes(tmp_path: Path, suffix: str) -> None:
    many = write_workbook(tmp_path / "汇总.xlsx", many_sheets(RECORDS))
    converted = convert([*write_workbooks(tmp_path), many], suffix, tmp_path)
    assert projects_in(converted / f"汇总.{suffix}") == PROJECTS
    (converted / f"汇总.{suffix}").unlink()
    assert projects_in(converted) == PROJECTS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_files_one_a_sheet_of_both_shapes(tmp_path: Path, encoding: str) -> None:
    one_each, many = tmp_path / "一个项目", tmp_path / "多个项目"
    for folder in (one_each, many, one_each / "单独"):
        folder.mkdir(parents=True, exist_ok=True)
    for file, mark in zip(write_workbooks(tmp_path), ("甲-", "乙_", ""), strict=True):
        folder = one_each if mark else one_each / "单独"
        sheets = {name: rows for name, rows in read_sheets(file).items() if name != "填写说明"}
        write_csv_set(folder, mark, sheets, encoding)
    write_csv_set(many, "汇总-", many_sheets(RECORDS), encoding)
    assert projects_in(one_each) == PROJECTS
    assert projects_in(many) == PROJECTS
    assert projects_in(many / "汇总-资金.csv") == PROJECTS


@pytest.mark.parametrize("name", ["甲-绩效指标.csv", "甲.csv"])
@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_indicators_alone_stand_beside_another_data_file(tmp_path: Path, name: str, kind: str) -> None:
    project = PROJECTS[0]
    without = {label: value for label, value in RECORDS[0].items() if label != "绩效指标"}
    rows = read_sheets(write_workbooks(tmp_path)[0])["绩效指标"]
    folder = tmp_path / "数据"
    folder.mkdir()
    if kind == "json":
        write_json(folder / "甲.json", without)
    else:
        (folder / "甲.xlsx").write_bytes(data_workbook(read_project(without).project))
    write_csv_set(folder, "", {"指标": rows}, "gb18030")
    (folder / "指标.csv").rename(folder / name)
    assert projects_in(folder) == projects_in(folder / name) == projects_in(folder / f"甲.{kind}") == [project]
