""".ods read row by row: LibreOffice's own format, also of WPS on Kylin (OpenDocument 1.3, part 3, clause 9).

The file holds the exact value of a cell and the text it shows; calamine tells only the value, so that a percentage
would come as 0.95.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ...declaration.dates import Date, format_date, parse_date
from ..errors import DataFileError
from .cell_faults import broken_formula, formula_without_result
from .number_formats import show_date, show_percent
from .package_parts import DAMAGE
from .raw_sheets import DAMAGED, ENCRYPTED, Merge, RawContent, RawSheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_LARGEST_PART = 1_000_000_000
#: A blank row or cell stands once for a million; more than this many equal filled ones were not typed.
_MOST_REPEATS = 1000
_MOST_COLUMNS = 1024

Element = ElementTree.Element


def open_ods(file: Path) -> list[RawSheet]:
    """The worksheets of a workbook.  Raises DataFileError, OSError."""
    try:
        with zipfile.ZipFile(file) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise DataFileError(ENCRYPTED)
            if package.getinfo("content.xml").file_size > _LARGEST_PART:
                raise DataFileError("工作簿太大，不是申报数据表。")
        names = list(_iter_names(file))
    except DAMAGE:
        raise DataFileError(DAMAGED) from None
    return [RawSheet(name, hidden, partial(_read, file, index)) for index, (name, hidden) in enumerate(names)]


def _iter_names(file: Path) -> Iterator[tuple[str, bool]]:
    """The sheets and whether they are hidden; that is a matter of their style."""
    hidden: set[str | None] = set()
    for event, element in _iter_elements(file):
        if event == "end" and element.tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                hidden.add(element.get(f"{_STYLE}name"))
        elif event == "start" and element.tag == f"{_TABLE}table":
            yield element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name") in hidden
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            element.clear()


def _iter_elements(file: Path) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(file) as package, package.open("content.xml") as content:
        yield from ElementTree.iterparse(content, ("start", "end"))


def _read(file: Path, sheet_index: int) -> RawContent:
    merges: list[Merge] = []
    return RawContent(_iter_sound_rows(file, sheet_index, merges), merges)


def _iter_sound_rows(file: Path, sheet_index: int, merges: list[Merge]) -> Iterator[list[object]]:
    try:
        yield from _iter_rows(file, sheet_index, merges)
    except DAMAGE:
        raise DataFileError(DAMAGED) from None


def _iter_rows(file: Path, sheet_index: int, merges: list[Merge]) -> Iterator[list[object]]:
    """The rows of one sheet; blank ones only where filled ones follow."""
    index, row_index, blanks = -1, 0, 0
    for event, element in _iter_elements(file):
        if event == "start":
            index += element.tag == f"{_TABLE}table"
        elif element.tag == f"{_TABLE}table-row":
            if index == sheet_index:
                row = _read_row(element, row_index, merges)
                repeats = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if row:
                    yield from ([] for _ in range(blanks))
                    yield from (row for _ in range(min(repeats, _MOST_REPEATS)))
                blanks = 0 if row else blanks + repeats
                row_index += repeats
            element.clear()
        elif element.tag == f"{_TABLE}table" and index == sheet_index:
            return


def _read_row(element: Element, row_index: int, merges: list[Merge]) -> list[object]:
    row: list[object] = []
    blanks = 0
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeats = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        value = _read_cell(cell)
        column = len(row) + blanks
        if merge := _find_merge(cell, row_index, column):
            merges.append(merge)
        if value is None:
            blanks += repeats
            continue
        if column > _MOST_COLUMNS:
            break
        row += [None] * blanks + [value] * min(repeats, _MOST_REPEATS)
        blanks = 0
    return row


def _find_merge(cell: Element, row: int, column: int) -> Merge | None:
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    columns = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    return Merge(row, column, row + rows - 1, column + columns - 1) if rows > 1 or columns > 1 else None


def _read_cell(cell: Element) -> object:
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(_CALC_TYPE) == "error":
        return broken_formula(_text(cell))
    match kind:
        case None:
            return formula_without_result() if cell.get(f"{_TABLE}formula") else _text(cell) or None
        case "float" | "currency":
            return float(cell.get(f"{_OFFICE}value", "0"))
        case "percentage":
            return show_percent(float(cell.get(f"{_OFFICE}value", "0")))
        case "date":
            return _date(cell.get(f"{_OFFICE}date-value", ""), _text(cell))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        case _:
            return _text(cell)


def _date(value: str, shown: str) -> str:
    """The date in the official writing, as far as the cell shows it."""
    date = parse_date(shown)
    try:
        exact = datetime.datetime.fromisoformat(value)
    except ValueError:
        return shown
    if date and not date.is_full and date.month in (None, exact.month):
        return format_date(Date(date.year, date.month, date.day))
    return show_date(exact)


def _text(cell: Element) -> str:
    """The paragraphs of a cell as lines; comments of other people (office:annotation) are not among them."""
    return "\n".join("".join(_iter_text(paragraph)) for paragraph in cell.findall(f"{_TEXT}p"))


def _iter_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        match child.tag.removeprefix(_TEXT):
            case "s":
                yield " " * min(int(child.get(f"{_TEXT}c", "1")), _MOST_REPEATS)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case _:
                yield from _iter_text(child)
        yield child.tail or ""
