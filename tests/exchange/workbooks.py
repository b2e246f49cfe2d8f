"""Data workbooks written cell by cell, as clerks leave them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.exchange.data_files.declaring import Declaration
from jixiao.exchange.data_files.sources import Source
from jixiao.exchange.data_workbook.writing import data_workbook
from jixiao.exchange.review.checking import iter_checked

Change = Callable[[Any], None]


def blank_workbook(folder: Path, change: Change, name: str = "甲.xlsx") -> Path:
    """The empty data workbook of ``new``, changed by hand with openpyxl."""
    file = folder / name
    file.write_bytes(data_workbook())
    workbook = load_workbook(file)
    fill_required(workbook["项目信息"])
    change(workbook)
    workbook.save(file)
    return file


def own_workbook(folder: Path, sheets: dict[str, list[list[Any]]], name: str = "甲.xlsx") -> Path:
    """A workbook of the given rows, nothing else."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = folder / name
    workbook.save(file)
    return file


def fill_required(sheet: Worksheet) -> None:
    """Year, name and unit, so that the project can be filed."""
    for row in sheet.iter_rows(max_col=2):
        required = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"}
        if row[0].value in required:
            row[1].value = required[str(row[0].value)]


def read_file(file: Path) -> Declaration:
    """The one project of a file."""
    (declaration,) = iter_checked([Source(file)])
    return declaration
