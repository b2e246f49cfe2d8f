"""The sheet 执行情况 of the data workbook: money, what became of the goal, and a row an indicator.

The names of the indicators are formulas that follow the sheet 绩效指标, so that nobody types them twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import (
    EXECUTION,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_FUNDS,
    EXECUTION_SHEET,
    FUNDING,
    INDICATOR_SHEET,
    INDICATORS,
    RESULT_FIELDS,
)
from .cells import Page, add_rule, add_sheet, choice_rule, write_value
from .heights import fit_row
from .styles import SIZE

_WIDTHS = (34, 16, 16, 16, 16, 16, 14, 11, 9, 30, 20)
_HEIGHT, _LONG = 24, 66  # points
_SHOWN_ROWS = 20
_GOAL_ROW = len(EXECUTION_FUNDS) + 2
_HEAD_ROW = _GOAL_ROW + len(EXECUTION_FIELDS) + 1

Content = Mapping[str, Any]


def write_execution(page: Page, content: Content) -> None:
    """Writes the sheet."""
    sheet = add_sheet(page, EXECUTION_SHEET, _WIDTHS, landscape=True)
    execution = content[EXECUTION]
    _write_money(page, sheet, execution[FUNDING])
    for row, field in enumerate(EXECUTION_FIELDS, start=_GOAL_ROW):
        sheet.write_string(row, 0, field.label, page.styles.label)
        sheet.merge_range(row, 1, row, 5, "", page.styles.of_kind(field.kind))
        write_value(sheet, (row, 1), field, execution[field.label], page.styles)
        add_rule(sheet, (row, 1, row, 1), field, {})
        fit_row(sheet, row, _LONG, [(execution[field.label], sum(_WIDTHS[1:6]), SIZE)])
    _write_results(page, sheet, list(_iter_rows(content[INDICATORS], execution[INDICATORS])))


def _write_money(page: Page, sheet: Worksheet, funding: Content) -> None:
    heads = ("资金（万元）", *(field.label for field in EXECUTION_AMOUNT_FIELDS))
    sheet.set_row(0, _HEIGHT)
    sheet.write_row(0, 0, heads, page.styles.head)
    for row, (fund, _) in enumerate(EXECUTION_FUNDS, start=1):
        sheet.set_row(row, _HEIGHT)
        sheet.write_string(row, 0, fund, page.styles.label)
        for column, field in enumerate(EXECUTION_AMOUNT_FIELDS, start=1):
            write_value(sheet, (row, column), field, funding[fund][field.label], page.styles)
            add_rule(sheet, (row, column, row, column), field, {})


def _write_results(page: Page, sheet: Worksheet, rows: Sequence[tuple[str, Content]]) -> None:
    fit_row(sheet, _HEAD_ROW, _HEIGHT, ((field.label, width, SIZE) for field, width in _columns()))
    sheet.write_row(_HEAD_ROW, 0, [field.label for field in RESULT_FIELDS], page.styles.head)
    count = max(_SHOWN_ROWS, len(rows))
    for index in range(count):
        formula, result = rows[index] if index < len(rows) else (_name_formula(index), {})
        row = _HEAD_ROW + 1 + index
        _write_name(page, sheet, row, formula, str(result.get("三级指标", "")))
        for column, field in enumerate(RESULT_FIELDS[1:], start=1):
            write_value(sheet, (row, column), field, result.get(field.label), page.styles)
        texts = ((result.get(field.label), width, SIZE) for field, width in _columns())
        fit_row(sheet, row, _HEIGHT, texts)
    for column, field in enumerate(RESULT_FIELDS):
        add_rule(sheet, (_HEAD_ROW + 1, column, _HEAD_ROW + count, column), field, choice_rule(field))


def _write_name(page: Page, sheet: Worksheet, row: int, formula: str, name: str) -> None:
    """The name of an indicator, as a formula where 绩效指标 has it."""
    if formula:
        sheet.write_formula(row, 0, formula, page.styles.text, name)
    else:
        sheet.write_string(row, 0, name, page.styles.text)


def _iter_rows(indicators: Sequence[Content], results: Sequence[Content]) -> Iterator[tuple[str, Content]]:
    """Formula and result of each indicator in the order of 绩效指标; results of no indicator follow without formula."""
    waiting = list(results)
    for index, indicator in enumerate(indicators):
        name = indicator["年度三级指标"] or indicator["三级指标"]
        result = next((result for result in waiting if result["三级指标"] == name), None)
        if result is not None:
            waiting.remove(result)
        yield _name_formula(index), result or {"三级指标": name}
    for result in waiting:
        yield "", result


def _name_formula(index: int) -> str:
    """The name on the annual side of a row of 绩效指标, "" where it is blank."""
    annual, name = f"{INDICATOR_SHEET}!F{index + 2}", f"{INDICATOR_SHEET}!C{index + 2}"
    return f'=IF({annual}<>"",{annual},{name}&"")'


def _columns() -> Iterator[tuple[Any, float]]:
    return zip(RESULT_FIELDS, _WIDTHS, strict=True)
