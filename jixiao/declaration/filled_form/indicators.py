"""The indicators of a form, from its tables: two sides beside each other, one below the other, or one side alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..cleaning import clean_text
from ..fields import ANNUAL, INDICATORS, MID_TERM, RELATION_COLUMN
from ..indicator_joining import PrintedRow, PrintedSide, join_sides
from ..taxonomy import is_known_level, normalise_level2
from .boxes import Box, FormSheet, join_texts
from .indicator_tables import IndicatorTable, SideColumns
from .labels import find_column, find_label, find_side
from .levels import LEVEL_CHARACTERS, clean_level, fill_levels
from .parts import Part, Value
from .rows import Cell, Row, SideRow

#: In the column of signs, no sign: 定性, 定量（其他）.
_NO_SIGN = re.compile("定性|定量(?:（其他）)?")
#: Points.
_DIVIDED_HEIGHT = 200.0


def read_indicators(
    sheet: FormSheet, tables: Sequence[IndicatorTable], taken: set[Box], present: tuple[bool, bool]
) -> Part:
    """绩效指标 of all tables of one form; ``present`` are the sides with goals or money, ``taken`` is read already."""
    rows = [row for table in tables for row in read_rows(sheet, table, side_names(sheet, table, taken))]
    sides = {name for table in tables for name in side_names(sheet, table, taken)}
    held = [Value((INDICATORS, side), "") for side in sorted(sides)]  # which sides the form has, filled or not
    if any(side.relation for table in tables for side in table.sides):
        held.append(Value((INDICATORS, RELATION_COLUMN), ""))
    values = (*held, *_iter_values(_merge_stacked(rows), present))
    above = [box for table in tables for side in table.sides if (box := _side_above(sheet, side, taken))]
    return Part(values, (*above, *_iter_labels(sheet, tables, rows)), _asides(sheet, tables, rows))


def side_names(sheet: FormSheet, table: IndicatorTable, taken: set[Box]) -> tuple[str, ...]:
    """Which side each side of a table is: what its heads, the box above or the heading says, else left is 中期."""
    names = [_named_side(sheet, side, taken) for side in table.sides]
    if len(names) == 1:
        heading = find_side(table.heading.text) if table.heading else None
        return (names[0] or heading or _caption_side(sheet, table, taken) or ANNUAL,)
    return tuple(name or (MID_TERM if index == 0 else ANNUAL) for index, name in enumerate(names))


def _named_side(sheet: FormSheet, side: SideColumns, taken: set[Box]) -> str | None:
    own = next((found for head in (side.value, side.name) if head and (found := find_side(head.text))), None)
    above = None if own else _side_above(sheet, side, taken)
    return find_side(above.text) if above else own


def _side_above(sheet: FormSheet, side: SideColumns, taken: set[Box]) -> Box | None:
    """The box over the heads of a side that names it; a name that both sides share has none."""
    for head in (side.name, side.relation, side.value):
        above = sheet.find(head.top - 1, head.left) if head else None
        if above and above not in taken and find_side(above.text):
            return above
    return None


def _caption_side(sheet: FormSheet, table: IndicatorTable, taken: set[Box]) -> str | None:
    """The side named in the row above a table: 长期绩效指标."""
    above = [box for box in sheet.covering(table.heads[0].top - 1) if box not in taken]
    return next((side for box in above if (side := find_side(box.text))), None)


# ---------------------------------------------------------------------------------------------------- rows


def read_rows(sheet: FormSheet, table: IndicatorTable, names: Sequence[str]) -> list[Row]:
    """The rows of a table, a text that goes on over several rows as one."""
    groups = _logical_rows(sheet, table)
    rows = [_read_row(sheet, table, names, first, last) for first, last in groups]
    return fill_levels(sheet, rows, is_framed=table.is_framed)


def _logical_rows(sheet: FormSheet, table: IndicatorTable) -> list[tuple[int, int]]:
    """The first and last row of each indicator, also of one whose row a page's end divided."""
    sides = [[head for head in (side.name, side.value) if head] for side in table.sides]
    groups: list[tuple[int, int]] = []
    for row in table.rows:
        boxes = [box for heads in sides for head in heads if (box := sheet.find(row, head.left)) and box.top == row]
        goes_on = not boxes or any(box.continues or box.repeats for box in boxes)
        if groups and (goes_on or any(_is_divided(sheet, row, heads) for heads in sides)):
            groups[-1] = (groups[-1][0], row)
        else:
            groups.append((row, row))
    return groups


def _is_divided(sheet: FormSheet, row: int, heads: Sequence[Box]) -> bool:
    """True where a page's end divides an indicator: its name or value is shown again, the other goes on.

    No row is higher than 409 points (Excel's limit), so what is divided stood in at least two of half of that; two
    indicators of such length one after the other that share one of both are not to be expected.
    """
    boxes = [box for head in heads if (box := sheet.find(row, head.left)) and box.top == row]
    above = [box for head in heads if (box := sheet.find(row - 1, head.left))]
    if row not in sheet.pages.starts or len(boxes) != len(heads) or len(above) != len(heads) or len(heads) < 2:
        return False
    is_high = all(sheet.pages.height_of(box) >= _DIVIDED_HEIGHT for box in (*boxes, *above))
    equal = [box.text == other.text and not box.is_blank for box, other in zip(boxes, above, strict=True)]
    return is_high and any(equal) and not all(equal)


def _read_row(sheet: FormSheet, table: IndicatorTable, names: Sequence[str], first: int, last: int) -> Row:
    used: set[Box] = set()
    level1 = _read_level(sheet, table.level1, first, last, used)
    sides: dict[str, SideRow] = {}
    for name, columns in zip(names, table.sides, strict=True):
        shared = set(used)  # a name that both sides share is read for each
        level2 = _read_level(sheet, columns.level2, first, last, shared)
        label = read_cell(sheet, columns.name, first, last, shared)
        value = _read_value(sheet, columns, first, last, shared)
        used |= {box for cell in (level2, value) for box in cell.boxes}
        # What is merged over several rows of the other side is one indicator and stands in the first of them.
        begins = any(box.top >= first for box in (*label.boxes, *value.boxes))
        sides[name] = SideRow(level2, label, value) if begins else SideRow(level2)
    return Row(level1, Cell(), _without_shared_name(table, sides))


def _without_shared_name(table: IndicatorTable, sides: dict[str, SideRow]) -> dict[str, SideRow]:
    """The sides of a table with one name for both: a side without a value is blank where the other has one."""
    is_shared = len({side.name for side in table.sides}) < len(table.sides)
    if not is_shared or not any(side.value.text.strip() for side in sides.values()):
        return sides
    return {name: side if side.value.text.strip() else SideRow(side.level2) for name, side in sides.items()}


def _read_level(sheet: FormSheet, head: Box | None, first: int, last: int, used: set[Box]) -> Cell:
    """What stands under a level's head, also where a page's end divided its box and the part shows nothing."""
    cell = read_cell(sheet, head, first, last, used)
    if head is None or cell.text.strip() or not cell.boxes:
        return cell
    above = sheet.first_part(cell.boxes[0], LEVEL_CHARACTERS)
    return cell if above is head or above.is_blank else replace(cell, text=above.text)


def read_cell(sheet: FormSheet, head: Box | None, first: int, last: int, used: set[Box]) -> Cell:
    """What stands under a head: one box, or several beside each other where the head is wider."""
    if head is None:
        return Cell()
    boxes = [box for box in sheet.covering(first) if box.overlaps_columns(head) and box not in used]
    boxes = [box for box in boxes if box.left >= head.left or box.left <= head.left <= box.right]
    stacks = [sheet.stack(box, last) if last > first else (box,) for box in boxes]
    filled = [stack for stack in stacks if any(not box.is_blank for box in stack)]
    text = "".join(_join_stack(sheet, stack) for stack in filled)
    found = tuple(box for stack in filled or stacks[:1] for box in stack)
    used.update(found)
    return Cell(text, found)


def _join_stack(sheet: FormSheet, stack: Sequence[Box]) -> str:
    """The text of a box and its parts on further pages, where it is shown again or goes on."""
    marked = [stack[0]]
    for above, box in pairwise(stack):
        is_part = box.top in sheet.pages.starts and not box.continues
        is_same = box.text == above.text
        marked.append(replace(box, repeats=is_same, continues=not is_same) if is_part else box)
    return join_texts(marked)


def _read_value(sheet: FormSheet, columns: SideColumns, first: int, last: int, used: set[Box]) -> Cell:
    """The value with its sign and unit where those have columns of their own."""
    relation = read_cell(sheet, columns.relation, first, last, used)
    value = read_cell(sheet, columns.value, first, last, used)
    unit = read_cell(sheet, columns.unit, first, last, used)
    if not columns.relation and not columns.unit:
        return value
    return Cell(join_value(relation.text, value.text, unit.text), (*value.boxes, *relation.boxes, *unit.boxes))


def join_value(relation: str, value: str, unit: str) -> str:
    """The value as one text: ``join_value("≥", "95", "%") == "≥95%"``; 定性 is no sign and is left out."""
    sign = "" if _NO_SIGN.fullmatch(relation.strip()) else relation.strip()
    bare = value.strip()
    if not bare:
        return ""
    return (sign if not bare.startswith(sign) else "") + bare + ("" if bare.endswith(unit.strip()) else unit.strip())


# --------------------------------------------------------------------------------------------- to the data


def _merge_stacked(rows: Sequence[Row]) -> list[Row]:
    """Rows of two tables, one a side, with those of the same levels and name as one row."""
    merged: list[Row] = []
    for row in rows:
        (name, side), *others = row.sides.items()
        match = None if others else next((i for i, other in enumerate(merged) if _is_other_half(row, other)), None)
        if match is None:
            merged.append(row)
        else:
            merged[match] = replace(merged[match], sides={**merged[match].sides, name: side})
    return merged


def _is_other_half(row: Row, other: Row) -> bool:
    ((name, side),) = row.sides.items()
    if name in other.sides or len(other.sides) != 1:
        return False
    (opposite,) = other.sides.values()
    levels = (clean_level(row.level1.text), clean_level(row.level2.text))
    return (
        levels == (clean_level(other.level1.text), clean_level(other.level2.text))
        and opposite.name.text.strip() == side.name.text.strip() != ""
    )


def _iter_values(rows: Sequence[Row], present: tuple[bool, bool]) -> Iterator[Value]:
    printed = [_printed(row) for row in rows]
    filled = (
        present[0] or any(row.mid_term.value for row in printed),
        present[1] or any(row.annual.value for row in printed),
    )
    for index, joined in enumerate(join_sides(printed, filled)):
        row = rows[joined.row]
        mid_term, annual = row.side(MID_TERM), row.side(ANNUAL)
        named = [side.name for side in (mid_term, annual) if _text(side.name) == joined.name]
        entries = (
            ("一级指标", clean_level(row.level1.text), row.level1.boxes),
            ("二级指标", clean_level(row.level2.text), row.level2.boxes),
            ("三级指标", joined.name, tuple(box for cell in named for box in cell.boxes)),
            ("中期指标值", joined.mid_term_value, mid_term.value.boxes),
            ("年度指标值", joined.annual_value, annual.value.boxes),
            ("年度三级指标", joined.annual_name, annual.name.boxes),
        )
        for label, text, boxes in entries:
            if text:
                yield Value((INDICATORS, index, label), text, boxes)


def _printed(row: Row) -> PrintedRow:
    mid_term, annual = row.side(MID_TERM), row.side(ANNUAL)
    return PrintedRow(
        clean_level(row.level1.text),
        clean_level(row.level2.text),
        PrintedSide(_text(mid_term.name), _text(mid_term.value)),
        PrintedSide(_text(annual.name), _text(annual.value)),
    )


def _text(cell: Cell) -> str:
    return clean_text(cell.text).text


def _iter_labels(sheet: FormSheet, tables: Iterable[IndicatorTable], rows: Iterable[Row]) -> Iterator[Box]:
    for table in tables:
        yield from known_heads(table)
        if table.heading and (find_label(table.heading.text) or find_side(table.heading.text)):
            beside = {sheet.find(row, table.heading.left) for row in table.rows}
            yield from (box for box in beside if box and sheet.first_part(box) is table.heading)
            yield table.heading
    for row in rows:
        for cell in (row.level1, row.level2, *(side.level2 for side in row.sides.values())):
            yield from (box for box in cell.boxes if _is_level_of(box, row))


def _is_level_of(box: Box, row: Row) -> bool:
    """True for a known level, also where no indicator stands beside it, and for the same level on the other side."""
    text = normalise_level2(box.text)
    is_same = text in {normalise_level2(row.level1.text), normalise_level2(row.level2.text)}
    return is_known_level(clean_level(box.text)) or (is_same and not all(side.is_blank for side in row.sides.values()))


def known_heads(table: IndicatorTable) -> tuple[Box, ...]:
    """The heads that are labels; one that is not known is content, and is listed like what stands below it."""
    return tuple(head for head in table.heads if find_column(head.text))


def _asides(sheet: FormSheet, tables: Iterable[IndicatorTable], rows: Iterable[Row]) -> dict[Box, tuple[str, str]]:
    """What stands in columns without a field, and levels with points, of which only the level is taken."""
    found: dict[Box, tuple[str, str]] = {}
    for table in tables:
        for head in table.extras:
            for row in table.rows:
                box = sheet.find(row, head.left)
                if box and not box.is_blank and box not in table.heads:
                    found[box] = (head.text, "")
    for row_read in rows:
        for cell in (row_read.level1, row_read.level2):
            if clean_level(cell.text) != cell.text:
                found |= dict.fromkeys(cell.boxes, ("", "只取了指标名称。"))
    return found
