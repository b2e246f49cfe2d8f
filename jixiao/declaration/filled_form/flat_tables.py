"""The flat table of 预算管理一体化: one row an indicator, with unit, project, budget and goal before it.

A row without a project's name, or with the same, goes on with the project above.  All of it is the annual side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..cleaning import clean_text, squeeze_label
from ..fields import ANNUAL, FUNDING, GOALS, INDICATORS
from .boxes import Box, FormSheet, join_texts
from .funding import with_unit
from .indicator_tables import IndicatorTable, find_goal_row
from .indicators import known_heads, read_rows
from .labels import Label, find_label, find_unit
from .levels import clean_level
from .parts import Part, Path, Value, join_parts
from .rows import Row

_NAME = "项目名称"
_SEE_ABOVE = "（见上）"


@dataclass(slots=True)
class _Project:
    """The rows of one project, and the fields that stand before them."""

    name: str
    fields: dict[Box, list[Box]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def find_flat_table(sheet: FormSheet, tables: Sequence[IndicatorTable]) -> IndicatorTable | None:
    """The table whose head row also names 项目名称; None for a form of another kind."""
    return next((table for table in tables if any(_is_name(head) for head in _heads(sheet, table))), None)


def _is_name(head: Box) -> bool:
    label = find_label(head.text)
    return (label is not None and label.name == _NAME) or _is_unit_and_name(head)


def _is_unit_and_name(head: Box) -> bool:
    """True for the head of a column that holds the unit in one line and the project below it."""
    return squeeze_label(head.text) == "单位名称、项目名称"


def _heads(sheet: FormSheet, table: IndicatorTable) -> list[Box]:
    """The heads of fields: those before 一级指标."""
    return [box for box in sheet.covering(table.heads[0].top) if box.right < table.heads[0].left and not box.is_blank]


def read_flat_table(sheet: FormSheet, table: IndicatorTable) -> Iterator[Part]:
    """A part for each project of the table, in the order of its rows."""
    heads = {head: find_label(head.text) for head in _heads(sheet, table)}
    beside = {
        box: head
        for head in table.extras
        for row in table.rows
        if (box := sheet.find(row, head.left)) and not box.is_blank
    }
    kinds = [box for box, head in beside.items() if _is_kind(head, box)]
    extras = {box: (head.text, "") for box, head in beside.items() if box not in kinds}
    above = _read_goal_above(sheet, table)
    for index, project in enumerate(_iter_projects(sheet, table, list(heads))):
        labels = (*(head for head, label in heads.items() if label or _is_name(head)), *known_heads(table))
        own = [box for row in project.rows for cell in _cells(row) for box in cell]
        part = Part(tuple(_iter_values(project, heads)), (*labels, *own))
        yield join_parts([above, Part(labels=tuple(kinds), asides=extras), part]) if index == 0 else part


def _is_kind(head: Box, box: Box) -> bool:
    """True for 定量 and 定性 under 指标属性, which say what the value is anyway."""
    return squeeze_label(head.text) == "指标属性" and box.text.strip() in {"定量", "定性"}


def _read_goal_above(sheet: FormSheet, table: IndicatorTable) -> Part:
    """A goal that is too long for its column and stands in a row of its own over the indicators."""
    found = find_goal_row(sheet, max(head.bottom for head in table.heads) + 1)
    if found is None:
        return Part()
    name, label, text = found
    content = sheet.stack(text, label.bottom)
    return Part((Value((GOALS, name), join_texts(content), content),), (label,))


def _cells(row: Row) -> Iterator[tuple[Box, ...]]:
    yield row.level1.boxes
    for side in row.sides.values():
        yield from (side.level2.boxes, side.name.boxes, side.value.boxes)


def _iter_projects(sheet: FormSheet, table: IndicatorTable, heads: Sequence[Box]) -> Iterator[_Project]:
    project: _Project | None = None
    name_head = next(head for head in heads if _is_name(head))
    rows = {row.sides[ANNUAL].name.boxes[0].top: row for row in read_rows(sheet, table, (ANNUAL,)) if _has_name(row)}
    for number in table.rows:
        boxes = {head: box for head in heads if (box := sheet.find(number, head.left))}
        name = clean_text(boxes[name_head].text).text if name_head in boxes else ""
        if name and (project is None or name != project.name):
            if project:
                yield project
            project = _Project(name)
        if project is None:
            continue
        for head, box in boxes.items():
            stacked = project.fields.setdefault(head, [])
            if not box.is_blank and box.text not in {other.text for other in stacked}:
                stacked.append(box)
            elif not box.is_blank:
                project.fields.setdefault(box, [])  # the same again: understood, no further text
        if number in rows:
            project.rows.append(rows[number])
    if project:
        yield project


def _has_name(row: Row) -> bool:
    return ANNUAL in row.sides and bool(row.sides[ANNUAL].name.boxes)


def _iter_values(project: _Project, heads: dict[Box, Label | None]) -> Iterator[Value]:
    for head, label in heads.items():
        boxes = tuple(project.fields.get(head, ()))
        repeated = tuple(box for box in project.fields if box not in heads)
        if boxes and _is_unit_and_name(head):
            unit, _, name = join_texts(boxes).rpartition("\n")
            yield Value(("实施单位",), unit, (*boxes, *repeated))
            yield Value((_NAME,), name, boxes)
        if label is None or not boxes:
            continue
        text = join_texts(boxes)
        if label.kind == "goal" and text.strip() == _SEE_ABOVE:
            yield Value((GOALS, label.name), "", (*boxes, *repeated), label.rank)
            continue
        path: Path = (label.name,)
        if label.kind == "amount":
            path, text = (FUNDING, ANNUAL, label.name), with_unit(text, find_unit(head.text))
        elif label.kind == "goal":
            path = (GOALS, label.name)
        yield Value(path, text, (*boxes, *repeated), label.rank)
    yield Value((INDICATORS, ANNUAL), "")  # the side that the table has, filled or not
    for index, row in enumerate(project.rows):
        side = row.sides[ANNUAL]
        entries = (
            ("一级指标", clean_level(row.level1.text), row.level1.boxes),
            ("二级指标", clean_level(side.level2.text or row.level2.text), side.level2.boxes),
            ("三级指标", side.name.text, side.name.boxes),
            ("年度指标值", side.value.text, side.value.boxes),
        )
        for label_text, text, boxes in entries:
            if clean_text(text).text:
                yield Value((INDICATORS, index, label_text), text, boxes)
