"""Cells by sheet, column and row, so that an area finds those in it without looking at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from xlsx_template.formula.reference import MAX_ROW, Area

CellKey = tuple[str, int, int]
"""Sheet, row and column of a cell of the form."""

Run = tuple[str, int, list[int]]
"""Sheet, column and rows that follow each other."""


class CellIndex:
    """A fixed set of cells."""

    def __init__(self, keys: Iterable[CellKey]) -> None:
        found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for sheet, row, column in keys:
            found[sheet][column].append(row)
        self._rows = {
            sheet: {column: sorted(rows) for column, rows in sorted(columns.items())}
            for sheet, columns in sorted(found.items())
        }

    def within(self, sheet: str, area: Area) -> Iterator[CellKey]:
        """The cells that lie in an area of a sheet."""
        first, end = area.first, area.end
        columns = self._rows.get(sheet, {})
        for column, rows in columns.items():
            if first.column and not first.column <= column <= end.column:
                continue
            start, stop = bisect_left(rows, first.row), bisect_right(rows, end.row or MAX_ROW)
            for row in rows[start:stop]:
                yield sheet, row, column

    def has_any(self, sheet: str, area: Area) -> bool:
        """Whether a cell lies in an area of a sheet."""
        return next(self.within(sheet, area), None) is not None

    def runs(self) -> Iterator[Run]:
        """All cells, as runs of neighbours below each other."""
        for sheet, columns in self._rows.items():
            for column, rows in columns.items():
                start = 0
                for place in range(1, len(rows) + 1):
                    if place == len(rows) or rows[place] != rows[place - 1] + 1:
                        yield sheet, column, rows[start:place]
                        start = place
