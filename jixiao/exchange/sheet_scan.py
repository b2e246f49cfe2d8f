"""What calamine does not tell about an .xlsx: errors, percentages, and sheets that would take all memory.

calamine gives an error (#REF!) as an empty cell, so that a broken formula would print as "not filled in", and 95% as
the number 0.95.  And it keeps a sheet as a full rectangle: one stray character in XFD1048576 makes it ask for 500 GB
and end the program, which no ``except`` can catch; so does a uniqueCount that promises more shared strings than the
part could hold, for which it makes room beforehand.  All of it stands plainly in the sheet's XML (ECMA-376 part 1,
clause 18.3.1.4).
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
from .percent_styles import find_percent_styles, percent_text

_MOST_CELLS = 20_000_000
_LARGEST_PART = 200_000_000
#: A cell that holds something; cells with a format only close themselves.
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*[^/])>')
_ERROR_VALUE = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f.*?</f>|<f[^>]*/>)?<v>([^<]*)</v>', re.DOTALL
)
_UNIQUE_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"'](\d+)")
_STYLE = re.compile(rb'\bs="(\d+)"')
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
    LookupError,  # a missing part, an encoding that does not exist
    OverflowError,
)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PartScan:
    """What one sheet holds: errors as their text ("#REF!"), and where a number is shown as a percentage."""

    errors: dict[Place, str]
    percentages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SheetScan:
    """The scans of the sheets, by name."""

    parts: dict[str, PartScan] = field(default_factory=dict)

    def restore(self, name: str, rows: list[list[object]]) -> None:
        """Puts the errors of a sheet into its rows, where calamine left blanks, and makes percentages text."""
        scan = self.parts.get(name)
        if scan is None:
            return
        for (row_index, column_index), text in scan.errors.items():
            rows += [[] for _ in range(row_index + 1 - len(rows))]
            rows[row_index] += [None] * (column_index + 1 - len(rows[row_index]))
            rows[row_index][column_index] = text
        for row_index, column_index in scan.percentages:
            row = rows[row_index] if row_index < len(rows) else []
            value = row[column_index] if column_index < len(row) else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                row[column_index] = percent_text(value)


def scan_sheets(file: Path) -> SheetScan:
    """The scan of a workbook; empty for what is no sound .xlsx.  Raises DataFileError for sheets that are too vast."""
    parts: dict[str, PartScan] = {}
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_false_count(package)
            styles = find_percent_styles(_read_styles(package))
            for name, part in _iter_sheet_parts(package):
                parts[name] = _scan_part(name, package, part, styles)
    except _DAMAGED:
        return SheetScan()
    return SheetScan(parts)


def _refuse_false_count(package: zipfile.ZipFile) -> None:
    """Raises DataFileError for more shared strings than the part has room for; an empty one takes ``<si/>``."""
    for part in package.infolist():
        if not part.filename.lower().endswith("sharedstrings.xml"):
            continue
        with package.open(part) as stream:
            found = _UNIQUE_COUNT.search(stream.read(10_000))
        if found and int(found[1]) > part.file_size // 5:
            raise DataFileError("文件已损坏（共享字符串的数目不对），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")


def _read_styles(package: zipfile.ZipFile) -> bytes:
    return package.read("xl/styles.xml") if "xl/styles.xml" in package.namelist() else b"<styleSheet/>"


def _iter_sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(_SHEET):
        # A target is relative to xl/, or starts with / and is relative to the package.
        path = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_ID)])).lstrip("/")
        yield sheet.get("name", ""), package.getinfo(path)


def _scan_part(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo, styles: frozenset[int]) -> PartScan:
    if part.file_size > _LARGEST_PART:
        raise DataFileError(f"工作表“{name}”太大，不是申报数据表。")
    xml = package.read(part)
    cells = [(_place(letters, row), rest) for letters, row, rest in _FILLED_CELL.findall(xml)]
    _refuse_vast(name, [place for place, _ in cells])
    errors = {_place(letters, row): text.decode() for letters, row, text in _ERROR_VALUE.findall(xml)}
    return PartScan(errors, tuple(place for place, rest in cells if _style(rest) in styles))


def _style(attributes: bytes) -> int:
    match = _STYLE.search(attributes)
    return int(match[1]) if match else 0


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
