"""Formulas, taken apart just far enough that the references in them can move.

Strings, names, functions, structured references, external and three-dimensional references stay as they are written
(grammar: ECMA-376 part 1, 18.17.2).  Nothing here knows where a row goes: that is :mod:`xlsx_template.moving.rowmap`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from xlsx_template.formula.reference import MAX_COLUMN, MAX_ROW, Area, Corner

_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*"                                             # a string
    | \#(?:REF!|DIV/0!|VALUE!|NULL!|NUM!|N/A|NAME\?|[A-Z_]+!?)   # an error value
    | (?P<prefix>(?:'(?:[^']|'')+'|[\w.]+)!)?
      (?P<area>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})?
             | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}
             | \$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6}
      )(?![\w.(\[!\\?])
    | (?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[\w.]+(?::[\w.]+)?)!(?:\$?[\w.]+(?::\$?[\w.$]+)?)?   # external, 3-D, a name
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                  # a structured reference
    | [\w.\\?$]+                                                 # a name, a number, a function
    | .
    """,
    re.X | re.S,
)


class Reference(NamedTuple):
    """An area as a formula names it; ``sheet`` is None where the formula's own sheet is meant."""

    area: Area
    prefix: str = ""
    sheet: str | None = None


Formula = tuple["str | Reference", ...]


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """A formula, without its equals sign, as literal pieces and references in turn.

    >>> parse("SUM(D9:H9)")[0], str(parse("SUM(D9:H9)")[1].area)
    ('SUM(', 'D9:H9')
    """
    pieces: list[str | Reference] = []
    literal = ""
    for match in _TOKEN.finditer(text):
        reference = _reference(match)
        if reference is None:
            literal += match[0]
            continue
        if literal:
            pieces.append(literal)
        literal = ""
        pieces.append(reference)
    return tuple([*pieces, literal] if literal else pieces)


def _reference(match: re.Match[str]) -> Reference | None:
    if match["area"] is None:
        return None
    area = Area.from_text(match["area"])
    if max(area.first.row, area.end.row) > MAX_ROW or max(area.first.column, area.end.column) > MAX_COLUMN:
        return None  # `ABC1048577` and `XFE1` are names
    prefix = match["prefix"] or ""
    sheet = sheet_name(prefix[:-1]) if prefix else None
    if sheet is not None and (":" in sheet or "[" in sheet):
        return None
    return Reference(area, prefix, sheet)


def sheet_name(written: str) -> str:
    """A sheet's name from how a formula writes it: ``'it''s'`` is ``it's``."""
    return written[1:-1].replace("''", "'") if written.startswith("'") else written


def references(formula: Formula) -> list[Reference]:
    """The references of a formula, in order."""
    return [piece for piece in formula if isinstance(piece, Reference)]


def write(formula: Formula, place: Callable[[Reference], str] | None = None) -> str:
    """The formula's text; ``place`` says how a reference's area is written now."""
    return "".join(
        piece if isinstance(piece, str) else piece.prefix + (place(piece) if place else str(piece.area))
        for piece in formula
    )


def shifted(formula: Formula, rows: int, columns: int) -> str:
    """The text of a shared formula for a cell that many rows and columns from its first one.

    Source: ECMA-376 part 1, 18.3.1.40.
    """

    def corner(old: Corner) -> Corner:
        row = old.row if old.row_absolute or not old.row else (old.row + rows - 1) % MAX_ROW + 1
        column = old.column if old.column_absolute or not old.column else (old.column + columns - 1) % MAX_COLUMN + 1
        return old._replace(row=row, column=column)

    def place(reference: Reference) -> str:
        area = reference.area
        return str(Area(corner(area.first), corner(area.last) if area.last else None))

    return write(formula, place)
