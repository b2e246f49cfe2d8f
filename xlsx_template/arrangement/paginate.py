"""A laid-out sheet on pages: rows that grow to use them, and the rows at which they break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, pairwise

from xlsx_template.layout import PIXEL, USABLE_ROW_HEIGHT
from xlsx_template.layout.pages import SAFETY, Block, Paper, break_pages
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.program.model import RowProgram
from xlsx_template.sheet.page_setup import PageSetup

MAX_GROWTH = 1.5  # a row that fills its page stays recognisable as a row of text

Heights = list[tuple[float, ...]]
"""For every instance the heights in points of the rows it takes."""


class Pages:
    """The pages of one sheet of a form; ``blocks`` are merges over several instances, in instances.

    What an instance of several rows holds is kept together too, as long as it fits a page.
    """

    def __init__(
        self, heights: Heights, setup: PageSetup, rows: RowMap, blocks: Iterable[Block], *, is_balanced: bool = False
    ) -> None:
        self._heights = heights
        self._starts = list(accumulate(map(len, heights), initial=0))
        """For every instance, and for the end, the position of its first row among all rows."""
        self._flat = list(chain.from_iterable(heights))
        self._titles = _title_positions(setup, rows)
        self._paper = paper_of(heights, setup, rows)
        starts = self._starts
        self._blocks = [Block(starts[b.first], starts[b.last + 1] - 1, b.text) for b in blocks]
        if len(self._flat) > len(heights):
            self._blocks += _blocks_of_rows(heights, starts, rows)
        forced = [starts[span[0]] for row in setup.forced if (span := rows.instance_span(row, row))]
        self._pieces = [p for p, instance in enumerate(rows.instances) if instance.slice is not None]
        forced += [starts[position] for position in self._pieces if rows.instances[position].goes_on]
        self.breaks = break_pages(self._flat, self._paper, self._blocks, forced, is_balanced=is_balanced)
        """The positions, among all rows of the form, of those that begin a page."""

    def grown(self, programs: Sequence[RowProgram]) -> Heights:
        """The heights with the rows of every page raised to use it, none by more than half.

        Title rows, hidden rows, rows that the template does not mention and pieces of a text stay as they are.
        """
        fixed = {*self._titles, *self._pieces}
        growing = [
            program.may_grow and position not in fixed
            for position, (program, taken) in enumerate(zip(programs, self._heights, strict=True))
            for _ in taken
        ]
        factors = [self._factor(start, end, growing) for start, end in self._spans()]
        flat = self._raised(growing, factors)
        return [tuple(flat[start:end]) for start, end in pairwise(self._starts)]

    def _spans(self) -> Iterator[tuple[int, int]]:
        return pairwise([0, *self.breaks, len(self._flat)])

    def _factor(self, start: int, end: int, growing: Sequence[bool]) -> float:
        """By how much the growing rows of a page may grow."""
        room = (self._paper.first if start == 0 else self._paper.further) * SAFETY
        movable = sum(compress(self._flat[start:end], growing[start:end]))
        spare = room - sum(self._flat[start:end])
        return min(MAX_GROWTH, 1 + spare / movable) if movable and spare > 0 else 1.0

    def _raised(self, growing: Sequence[bool], factors: Sequence[float]) -> list[float]:
        """The heights grown in whole pixels, never above what a row may have."""
        flat = list(self._flat)
        for (start, end), factor in zip(self._spans(), factors, strict=True):
            for row in compress(range(start, end), growing[start:end]):
                grown = min(int(flat[row] * factor / PIXEL) * PIXEL, USABLE_ROW_HEIGHT)
                flat[row] = max(flat[row], grown)
        return flat


def _blocks_of_rows(heights: Heights, starts: Sequence[int], rows: RowMap) -> Iterator[Block]:
    """What holds the rows together that a template row takes because of a long text; rows of a gap hold nothing."""
    for position, taken in enumerate(heights):
        if len(taken) > 1 and rows.rows[rows.instances[position].index].span == 1:
            yield Block(starts[position], starts[position + 1] - 1, sum(taken))


def room_at_least(setup: PageSetup) -> float:
    """The points of rows that every page takes, however high its titles are."""
    return setup.height / 2 * SAFETY


def paper_of(heights: Sequence[tuple[float, ...]], setup: PageSetup, rows: RowMap) -> Paper:
    """What the pages take; ``heights`` are those of the rows of every instance."""
    repeated = sum(sum(heights[position]) for position in _title_positions(setup, rows))
    return Paper(setup.height, max(setup.height - repeated, setup.height / 2))


def _title_positions(setup: PageSetup, rows: RowMap) -> range:
    span = rows.instance_span(*setup.titles) if setup.titles else None
    return range(span[0], span[1] + 1) if span else range(0)
