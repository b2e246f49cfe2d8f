"""What the sheets of the data workbook have in common: page, protection, and cells with their rules.

Refuses to fix the height of a row that people type into: a fixed row does not grow with its text, in no program.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import Field
from ...declaration.money import format_amount
from .styles import Styles

_A4 = 9
_LAST_COLUMN = 16_383  # 0-based: ECMA-376 part 1, 18.3.1.13
#: Excel's limits for the title and the text of an input message (ECMA-376 part 1, 18.3.1.32).
_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255
_COMPARED = 60
_PLAIN_DATE = re.compile(r"(\d{4})年([1-9]\d?)月([1-9]\d?)日")
#: What stays possible on a protected sheet.  Merging and inserting into an Excel table do not, whatever is allowed.
_ALLOWED = (
    *("objects", "scenarios", "format_cells", "format_columns", "format_rows"),
    *("insert_rows", "delete_rows", "insert_hyperlinks", "sort", "autofilter"),
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A workbook being written, and what in it is only proposed: field path → what to do ("请更新：…")."""

    workbook: Workbook
    styles: Styles
    proposals: Mapping[str, str] = field(default_factory=dict)


def add_sheet(page: Page, name: str, widths: Iterable[float], *, landscape: bool = False) -> Worksheet:
    """A protected sheet for A4, its head frozen and repeated; columns behind the last one are free."""
    sheet = page.workbook.add_worksheet(name)
    last = 0
    for last, width in enumerate(widths, start=1):
        sheet.set_column(last - 1, last - 1, width)
    sheet.set_column(last, _LAST_COLUMN, None, page.styles.free)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(2)
    set_up_print(sheet, landscape=landscape)
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    return sheet


def set_up_print(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, as wide as the page, with the sheet's name and the page number below."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def write_value(sheet: Worksheet, place: Place, kind_of: Field, value: object, styles: Styles) -> None:
    """Writes a field's value so that it reads as the same value again; blank cells get their format."""
    style = styles.of_kind(kind_of.kind)
    if value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, Decimal):
        _write_amount(sheet, place, value, styles)
    elif isinstance(value, int):
        sheet.write_number(*place, value, style)
    elif kind_of.kind == "date" and (date := _find_date(str(value))):
        sheet.write_datetime(*place, date, style)
    else:
        sheet.write_string(*place, str(value), style)


def add_rule(sheet: Worksheet, area: tuple[int, int, int, int], field: Field, rule: Mapping[str, Any]) -> None:
    """Puts a drop-down or another rule on an area, and the field's text as what is shown when a cell is chosen."""
    message = {"input_title": field.label[:_TITLE_LENGTH], "input_message": field.hint[:_MESSAGE_LENGTH]}
    sheet.data_validation(*area, {"validate": "any"} | dict(rule) | message)


def choice_rule(field: Field) -> dict[str, Any]:
    """The drop-down of a field; other values are taken after a question, because other systems have others."""
    if not field.choices:
        return {}
    question = f"“{field.label}”一般从下拉框里选择，确定要填别的内容吗？"
    return {"validate": "list", "source": list(field.choices), "error_type": "warning", "error_message": question}


def mark_blank(sheet: Worksheet, area: tuple[int, int, int, int], field: Field, styles: Styles) -> None:
    """Colours what should be filled in, until it is."""
    if field.required or field.expected:
        style = styles.is_required if field.required else styles.is_expected
        sheet.conditional_format(*area, {"type": "blanks", "format": style})


def mark_proposal(sheet: Worksheet, place: Place, page: Page, path: str, value: object) -> None:
    """Colours a proposed value until the clerk changes it, and says in a comment what to do."""
    if path not in page.proposals:
        return
    cell, (start, length) = xl_rowcol_to_cell(*place), _fingerprint(value)
    formula = f'=AND(LEFT({cell},{len(start)})="{_quoted(start)}",LEN({cell})={length})'
    sheet.conditional_format(
        *place, *place, {"type": "formula", "criteria": formula, "format": page.styles.is_proposed}
    )
    sheet.write_comment(*place, page.proposals[path], {"author": "绩效", "x_scale": 1.6, "font_size": 9})


def _fingerprint(value: object) -> tuple[str, int]:
    """The start of a value as Excel sees it as text, and its length: enough to see that somebody changed it."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.split("\n", maxsplit=1)[0][:_COMPARED], len(text)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _find_date(text: str) -> datetime.date | None:
    """The date of a text that a date cell shows and is read as: 2019年10月18日, but not 2019/10/18."""
    match = _PLAIN_DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups())) if match and int(match[1]) > 1900 else None
    except ValueError:
        return None


def _write_amount(sheet: Worksheet, place: Place, amount: Decimal, styles: Styles) -> None:
    """Writes a number, or text with its unit where a number of Excel (15 digits) would not be the same amount."""
    if Decimal(f"{amount:.15g}") == amount:
        sheet.write_number(*place, amount, styles.amount)
    else:
        sheet.write_string(*place, format_amount(amount), styles.amount)
