"""How far down a sheet a row stands, for what is anchored by its size.  Points from the top edge of row 1."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

EMU_PER_POINT = 12_700  # ECMA-376 part 1, 20.1.2.1


@dataclass(frozen=True, slots=True)
class Marker:
    """An edge of a drawing: so many EMU below the top of a row, 0-based (ECMA-376 part 1, 20.5.2.15)."""

    row_index: int
    offset: int = 0


class Ruler:
    """The heights of a sheet's rows, summed up; rows that it is not told of have the default height."""

    def __init__(self, heights: Iterable[tuple[int, float]], default: float) -> None:
        """``heights`` gives the number of a row, 1-based and ascending, and its height in points."""
        self._default = default
        self._indexes, self._tops = [0], [0.0]  # below the last of them all rows have the default height
        for number, height in heights:
            top = self._top(number - 1)
            if number - 1 > self._indexes[-1]:
                self._indexes.append(number - 1)
                self._tops.append(top)
            self._indexes.append(number)
            self._tops.append(top + height)

    def _top(self, row_index: int) -> float:
        at = bisect_right(self._indexes, row_index) - 1
        if at + 1 < len(self._indexes) and self._indexes[at + 1] == self._indexes[at] + 1:
            return self._tops[at]
        return self._tops[at] + (row_index - self._indexes[at]) * self._default

    def distance(self, marker: Marker) -> float:
        """Points from the top edge of the sheet; an offset beyond its row counts as the row's bottom edge."""
        top, bottom = self._top(marker.row_index), self._top(marker.row_index + 1)
        return min(top + marker.offset / EMU_PER_POINT, bottom)

    def marker(self, distance: float) -> Marker:
        """The place so many points from the top edge of the sheet."""
        at = bisect_right(self._tops, distance) - 1
        index, rest = self._indexes[at], distance - self._tops[at]
        is_single = at + 1 < len(self._indexes) and self._indexes[at + 1] == index + 1
        if not is_single and self._default:
            rows = int(rest // self._default)
            index, rest = index + rows, rest - rows * self._default
        return Marker(index, round(rest * EMU_PER_POINT))
