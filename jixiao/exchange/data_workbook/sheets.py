"""The sheets of the data workbook of one project that are no plain tables: 项目信息, 资金, 项目文本."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...declaration.fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    GOAL_FIELDS,
    GOALS,
    NARRATIVE,
    NARRATIVE_FIELDS,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
    Field,
)
from .cells import Page, add_rule, add_sheet, choice_rule, mark_blank, mark_proposal, write_value
from .heights import fit_row
from .styles import SIZE, SMALL_SIZE

#: Characters: label, content, how to fill it in; together a portrait A4 page at four fifths of its size.
_WIDTHS = (22, 62, 42)
_HEAD = ("项目", "填写内容", "怎么填")
_ALLOCATION_ROWS = 8
#: Points: the least height of a row, and of one that prose will be typed into.
_SHORT, _LONG = 27, 66
#: Where the goals stand between the fields of a project, as on the form.
_BEFORE_GOALS = 9

Content = Mapping[str, Any]


def project_fields() -> tuple[tuple[Field, str], ...]:
    """The fields of 项目信息 in the order of the form, each with its path (总体目标.年度目标)."""
    fields = [(field, field.label) for field in PROJECT_FIELDS]
    goals = [(field, f"{GOALS}.{field.label}") for field in GOAL_FIELDS]
    return (*fields[:_BEFORE_GOALS], *goals, *fields[_BEFORE_GOALS:])


def write_project(page: Page, content: Content) -> None:
    """项目信息: label | content | how to fill it in."""
    sheet = add_sheet(page, PROJECT_SHEET, _WIDTHS)
    _write_labelled(page, sheet, project_fields(), {**content, **content[GOALS]})


def write_narrative(page: Page, content: Content) -> None:
    """项目文本: the prose, then the table 资金安排."""
    sheet = add_sheet(page, NARRATIVE_SHEET, _WIDTHS)
    narrative = content[NARRATIVE]
    fields = [(field, f"{NARRATIVE}.{field.label}") for field in NARRATIVE_FIELDS]
    row = _write_labelled(page, sheet, fields, narrative) + 1
    sheet.set_row(row, _SHORT)
    sheet.write(row, 0, ALLOCATIONS, page.styles.free_title)
    sheet.set_row(row + 1, _SHORT)
    sheet.write_row(row + 1, 0, [field.label for field in ALLOCATION_FIELDS], page.styles.head)
    _write_allocations(page, sheet, row + 2, narrative[ALLOCATIONS])


def hint_text(field: Field) -> str:
    """How a field is filled in: "必填。编制预算的年度，四位数字", and below it an example."""
    must = "必填。" if field.required else ""
    example = f"例：{field.example}" if field.example else ""
    return f"{must}{field.how}\n{example}".strip()


def _write_labelled(page: Page, sheet: Worksheet, fields: Sequence[tuple[Field, str]], content: Content) -> int:
    """Writes label | content | how to fill it in, and returns the next free row."""
    sheet.set_row(0, _SHORT)
    sheet.write_row(0, 0, _HEAD, page.styles.head)
    for row, (field, path) in enumerate(fields, start=1):
        value = content[field.label]
        sheet.write_string(row, 0, field.label, page.styles.label)
        write_value(sheet, (row, 1), field, value, page.styles)
        sheet.write_string(row, 2, hint_text(field), page.styles.hint)
        _fit(sheet, row, (field.label, value, hint_text(field)), _LONG if field.kind == "long_text" else _SHORT)
        add_rule(sheet, (row, 1, row, 1), field, choice_rule(field))
        mark_blank(sheet, (row, 1, row, 1), field, page.styles)
        mark_proposal(sheet, (row, 1), page, path, value)
    return len(fields) + 1


def _fit(sheet: Worksheet, row: int, texts: tuple[object, ...], least: float) -> None:
    fit_row(sheet, row, least, zip(texts, _WIDTHS, (SIZE, SIZE, SMALL_SIZE), strict=False))


def _write_allocations(page: Page, sheet: Worksheet, first: int, rows: Sequence[Content]) -> None:
    last = first + max(_ALLOCATION_ROWS, len(rows)) - 1
    for row in range(first, last + 1):
        content = rows[row - first] if row - first < len(rows) else {}
        for column, field in enumerate(ALLOCATION_FIELDS):
            value, path = content.get(field.label, ""), f"{NARRATIVE}.{ALLOCATIONS}[{row - first + 1}].{field.label}"
            write_value(sheet, (row, column), field, value, page.styles)
            mark_proposal(sheet, (row, column), page, path, value)
        _fit(sheet, row, tuple(content.get(field.label) for field in ALLOCATION_FIELDS), _SHORT)
    for column, field in enumerate(ALLOCATION_FIELDS):
        add_rule(sheet, (first, column, last, column), field, {})
