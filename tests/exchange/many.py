"""Workbooks of many projects and sets of .csv files, written from records."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from jixiao.declaration.fields import (
    ALLOCATION_FIELDS,
    AMOUNT_FIELDS,
    GOAL_FIELDS,
    INDICATOR_FIELDS,
    NARRATIVE_FIELDS,
    PROJECT_FIELDS,
    Field,
)
from jixiao.declaration.labelled import as_record
from jixiao.declaration.reading import read_project

Sheets = dict[str, list[list[Any]]]
SIDES = ("中期", "年度")


def many_sheets(records: Sequence[dict[str, Any]]) -> Sheets:
    """The sheets of a workbook of many projects: a row an amount, a row an indicator."""
    contents = [(str(record["项目名称"]), as_record(read_project(record).project)) for record in records]
    prose = [field for field in NARRATIVE_FIELDS if field.label != "项目名称"]
    return {
        "项目信息": [labels((*PROJECT_FIELDS, *GOAL_FIELDS))]
        + [[*values(content, PROJECT_FIELDS), *values(content["总体目标"], GOAL_FIELDS)] for _, content in contents],
        "资金": [["项目名称", "资金来源", *SIDES]]
        + [
            [name, amount.label, *(text(content["资金"][side][amount.label]) for side in SIDES)]
            for name, content in contents
            for amount in AMOUNT_FIELDS
        ],
        "绩效指标": [["项目名称", *labels(INDICATOR_FIELDS)]]
        + [[name, *values(row, INDICATOR_FIELDS)] for name, content in contents for row in content["绩效指标"]],
        "项目文本": [["项目名称", *labels(prose), "项目名称"]]
        + [[name, *values(content["项目文本"], prose), content["项目文本"]["项目名称"]] for name, content in contents],
        "资金安排": [["项目名称", *labels(ALLOCATION_FIELDS)]]
        + [
            [name, *values(row, ALLOCATION_FIELDS)]
            for name, content in contents
            for row in content["项目文本"]["资金安排"]
        ],
    }


def write_workbook(file: Path, sheets: Sheets) -> Path:
    """The sheets as an .xlsx; texts are texts."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(file)
    return file


def write_csv_set(folder: Path, project: str, sheets: Sheets, encoding: str = "utf-8-sig") -> Path:
    """The sheets as .csv files, and the first of them."""
    for title, rows in sheets.items():
        with (folder / f"{project}{title}.csv").open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(rows)
    return folder / f"{project}项目信息.csv"


def read_sheets(file: Path) -> Sheets:
    """The visible sheets of a data workbook as rows."""
    workbook = load_workbook(file, data_only=True)
    return {
        sheet.title: [[shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in workbook.worksheets
        if sheet.sheet_state == "visible"
    }


def shown(value: Any) -> Any:
    """What Excel writes into a .csv: a date as its cell shows it."""
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, datetime.date) else value


def labels(fields: Sequence[Field]) -> list[str]:
    return [field.label for field in fields]


def values(content: dict[str, Any], fields: Sequence[Field]) -> list[Any]:
    return [text(content[field.label]) for field in fields]


def text(value: Any) -> Any:
    """What a clerk would type: amounts as text, so that no format changes them; nothing for blanks."""
    return None if value in ("", None) else value if isinstance(value, int) else str(value)
