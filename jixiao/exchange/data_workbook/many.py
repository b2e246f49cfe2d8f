"""The data workbook of many projects: a project a row on 项目信息, 资金 and 项目文本; others name it in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xlsx_template.formula.reference import column_letters

from ...declaration.context import form_context
from ...declaration.fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    AMOUNT_FIELDS,
    ANNUAL,
    FUNDING,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GOALS,
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
from ...declaration.model import Project
from .cells import Page
from .guide import write_guide
from .options import write_options
from .tables import INDICATOR_WIDTHS, LAST_ROW, TableSheet, write_table
from .writing import written_workbook

_NAME = PROJECT_FIELDS[1]
#: The name stands first, because it stays in sight; the sheets of parts say with it whose row it is.
_INFO = (_NAME, *(field for field in (*PROJECT_FIELDS, *GOAL_FIELDS) if field is not _NAME))
_KEY = Field(_NAME.label, "name", how="选“项目信息”里填过的项目名称；同一项目可以有许多行")
_OWN_NAME = next(field for field in NARRATIVE_FIELDS if field.label == _NAME.label)
_PROSE_NAME = Field("项目文本的项目名称", "prose_name", how=_OWN_NAME.how)
_SIDES = (MID_TERM, ANNUAL)
_AMOUNTS = tuple(
    Field(f"{side}{field.label}", field.attribute, "amount", how=f"{side}：{field.how}，万元", example=field.example)
    for side in _SIDES
    for field in AMOUNT_FIELDS
)

Content = Mapping[str, Any]


def many_workbook(projects: Sequence[Project] = ()) -> bytes:
    """The bytes of a data workbook of those projects; none leaves it empty."""
    contents = [form_context(project) for project in projects]

    def write(page: Page) -> None:
        for table in _tables(contents):
            sheet = write_table(page, table)
            sheet.freeze_panes(1, 1)
            _add_rules(page, sheet, table)
        write_guide(page)
        write_options(page)

    return written_workbook("项目支出绩效目标申报数据表（多个项目）", write)


def _tables(contents: Sequence[Content]) -> Iterator[TableSheet]:
    prose = (_KEY, _PROSE_NAME, *(field for field in NARRATIVE_FIELDS if field is not _OWN_NAME))
    info = [{**content, **content[GOALS]} for content in contents]
    texts = [_keyed(c, {**c[NARRATIVE], _PROSE_NAME.label: c[NARRATIVE][_NAME.label]}) for c in contents]
    indicators = [_keyed(c, row) for c in contents for row in c[INDICATORS]]
    allocations = [_keyed(c, row) for c in contents for row in c[NARRATIVE][ALLOCATIONS]]
    yield TableSheet(PROJECT_SHEET, _INFO, info, widths=(24,), filtered=True)
    yield _part(FUNDING_SHEET, (_KEY, *_AMOUNTS), [_keyed(c, _amounts(c)) for c in contents])
    yield _part(INDICATOR_SHEET, (_KEY, *INDICATOR_FIELDS), indicators, (24, *INDICATOR_WIDTHS))
    yield _part(NARRATIVE_SHEET, prose, texts)
    yield _part(ALLOCATIONS, (_KEY, *ALLOCATION_FIELDS), allocations)


def _part(name: str, fields: Sequence[Field], rows: Sequence[Content], widths: Sequence[float] = (24,)) -> TableSheet:
    """A sheet of parts, whose first column offers the projects there are."""
    source = f"={PROJECT_SHEET}!$A$2:$A${LAST_ROW}"
    question = "“项目信息”里没有这个项目名称，确定要用吗？"
    rule = {"validate": "list", "source": source, "error_type": "warning", "error_message": question}
    return TableSheet(name, fields, rows, widths=widths, filtered=True, rules={_KEY.label: rule})


def _keyed(content: Content, row: Content) -> dict[str, object]:
    return {**row, _NAME.label: content[_NAME.label]}


def _amounts(content: Content) -> dict[str, object]:
    return {f"{side}{field.label}": content[FUNDING][side][field.label] for side in _SIDES for field in AMOUNT_FIELDS}


def _add_rules(page: Page, sheet: Worksheet, table: TableSheet) -> None:
    if table.name == PROJECT_SHEET:
        _mark_begun_rows(page, sheet)
    if table.name == FUNDING_SHEET:
        for side in range(len(_SIDES)):
            _mark_wrong_totals(page, sheet, 1 + side * len(AMOUNT_FIELDS))


def _mark_begun_rows(page: Page, sheet: Worksheet) -> None:
    """Colours what a row that has been begun must or should hold; the first row while there is none."""
    last = column_letters(len(_INFO))
    for column, field in enumerate(_INFO):
        if field.required or field.expected:
            style = page.styles.is_required if field.required else page.styles.is_expected
            begun = f'AND({column_letters(column + 1)}2="",OR(ROW()=2,COUNTA($A2:${last}2)>0))'
            rule = {"type": "formula", "criteria": f"={begun}", "format": style}
            sheet.conditional_format(1, column, LAST_ROW - 1, column, rule)


def _mark_wrong_totals(page: Page, sheet: Worksheet, column: int) -> None:
    """Colours a total that is not the sum of the sources behind it."""
    total = f"${column_letters(column + 1)}2"
    sources = f"${column_letters(column + 2)}2:${column_letters(column + len(AMOUNT_FIELDS))}2"
    numeric = f"COUNT({sources})>0,COUNT({sources})=COUNTA({sources}),COUNT({total})=1"
    rule = f"=AND({numeric},ABS({total}-SUM({sources}))>=0.0000011)"
    area = (1, column, LAST_ROW - 1, column)
    sheet.conditional_format(*area, {"type": "formula", "criteria": rule, "format": page.styles.is_wrong})
