"""A long text in pieces: one below the other they read as the text did, and none is higher than it may be.

Pieces end where a line does, as :mod:`.breaks` measures lines; near the limit rather where a paragraph or a sentence
does, so that a program whose lines are longer leaves no gap within a sentence.  Level text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from math import floor

from .breaks import line_end, may_break
from .rows import PIXEL
from .text import CELL_PADDING, HARD_BREAK, TextStyle, advances_of, line_count, line_limit

NEAR = 0.9  # of a piece's lines: an end of a paragraph or sentence behind that is near enough to the limit

_EPSILON = 1e-6
_SENTENCE_END = re.compile(r"[。！？；!?;…]+[”’」』）》〕】)\]]*")


def split_text(text: str, width_pt: float, style: TextStyle, heights: Sequence[float]) -> list[str]:
    """The text in pieces that need at most so many points each in a cell of this width; none for "".

    >>> split_text("一句。又一句。", 4 * 12 + 6.0, TextStyle(size=12), [21.0])
    ['一句。', '又一句。']

    The last of ``heights`` holds for all further pieces.  Joined, the pieces are the text.  The line break at which a
    piece ends is its last character and takes no line.  A piece has one line at least, however low it must be; a cell
    narrower than an em holds no text that fits.
    """
    return list(_Cutter(text, width_pt, style, [_lines_in(height, style) for height in heights]).pieces())


def _lines_in(height: float, style: TextStyle) -> int:
    pixels = floor(height / PIXEL + _EPSILON)
    return max(floor((pixels * PIXEL - CELL_PADDING) / style.pitch + _EPSILON), 1)


def without_last_break(piece: str) -> str:
    """What a piece shows: the line break at its end begins no line."""
    return piece[: -len(found[0])] if (found := _LAST_BREAK.search(piece)) else piece


_LAST_BREAK = re.compile(rf"(?:{HARD_BREAK.pattern})\Z")


@dataclass(slots=True)
class _Cutter:
    """Cuts one text into pieces of at most so many lines."""

    text: str
    width: float
    style: TextStyle
    lines_of_pieces: Sequence[int]
    lines: int = 0  # of the piece that is being cut

    def pieces(self) -> Iterator[str]:
        text = self.text
        edges = list(accumulate(map(advances_of(self.style).__getitem__, text), initial=0))
        breaks = [match.span() for match in HARD_BREAK.finditer(text)]
        paragraphs = [*breaks, (len(text), len(text))]  # where each ends, and where the next begins
        start, paragraph = 0, 0
        further = chain(self.lines_of_pieces, repeat(self.lines_of_pieces[-1]))
        while start < len(text):
            self.lines = next(further)
            lines = self._line_ends(start, edges, paragraphs[paragraph : paragraph + self.lines])
            end = self._end(start, list(lines))
            yield text[start:end]
            start = end
            while paragraph < len(breaks) and breaks[paragraph][1] <= start:
                paragraph += 1

    def _line_ends(self, start: int, edges: list[int], paragraphs: list[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
        """The ends of the next lines, as many as a piece may have, and whether a paragraph ends there."""
        limit = line_limit(self.width, self.style) if self.style.wrap else edges[-1]
        count = 0
        for end, following in paragraphs:
            while count < self.lines and start < following:
                place = line_end(self.text, start, end, edges, limit) if start < end else end
                start = following if place == end else place
                count += 1
                yield start, place == end

    def _end(self, start: int, ends: list[tuple[int, bool]]) -> int:
        """Where the piece that begins at ``start`` ends: by the last of the lines with which it fits, or near it."""
        last = len(ends) - 1
        while last > 0 and not self._fits(start, ends[last][0]):
            last -= 1
        end = ends[last][0]
        if end == len(self.text):
            return end
        near = min(max(int(self.lines * NEAR) - 1, 0), last)
        for place, is_paragraph_end in reversed(ends[near : last + 1]):
            if is_paragraph_end:
                return place
        found = [match.end() for match in _SENTENCE_END.finditer(self.text, ends[near][0], end)]
        found = found[::-1] + [place for place, _ in reversed(ends[near : last + 1])]
        places = (place for place in found if may_break(self.text, place) and self._fits(start, place))
        return next(places, end)

    def _fits(self, start: int, end: int) -> bool:
        return line_count(without_last_break(self.text[start:end]), self.width, self.style) <= self.lines
