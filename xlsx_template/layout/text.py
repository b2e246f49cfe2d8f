"""A cell's text with its style: how many lines it takes, how high it stands.

Measured with LibreOffice and its substitute fonts, and from sizes that Excel and WPS stored; an upper bound over all of
them.  Does not read fonts, and does not measure mixed runs: a cell has one size, that of its largest run.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, floor, radians, sin

from .advance import BOLD, EM, REGULAR, WIDEST, AdvanceTable
from .breaks import count_lines
from .rows import PIXEL, USABLE_ROW_HEIGHT

LINE_PITCH = 1.5  # em
CELL_PADDING = 3.0  # points, above and below the text together
INDENT_STEP = 18.0  # three blanks of the Normal style's font (ECMA-376 part 1, 18.8.1 indent): 宋体 12 has 6.0 each
SLANT_MARGIN = 0.5  # em: LibreOffice sets slanted text a fifth of an em too high in its cell
STACKED = 255  # ECMA-376 part 1, 18.8.1 textRotation: letters upright, one below the other

_SCREENS = (96, 120, 144, 168, 192)  # dpi at 100, 125, 150, 175 and 200 %
_EPSILON = 1e-6

# Points per unit of column width: what one digit of the Normal style's font takes (ECMA-376 part 1, 18.3.1.13).
_POINTS_PER_UNIT = {
    ("宋体", 12.0): 6.0,
    ("宋体", 11.0): 5.4,
    ("宋体", 10.0): 5.0,
    ("宋体", 9.0): 4.5,
    ("等线", 11.0): 5.4,
    ("calibri", 11.0): 5.25,
    ("arial", 10.0): 5.25,
}
_SAME_FONT = {"simsun": "宋体", "新宋体": "宋体", "nsimsun": "宋体", "dengxian": "等线"}
_HALF_EM_DIGITS = frozenset({"宋体", "等线", "calibri", "arial", "仿宋", "楷体", "黑体", "times new roman"})

HARD_BREAK = re.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")
_HARD_BREAK_OR_TAB = re.compile(r"[\n\v\f\r\x85\u2028\u2029\t]")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What of a cell's style decides where its text stands.

    ``size`` in points, ``indent`` in steps, ``rotation`` as ECMA-376's textRotation: 0 to 90 upwards, 91 to 180
    downwards by what is over 90, 255 stacked.  ``shrink`` counts only without ``wrap``, as in Excel.
    """

    size: float = 12.0
    bold: bool = False
    wrap: bool = True
    shrink: bool = False
    indent: int = 0
    rotation: int = 0

    @property
    def pitch(self) -> float:
        """Distance of two lines in points: 18.0 at size 12."""
        return LINE_PITCH * em(self.size)


@lru_cache(maxsize=256)
def em(size: float) -> float:
    """An em in points: the size, rounded up to what the screen makes of it.  10.5 is 11, 12 is 12."""
    on_screens = (floor(size * dpi / 72 + 0.5) * 72 / dpi for dpi in _SCREENS)
    return max(size, floor(size + 0.5), *on_screens)


def points_per_unit(font_name: str, size: float) -> float:
    """Points of one unit of column width when this is the Normal style's font: ("宋体", 12) is 6.0.

    A font that was not measured gets a lower bound (digits of half an em, or 0.45 of an unknown font, cut to whole
    pixels): a narrower cell only takes more lines.
    """
    name = font_name.strip().casefold()
    name = _SAME_FONT.get(name, name)
    measured = _POINTS_PER_UNIT.get((name, float(size)))
    if measured is not None:
        return measured
    digit = 0.5 if name in _HALF_EM_DIGITS else 0.45
    return max(1, floor(digit * size / PIXEL + _EPSILON)) * PIXEL


def usable_width(width_pt: float, style: TextStyle) -> float:
    """Points that text may fill in a (merged) cell of this width; never below 0."""
    return max(0.0, width_pt - _unusable_width(style.size, style.indent))


def line_count(text: str, width_pt: float, style: TextStyle) -> int:
    """Lines that level text takes in a cell of this width in points; 0 for "".

    Without wrap, shrunk or not, a line for each hard break: LibreOffice shows those, Excel puts all on one line.
    """
    if not text:
        return 0
    if not style.wrap:
        return len(HARD_BREAK.split(text))
    limit = _limit(width_pt, style.size, style.indent)
    advances = advances_of(style)
    if not _HARD_BREAK_OR_TAB.search(text):
        return 1 if len(text) * WIDEST <= limit else count_lines(text, limit, advances)
    return sum(count_lines(paragraph, limit, advances) for paragraph in HARD_BREAK.split(text))


def text_height(text: str, width_pt: float, style: TextStyle) -> float:
    """Points of row height that the text needs in a cell of this width, a multiple of 0.75; 0.0 for "".

    May exceed what one row can have: see :func:`xlsx_template.layout.rows.split_heights`.
    """
    if not text:
        return 0.0
    if style.rotation == 0:
        height = line_count(text, width_pt, style) * style.pitch
    elif style.rotation == STACKED:
        height = _stacked_lines(text, style) * style.pitch
    else:
        height = _turned_height(text, width_pt, style)
    return ceil((height + CELL_PADDING) / PIXEL - _EPSILON) * PIXEL


def _unusable_width(size: float, indent: int) -> float:
    """Points before and after a line together, with the indent."""
    padding = 8.0 if size >= 17 else 6.0
    return padding + INDENT_STEP * indent


@lru_cache(maxsize=1024)  # a template has a few dozen widths and sizes, asked for again for every form
def _limit(width_pt: float, size: float, indent: int) -> int:
    """Usable width of a cell in whole 1/100 em, rounded down."""
    usable = max(0.0, width_pt - _unusable_width(size, indent))
    return floor(usable * EM / em(size) + _EPSILON)


def line_limit(width_pt: float, style: TextStyle) -> int:
    """Usable width of a cell of this width in whole 1/100 em, rounded down."""
    return _limit(width_pt, style.size, style.indent)


def advances_of(style: TextStyle) -> AdvanceTable:
    """Width of each character in 1/100 em."""
    return BOLD if style.bold else REGULAR


def line_width(text: str, style: TextStyle) -> float:
    """Length in points of the longest of the lines that the text's own breaks make."""
    advances = advances_of(style)
    widths = (sum(map(advances.__getitem__, paragraph)) for paragraph in HARD_BREAK.split(text))
    return max(widths) * em(style.size) / EM


def _stacked_lines(text: str, style: TextStyle) -> int:
    """One line for every character that is one; the text's own breaks begin no second column (LibreOffice)."""
    advances = advances_of(style)
    return sum(1 for character in text if advances[character])


def _turned_height(text: str, width_pt: float, style: TextStyle) -> float:
    """Points of height of the box around turned text; a slant has its longest line unwrapped and all its lines."""
    angle = style.rotation if style.rotation <= 90 else style.rotation - 90
    if angle == 90:
        return _upright_length(text, width_pt, style)
    lines = line_count(text, width_pt, style) * style.pitch
    slant = line_width(text, style) * sin(radians(angle)) + lines * cos(radians(angle))
    return slant + SLANT_MARGIN * em(style.size)


def _upright_length(text: str, width_pt: float, style: TextStyle) -> float:
    """Points of height for text turned by 90°: its length; what is longer than a row may be high wraps, if it may.

    LibreOffice gives even wrapped text its whole length.
    """
    longest = line_width(text, style) + _unusable_width(style.size, style.indent)
    room = USABLE_ROW_HEIGHT - CELL_PADDING
    columns = int(usable_width(width_pt, style) / style.pitch + _EPSILON)
    if not style.wrap or longest <= room or columns <= 1:
        return longest
    lengths = range(floor(room / PIXEL), ceil(longest / PIXEL))
    # More length never takes more lines, so the first length whose lines fit in the width is found by halving.
    position = bisect_left(lengths, True, key=lambda pixels: line_count(text, pixels * PIXEL, style) <= columns)
    return min(longest, (lengths[0] + position) * PIXEL)
