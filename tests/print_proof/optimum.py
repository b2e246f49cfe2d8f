"""How high LibreOffice makes rows when it is free to: the least that a text needs in its fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.print_proof.office import convert

NORMAL = Font(name="Times New Roman", size=12)
UNIT = 6.0  # points of a digit of that font, in LibreOffice too
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_POINTS = {"in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1}


@dataclass(frozen=True)
class Sample:
    """A cell to be measured alone in its row: its text, the width of its (merged) area in points, its style."""

    text: Any
    width: float
    like: Cell


def optimal_heights(samples: Sequence[Sample], folder: Path) -> list[float]:
    """The height in points that LibreOffice gives the row of each sample.

    It fits rows when it reads OpenDocument only, so the samples go through it twice, the heights taken away between.
    """
    workbook = _workbook(samples)
    workbook.save(folder / "samples.xlsx")
    flat = convert([folder / "samples.xlsx"], "fods", folder)[0]
    text = re.sub(r' style:row-height="[^"]*"', "", flat.read_text(encoding="utf-8"))
    again = folder / "again"
    again.mkdir()
    flat.write_text(text, encoding="utf-8")
    return list(_heights(convert([flat], "fods", again)[0], len(samples)))


def _workbook(samples: Sequence[Sample]) -> Workbook:
    workbook = Workbook()
    workbook._fonts[0] = NORMAL
    workbook._named_styles["Normal"].font = NORMAL
    sheet = workbook.active
    widths = sorted({sample.width for sample in samples})
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / UNIT
    for row, sample in enumerate(samples, 1):
        cell = sheet.cell(row, widths.index(sample.width) + 1, sample.text)
        cell.font, cell.alignment = copy(sample.like.font), copy(sample.like.alignment)
        cell.number_format = sample.like.number_format
        if isinstance(sample.text, str):
            cell.data_type = "s"
    return workbook


def _heights(flat: Path, count: int) -> Iterator[float]:
    root = ElementTree.parse(flat).getroot()
    heights = {}
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}table-row-properties")
        if properties is not None:
            length = properties.get(f"{_STYLE}row-height", "0in")
            heights[style.get(f"{_STYLE}name")] = float(length[:-2]) * _POINTS[length[-2:]]
    found = 0
    for row in root.iter(f"{_TABLE}table-row"):
        repeated = min(int(row.get(f"{_TABLE}number-rows-repeated", "1")), count - found)
        yield from [heights[row.get(f"{_TABLE}style-name")]] * repeated
        found += repeated
