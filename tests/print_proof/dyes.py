"""A copy of a workbook in which every cell has a colour of its own for its text, and another for its ground.

Colours move no text, so the copy is laid out as the workbook is; the proof holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Color, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms.printed import shown

FIRST_DYE = 0x1000  # apart from black
GROUND = 0x800000  # added to the number of a dye


@dataclass(frozen=True)
class DyedCell:
    """A cell and what it shows; ``is_repeated`` says that its row stands on every page."""

    name: str
    text: str
    is_repeated: bool


def dye(source: Path, target: Path) -> dict[int, DyedCell]:
    """Write the copy; the cells that show anything by the number of their dye."""
    book, values = openpyxl.load_workbook(source), openpyxl.load_workbook(source, data_only=True)
    dyed: dict[int, DyedCell] = {}
    for sheet in book.worksheets:
        repeated = _repeated_rows(sheet)
        for cell in _cells(sheet):
            number = FIRST_DYE + len(dyed)
            dyed[number] = DyedCell(cell.coordinate, shown(values[sheet.title][cell.coordinate]), cell.row in repeated)
            font = copy(cell.font)
            font.color = Color(rgb=f"FF{number:06X}")
            cell.font = font
            cell.fill = PatternFill("solid", fgColor=f"FF{GROUND + number:06X}")
    book.save(target)
    return dyed


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell) and cell.value not in (None, ""))


def _repeated_rows(sheet: Worksheet) -> range:
    titles = sheet.print_title_rows
    if not titles:
        return range(0)
    first, _, last = titles.replace("$", "").partition(":")
    return range(int(first), int(last) + 1)
