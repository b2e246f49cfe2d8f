"""What calamine does not tell about an .xlsx: cells that hold an error, and sheets that would take all memory.

calamine gives an error (#REF!) as an empty cell, so that a broken formula would print as "not filled in".  And it keeps
a sheet as a full rectangle: one stray character in XFD1048576 makes it ask for 500 GB and end the program, which no
``except`` can catch.  Both stand plainly in the sheet's XML (ECMA-376 part 1, clause 18.3.1.4).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from .errors import DataFileError

_MOST_CELLS = 20_000_000
_LARGEST_PART = 200_000_000
#: A cell that holds something; cells with a format only close themselves.
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*[^/])>')
_ERROR_VALUE = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f.*?</f>|<f[^>]*/>)?<v>([^<]*)</v>', re.DOTALL
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: What a damaged zip or XML raises; the reader says what is wrong with it.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
    OverflowError,
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetScan:
    """The errors of each sheet: sheet → (row index, column index) → "#REF!"."""

    errors: dict[str, dict[Place, str]] = field(default_factory=dict)

    def restore_errors(self, name: str, rows: list[list[object]]) -> None:
        """Puts the errors of a sheet into its rows, where calamine left blanks."""
        for (row_index, column_index), text in self.errors.get(name, {}).items():
            rows += [[] for _ in range(row_index + 1 - len(rows))]
            row = rows[row_index]
            row += [None] * (column_index + 1 - len(row))
            row[column_index] = text


def scan_sheets(file: Path) -> SheetScan:
    """The scan of a workbook; empty for what is no sound .xlsx.  Raises DataFileError for sheets that are too vast."""
    errors: dict[str, dict[Place, str]] = {}
    try:
        with zipfile.ZipFile(file) as package:
            for name, part in _iter_sheet_parts(package):
                errors[name] = _scan_part(name, package, part)
    except _DAMAGED:
        return SheetScan()
    return SheetScan(errors)


def _iter_sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(_SHEET):
        # A target is relative to xl/, or starts with / and is relative to the package.
        path = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_ID)])).lstrip("/")
        yield sheet.get("name", ""), package.getinfo(path)


def _scan_part(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> dict[Place, str]:
    if part.file_size > _LARGEST_PART:
        raise DataFileError(f"工作表“{name}”太大，不是申报数据表。")
    xml = package.read(part)
    places = [_place(letters, row) for letters, row, _ in _FILLED_CELL.findall(xml)]
    _refuse_vast(name, places)
    return {_place(letters, row): text.decode() for letters, row, text in _ERROR_VALUE.findall(xml)}


def _refuse_vast(name: str, places: list[Place]) -> None:
    if not places or (max(row for row, _ in places) + 1) * (max(column for _, column in places) + 1) <= _MOST_CELLS:
        return
    row, column = max(places, key=lambda place: (place[1], place[0]))
    cell = f"{column_letters(column)}{row + 1}"
    raise DataFileError(f"工作表“{name}”有内容写在很远的单元格（如 {cell}），请删除多余的内容后再试。")


def _place(letters: bytes, row: bytes) -> Place:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return int(row) - 1, column - 1


def column_letters(column_index: int) -> str:
    """The letters of a column: ``column_letters(27) == "AB"``."""
    letters = ""
    number = column_index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
