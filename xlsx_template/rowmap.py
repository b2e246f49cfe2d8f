"""Where the rows of a template stand in the form: the one place that knows, asked by everything that moves.

Seen from outside a loop, a row in it is all its rows; seen from inside, it is the one of the same round.  A row that is
there in no round is nowhere, and a reference to it becomes one to the blank last row of the sheet: no value, no error.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from xlsx_template.program import Instance, Iteration, RowProgram
from xlsx_template.reference import MAX_ROW, Area, Corner

_NOWHERE = MAX_ROW + 1

Span = tuple[int, int]
"""First and last row, 1-based, or first and last instance, 0-based."""


class RowMap:
    """Template rows and the rows of one form.

    Made in two steps: the instances are known first, their numbers when :meth:`place` learns how many rows each takes.
    """

    def __init__(self, rows: Sequence[RowProgram], instances: Sequence[Instance]) -> None:
        self._rows = rows
        self.instances = instances
        self._starts = [row.number for row in rows]
        self._last_template_row = rows[-1].number + rows[-1].span - 1 if rows else 0
        self._first, self._last = self._positions(0, len(instances))
        self._of_iteration: dict[int, tuple[list[int], list[int]]] = {}
        self._spans: dict[Span, Span | None] = {}
        self.numbers: list[int] = []
        self.counts: list[int] = []
        self._delta = 0
        self.is_identity = False

    def _positions(self, start: int, end: int) -> tuple[list[int], list[int]]:
        first, last = [_NOWHERE] * len(self._rows), [-1] * len(self._rows)
        for position in range(start, end):
            index = self.instances[position].index
            if last[index] < 0:
                first[index] = position
            last[index] = position
        return first, last

    def place(self, counts: Sequence[int]) -> None:
        """Number the instances; ``counts`` says how many rows each takes: more than its own for very long text."""
        self.counts = list(counts)
        self.numbers, number = [], 1
        for count in counts:
            self.numbers.append(number)
            number += count
        self._delta = number - 1 - self._last_template_row
        self.is_identity = len(self.instances) == len(self._rows) and self._delta == 0

    # ---------------------------------------------------------------------------------------------- spans

    def instance_span(self, first_row: int, last_row: int, iteration: Iteration | None = None) -> Span | None:
        """The first and last instance of template rows, in one round or (None) in all; None where there is none."""
        left = bisect_right(self._starts, first_row) - 1
        right = bisect_right(self._starts, last_row)
        first, last = self._in_iteration(iteration) if iteration else (self._first, self._last)
        found = (min(first[max(left, 0) : right], default=_NOWHERE), max(last[max(left, 0) : right], default=-1))
        return found if found[1] >= 0 else None

    def _in_iteration(self, iteration: Iteration) -> tuple[list[int], list[int]]:
        key = id(iteration)
        if key not in self._of_iteration:
            self._of_iteration[key] = self._positions(iteration.start, iteration.end)
        return self._of_iteration[key]

    def span(self, first_row: int, last_row: int, iteration: Iteration | None = None) -> Span | None:
        """The first and last row of the form that template rows became; None where they are gone."""
        if self.is_identity:
            return first_row, last_row
        if iteration is not None:
            return self._span(first_row, last_row, iteration)
        key = (first_row, last_row)
        if key not in self._spans:
            self._spans[key] = self._span(first_row, last_row, None)
        return self._spans[key]

    def _span(self, first_row: int, last_row: int, iteration: Iteration | None) -> Span | None:
        if first_row > self._last_template_row:
            return self._below(first_row), self._below(last_row)
        found = self.instance_span(first_row, last_row, iteration)
        if last_row > self._last_template_row:
            start = self.numbers[found[0]] if found else self._below(self._last_template_row + 1)
            return start + self._offset(found[0], first_row) if found else start, self._below(last_row)
        if found is None:
            return None
        start = self.numbers[found[0]] + self._offset(found[0], first_row)
        return start, self._end(found[1], last_row)

    def _offset(self, position: int, row: int) -> int:
        """How far ``row`` lies below the first row of a run of rows that the part does not mention."""
        return max(row - self._rows[self.instances[position].index].number, 0)

    def _end(self, position: int, row: int) -> int:
        program = self._rows[self.instances[position].index]
        if program.span > 1:
            return self.numbers[position] + min(row - program.number, program.span - 1)
        return self.numbers[position] + self.counts[position] - 1

    def _below(self, row: int) -> int:
        return row if row == MAX_ROW else min(row + self._delta, MAX_ROW)

    # ---------------------------------------------------------------------------------------------- areas

    def first_row(self, row: int) -> int | None:
        """The first row of the form that a template row became, or None."""
        found = self.span(row, row)
        return found[0] if found else None

    def next_span(self, row: int) -> Span:
        """The rows of the first template row below ``row`` that is still there."""
        for program in self._rows[bisect_right(self._starts, row) :]:
            found = self.span(program.number, program.number)
            if found:
                return found
        return self._below(self._last_template_row + 1), self._below(self._last_template_row + 1)

    def moved(self, area: Area) -> Area | None:
        """All the cells that an area became; None where its rows are gone."""
        if not area.first.row or self.is_identity:
            return area
        found = self.span(area.first.row, area.end.row)
        return _area(area, *found) if found else None

    def anchored(self, area: Area) -> Area | None:
        """As :meth:`moved`, but a single cell stays one: the first it became.  For rules relative to a first cell."""
        found = self.moved(area)
        return Area(found.first) if found and area.last is None else found

    def moved_within(self, area: Area, iteration: Iteration) -> Area | None:
        """What an area became, seen from a row in that round.

        A relative row is that of the same round.  An absolute one is anchored as in a formula that was copied down: one
        cell ``I$14`` is the first of its column, ``I$14:I14`` runs from the first to this one, ``I$14:I$14`` is all.
        """
        first, end = area.first, area.end
        if not first.row:
            return area
        within: Iteration | None = iteration
        while within is not None and not within.loop.holds(first.row, end.row):
            within = within.parent
        if within is None:
            return self.moved(area)
        whole, own = self.span(first.row, end.row), self.span(first.row, end.row, within)
        if whole is None or own is None:
            return None
        if area.last is None:
            return Area(first.at_row(whole[0] if first.row_absolute else own[0]))
        start = whole[0] if first.row_absolute else own[0]
        return _area(area, start, whole[1] if end.row_absolute else own[1])


def _area(area: Area, first: int, last: int) -> Area:
    if area.last is None and first == last:
        return Area(area.first.at_row(first))
    return Area(area.first.at_row(first), area.end.at_row(last))


def nowhere(area: Area) -> Area:
    """A blank area of the same columns, for a reference whose rows are gone."""

    def corner(old: Corner) -> Corner:
        return old.at_row(MAX_ROW) if old.row else old

    return Area(corner(area.first), corner(area.last) if area.last else None)
