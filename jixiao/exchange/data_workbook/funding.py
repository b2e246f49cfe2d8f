"""The sheet 资金: a row an amount, a column a side; below, live sums and whether they fit the totals.

Amounts are numbers in the unit chosen on the sheet, or text with a unit of its own, which no formula adds up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import (
    AMOUNT_FIELDS,
    AMOUNT_UNIT_FIELD,
    AMOUNT_UNITS,
    ANNUAL,
    FUNDING,
    FUNDING_SHEET,
    MID_TERM,
)
from .cells import Page, add_rule, add_sheet, mark_proposal, write_value
from .heights import fit_row
from .sheets import hint_text
from .styles import AMOUNT_FORMAT, SMALL_SIZE

_WIDTHS = (24, 25, 25, 44)
_HEIGHT = 27  # points
_FIRST, _LAST = 2, len(AMOUNT_FIELDS) + 1  # 1-based rows of the total and of the last source
_SUM, _CHECK, _UNIT = _LAST + 1, _LAST + 2, _LAST + 3
_UNIT_CELL = f"$B${_UNIT}"
#: One 分 and a little more, in 万元 and in 元: sources are often rounded one by one.
_TOLERANCE = f'IF({_UNIT_CELL}="元",0.011,0.0000011)'

AMOUNT_UNIT = AMOUNT_UNITS[0]

Content = Mapping[str, Any]


def write_funding(page: Page, content: Content) -> None:
    """Writes the sheet."""
    sheet = add_sheet(page, FUNDING_SHEET, _WIDTHS)
    sheet.set_row(0, _HEIGHT)
    sheet.write_row(0, 0, ("资金来源", MID_TERM, ANNUAL, "怎么填"), page.styles.head)
    for row, field in enumerate(AMOUNT_FIELDS, start=1):
        sheet.write_string(row, 0, field.label, page.styles.label)
        _write_hint(page, sheet, row, hint_text(field))
        add_rule(sheet, (row, 1, row, 2), field, {})
        for column, side in enumerate((MID_TERM, ANNUAL), start=1):
            amount = content[FUNDING][side][field.label]
            write_value(sheet, (row, column), field, amount, page.styles)
            mark_proposal(sheet, (row, column), page, f"{FUNDING}.{side}.{field.label}", amount)
    _write_sums(page, sheet, content[FUNDING])
    _write_unit(page, sheet)
    _mark(page, sheet)


def _write_hint(page: Page, sheet: Worksheet, row: int, text: str) -> None:
    sheet.write_string(row, 3, text, page.styles.hint)
    fit_row(sheet, row, _HEIGHT, [(text, _WIDTHS[3], SMALL_SIZE)])


def _write_sums(page: Page, sheet: Worksheet, funding: Content) -> None:
    sheet.write_string(_SUM - 1, 0, "分项合计", page.styles.label)
    _write_hint(page, sheet, _SUM - 1, "各资金来源之和，自动计算\n总投入不填时按这个数")
    sheet.write_string(_CHECK - 1, 0, "核对", page.styles.label)
    _write_hint(page, sheet, _CHECK - 1, "总投入与分项合计是否一致，自动计算\n不一致的会变红，改好后才能生成")
    for column, side in enumerate((MID_TERM, ANNUAL), start=1):
        letter = "ABC"[column]
        sources = [amount for field in AMOUNT_FIELDS[1:] if (amount := funding[side][field.label]) is not None]
        total = funding[side][AMOUNT_FIELDS[0].label]
        summed = float(sum(sources)) if sources else ""
        sheet.write_formula(_SUM - 1, column, _sum(letter), page.styles.sum, summed)
        sheet.write_formula(_CHECK - 1, column, _check(letter), page.styles.check, _checked(total, sources))


def _sum(letter: str) -> str:
    sources = f"{letter}{_FIRST + 1}:{letter}{_LAST}"
    return f'=IF(COUNT({sources})=0,"",SUM({sources}))'


def _check(letter: str) -> str:
    """Whether total and sum of a column agree; text with a unit is left to the program, which reads it."""
    total, summed = f"{letter}{_FIRST}", f"{letter}{_SUM}"
    sources, amounts = f"{letter}{_FIRST + 1}:{letter}{_LAST}", f"{letter}{_FIRST}:{letter}{_LAST}"
    difference = f'"相差"&ROUND(ABS({total}-{summed}),6)&IF({_UNIT_CELL}="","{AMOUNT_UNIT}",{_UNIT_CELL})'
    compared = f'IF(ABS({total}-{summed})<{_TOLERANCE},"一致",{difference})'
    numeric = f'IF({total}="","按合计",{compared})'
    return f'=IF(COUNTA({sources})=0,"",IF(COUNT({amounts})<COUNTA({amounts}),"{_BY_PROGRAM}",{numeric}))'


_BY_PROGRAM = "有文字，生成时核对"


def _checked(total: Decimal | None, sources: list[Decimal]) -> str:
    """What the formula of :func:`_check` shows for these amounts."""
    if not sources:
        return ""
    if any(Decimal(f"{amount:.15g}") != amount for amount in (*sources, *([] if total is None else [total]))):
        return _BY_PROGRAM
    if total is None:
        return "按合计"
    difference = abs(total - sum(sources))
    return "一致" if difference < Decimal("0.0000011") else f"相差{float(round(difference, 6)):.15g}{AMOUNT_UNIT}"


def _write_unit(page: Page, sheet: Worksheet) -> None:
    sheet.write_string(_UNIT - 1, 0, AMOUNT_UNIT_FIELD.label, page.styles.label)
    sheet.write_string(_UNIT - 1, 1, AMOUNT_UNIT, page.styles.text)
    sheet.write_blank(_UNIT - 1, 2, None, page.styles.check)
    _write_hint(page, sheet, _UNIT - 1, AMOUNT_UNIT_FIELD.how)
    refusal = {"error_title": AMOUNT_UNIT_FIELD.label, "error_message": f"请选择{'或'.join(AMOUNT_UNITS)}。"}
    rule = {"validate": "list", "source": list(AMOUNT_UNITS)} | refusal
    add_rule(sheet, (_UNIT - 1, 1, _UNIT - 1, 1), AMOUNT_UNIT_FIELD, rule)


def _mark(page: Page, sheet: Worksheet) -> None:
    """Totals that are not the sum turn red, a year without any amount is coloured, numbers show their unit."""
    total, sources = f"B${_FIRST}", f"B${_FIRST + 1}:B${_LAST}"
    differs = f"=AND(COUNT({sources})>0,COUNT({total})=1,ABS({total}-SUM({sources}))>={_TOLERANCE})"
    blank = f"=COUNTA(C${_FIRST}:C${_LAST})=0"
    in_yuan = page.workbook.add_format({"num_format": AMOUNT_FORMAT.replace(AMOUNT_UNIT, "元")})
    styles = page.styles
    for area, rule in (
        (f"B{_FIRST}:C{_FIRST}", {"type": "formula", "criteria": differs, "format": styles.is_wrong}),
        (f"C{_FIRST}", {"type": "formula", "criteria": blank, "format": styles.is_expected}),
        (
            f"B{_CHECK}:C{_CHECK}",
            {"type": "text", "criteria": "begins with", "value": "相差", "format": styles.is_wrong},
        ),
        (f"B{_CHECK}:C{_CHECK}", {"type": "cell", "criteria": "==", "value": '"一致"', "format": styles.is_right}),
        (f"B{_FIRST}:C{_SUM}", {"type": "formula", "criteria": f'={_UNIT_CELL}="元"', "format": in_yuan}),
    ):
        sheet.conditional_format(area, rule)
