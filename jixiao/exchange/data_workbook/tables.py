"""Sheets that are tables, one thing a row: 绩效指标, and any other sheet that has fields and rows.

Plain ranges, not Excel tables: on a protected sheet an Excel table neither grows nor takes a new row, whatever the
protection allows, while rows of a range are inserted, deleted and sorted as long as their cells are unlocked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import (
    HISTORY,
    HISTORY_FIELDS,
    HISTORY_SHEET,
    INDICATOR_FIELDS,
    INDICATOR_SHEET,
    INDICATORS,
    Field,
)
from ...declaration.history import history_rows
from ...declaration.model import PastYear
from ...declaration.taxonomy import TAXONOMY
from .cells import Page, add_rule, add_sheet, choice_rule, mark_proposal, write_value
from .heights import fit_row
from .options import level2_source
from .styles import SIZE

_HEIGHT = 24  # points
#: Rows that are drawn, and printed, in an empty table; those below have the format of their column.
_SHOWN_ROWS = 20
#: Rows that rules and colours reach; as many as the readers take.
LAST_ROW = 5000
_WIDTHS = {"long_text": 40, "text": 20, "choice": 16, "amount": 16, "date": 14, "year": 9, "percent": 12, "points": 9}
INDICATOR_WIDTHS = (15, 21, 42, 17, 17, 30)
HISTORY_WIDTHS = (9, 16, 22, 50, 24)
_NAME, _VALUES = "三级指标", ("中期指标值", "年度指标值")
_FIRST_ROW = ("一级指标", "二级指标", _NAME, "年度指标值")


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with a head of labels and a row a thing; ``path`` is where the rows stand in the data (绩效指标).

    ``widths`` in characters; columns without one get that of their kind.  ``filtered`` puts filters on the head,
    ``rules`` are drop-downs by label, beside those that a field has by itself.
    """

    name: str
    fields: Sequence[Field]
    rows: Sequence[Mapping[str, object]] = ()
    path: str = ""
    widths: Sequence[float] = ()
    filtered: bool = False
    rules: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)


def indicator_table(rows: Sequence[Mapping[str, object]]) -> TableSheet:
    """The sheet 绩效指标 with those indicators."""
    return TableSheet(INDICATOR_SHEET, INDICATOR_FIELDS, rows, INDICATORS, INDICATOR_WIDTHS)


def history_table(history: Sequence[PastYear]) -> TableSheet:
    """The sheet 历年 with what earlier years filed."""
    return TableSheet(HISTORY_SHEET, HISTORY_FIELDS, history_rows(history), HISTORY, HISTORY_WIDTHS)


def write_table(page: Page, table: TableSheet) -> Worksheet:
    """Writes the sheet: head, rows, drop-downs, colours for what a row still lacks."""
    widths = [*table.widths, *(_WIDTHS[field.kind] for field in table.fields[len(table.widths) :])]
    sheet = add_sheet(page, table.name, widths, landscape=True)
    heads = [field.label for field in table.fields]
    fit_row(sheet, 0, _HEIGHT, ((head, width, SIZE) for head, width in zip(heads, widths, strict=True)))
    for column, field in enumerate(table.fields):
        # The format of the column reaches rows that nobody has typed into yet.
        sheet.set_column(column, column, widths[column], page.styles.of_kind(field.kind))
        sheet.write_string(0, column, field.label, page.styles.head)
        add_rule(sheet, (1, column, LAST_ROW - 1, column), field, _rule(table, column))
    for row in range(1, 1 + max(_SHOWN_ROWS, len(table.rows))):
        content = table.rows[row - 1] if row <= len(table.rows) else {}
        _write_row(page, sheet, table, (row, content))
        values = (content.get(field.label) for field in table.fields)
        fit_row(sheet, row, _HEIGHT, ((value, width, SIZE) for value, width in zip(values, widths, strict=True)))
    _mark_gaps(page, sheet, heads)
    if table.filtered:
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.fields) - 1)
    return sheet


def _write_row(page: Page, sheet: Worksheet, table: TableSheet, numbered: tuple[int, Mapping[str, object]]) -> None:
    row, content = numbered
    for column, field in enumerate(table.fields):
        value = content.get(field.label)
        write_value(sheet, (row, column), field, value, page.styles)
        mark_proposal(sheet, (row, column), page, f"{table.path}[{row}].{field.label}", value)


def _rule(table: TableSheet, column: int) -> dict[str, Any]:
    """The drop-down of a column.  Only a question: other systems of indicators are allowed."""
    field = table.fields[column]
    if field.label in table.rules:
        return dict(table.rules[field.label])
    if field.label == "一级指标":
        source: object = list(TAXONOMY)
        question = "不是规定的一级指标，确定要用吗？"
    elif field.label == "二级指标":
        labels = [other.label for other in table.fields]
        source = level2_source(f"${xl_col_to_name(labels.index('一级指标'))}2")
        question = "不属于左边的一级指标，确定要用吗？"
    else:
        return choice_rule(field)
    return {"validate": "list", "source": source, "error_type": "warning", "error_message": question}


def _mark_gaps(page: Page, sheet: Worksheet, labels: Sequence[str]) -> None:
    """Colours the cells that an indicator begun still lacks, and the first row while there is no indicator at all."""
    if not set(labels).issuperset(_FIRST_ROW):
        return
    columns = {label: xl_col_to_name(index) for index, label in enumerate(labels)}
    row = f"${columns['一级指标']}2:${xl_col_to_name(len(labels) - 1)}2"
    name, value1, value2 = (f"${columns[label]}2" for label in (_NAME, *_VALUES))
    empty = f"COUNTA(${columns[_NAME]}$2:${columns[_NAME]}${LAST_ROW})=0"
    lacks = {label: f'AND(COUNTA({row})>0,{columns[label]}2="")' for label in _FIRST_ROW[:3]}
    lacks |= dict.fromkeys(_VALUES, f'AND({name}<>"",{value1}="",{value2}="")')
    for label, formula in lacks.items():
        first = f"AND(ROW()=2,{empty})" if label in _FIRST_ROW else "FALSE"
        rule = {"type": "formula", "criteria": f"=OR({formula},{first})", "format": page.styles.is_expected}
        column = labels.index(label)
        sheet.conditional_format(1, column, LAST_ROW - 1, column, rule)
