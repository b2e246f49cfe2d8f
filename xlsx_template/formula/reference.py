"""Cell references as values: ``$B$14``, ``B14:H25``, ``14:16``, ``B:D``.

Rows and columns are 1-based; 0 stands for "no row" in ``B:D`` and "no column" in ``14:16``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from xlsx_template.errors import MalformedError

MAX_ROW = 1_048_576  # ECMA-376 part 1, 18.3.1.73
MAX_COLUMN = 16_384

_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})\Z")


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """The letters of a column: 1 is ``A``, 28 is ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: ``A`` is 1, ``ab`` is 28, nothing is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_cell(name: str) -> tuple[int, int]:
    """Row and column of a cell name: ``C14`` is (14, 3).  Raises MalformedError for anything else."""
    match = _CORNER.match(name)
    if not match or not match[2] or not match[4]:
        raise MalformedError(f"“{name}”不是单元格，模板文件已损坏，请用 Excel 或 WPS 打开后另存再试")
    return int(match[4]), column_number(match[2])


def cell_name(row: int, column: int) -> str:
    """The name of a cell: (14, 3) is ``C14``."""
    return f"{column_letters(column)}{row}"


class Corner(NamedTuple):
    """One end of an area, with what is absolute in it."""

    row: int
    column: int
    row_absolute: bool = False
    column_absolute: bool = False

    @classmethod
    def from_text(cls, text: str) -> Corner:
        """The corner written as ``$B14``, ``B`` or ``14``; raises MalformedError for anything else."""
        match = _CORNER.match(text)
        if not match or not (match[2] or match[4]):
            raise MalformedError(f"“{text}”不是单元格或区域，模板文件已损坏，请用 Excel 或 WPS 打开后另存再试")
        dollar, letters, row_dollar, digits = match.groups()
        if not letters:  # `$14`: the first group took the row's dollar sign
            return cls(int(digits), 0, bool(dollar or row_dollar), False)
        return cls(int(digits or 0), column_number(letters), bool(row_dollar), bool(dollar))

    def at_row(self, row: int) -> Corner:
        """The same corner in another row."""
        return Corner(row, self.column, self.row_absolute, self.column_absolute)

    def __str__(self) -> str:
        column = ("$" * self.column_absolute + column_letters(self.column)) if self.column else ""
        return column + (("$" * self.row_absolute + str(self.row)) if self.row else "")


class Area(NamedTuple):
    """A cell (``last`` is None) or a rectangle of cells."""

    first: Corner
    last: Corner | None = None

    @classmethod
    def from_text(cls, text: str) -> Area:
        """The area written as ``A1``, ``A1:B2``, ``A:B`` or ``1:2``; raises MalformedError for anything else."""
        first, colon, last = text.partition(":")
        return cls(Corner.from_text(first), Corner.from_text(last) if colon else None)

    @property
    def end(self) -> Corner:
        """The last corner, which of a single cell is the first."""
        return self.last or self.first

    def __str__(self) -> str:
        return f"{self.first}:{self.last}" if self.last else str(self.first)
