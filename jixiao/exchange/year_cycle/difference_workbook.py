"""The sheet 修改对照: a field a row, what was, what is, and the changes marked within the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...declaration.difference import Change
from ..data_workbook.cells import Page, set_up_print
from ..data_workbook.heights import fit_row
from ..data_workbook.writing import written_workbook
from .comparing import Comparison
from .summary_styles import SIZE, SummaryStyles

_TITLE = "修改对照表"
_HEADS = (("项目", 24), ("栏目", 24), ("原来", 36), ("现在", 36), ("修改（红色划线为删去，蓝色为新增）", 52))
_WIDTHS = tuple(width for _, width in _HEADS)
_LEAST_HEIGHT = 22  # points
_LONGEST = 32_767  # characters a cell: Excel specifications and limits
_FIRST = 2


def difference_workbook(comparisons: Sequence[Comparison]) -> bytes:
    """The bytes of the workbook; the same changes give the same bytes."""

    def write(page: Page) -> None:
        styles = SummaryStyles(page.workbook)
        marks = _marks(page)
        sheet = page.workbook.add_worksheet(_TITLE)
        sheet.merge_range(0, 0, 0, len(_HEADS) - 1, _TITLE, styles.title)
        sheet.set_row(0, 34)
        for column, (label, width) in enumerate(_HEADS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, label, styles.head)
        for row, (project, change) in enumerate(_rows(comparisons), start=_FIRST):
            _write_row(sheet, row, project, change, styles, marks)
        sheet.freeze_panes(_FIRST, 0)
        sheet.repeat_rows(1)
        set_up_print(sheet, landscape=True)

    return written_workbook(_TITLE, write)


def _rows(comparisons: Sequence[Comparison]) -> list[tuple[str, Change]]:
    rows = []
    for comparison in comparisons:
        if comparison.only:
            old, new = ("有", "") if comparison.only == "原来" else ("", "有")
            rows.append((comparison.project, Change("整个项目", old, new)))
        rows += [(comparison.project, change) for change in comparison.changes]
    return rows


def _write_row(  # noqa: PLR0913, PLR0917 - a row of a table
    sheet: Worksheet, row: int, project: str, change: Change, styles: SummaryStyles, marks: dict[str, Format]
) -> None:
    texts = (project, change.field, change.old, change.new)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text[:_LONGEST], styles.text)
    parts: list[Any] = [part for kind, text in change.segments for part in (marks[kind], text)]
    if len(parts) > 2 and len(change.old) + len(change.new) <= _LONGEST:
        sheet.write_rich_string(row, len(texts), *parts, styles.text)
    else:
        sheet.write_string(row, len(texts), parts[1][:_LONGEST], _alone(change, styles))
    shown = (*texts, change.old + change.new)
    fit_row(sheet, row, _LEAST_HEIGHT, ((text, width, SIZE) for text, width in zip(shown, _WIDTHS, strict=True)))


def _alone(change: Change, styles: SummaryStyles) -> Format:
    """The format of a change that is nothing but an addition or a removal."""
    return styles.added if not change.old else styles.removed if not change.new else styles.text


def _marks(page: Page) -> dict[str, Format]:
    add = page.workbook.add_format
    common = {"font_name": "宋体", "font_size": SIZE}
    return {
        "same": add(common),
        "removed": add(common | {"font_color": "#C00000", "font_strikeout": True}),
        "added": add(common | {"font_color": "#0000C0", "underline": 1}),
    }
