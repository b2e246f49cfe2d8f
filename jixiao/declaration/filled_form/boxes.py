"""A table as a grid of boxes: what a reader of the paper sees, a merged cell as one.

Refuses to know where a table came from: a workbook's sheet, a Word document with its paragraphs as rows of one box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: Points of a line of 10-point type with its share of the cell's padding.
_LINE_HEIGHT = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """One cell or merged area, 0-based, ends included; ``cell`` is its place for a message ("Sheet1!C5").

    ``continues``: it begins a page and its text goes on with that of the box above, the last of the page before;
    ``repeats``: it begins a page and shows the same again.  ``hidden``: it lies under a merged area and is not seen.
    Two boxes are the same only if they are one object.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""
    cell: str = ""
    continues: bool = False
    repeats: bool = False
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        """True for a box that shows nothing."""
        return not self.text.strip()

    def overlaps_columns(self, other: Box) -> bool:
        """True where both stand above one another in at least one column."""
        return self.left <= other.right and other.left <= self.right


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of the pages: the rows that begin one, and the heights of rows in points."""

    starts: frozenset[int] = frozenset()
    heights: Mapping[int, float] = field(default_factory=dict)

    def height_of(self, box: Box) -> float:
        """The height of a box; 0 where the file does not say it."""
        return sum(self.heights.get(row, 0.0) for row in range(box.top, box.bottom + 1))


class FormSheet:
    """The boxes of one sheet or document, and which of them lie in a row.

    >>> sheet = FormSheet("表", [Box(0, 0, 0, 1, "项目期"), Box(0, 2, 0, 7, "2020年")])
    >>> [box.text for box in sheet.covering(0)]
    ['项目期', '2020年']
    """

    def __init__(self, name: str, boxes: Iterable[Box], pages: Pages | None = None) -> None:
        self.name = name
        self.pages = pages or Pages()
        self.boxes = tuple(sorted(boxes, key=lambda box: (box.top, box.left)))
        self._rows: dict[int, list[Box]] = {}
        for box in self.boxes:
            for row in range(box.top, box.bottom + 1) if not box.hidden else ():
                self._rows.setdefault(row, []).append(box)
        for row_boxes in self._rows.values():
            row_boxes.sort(key=lambda box: box.left)

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that have boxes, 0-based, top to bottom."""
        return sorted(self._rows)

    def covering(self, row: int) -> list[Box]:
        """The boxes that lie in a row, left to right, also those that begin above it."""
        return self._rows.get(row, [])

    def starting(self, row: int) -> list[Box]:
        """The boxes that begin in a row, left to right."""
        return [box for box in self.covering(row) if box.top == row]

    def find(self, row: int, column: int) -> Box | None:
        """The box over a place."""
        return next((box for box in self.covering(row) if box.left <= column <= box.right), None)

    def first_part(self, box: Box, characters_a_line: int = 0) -> Box:
        """The box that this one goes on with on another page, where a merged cell was divided; itself where not.

        A label is shown again, or left out where a part has no room for it; with ``characters_a_line`` that is asked.
        """
        above = self.find(box.top - 1, box.left) if box.top in self.pages.starts else None
        is_part = above is not None and self._is_part(above, box, characters_a_line)
        return self.first_part(above, characters_a_line) if above and is_part else box

    def last_row(self, box: Box) -> int:
        """The last row of a box, with its parts on further pages."""
        below = self._below(box)
        return self.last_row(below) if below and self._is_part(box, below, 0) else box.bottom

    def _below(self, box: Box) -> Box | None:
        return self.find(box.bottom + 1, box.left) if box.bottom + 1 in self.pages.starts else None

    def _is_part(self, above: Box, box: Box, characters_a_line: int) -> bool:
        if (above.left, above.right) != (box.left, box.right) or not box.is_blank:
            return (above.left, above.right, above.text) == (box.left, box.right, box.text)
        if above.is_blank or not characters_a_line:
            return True
        lines = -(-len(above.text) // characters_a_line)
        return self._least_height(above) < lines * _LINE_HEIGHT

    def _least_height(self, box: Box) -> float:
        """The height of a box or of a blank part below it, whichever is the lowest."""
        height, below = self.pages.height_of(box), self._below(box)
        return min(height, self._least_height(below)) if below and below.is_blank else height

    def stack(self, first: Box, bottom: int) -> tuple[Box, ...]:
        """A box and those of its width below it, down to a row, and further as long as a text goes on."""
        stacked = [first]
        while (below := self.find(stacked[-1].bottom + 1, first.left)) is not None:
            fits = (below.left, below.right) == (first.left, first.right)
            if not fits or not (below.continues or below.repeats or below.bottom <= bottom):
                break
            stacked.append(below)
        return tuple(stacked)

    def part(self, first: int, last: int) -> FormSheet:
        """The boxes that begin in the rows from ``first`` to ``last``."""
        return FormSheet(self.name, (box for box in self.boxes if first <= box.top <= last), self.pages)


def join_texts(boxes: Iterable[Box]) -> str:
    """The text of boxes one below the other: pieces of one text without anything between, others a line each."""
    text = ""
    for box in boxes:
        if box.repeats:
            continue
        text += box.text if box.continues or not text or not box.text else f"\n{box.text}"
    return text
