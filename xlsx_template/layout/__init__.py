"""How high text stands, and how high rows must be: pure numbers in, pure numbers out.

    advance   how far each character moves the pen
    breaks    where a line may end, and how many lines a paragraph takes
    text      a cell's text with its style: lines and height in points
    pieces    a long text in pieces that are no higher than they may be
    rows      heights of rows from what their cells need

Nothing here knows a file format.  All lengths are points (1/72 inch).  The answers are upper bounds over the programs
that open the workbook, not what one of them does: a row may come out a little too high, text is never cut.
"""

from .pieces import split_text, without_last_break
from .rows import MAX_ROW_HEIGHT, PIXEL, USABLE_ROW_HEIGHT, Box, fit_rows, overfull, split_heights
from .text import TextStyle, line_count, line_width, points_per_unit, text_height, usable_width

__all__ = [
    "MAX_ROW_HEIGHT",
    "PIXEL",
    "USABLE_ROW_HEIGHT",
    "Box",
    "TextStyle",
    "fit_rows",
    "line_count",
    "line_width",
    "overfull",
    "points_per_unit",
    "split_heights",
    "split_text",
    "text_height",
    "usable_width",
    "without_last_break",
]
