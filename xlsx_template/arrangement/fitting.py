"""How high the rows of a form must be for their texts.  Lengths are points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsx_template.layout import USABLE_ROW_HEIGHT, Box, fit_rows, overfull, split_heights
from xlsx_template.program.model import DynamicCell, Instance, Merge, RowProgram
from xlsx_template.values import NUMBERS, Styled, without_marks

RowHeights = tuple[float, ...]
"""The heights of the rows that an instance takes: several where a text needs more than one row may have."""


def value_height(cell: DynamicCell, value: Any) -> float:
    """The height that a value needs in its cell; a number takes one line, a blank nothing."""
    shown = value
    if value.__class__ is Styled:
        if value.picture is not None:
            return float(value.picture.row_height)
        shown = value.value
    if isinstance(shown, str):
        return cell.face.need(without_marks(shown) if cell.runs else shown) if shown else 0.0
    return 0.0 if shown is None else cell.face.need("0")


def fitted_heights(
    rows: Sequence[RowProgram], instances: Sequence[Instance], merges: Sequence[Merge]
) -> list[RowHeights | None]:
    """For every instance the heights of its rows, None where the template's row is high enough as it stands.

    ``merges`` are those over several instances; what one of them lacks is spread over its rows.
    """
    programs = [rows[instance.index] for instance in instances]
    in_merge = {(row, merge.left) for merge in merges for row in range(merge.first, merge.last + 1)}
    needs = [
        _row_need(program, instance, position, in_merge) if program.measured else program.minimum
        for position, (program, instance) in enumerate(zip(programs, instances, strict=True))
    ]
    boxes = [Box(merge.first, merge.last, merge.need) for merge in merges if merge.need]
    heights = fit_rows(needs, boxes)
    for box in overfull(boxes):
        heights[box.last_row] += max(box.height - sum(heights[box.first_row : box.last_row + 1]), 0)
    return [
        None if height <= program.kept_height and instance.slice is None else _taken(height)
        for program, instance, height in zip(programs, instances, heights, strict=True)
    ]


def _row_need(program: RowProgram, instance: Instance, position: int, in_merge: set[tuple[int, int]]) -> float:
    if instance.slice is not None:
        return instance.slice.height
    need, values = program.minimum, instance.values
    for index, heights, cell in program.measured:
        value = values[index]
        if value is None:
            continue
        if heights is not None and value.__class__ is str:
            height = heights[value]
        elif heights is not None and value.__class__ in NUMBERS:
            height = heights["0"]
        elif value.__class__ is Styled and (position, cell.column) in in_merge:
            continue
        else:
            height = value_height(cell, value)
        need = max(need, height)
    return need


def _taken(height: float) -> RowHeights:
    return (height,) if height <= USABLE_ROW_HEIGHT else tuple(split_heights(height))
