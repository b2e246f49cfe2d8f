"""Merges that cannot be right whatever the data is: refused where the template is compiled."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from xlsx_template.errors import TagError
from xlsx_template.formula.reference import cell_name
from xlsx_template.language.tags import CellTags
from xlsx_template.program.model import Loop, RowProgram, TallMerge

_MERGE = re.compile(r"\|\s*merge\b")


def find_mistakes(
    rows: Sequence[RowProgram],
    always: Sequence[bool],
    merges: Sequence[TallMerge],
    tagged: Mapping[tuple[int, int], CellTags],
) -> Iterator[TagError]:
    """What is wrong with the merges of a sheet; ``always`` says of each row whether no condition can drop it."""
    bodies = loop_bodies(rows)
    starts = [row.number for row in rows]
    for merge in merges:
        yield from _crossing(merge, bodies, starts)
    yield from _apart(rows, always, tagged)


def rows_text(rows: tuple[int, int]) -> str:
    """Rows as they are called in messages: ``第 2 行``, ``第 2 至 3 行``."""
    return f"第 {rows[0]} 行" if rows[0] == rows[1] else f"第 {rows[0]} 至 {rows[1]} 行"


def loop_bodies(rows: Sequence[RowProgram]) -> dict[int, tuple[int, int]]:
    """The first and last row that each loop repeats, without rows that hold nothing but its tags."""
    bodies: dict[int, tuple[int, int]] = {}
    for row in rows:
        loop: Loop | None = row.loop
        while loop is not None:
            first, _ = bodies.get(loop.id, (row.number, 0))
            bodies[loop.id] = (first, row.number)
            loop = loop.parent
    return bodies


def _crossing(merge: TallMerge, bodies: Mapping[int, tuple[int, int]], starts: Sequence[int]) -> Iterator[TagError]:
    """A merge with some rows of a loop but not all, and rows outside of it: each round would need a part of it."""
    area = merge.area
    left, right = bisect_left(starts, area.first.row), bisect_right(starts, area.end.row)
    if left >= right:
        return
    first, last = starts[left], starts[right - 1]
    for top, bottom in bodies.values():
        is_apart = last < top or bottom < first
        is_within, is_around = top <= first and last <= bottom, first <= top and bottom <= last
        if not (is_apart or is_within or is_around):
            yield TagError(
                f"合并单元格 {area} 有一部分在{rows_text((top, bottom))}的循环里、一部分在外面，无法随循环增减；"
                "请让它只含循环里的行，或把循环的行全部包含进去",
                cell=cell_name(area.first.row, area.first.column),
            )
            return


def _apart(
    rows: Sequence[RowProgram], always: Sequence[bool], tagged: Mapping[tuple[int, int], CellTags]
) -> Iterator[TagError]:
    """The filter ``merge`` in a loop whose rounds have another row, so that its cells are never neighbours."""
    fixed: dict[int, set[int]] = {}
    for row, is_always in zip(rows, always, strict=True):
        if row.loop is not None and is_always:
            fixed.setdefault(row.loop.id, set()).add(row.number)
    loops = {row.number: row.loop for row in rows}
    for (number, column), found in tagged.items():
        loop = loops.get(number)
        if loop is None or not found.expression or not _MERGE.search(found.expression):
            continue
        if fixed.get(loop.id, set()) - {number}:
            yield TagError(
                "merge 只能用在每项占一行的循环里，这个循环每项有几行；请把一项的内容放在同一行",
                cell=cell_name(number, column),
            )
