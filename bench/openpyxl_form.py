"""The county form the usual openpyxl way: load a blank form, fill the cells, insert and style the rows, save.

openpyxl moves neither merges nor row heights with inserted rows and writes no value for a formula.
"""

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bench.layout import FIRST_INDICATOR, FUNDING_ROWS, GOALS_ROW, INDICATOR_COLUMNS, TEMPLATES, merge_groups
from tools.draw_county_form import SOURCES
from tools.form_drawing import HEIGHTS

Context = Mapping[str, Any]

FIELDS = {
    "C3": "项目名称", "C4": "主管部门及代码", "G4": "实施单位", "C5": "项目期", "C6": "项目概况", "C7": "项目立项依据",
}  # fmt: skip
SIGNATURE = {"C": "单位负责人", "E": "填报人", "G": "填报日期"}
FOOT_ROWS = ("A{0}:B{0}", "C{0}:H{0}"), ("A{0}:B{0}", "C{0}:H{0}"), ("A{0}:B{0}", "G{0}:H{0}")


def make(context: Context) -> bytes:
    """The form's bytes."""
    book = openpyxl.load_workbook(TEMPLATES / "openpyxl.xlsx")
    sheet = book.worksheets[0]
    rows = context["指标行"]
    fill_head(sheet, context)
    insert_rows(sheet, len(rows) - 1)
    fill_indicators(sheet, rows)
    fill_foot(sheet, FIRST_INDICATOR + len(rows), context)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_head(sheet: Worksheet, context: Context) -> None:
    """Everything above the indicators."""
    sheet["A2"] = f"（{context['年度']}年度）"
    for cell, name in FIELDS.items():
        sheet[cell] = context[name]
    for side, row in FUNDING_ROWS.items():
        for column, source in zip("DEFGH", SOURCES, strict=True):
            sheet[f"{column}{row}"] = context["资金"][side][source]
    sheet[f"B{GOALS_ROW}"] = context["总体目标"]["中期目标"]
    sheet[f"F{GOALS_ROW}"] = context["总体目标"]["年度目标"]


def insert_rows(sheet: Worksheet, count: int) -> None:
    """Room for `count` more indicators, the foot's merges and heights taken along."""
    foot = FIRST_INDICATOR + 1
    sheet.unmerge_cells(f"A{FIRST_INDICATOR - 1}:A{FIRST_INDICATOR}")
    places = [(pattern, foot + offset) for offset, patterns in enumerate(FOOT_ROWS) for pattern in patterns]
    for pattern, row in places:
        sheet.unmerge_cells(pattern.format(row))
    heights = [sheet.row_dimensions[foot + offset].height for offset in range(len(FOOT_ROWS))]
    sheet.insert_rows(foot, count)
    for pattern, row in places:
        sheet.merge_cells(pattern.format(row + count))
    for offset, height in enumerate(heights):
        sheet.row_dimensions[foot + count + offset].height = height
    sheet.merge_cells(f"A{FIRST_INDICATOR - 1}:A{FIRST_INDICATOR + count}")


def fill_indicators(sheet: Worksheet, rows: Sequence[Context]) -> None:
    """The indicator rows in the style of the first one."""
    styles = {column: sheet[f"{column}{FIRST_INDICATOR}"]._style for column in INDICATOR_COLUMNS}
    for number, row in enumerate(rows, start=FIRST_INDICATOR):
        sheet.row_dimensions[number].height = HEIGHTS["text"]
        texts = (row["一级指标"], *row["中期"].values(), *row["年度"].values())
        for column, text in zip(INDICATOR_COLUMNS, texts, strict=True):
            cell = sheet[f"{column}{number}"]
            cell.value = text
            cell._style = copy(styles[column])
    merge_groups(sheet, rows)


def fill_foot(sheet: Worksheet, row: int, context: Context) -> None:
    """Measures, budget note and the line to be signed."""
    sheet[f"C{row}"] = context["单位已有的保障项目实施的制度措施"]
    sheet[f"C{row + 1}"] = context["预算绩效说明"]
    for column, name in SIGNATURE.items():
        sheet[f"{column}{row + 2}"] = context[name]
