"""The sheets 项目信息, 资金 and 项目文本 of a data workbook: labels, and content beside them.

A label the form does not have is kept as it stands, so that the domain refuses it and suggests the nearest one; a
label without content is no data.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    AMOUNT_FIELDS,
    AMOUNT_UNIT_FIELD,
    AMOUNT_UNITS,
    ANNUAL,
    MID_TERM,
    NARRATIVE_FIELDS,
    Field,
)
from ...declaration.findings import Finding
from ..grids.grid import Sheet, Value
from ..grids.number_formats import EPOCH, show_date
from .sheet_data import Collector, SheetData
from .sheet_tables import get_head

#: Labels of the data sheets that are no data: heads, sums and section titles.
HELPERS = frozenset(
    {
        "项目",
        "填写内容",
        "怎么填",
        "分项合计",
        "核对",
        "资金来源",
        "资金来源（万元）",
        AMOUNT_UNIT_FIELD.label,
        ALLOCATIONS,
    }
)


def read_labelled(sheet: Sheet, fields: Sequence[Field], *, end: int | None = None) -> SheetData:
    """A sheet of label | content rows: ``{"项目名称": "社会服务项目大赛", …}``; ``end`` is the first row left out."""
    known = {squeeze_label(field.label): field for field in fields}
    data: dict[str, Value] = {}
    cells: dict[str, str] = {}
    problems: list[Finding] = []
    for row_index in range(len(sheet.rows) if end is None else end):
        label = sheet.label(row_index, 0)
        value = plain_content(known.get(label), sheet.value(row_index, 1))
        if not label or label in HELPERS or (label not in known and value is None):
            continue
        name = known[label].label if label in known else label
        if name in data:
            problems.append(Finding("D03", name, f"“{name}”出现了两次，请只保留一行。", cell=sheet.cell(row_index, 0)))
        data[name] = value
        cells[name] = sheet.cell(row_index, 1 if label in known else 0)
    return SheetData(data, cells, tuple(problems))


def read_funding(sheet: Sheet) -> SheetData:
    """The amounts: ``{"中期": {"总投入": 300, …}, "年度": {…}}``.  Raises DataFileError without the two columns."""
    head = get_head(sheet, (MID_TERM, ANNUAL))
    known = {squeeze_label(field.label): field.label for field in AMOUNT_FIELDS}
    read = Collector()
    unit = _find_unit(sheet)
    for row_index in range(head.row_index + 1, len(sheet.rows)):
        label = sheet.label(row_index, 0)
        if not label or label in HELPERS:
            continue
        for side, column in head.columns.items():
            value = sheet.value(row_index, column)
            if label in known or value is not None:
                read.add((side, known.get(label, label)), _with_unit(value, unit), sheet.cell(row_index, column))
    return read.finish()


def read_narrative(sheet: Sheet) -> SheetData:
    """The prose and its 资金安排 rows."""
    head = _find_allocation_head(sheet)
    prose = read_labelled(sheet, NARRATIVE_FIELDS, end=head)
    if head is None:
        return prose
    rows: list[dict[str, Value]] = []
    cells = dict(prose.cells)
    for row_index in range(head + 1, len(sheet.rows)):
        row = {field.label: sheet.value(row_index, column) for column, field in enumerate(ALLOCATION_FIELDS)}
        if any(value is not None for value in row.values()):
            rows.append(row)
            for column, label in enumerate(row):
                cells[f"{ALLOCATIONS}[{len(rows)}].{label}"] = sheet.cell(row_index, column)
    return SheetData({**prose.data, ALLOCATIONS: rows}, cells, prose.problems)


def _find_unit(sheet: Sheet) -> str:
    """The unit that the clerk chose for the numbers of the sheet; "" where it is that of the form."""
    rows = range(len(sheet.rows))
    value = next((sheet.value(row, 1) for row in rows if sheet.label(row, 0) == AMOUNT_UNIT_FIELD.label), None)
    return "" if value is None or value == AMOUNT_UNITS[0] else str(value)


def _with_unit(value: Value, unit: str) -> Value:
    if not unit or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return f"{Decimal(value):f}{unit}"


def plain_content(field: Field | None, value: Value) -> Value:
    """The content of a field; the serial number of a date cell that lost its format is a date again."""
    if field and field.kind == "date" and isinstance(value, int) and 20000 < value < 80000:
        return show_date(EPOCH + datetime.timedelta(days=value))
    return value


def _find_allocation_head(sheet: Sheet) -> int | None:
    """The row that holds 事项 | 金额; None where the sheet has no such table."""
    labels = tuple(squeeze_label(field.label) for field in ALLOCATION_FIELDS)
    for row_index in range(len(sheet.rows)):
        if tuple(sheet.label(row_index, column).partition("（")[0] for column in range(len(labels))) == labels:
            return row_index
    return None
