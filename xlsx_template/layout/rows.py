"""Heights of rows from what their cells need.

Excel fits no row that holds merged cells, and cuts what is higher than 409.5 pt without a word; LibreOffice fits them
in some cases only.  So every height is worked out here and written as the file's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

MAX_ROW_HEIGHT = 409.5  # Excel's limit in points
USABLE_ROW_HEIGHT = 409.0  # some programs round the limit down
PIXEL = 0.75  # points, at 96 dpi

_EPSILON = 1e-6


class Box(NamedTuple):
    """Text over rows ``first_row`` to ``last_row`` (0-based, inclusive) that needs ``height`` points in all."""

    first_row: int
    last_row: int
    height: float

    @property
    def span(self) -> int:
        """Number of rows: 1 for a cell that is not merged downwards."""
        return self.last_row - self.first_row + 1

    @property
    def room(self) -> float:
        """Points that its rows can give at most."""
        return self.span * USABLE_ROW_HEIGHT


def fit_rows(minimum: Sequence[float], boxes: Iterable[Box]) -> list[float]:
    """Heights of all rows in points, each at least its minimum, in which every box fits.

    >>> fit_rows([13.5, 13.5, 13.5], [Box(0, 0, 39.0), Box(0, 2, 90.0)])
    [46.5, 21.75, 21.75]

    Boxes of one row come first, then merges, those of fewer rows first; what a merge lacks is spread evenly over its
    rows.  No row is raised above 409 pt: a box of :func:`overfull` gets what its rows can give.
    """
    heights = list(minimum)
    merges = []
    for box in boxes:
        if box.first_row != box.last_row:
            merges.append(box)
        elif box.height > heights[box.first_row]:
            heights[box.first_row] = max(heights[box.first_row], min(box.height, USABLE_ROW_HEIGHT))
    merges.sort(key=lambda box: (box.last_row - box.first_row, box.first_row, -box.height))
    for box in merges:
        _stretch(heights, box)
    return heights


def overfull(boxes: Iterable[Box]) -> list[Box]:
    """The boxes that need more than 409 pt a row: they must be given more rows, or their text is cut."""
    return [box for box in boxes if box.height > USABLE_ROW_HEIGHT and box.height > box.room + _EPSILON]


def split_heights(needed: float) -> list[float]:
    """Heights of the rows, as few and as equal as can be, that together give ``needed`` points.

    >>> split_heights(300.0), split_heights(900.0)
    ([300.0], [300.0, 300.0, 300.0])
    """
    if needed <= USABLE_ROW_HEIGHT:
        return [needed]
    pixels = ceil(needed / PIXEL - _EPSILON)
    rows = ceil(pixels / int(USABLE_ROW_HEIGHT / PIXEL))
    share, rest = divmod(pixels, rows)
    return [(share + (row < rest)) * PIXEL for row in range(rows)]


def _stretch(heights: list[float], box: Box) -> None:
    """Raises the box's rows until it fits or all are full: whole pixels, evenly, full rows left out."""
    rows = range(box.first_row, box.last_row + 1)
    while (missing := box.height - sum(heights[box.first_row : box.last_row + 1])) > _EPSILON:
        room = sorted((row for row in rows if heights[row] < USABLE_ROW_HEIGHT), key=lambda row: -heights[row])
        if not room:
            return
        share, rest = divmod(ceil(missing / PIXEL - _EPSILON), len(room))
        for place, row in enumerate(room):
            # The odd pixels go to the lowest rows.
            step = (share + (place >= len(room) - rest)) * PIXEL
            heights[row] = min(heights[row] + step, USABLE_ROW_HEIGHT)
