"""Where a reference goes in a formula that a loop repeats: as in a formula that was copied down in Excel.

The rows of a form as a whole are :mod:`xlsx_template.moving.rowmap`; here they are seen from one round of a loop.
"""

from __future__ import annotations

from bisect import bisect_left

from xlsx_template.formula.reference import Area, Corner
from xlsx_template.moving.rowmap import RowMap, placed, round_of
from xlsx_template.program.model import Iteration


def moved_within(rows: RowMap, area: Area, iteration: Iteration) -> Area | None:
    """What an area became, seen from a row in that round; None where its rows are gone.

    A relative row is that of the same round.  An absolute one is anchored as in a formula that was copied down: one
    cell ``I$14`` is the first of its column, ``I$14:I14`` runs from the first to this one, ``I$14:I$14`` is all.
    A relative row right above the loop is the row before this round (``=I13+H14``, a running total), again as in a
    formula copied down.  Rows farther off, and areas that lie outside as a whole, stay what the template names.
    """
    if not area.first.row or rows.is_identity:
        return area
    if area.last is None:
        return _cell_within(rows, area, iteration)
    first, end = _holding(area.first, iteration), _holding(area.end, iteration)
    if first is None and end is None:
        return rows.moved(area)
    whole = rows.span(area.first.row, area.end.row)
    if whole is None:
        return None
    common = iteration_of(area.first.row, area.end.row, iteration)
    shared = rows.span(area.first.row, area.end.row, common)
    start, stop = shared or (None, None)
    if first is not None and first is not common:
        start = (rows.span(area.first.row, first.loop.last_row, first) or (start,))[0]
    if end is not None and end is not common:
        stop = (rows.span(end.loop.first_row, area.end.row, end) or (stop, stop))[1]
    start = whole[0] if area.first.row_absolute else _row_before(rows, area.first, iteration) or start
    stop = whole[1] if area.end.row_absolute else stop
    return placed(area, start, max(start, stop)) if start and stop else None


def is_same_in_rounds(area: Area, iteration: Iteration | None) -> bool:
    """Whether an area surely becomes the same in all rounds of a loop and of those around it: a total below them."""
    if not area.first.row or iteration is None:
        return True
    return all(corner.row_absolute and _holding(corner, iteration) is None for corner in (area.first, area.end))


def _cell_within(rows: RowMap, area: Area, iteration: Iteration) -> Area | None:
    before, holding = _row_before(rows, area.first, iteration), _holding(area.first, iteration)
    if before is not None:
        return Area(area.first.at_row(before))
    if holding is None:
        return rows.moved(area)
    found = rows.span(area.first.row, area.first.row, None if area.first.row_absolute else holding)
    return Area(area.first.at_row(found[0])) if found else None


def _row_before(rows: RowMap, corner: Corner, iteration: Iteration) -> int | None:
    """The row above a round, for a relative row right above its loop; None for others and for a first round."""
    within: Iteration | None = None if corner.row_absolute else iteration
    while within is not None:
        body = bisect_left(rows.starts, within.loop.first_row)
        above = rows.rows[body - 1] if body else None
        if corner.row >= rows.starts[body]:
            return None
        if above is None or above.number + above.span - 1 <= corner.row:
            return _row_of(rows, within.start - 1) if _is_later_round(rows, within) else None
        within = within.parent
    return None


def _row_of(rows: RowMap, position: int) -> int:
    """The row that holds an instance's values: of several rows of a gap the last, of a long text the first."""
    while rows.instances[position].goes_on:
        position -= 1
    return rows.numbers[position] + rows.rows[rows.instances[position].index].span - 1


def _is_later_round(rows: RowMap, iteration: Iteration) -> bool:
    previous = round_of(rows.instances[iteration.start - 1].iteration, iteration.loop) if iteration.start else None
    return previous is not None and previous is not iteration and previous.parent is iteration.parent


def iteration_of(first_row: int, last_row: int, iteration: Iteration | None) -> Iteration | None:
    """The innermost of a round and those around it whose loop holds both template rows."""
    while iteration is not None and not iteration.loop.holds(first_row, last_row):
        iteration = iteration.parent
    return iteration


def _holding(corner: Corner, iteration: Iteration) -> Iteration | None:
    return iteration_of(corner.row, corner.row, iteration)
