"""The data workbook of many projects: a sheet of ``many_heads`` each, whose first column is the project's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xlsx_template.formula.reference import column_letters

from ...declaration.context import form_context
from ...declaration.fields import (
    ALLOCATIONS,
    AMOUNT_FIELDS,
    EXECUTION,
    EXECUTION_SHEET,
    FUNDING,
    FUNDING_SHEET,
    GOALS,
    HISTORY_SHEET,
    INDICATOR_SHEET,
    INDICATORS,
    NARRATIVE,
    NARRATIVE_SHEET,
    PROJECT_SHEET,
    RESULT_FIELDS,
    RESULT_SHEET,
    Field,
)
from ...declaration.history import history_rows
from ...declaration.model import Project
from ..data_files.many_heads import (
    ALLOCATION_HEADS,
    EXECUTION_HEADS,
    FUND_AMOUNTS,
    FUNDING_HEADS,
    HISTORY_HEADS,
    INDICATOR_HEADS,
    INFO,
    KEY,
    NARRATIVE_HEADS,
    PROSE_NAME,
    RESULT_HEADS,
    SIDED_AMOUNTS,
    SIDES,
)
from .cells import Page
from .guide import write_guide
from .options import write_options
from .tables import HISTORY_WIDTHS, INDICATOR_WIDTHS, LAST_ROW, TableSheet, write_table
from .writing import written_workbook

_NAME_WIDTH = 24
#: What a drop-down of names asks about others: the sheet where they stand, and its column of them.
_PROJECTS = (PROJECT_SHEET, "A")
_INDICATORS = (INDICATOR_SHEET, column_letters(1 + [field.label for field in INDICATOR_HEADS].index("三级指标")))

Content = Mapping[str, Any]


def many_workbook(projects: Sequence[Project] = ()) -> bytes:
    """The bytes of a data workbook of those projects; none leaves it empty."""

    def write(page: Page) -> None:
        for table in _tables(projects):
            sheet = write_table(page, table)
            sheet.freeze_panes(1, 1)
            _add_rules(page, sheet, table)
        write_guide(page)
        write_options(page)

    return written_workbook("项目支出绩效目标申报数据表（多个项目）", write)


def _tables(projects: Sequence[Project]) -> Iterator[TableSheet]:
    contents = [form_context(project) for project in projects]
    info = [{**content, **content[GOALS]} for content in contents]
    prose = [_keyed(c, {**c[NARRATIVE], PROSE_NAME.label: c[NARRATIVE][KEY]}) for c in contents]
    indicators = [_keyed(c, row) for c in contents for row in c[INDICATORS]]
    allocations = [_keyed(c, row) for c in contents for row in c[NARRATIVE][ALLOCATIONS]]
    results = [_keyed(c, row) for c in contents for row in c[EXECUTION][INDICATORS]]
    history = [{**row, KEY: project.name} for project in projects for row in history_rows(project.history)]
    yield TableSheet(PROJECT_SHEET, INFO, info, widths=(_NAME_WIDTH,), filtered=True)
    yield _part(FUNDING_SHEET, FUNDING_HEADS, [_keyed(c, _amounts(c)) for c in contents])
    yield _part(INDICATOR_SHEET, INDICATOR_HEADS, indicators, INDICATOR_WIDTHS)
    yield _part(NARRATIVE_SHEET, NARRATIVE_HEADS, prose)
    yield _part(ALLOCATIONS, ALLOCATION_HEADS, allocations)
    yield _part(EXECUTION_SHEET, EXECUTION_HEADS, [_keyed(c, _spent(c[EXECUTION])) for c in contents])
    yield _part(RESULT_SHEET, RESULT_HEADS, results, (INDICATOR_WIDTHS[2],))
    if history:
        yield _part(HISTORY_SHEET, HISTORY_HEADS, history, HISTORY_WIDTHS)


def _part(name: str, fields: Sequence[Field], rows: Sequence[Content], widths: Sequence[float] = ()) -> TableSheet:
    """A sheet of parts, whose first column offers the projects there are."""
    rules = {KEY: _names_rule(_PROJECTS, "“项目信息”里没有这个项目名称，确定要用吗？")}
    if name == RESULT_SHEET:
        rules[RESULT_FIELDS[0].label] = _names_rule(_INDICATORS, "“绩效指标”里没有这个三级指标，确定要用吗？")
    return TableSheet(name, fields, rows, widths=(_NAME_WIDTH, *widths), filtered=True, rules=rules)


def _names_rule(place: tuple[str, str], question: str) -> dict[str, str]:
    """A drop-down of the names in a column of another sheet."""
    sheet, column = place
    source = f"={sheet}!${column}$2:${column}${LAST_ROW}"
    return {"validate": "list", "source": source, "error_type": "warning", "error_message": question}


def _keyed(content: Content, row: Content) -> dict[str, object]:
    return {**row, KEY: content[KEY]}


def _amounts(content: Content) -> dict[str, object]:
    return {head: content[FUNDING][side][label] for head, (side, label) in SIDED_AMOUNTS.items()}


def _spent(execution: Content) -> dict[str, object]:
    amounts = {head: execution[FUNDING][fund][label] for head, (fund, label) in FUND_AMOUNTS.items()}
    return {**execution, **amounts}


def _add_rules(page: Page, sheet: Worksheet, table: TableSheet) -> None:
    if table.name == PROJECT_SHEET:
        _mark_begun_rows(page, sheet)
    if table.name == FUNDING_SHEET:
        for side in range(len(SIDES)):
            _mark_wrong_totals(page, sheet, 1 + side * len(AMOUNT_FIELDS))


def _mark_begun_rows(page: Page, sheet: Worksheet) -> None:
    """Colours what a row that has been begun must or should hold; the first row while there is none."""
    last = column_letters(len(INFO))
    for column, field in enumerate(INFO):
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
