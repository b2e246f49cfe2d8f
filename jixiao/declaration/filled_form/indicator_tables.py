"""Where the indicators of a form stand: the head row, the columns of each side, the rows below.

A head row names 三级指标 and 指标值 and a level.  Its rows reach as far as the label 绩效指标 beside them, or, where
that is not merged, down to the next label of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..form_labels import EXTRA, LEVEL1, LEVEL2, NAME, NAME_OR_EXTRA, RELATION, UNIT, VALUE
from .boxes import Box, FormSheet
from .labels import find_column, find_label


@dataclass(frozen=True, slots=True)
class SideColumns:
    """The head boxes of one side; None for a column it does not have."""

    level2: Box | None = None
    name: Box | None = None
    value: Box | None = None
    relation: Box | None = None
    unit: Box | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """One table of indicators; ``heading`` is the label beside it, ``extras`` are columns without a field.

    ``is_framed``: the heading is merged over all rows, so its author groups rows by merging.
    """

    heads: tuple[Box, ...]
    heading: Box | None
    level1: Box | None
    sides: tuple[SideColumns, ...]
    extras: tuple[Box, ...]
    rows: tuple[int, ...]
    is_framed: bool


def iter_indicator_tables(sheet: FormSheet) -> Iterator[IndicatorTable]:
    """The tables of a sheet, top to bottom; a head row that is repeated begins another."""
    end = -1
    for row in sheet.rows:
        if row > end and (columns := find_columns(sheet, row)):
            table = _build(sheet, row, columns)
            end = table.rows[-1] if table.rows else row
            yield table


def find_columns(sheet: FormSheet, row: int) -> list[tuple[str, Box]]:
    """The head boxes of a row with what each heads, left to right; none where it is no head row."""
    found = [(box, find_column(box.text)) for box in sheet.covering(row)]
    start = next((index for index, (_, role) in enumerate(found) if role in {LEVEL1, LEVEL2}), None)
    if start is None:
        return []
    # 绩效指标 before the levels is the heading beside the table, after them it may be the name.
    right = found[start:]
    fitting = EXTRA if any(role == NAME for _, role in right) else NAME
    columns = [(fitting if role == NAME_OR_EXTRA else role or EXTRA, box) for box, role in right if not box.is_blank]
    return columns if {NAME, VALUE} <= {role for role, _ in columns} else []


def _build(sheet: FormSheet, row: int, columns: Sequence[tuple[str, Box]]) -> IndicatorTable:
    level1 = next((box for role, box in columns if role == LEVEL1), None)
    first = columns[0][1]
    heading = sheet.find(row, first.left - 1)
    heading = heading if heading and not heading.is_blank else None
    rows = tuple(_iter_rows(sheet, row, columns, heading))
    return IndicatorTable(
        heads=tuple(box for _, box in columns),
        heading=heading,
        level1=level1,
        sides=tuple(_split_sides(columns)),
        extras=tuple(box for role, box in columns if role == EXTRA),
        rows=rows,
        is_framed=heading is not None and bool(rows) and sheet.last_row(heading) == rows[-1],
    )


def _split_sides(columns: Sequence[tuple[str, Box]]) -> Iterator[SideColumns]:
    """The sides: a second 二级, 三级 or 指标值 begins another, which shares what it does not name itself."""
    side = SideColumns()
    for index, (role, box) in enumerate(columns):
        if role == LEVEL2 and (side.level2 or side.name):
            yield side
            side = SideColumns(level2=box)
        elif role == NAME and side.name:
            yield side
            side = SideColumns(level2=side.level2, name=box)
        elif role == RELATION and side.value and _next_part(columns[index + 1 :]) == VALUE:
            yield side
            side = SideColumns(level2=side.level2, name=side.name, relation=box)
        elif role == VALUE and side.value:
            yield side
            side = SideColumns(level2=side.level2, name=side.name, value=box)
        else:
            side = _with_column(side, role, box)
    yield side


def _next_part(columns: Sequence[tuple[str, Box]]) -> str:
    """The first of the columns by which sides differ."""
    return next((role for role, _ in columns if role in {LEVEL2, NAME, VALUE}), "")


def _with_column(side: SideColumns, role: str, box: Box) -> SideColumns:
    attribute = {LEVEL2: "level2", NAME: "name", VALUE: "value", RELATION: "relation", UNIT: "unit"}.get(role)
    return replace(side, **{attribute: box}) if attribute else side


def _iter_rows(
    sheet: FormSheet, head_row: int, columns: Sequence[tuple[str, Box]], heading: Box | None
) -> Iterator[int]:
    first = max(box.bottom for _, box in columns) + 1
    last = max(sheet.rows)
    is_bounded = heading is not None and sheet.last_row(heading) >= first
    if heading is not None and is_bounded:
        last = sheet.last_row(heading)
    for row in range(first, last + 1):
        if row == first and not is_bounded and find_goal_row(sheet, row):
            continue
        if find_columns(sheet, row) and not _is_same_row(sheet, row, head_row):
            return
        if not is_bounded and not _is_indicator_row(sheet, row, [box for _, box in columns]):
            return
        yield row


def find_goal_row(sheet: FormSheet, row: int) -> tuple[str, Box, Box] | None:
    """A goal across the whole table, over the indicators of the flat table: which it is, its label and its text."""
    boxes = sheet.starting(row)
    label = find_label(boxes[0].text) if len(boxes) == 2 else None
    return (label.name, boxes[0], boxes[1]) if label and label.kind == "goal" else None


def _is_same_row(sheet: FormSheet, row: int, head_row: int) -> bool:
    return sheet.covering(row) == sheet.covering(head_row)


def _is_indicator_row(sheet: FormSheet, row: int, heads: Sequence[Box]) -> bool:
    """True for a row whose boxes keep to the columns of the heads and that no label of the form begins."""
    boxes = sheet.covering(row)
    if not boxes or not any(box.overlaps_columns(head) for box in boxes for head in heads):
        return False
    first = next((box for box in boxes if not box.is_blank), None)
    if first is not None and first.left < heads[-1].left and _begins_another_part(first):
        return False
    wide = [box for box in boxes if sum(box.overlaps_columns(head) for head in heads) > 2]
    return not any(not box.is_blank for box in wide) and not (len(boxes) == 1 and len(heads) > 1)


def _begins_another_part(box: Box) -> bool:
    label = find_label(box.text)
    return label is not None and (label.kind in {"field", "goal", "heading"} or box.text.rstrip().endswith(("：", ":")))
