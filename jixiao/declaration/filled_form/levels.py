"""The levels of the indicators of a form: which 一级指标 and 二级指标 hold for each row.

Levels hold for every row they are merged over.  Where a form merges nothing and names a level on the first row of its
group only, blank levels go on with the one above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from ..taxonomy import is_known_level, normalise_level1, normalise_level2
from .boxes import FormSheet
from .rows import Cell, Row

#: What a line of a level's column takes at least.
LEVEL_CHARACTERS = 4
_POINTS = re.compile(r"\s*(?:[（(][^（）()]*[）)]\s*分|[（(][^（）()]*分[）)])$")


def fill_levels(sheet: FormSheet, rows: Sequence[Row], *, is_framed: bool) -> list[Row]:
    """The rows with blank levels filled from above, where the form names a level once and merges nothing.

    A form made by merging has at most one group without a level in each group above it; a second blank box there is
    the sign of a form that names levels once.
    """
    filled = _fill_level1(sheet, rows, is_framed)
    entries = [(_key(sheet, row.level1), _level2_key(sheet, row), _has_level2(row)) for row in filled]
    if _is_named_once(entries, is_framed):
        filled = list(_iter_level2_filled(filled))
    return [part for row in filled for part in _split_level2(row)]


def _fill_level1(sheet: FormSheet, rows: Sequence[Row], is_framed: bool) -> list[Row]:
    entries = [("", _key(sheet, row.level1), bool(row.level1.text.strip())) for row in rows]
    if not _is_named_once(entries, is_framed):
        return list(rows)
    above = accumulate(rows, lambda last, row: row if row.level1.text.strip() else replace(row, level1=last.level1))
    return list(above)


def _iter_level2_filled(rows: Iterable[Row]) -> Iterator[Row]:
    """Each side's 二级指标 from above within the same 一级指标."""
    above: dict[str, Cell] = {}
    level1 = ""
    for row in rows:
        if (own := normalise_level1(row.level1.text)) != level1:
            above, level1 = {}, own
        above |= {name: side.level2 for name, side in row.sides.items() if side.level2.text.strip()}
        sides = {name: replace(side, level2=above.get(name, side.level2)) for name, side in row.sides.items()}
        yield replace(row, sides=sides)


def _split_level2(row: Row) -> Iterator[Row]:
    """The row with its 二级指标; as two rows where the sides name different ones."""
    filled = {name: side for name, side in row.sides.items() if not side.is_blank}
    named = {name: side.level2 for name, side in (filled or row.sides).items() if side.level2.text.strip()}
    if len({normalise_level2(cell.text) for cell in named.values()}) > 1:
        for name, side in filled.items():
            yield replace(row, level2=side.level2, sides={name: side})
        return
    anywhere = [side.level2 for side in row.sides.values() if side.level2.text.strip()]
    yield replace(row, level2=next(iter([*named.values(), *anywhere]), Cell()))


def _is_named_once(entries: Sequence[tuple[object, object, bool]], is_framed: bool) -> bool:
    """True where blank boxes (parent, box, is filled) can only mean the level above."""
    blanks: dict[object, set[object]] = {}
    filled = False
    for parent, key, is_filled in entries:
        filled = filled or is_filled
        if filled and not is_filled:
            blanks.setdefault(parent, set()).add(key)
    most = max((len(keys) for keys in blanks.values()), default=0)
    return most > 1 or (most == 1 and not is_framed)


def _key(sheet: FormSheet, cell: Cell) -> object:
    return tuple(id(sheet.first_part(box, LEVEL_CHARACTERS)) for box in cell.boxes)


def _has_level2(row: Row) -> bool:
    return any(side.level2.text.strip() for side in row.sides.values())


def _level2_key(sheet: FormSheet, row: Row) -> object:
    return tuple(_key(sheet, side.level2) for side in row.sides.values())


def clean_level(text: str) -> str:
    """A level without points that a form adds: ``clean_level("成本指标（20分）") == "成本指标"``; others as typed."""
    short = _POINTS.sub("", text)
    return short if short != text and is_known_level(short) else text
