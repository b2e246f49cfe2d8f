"""Where pages break: as few pages as can be, no text cut, no line left alone, merged blocks kept together.

A page breaks between rows only.  A merge over several rows that goes on over a page's end is divided there, with its
text on both pages, so each part must have room for it.  The last row (the line to be signed) stays with the one above.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

SAFETY = 0.985  # of a page's height: programs round rows to pixels of their own
_PAGE = 1e4
_CROSSED = 10.0
_WIDOW = 1e6
_SEARCHED = 20_000  # rows for which the best breaks are searched: some 0.5 s
_STEPS_BACK = 50  # rows that may move to the next page where nothing is searched
_CUT = 1e9
_ROUNDING = 1e-6  # points


class Block(NamedTuple):
    """A merge over the rows ``first`` to ``last`` (0-based) whose text needs ``text`` points."""

    first: int
    last: int
    text: float


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page takes: points of rows on the first page, and on each further one, where titles repeat."""

    first: float
    further: float


def break_pages(
    heights: Sequence[float],
    paper: Paper,
    blocks: Iterable[Block] = (),
    forced: Iterable[int] = (),
    *,
    is_balanced: bool = False,
) -> list[int]:
    """The rows (0-based) that begin a new page, the first row of all left out; empty where one page takes all.

    >>> break_pages([300.0, 300.0, 300.0, 30.0], Paper(700.0, 700.0))
    [2]

    Among the ways with the fewest pages the one is taken that crosses the fewest merges and then fills pages most
    evenly, the last one too if ``is_balanced``.  A row higher than a page gets one of its own.  ``forced`` are rows
    that begin a page in any case.
    """
    edges = [0.0, *accumulate(heights)]
    if edges[-1] <= paper.first * SAFETY and not forced:
        return []
    rows = _Rows(edges, paper, _break_costs(edges, blocks), is_balanced)
    starts = [0, *sorted(row for row in set(forced) if 0 < row < len(heights)), len(heights)]
    breaks: list[int] = []
    for begin, end in pairwise(starts):
        breaks += [*_break_part(rows, begin, end), end]
    return breaks[:-1]


Way = dict[int, tuple[float, int]]
"""For a row that may begin a page: the least cost of the pages above it, and the row with which the last began."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows to be broken: their edges in points, the room of a page, what a break before each row costs."""

    edges: Sequence[float]
    paper: Paper
    costs: Sequence[float]
    is_balanced: bool

    def room(self, start: int) -> float:
        """The points that a page beginning with that row takes."""
        return (self.paper.further if start else self.paper.first) * SAFETY

    def furthest(self, start: int, end: int) -> int:
        """The row behind the last that fits a page beginning with ``start``; a page has one row at least."""
        return min(max(bisect_right(self.edges, self.edges[start] + self.room(start)) - 1, start + 1), end)


def _break_part(rows: _Rows, begin: int, end: int) -> list[int]:
    """The best breaks between two forced ones: the cheapest way over the rows at which a page may end.

    Ways with as few pages as can be leave little to try.  Only where each of them would cut a text or leave the last
    row alone are all ways looked at.  A sheet of so many rows that nobody prints it to be signed is broken as it comes.
    """
    if end - begin > _SEARCHED:
        return _full_pages(rows, begin, end)
    way = _leanest_way(rows, begin, end)
    if way[end][0] >= _WIDOW:
        way = {begin: (0.0, begin)}
        for row in range(begin + 1, end + 1):
            way[row] = _cheapest(rows, way, range(begin, row), row, is_last=row == end)
    breaks, row = [], way[end][1]
    while row > begin:
        breaks.append(row)
        row = way[row][1]
    return breaks[::-1]


def _full_pages(rows: _Rows, begin: int, end: int) -> list[int]:
    """Breaks after as many rows as a page takes, a few less where a text would be cut."""
    breaks, start = [], begin
    while (furthest := rows.furthest(start, end)) < end:
        tried = range(furthest, max(start, furthest - _STEPS_BACK), -1)
        start = next((row for row in tried if rows.costs[row] < _CUT), furthest)
        breaks.append(start)
    return breaks


def _leanest_way(rows: _Rows, begin: int, end: int) -> Way:
    way: Way = {begin: (0.0, begin)}
    starts: Sequence[int] = [begin]
    firsts = _first_starts(rows, begin, end)
    while end not in way:
        furthest = rows.furthest(starts[-1], end)
        reached = [end] if furthest == end else range(max(starts[-1] + 1, firsts.pop()), furthest + 1)
        for row in reached:
            way[row] = _cheapest(rows, way, starts, row, is_last=row == end)
        starts = reached
    return way


def _first_starts(rows: _Rows, begin: int, end: int) -> list[int]:
    """The first row that each page but the first may begin with, from the last page to the second: or pages lack."""
    pages, start = 0, begin
    while start < end:
        start, pages = rows.furthest(start, end), pages + 1
    firsts, foot = [], end
    for _ in range(pages - 1):
        reaching = bisect_left(rows.edges, rows.edges[foot] - rows.room(foot) - _ROUNDING)
        foot = max(min(reaching, foot - 1), begin + 1)
        firsts.append(foot)
    return firsts


def _cheapest(rows: _Rows, way: Way, starts: Sequence[int], row: int, *, is_last: bool) -> tuple[float, int]:
    """The least cost up to ``row`` with a page that begins with one of ``starts``, and the row it begins with."""
    edges, foot = rows.edges, rows.edges[row]
    own = _PAGE + (0.0 if is_last else rows.costs[row])
    least, chosen = float("inf"), starts[-1]
    for start in reversed(starts):
        room = rows.room(start)
        spare = room - foot + edges[start]
        if spare < 0 and row - start > 1:
            break
        cost = way[start][0] + own + (0.0 if spare < 0 or (is_last and not rows.is_balanced) else (spare / room) ** 2)
        if cost < least:
            least, chosen = cost, start
    return least, chosen


def _break_costs(edges: Sequence[float], blocks: Iterable[Block]) -> list[float]:
    """What it costs to begin a page with each row: little for a divided merge, very much for a part that cuts its text.

    A merge begun on an earlier page has a whole page, so only the rows near its ends have to be looked at.
    """
    count = len(edges) - 1
    costs = [0.0] * (count + 1)
    if count > 1:
        costs[count - 1] = _WIDOW
    for block in blocks:
        top, bottom = edges[block.first], edges[block.last + 1]
        for row in range(block.first + 1, block.last + 1):
            has_room = min(edges[row] - top, bottom - edges[row]) >= block.text
            costs[row] += _CROSSED if has_room else _CUT
    return costs
