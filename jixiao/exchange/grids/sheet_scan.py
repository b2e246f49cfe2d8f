"""What calamine does not tell about an .xlsx: errors, formulas without result, number formats, sheets too vast to open.

calamine gives an error (#REF!) and a formula that was never calculated as an empty cell, so that both would print as
"not filled in", and 95% as the number 0.95.  And it keeps a sheet as a full rectangle: one stray character in
XFD1048576 makes it ask for 500 GB and end the program, which no ``except`` can catch; so does a uniqueCount that
promises more shared strings than the part could hold, for which it makes room beforehand.  All of it stands plainly in
the sheet's XML (ECMA-376 part 1, clause 18.3.1.4), which is read in pieces of whole rows.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from ...declaration.values import Unreadable
from ..errors import DataFileError
from .cell_faults import broken_formula, formula_without_result
from .cell_names import column_index
from .number_formats import find_shown, show
from .package_parts import DAMAGE, part_path
from .raw_sheets import DAMAGED

_MOST_CELLS = 20_000_000
_LARGEST_PART = 1_000_000_000
_PIECE = 1 << 20
#: A cell that holds something; cells with a format only close themselves.
_CELL = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"((?:\s[^>]*)?)(?<!/)>(.*?)</(?:\w+:)?c>',
    re.DOTALL,
)
_UNIQUE_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"'](\d+)")
_STYLE = re.compile(rb'\bs="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
#: What takes the place of a cell's value, or how its format shows it ("%", "ym").
Special = Unreadable | str


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What stands in the cells of one sheet that calamine does not tell: row index → column index → special."""

    rows: dict[int, dict[int, Special]] = field(default_factory=dict)

    def restore(self, rows: Iterator[list[object]]) -> Iterator[list[object]]:
        """The rows with what calamine left out: faults where it left blanks, percentages and dates as shown."""
        row_index = -1
        for row_index, row in enumerate(rows):
            yield _restore(row, self.rows[row_index]) if row_index in self.rows else row
        for index in range(row_index + 1, max(self.rows, default=-1) + 1):
            yield _restore([], self.rows.get(index, {}))


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """An .xlsx as a package: where its sheets stand and what its styles show.

    What cannot be scanned is refused, also where calamine could read it: nobody has seen how vast it is.
    """

    file: Path
    parts: dict[str, str] = field(default_factory=dict)
    styles: dict[bytes, str] = field(default_factory=dict)

    @classmethod
    def from_file(cls, file: Path) -> WorkbookScan:
        """The scan of a file.  Raises DataFileError for one that is damaged or would take all memory, OSError."""
        try:
            with zipfile.ZipFile(file) as package:
                _refuse_false_count(package)
                return cls(file, dict(_iter_sheet_parts(package)), _find_styles(package))
        except zipfile.BadZipFile:
            return cls(file)  # no package at all, perhaps an encrypted one: who opens it says so
        except DAMAGE:
            raise DataFileError(DAMAGED) from None

    def scan(self, name: str) -> SheetScan:
        """The scan of a sheet.  Raises DataFileError for one that is damaged, or too vast."""
        try:
            with zipfile.ZipFile(self.file) as package:
                if package.getinfo(self.parts[name]).file_size > _LARGEST_PART:
                    raise DataFileError(f"工作表“{name}”太大，不是申报数据表。")
                with package.open(self.parts[name]) as part:
                    return _scan_part(name, part, self.styles)
        except DAMAGE:
            raise DataFileError(DAMAGED) from None


def _refuse_false_count(package: zipfile.ZipFile) -> None:
    """Raises DataFileError for more shared strings than the part has room for; an empty one takes ``<si/>``."""
    for part in package.infolist():
        if not part.filename.lower().endswith("sharedstrings.xml"):
            continue
        with package.open(part) as stream:
            found = _UNIQUE_COUNT.search(stream.read(10_000))
        if found and int(found[1]) > part.file_size // 5:
            raise DataFileError("文件已损坏（共享字符串的数目不对），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")


def _iter_sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).findall(".//{*}sheet"):
        identity = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        yield sheet.get("name", ""), part_path(targets[identity])


def _find_styles(package: zipfile.ZipFile) -> dict[bytes, str]:
    """The cell styles that show a percentage or a date: the index as it stands in a cell → what it shows."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    root = ElementTree.fromstring(package.read("xl/styles.xml"))
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.findall(".//{*}numFmt")}
    formats = root.find("{*}cellXfs")
    ids = [style.get("numFmtId", "0") for style in (formats if formats is not None else ())]
    shown = (find_shown(int(number), codes.get(number, "")) for number in ids)
    return {str(index).encode(): text for index, text in enumerate(shown) if text}


def _scan_part(name: str, part: IO[bytes], styles: dict[bytes, str]) -> SheetScan:
    rows: dict[int, dict[int, Special]] = {}
    last_row, columns, first_style = 0, {b"A"}, styles.get(b"0", "")
    for piece in _iter_pieces(part):
        for letters, row, attributes, content in _CELL.findall(piece):
            style = _STYLE.search(attributes)
            special = _find_fault(attributes, content) or (styles.get(style[1], "") if style else first_style)
            if special:
                rows.setdefault(int(row) - 1, {})[column_index(letters.decode())] = special
            columns.add(letters)
            last_row = max(last_row, int(row))
    _refuse_vast(name, last_row, max(columns, key=lambda text: (len(text), text)))
    return SheetScan(rows)


def _iter_pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end with a row, so that a sheet of any length takes little memory."""
    rest = b""
    while data := part.read(_PIECE):
        rows, mark, rest = (rest + data).rpartition(b"</row>")
        yield rows + mark
    yield rest


def _find_fault(attributes: bytes, content: bytes) -> Unreadable | None:
    if b't="e"' in attributes:
        value = _VALUE.search(content)
        return broken_formula(value[1].decode() if value else "#VALUE!")
    # Text without content (t="str") is the result "" of a formula.
    if b"<f" in content and b't="str"' not in attributes and not _VALUE.search(content):
        return formula_without_result()
    return None


def _restore(row: list[object], specials: dict[int, Special]) -> list[object]:
    row = row + [None] * (max(specials, default=-1) + 1 - len(row))
    for column, special in specials.items():
        row[column] = show(row[column], special) if isinstance(special, str) else special
    return row


def _refuse_vast(name: str, last_row: int, letters: bytes) -> None:
    if last_row * (column_index(letters.decode()) + 1) <= _MOST_CELLS:
        return
    cell = f"{letters.decode()}{last_row}"
    raise DataFileError(f"工作表“{name}”有内容写在很远的单元格（如 {cell}），请删除多余的内容后再试。")
