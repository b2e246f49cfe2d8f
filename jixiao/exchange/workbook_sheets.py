"""The sheets of the data workbook, one function each.

Every cell a clerk types into is unlocked and formatted as what it holds; heads stay in sight; what is required is
coloured until it is filled; 二级指标 offers what belongs to the 一级指标 beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ..declaration.fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    AMOUNT_FIELDS,
    ANNUAL,
    FUNDING,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GOALS,
    GUIDE_SHEET,
    INDICATOR_FIELDS,
    INDICATOR_SHEET,
    INDICATORS,
    MID_TERM,
    NARRATIVE,
    NARRATIVE_FIELDS,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
    Field,
)
from ..declaration.money import format_amount
from ..declaration.taxonomy import TAXONOMY
from .workbook_guide import GUIDE
from .workbook_styles import Styles

_OPTIONS_SHEET = "选项"
_INDICATOR_ROWS = 200
_ALLOCATION_ROWS = 12
_HEAD_HEIGHT, _SHORT, _LONG = 24, 24, 66
_LINE_HEIGHT, _CHARACTERS_A_LINE = 17, 32
#: Excel's limit for a row (Excel specifications and limits).
_HIGHEST = 409
_A4 = 9

Content = Mapping[str, Any]


def write_project(workbook: Workbook, styles: Styles, content: Content) -> None:
    """项目信息: label | content | how to fill; the goals stand before the signatures' fields as on the form."""
    sheet = _add_sheet(workbook, PROJECT_SHEET, (22, 70, 48))
    fields = (*PROJECT_FIELDS[:9], *GOAL_FIELDS, *PROJECT_FIELDS[9:])
    _write_labelled(sheet, styles, fields, {**content, **content[GOALS]})


def write_funding(workbook: Workbook, styles: Styles, content: Content) -> None:
    """资金: a row an amount, a column a side; below, the live sum of the sources and whether it fits the total."""
    sheet = _add_sheet(workbook, FUNDING_SHEET, (26, 20, 20, 48))
    sheet.write_row(0, 0, ("资金来源（万元）", f"{MID_TERM}（万元）", f"{ANNUAL}（万元）", "怎么填"), styles.head)
    for row, field in enumerate(AMOUNT_FIELDS, start=1):
        sheet.set_row(row, _SHORT)
        sheet.write(row, 0, field.label, styles.label)
        sheet.write(row, 3, field.how, styles.hint)
        for column, side in enumerate((MID_TERM, ANNUAL), start=1):
            _write_amount(sheet, (row, column), content[FUNDING][side][field.label], styles)
    _write_sums(sheet, styles, content)


def write_indicators(workbook: Workbook, styles: Styles, content: Content) -> None:
    """绩效指标: one indicator a row, with drop-downs for both levels."""
    sheet = _add_sheet(workbook, INDICATOR_SHEET, (16, 24, 56, 18, 18, 30))
    sheet.set_default_row(_SHORT)
    sheet.write_row(0, 0, [field.label for field in INDICATOR_FIELDS], styles.head)
    for row in range(1, _INDICATOR_ROWS + 1):
        indicator = content[INDICATORS][row - 1] if row <= len(content[INDICATORS]) else {}
        for column, field in enumerate(INDICATOR_FIELDS):
            _write_text(sheet, (row, column), indicator.get(field.label, ""), styles)
    for column, field in enumerate(INDICATOR_FIELDS):
        sheet.data_validation(1, column, _INDICATOR_ROWS, column, _level_rule(column) | _input_message(field))


def write_narrative(workbook: Workbook, styles: Styles, content: Content) -> None:
    """项目文本: the prose, then the table 资金安排."""
    sheet = _add_sheet(workbook, NARRATIVE_SHEET, (22, 70, 48))
    narrative = content[NARRATIVE]
    row = _write_labelled(sheet, styles, NARRATIVE_FIELDS, narrative) + 1
    sheet.write(row, 0, ALLOCATIONS, styles.title)
    sheet.write_row(row + 1, 0, [field.label for field in ALLOCATION_FIELDS], styles.head)
    for index in range(max(_ALLOCATION_ROWS, len(narrative[ALLOCATIONS]))):
        allocation = narrative[ALLOCATIONS][index] if index < len(narrative[ALLOCATIONS]) else {}
        for column, field in enumerate(ALLOCATION_FIELDS):
            _write_text(sheet, (row + 2 + index, column), allocation.get(field.label, ""), styles)


def write_guide(workbook: Workbook, styles: Styles) -> None:
    """填写说明: what to do, step by step."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 100)
    sheet.hide_gridlines(2)
    sheet.write(0, 0, "填写说明", styles.title)
    for row, line in enumerate(GUIDE, start=1):
        sheet.write_string(row, 0, line, styles.guide)


def write_options(workbook: Workbook) -> None:
    """The hidden lists behind the drop-downs: a name for each 一级指标 over its 二级指标."""
    sheet = workbook.add_worksheet(_OPTIONS_SHEET)
    sheet.hide()
    for column, (level1, names) in enumerate(TAXONOMY.items()):
        sheet.write_column(0, column, (level1, *names))
        first = xl_rowcol_to_cell(1, column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(len(names), column, row_abs=True, col_abs=True)
        workbook.define_name(level1, f"={_OPTIONS_SHEET}!{first}:{last}")


def _add_sheet(workbook: Workbook, name: str, widths: Sequence[float]) -> Worksheet:
    sheet = workbook.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _write_labelled(sheet: Worksheet, styles: Styles, fields: Sequence[Field], content: Content) -> int:
    """Writes label | content | how to fill, and returns the next free row."""
    sheet.write_row(0, 0, ("项目", "填写内容", "怎么填"), styles.head)
    for row, field in enumerate(fields, start=1):
        sheet.set_row(row, _row_height(field, content[field.label]))
        sheet.write(row, 0, field.label, styles.label)
        sheet.write(row, 2, f"必填。{field.how}" if field.required else field.how, styles.hint)
        _write_content(sheet, row, field, content[field.label], styles)
    return len(fields) + 1


def _write_content(sheet: Worksheet, row: int, field: Field, value: object, styles: Styles) -> None:
    if field.kind == "year":
        sheet.write(row, 1, value, styles.year)
    else:
        _write_text(sheet, (row, 1), str(value), styles)
    rule = {"validate": "list", "source": list(field.choices)} if field.choices else {"validate": "any"}
    sheet.data_validation(row, 1, row, 1, rule | _input_message(field))
    if field.required:
        sheet.conditional_format(row, 1, row, 1, {"type": "blanks", "format": styles.missing})


def _row_height(field: Field, value: object) -> float:
    """Room for what is in the cell, and for a few lines where prose is still to be typed."""
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in str(value).split("\n"))
    return min(_HIGHEST, max(_LONG if field.kind == "long_text" else _SHORT, lines * _LINE_HEIGHT))


def _write_text(sheet: Worksheet, place: tuple[int, int], text: str, styles: Styles) -> None:
    if text:
        sheet.write_string(*place, text, styles.text)
    else:
        sheet.write_blank(*place, None, styles.text)


def _write_amount(sheet: Worksheet, place: tuple[int, int], amount: Decimal | None, styles: Styles) -> None:
    """Writes a number, or text with its unit where a number of Excel (15 digits) would not be the same amount."""
    if amount is None:
        sheet.write_blank(*place, None, styles.amount)
    elif Decimal(f"{amount:.15g}") == amount:
        sheet.write_number(*place, amount, styles.amount)
    else:
        sheet.write_string(*place, format_amount(amount), styles.amount)


def _write_sums(sheet: Worksheet, styles: Styles, content: Content) -> None:
    row = len(AMOUNT_FIELDS) + 1
    sheet.write(row, 0, "分项合计", styles.label)
    sheet.write(row, 3, "自动计算，无需填写", styles.hint)
    sheet.write(row + 1, 0, "核对", styles.label)
    for column, side in enumerate((MID_TERM, ANNUAL), start=1):
        amounts = [amount for field in AMOUNT_FIELDS[1:] if (amount := content[FUNDING][side][field.label]) is not None]
        total = content[FUNDING][side][AMOUNT_FIELDS[0].label]
        letter = "ABC"[column]
        sheet.write_formula(row, column, f"=SUM({letter}3:{letter}7)", styles.sum, float(sum(amounts)))
        fits = not amounts or total is None or total == sum(amounts)
        formula = (
            f'=IF(OR(COUNT({letter}3:{letter}7)=0,{letter}2=""),"",'
            f'IF(ABS({letter}2-{letter}8)<0.0000011,"一致","与总投入不一致"))'
        )
        value = "" if not amounts or total is None else "一致" if fits else "与总投入不一致"
        sheet.write_formula(row + 1, column, formula, styles.check, value)
    wrong = {"type": "text", "criteria": "containing", "value": "不一致", "format": styles.wrong}
    sheet.conditional_format(row + 1, 1, row + 1, 2, wrong)


def _level_rule(column: int) -> dict[str, Any]:
    """The drop-down of a column.  Only a warning: other systems of indicators are allowed."""
    if column == 0:
        return {
            "validate": "list",
            "source": list(TAXONOMY),
            "error_type": "warning",
            "error_message": "不是规定的一级指标。",
        }
    if column == 1:
        rule = {"validate": "list", "source": "=INDIRECT($A2)", "error_type": "warning"}
        return rule | {"error_message": "不属于左边的一级指标。"}
    return {"validate": "any"}


def _input_message(field: Field) -> dict[str, str]:
    # Excel's limits: 32 characters for the title, 255 for the message.
    return {"input_title": field.label[:32], "input_message": field.how[:255]}
