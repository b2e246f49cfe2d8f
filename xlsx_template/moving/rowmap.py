"""Where the rows of a template stand in the form: the one place that knows, asked by everything that moves.

Seen from outside a loop, a row in it is all its rows; seen from inside, it is the one of the same round.  A row that is
there in no round is nowhere, and a reference to it becomes one to the blank last row of the sheet: no value, no error.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from xlsx_template.formula.reference import MAX_ROW, Area, Corner
from xlsx_template.moving.ruler import Ruler
from xlsx_template.program.model import Instance, Iteration, Loop, RowProgram

_NOWHERE = MAX_ROW + 1

Span = tuple[int, int]
"""First and last row, 1-based, or first and last instance, 0-based."""

Heights = tuple[float, ...] | None


class RowMap:
    """Template rows and the rows of one form.

    Made in two steps: the instances are known first, their numbers when :meth:`place` learns how many rows each takes.
    """

    def __init__(self, rows: Sequence[RowProgram], instances: Sequence[Instance]) -> None:
        self.rows = rows
        self.instances = instances
        self.starts = [row.number for row in rows]
        self._last_template_row = rows[-1].number + rows[-1].span - 1 if rows else 0
        self._first, self._last = self._positions(0, len(instances))
        self._of_iteration: dict[int, tuple[list[int], list[int]]] = {}
        self._spans: dict[Span, Span | None] = {}
        self._totals: list[int] | None = None
        self.numbers: list[int] = []
        self.counts: list[int] = []
        self._heights: Sequence[Heights] | None = None
        self._default_height = 15.0
        self._delta = 0
        self.is_identity = False

    def _positions(self, start: int, end: int) -> tuple[list[int], list[int]]:
        first, last = [_NOWHERE] * len(self.rows), [-1] * len(self.rows)
        for position in range(start, end):
            index = self.instances[position].index
            if last[index] < 0:
                first[index] = position
            last[index] = position
        return first, last

    def place(
        self, counts: Sequence[int], heights: Sequence[Heights] | None = None, default_height: float = 15.0
    ) -> None:
        """Number the instances; ``counts`` says how many rows each takes: more than its own for very long text.

        ``heights`` are those of an instance's rows in points, None where the template's row stays as it is.
        """
        self.counts = list(counts)
        self._heights = heights
        self._default_height = default_height
        *self.numbers, after = accumulate(counts, initial=1)
        self._delta = after - 1 - self._last_template_row
        self.is_identity = (
            self.numbers == self.starts
            and self._delta == 0
            and all(instance.index == position for position, instance in enumerate(self.instances))
        )

    @cached_property
    def moved_from(self) -> int:
        """The first template row that may not stand where it was, once and as one row; rows above it do."""
        for position, program in enumerate(self.rows):
            is_once = self._first[position] == self._last[position] == position
            if not is_once or (self.numbers[position], self.counts[position]) != (program.number, program.span):
                return program.number
        return self._last_template_row + 1

    # ---------------------------------------------------------------------------------------------- spans

    def _indexes(self, first_row: int, last_row: int) -> tuple[int, int]:
        """The programs, first and behind the last, of template rows; rows of statements only have none."""
        left = bisect_right(self.starts, first_row) - 1
        if left < 0 or self.rows[left].number + self.rows[left].span <= first_row:
            left += 1
        return left, bisect_right(self.starts, last_row)

    def instance_span(self, first_row: int, last_row: int, iteration: Iteration | None = None) -> Span | None:
        """The first and last instance of template rows, in one round or (None) in all; None where there is none."""
        left, right = self._indexes(first_row, last_row)
        first, last = self._in_iteration(iteration) if iteration else (self._first, self._last)
        found = (min(first[left:right], default=_NOWHERE), max(last[left:right], default=-1))
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
        if found is None and last_row <= self._last_template_row:
            return None
        start = self._start(found[0], first_row) if found else self._below(self._last_template_row + 1)
        end = self._end(found[1], last_row) if found else 0
        return start, self._below(last_row) if last_row > self._last_template_row else end

    def _start(self, position: int, row: int) -> int:
        """The first row of an instance, or ``row`` of a run of rows that the part does not mention."""
        return self.numbers[position] + max(row - self.rows[self.instances[position].index].number, 0)

    def _end(self, position: int, row: int) -> int:
        program = self.rows[self.instances[position].index]
        if program.span > 1:
            return self.numbers[position] + min(row - program.number, program.span - 1)
        return self.numbers[position] + self.counts[position] - 1

    def _below(self, row: int) -> int:
        return row if row == MAX_ROW else min(row + self._delta, MAX_ROW)

    def runs(self, first_row: int, last_row: int) -> list[Span]:
        """The rows of the form that template rows became, without what lies between them; none where they are gone.

        The first of two rows that a loop repeats is every second row, where :meth:`span` gives all from first to last.
        """
        whole = self.span(first_row, last_row)
        found = None if self.is_identity else self.instance_span(first_row, min(last_row, self._last_template_row))
        if whole is None:
            return []
        left, right = self._indexes(first_row, last_row)
        goes_below = last_row > self._last_template_row
        if found is None or (found[0] == found[1] and not goes_below):
            return [whole]
        bottom = self.rows[right - 1].number + self.rows[right - 1].span - 1
        is_cut = first_row > self.rows[left].number or last_row < bottom
        is_block = not is_cut and self._count(left, right) == found[1] - found[0] + 1
        if is_block and (not goes_below or found[1] == len(self.instances) - 1):
            return [whole]
        pieces = [
            (self._start(position, first_row), self._end(position, last_row))
            for position in range(found[0], found[1] + 1)
            if left <= self.instances[position].index < right
        ]
        tail = [(self._below(self._last_template_row + 1), whole[1])] if goes_below else []
        return list(_joined([*pieces, *tail]))

    def _count(self, left: int, right: int) -> int:
        """How many instances the programs ``left`` to ``right`` (exclusive) have."""
        if self._totals is None:
            counts = [0] * len(self.rows)
            for instance in self.instances:
                counts[instance.index] += 1
            self._totals = list(accumulate(counts, initial=0))
        return self._totals[right] - self._totals[left]

    # ---------------------------------------------------------------------------------------------- loops

    def loop_holding(self, first_row: int, last_row: int) -> Loop | None:
        """The innermost loop that holds both template rows."""
        left, right = self._indexes(first_row, last_row)
        loop = self.rows[left].loop if left < right else None
        while loop is not None and not loop.holds(first_row, last_row):
            loop = loop.parent
        return loop

    def rounds(self, first_row: int, last_row: int) -> list[Iteration]:
        """The rounds, in order, of the innermost loop that holds both template rows; those without these rows not."""
        loop, found = self.loop_holding(first_row, last_row), self.instance_span(first_row, last_row)
        if loop is None or found is None:
            return []
        left, right = self._indexes(first_row, last_row)
        rounds: dict[int, Iteration] = {}
        for instance in self.instances[found[0] : found[1] + 1]:
            iteration = round_of(instance.iteration, loop)
            if iteration is not None and left <= instance.index < right:
                rounds[id(iteration)] = iteration
        return list(rounds.values())

    def round_at(self, row: int) -> Iteration | None:
        """The innermost round to which the first row that a template row became belongs."""
        found = self.instance_span(row, row)
        return self.instances[found[0]].iteration if found else None

    # ---------------------------------------------------------------------------------------------- heights

    @property
    def is_untouched(self) -> bool:
        """Whether every row is where it was and as high as it was."""
        return self.is_identity and not any(self._heights or ())

    @cached_property
    def template_ruler(self) -> Ruler:
        """The heights of the template's rows; those of statements only count with the default."""
        return Ruler(((row.number, self._height(row)) for row in self.rows if row.opening), self._default_height)

    @cached_property
    def form_ruler(self) -> Ruler:
        """The heights of the form's rows."""
        return Ruler(self._form_heights(), self._default_height)

    def _form_heights(self) -> Iterator[tuple[int, float]]:
        for position, instance in enumerate(self.instances):
            program, number = self.rows[instance.index], self.numbers[position]
            heights = self._heights[position] if self._heights else None
            if heights is not None:
                yield from enumerate(heights, number)
            elif program.opening:
                yield number, self._height(program)

    def _height(self, program: RowProgram) -> float:
        if program.is_hidden:
            return 0.0
        return self._default_height if program.height is None else program.height

    # ---------------------------------------------------------------------------------------------- areas

    def next_row(self, row: int) -> int:
        """The first row of the form at or below a template row: its own, or the one that took its place."""
        own = self.span(row, row)
        if own:
            return own[0]
        for program in self.rows[bisect_left(self.starts, row) :]:
            found = self.span(program.number, program.number)
            if found:
                return found[0]
        return self._below(self._last_template_row + 1)

    def next_template_row(self, first_row: int, last_row: int) -> int | None:
        """The template row, of these, that the first of them in the form comes from."""
        if self.is_identity or first_row > self._last_template_row:
            return first_row
        found = self.instance_span(first_row, last_row)
        return max(self.rows[self.instances[found[0]].index].number, first_row) if found else None

    def moved(self, area: Area) -> Area | None:
        """The rectangle of all the cells that an area became; None where its rows are gone.

        One cell stays one where its row is there once, even if that takes several rows for a very long text.
        """
        if not area.first.row or self.is_identity:
            return area
        found = self.span(area.first.row, area.end.row)
        if found is None:
            return None
        if area.last is None:
            instances = self.instance_span(area.first.row, area.first.row)
            if instances is None or instances[0] == instances[1] or self._is_one_row(*instances):
                return Area(area.first.at_row(found[0]))
        return placed(area, *found)

    def _is_one_row(self, first: int, last: int) -> bool:
        """Whether instances are those of one template row, the further ones there for a long text only."""
        return all(self.instances[position].goes_on for position in range(first + 1, last + 1))

    def exact(self, area: Area) -> list[Area]:
        """All the cells that an area became, and no others; none where its rows are gone."""
        if not area.first.row or self.is_identity:
            return [area]
        return [placed(area, *run) for run in self.runs(area.first.row, area.end.row)]


def round_of(iteration: Iteration | None, loop: Loop) -> Iteration | None:
    """The round of that loop among a round and those around it."""
    while iteration is not None and iteration.loop is not loop:
        iteration = iteration.parent
    return iteration


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, with those that touch made one."""
    start, end = spans[0]
    for first, last in spans[1:]:
        if first > end + 1:
            yield start, end
            start = first
        end = last
    yield start, end


def placed(area: Area, first: int, last: int) -> Area:
    """The area in other rows; a single cell that became several is all of them."""
    if area.last is None and first == last:
        return Area(area.first.at_row(first))
    return Area(area.first.at_row(first), area.end.at_row(last))


def nowhere(area: Area) -> Area:
    """A blank area of the same columns, for a reference whose rows are gone."""

    def corner(old: Corner) -> Corner:
        return old.at_row(MAX_ROW) if old.row else old

    return Area(corner(area.first), corner(area.last) if area.last else None)
