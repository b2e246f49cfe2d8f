"""The sheets of an .xlsx as a reader of the paper sees them: texts, numbers with their units, merges, page ends.

Read from the XML itself: openpyxl takes 0.1 s a form and gives numbers as floats, calamine knows neither number
formats nor pages, and without those "300万元" is 300 and the pieces of a long text are many texts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree

from ...declaration.filled_form.boxes import FormSheet
from ...declaration.filled_form.grids import Area, Grid, Place
from ..errors import DataFileError
from ..grids.cell_names import column_index
from ..grids.package_parts import DAMAGE, part_path
from ..grids.raw_sheets import DAMAGED
from ..grids.shown_numbers import BUILT_IN, shown_number
from .bounded_sheet import build_sheet

_LARGEST_PART = 60_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_SUM = re.compile(r"SUM\((\$?[A-Z]{1,3}\$?[0-9]{1,7}:\$?[A-Z]{1,3}\$?[0-9]{1,7})\)", re.IGNORECASE)
_RELATION_ID = re.compile(r"\{.*\}id$")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a cell format says: the number format, and whether the text stands at the top."""

    code: str = "General"
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str]
    styles: list[_Style]
    epoch_1904: bool


def read_xlsx(content: bytes) -> list[FormSheet]:
    """The sheets of a file's bytes with what they show, in their order.  Raises DataFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [_read_sheet(name, part, book) for name, part, book in _iter_parts(package)]
    except DAMAGE:
        raise DataFileError(DAMAGED) from None


def _iter_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, ElementTree.Element, _Book]]:
    workbook = _parse(package, "xl/workbook.xml")
    targets = {relation.get("Id"): relation for relation in _parse(package, "xl/_rels/workbook.xml.rels")}
    properties = _find(workbook, "workbookPr")
    epoch_1904 = properties is not None and properties.get("date1904", "0") in {"1", "true"}
    book = _Book(_read_strings(package), _read_styles(package), epoch_1904)
    for sheet in _iter_named(workbook, "sheet"):
        identity = next((value for key, value in sheet.attrib.items() if _RELATION_ID.match(key)), "")
        relation = targets[identity]
        if relation.get("Type", "").endswith("/worksheet"):
            yield sheet.get("name", ""), _parse(package, part_path(relation.get("Target", ""))), book


def _parse(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    if package.getinfo(path).file_size > _LARGEST_PART:
        raise DataFileError("工作簿太大，不是申报表。")
    return ElementTree.fromstring(package.read(path))


def _name(element: ElementTree.Element) -> str:
    """The name without its namespace: strict and transitional files have different ones."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _iter_named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if _name(element) == name)


def _find(root: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((element for element in root if _name(element) == name), None)


def _read_strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text(item) for item in _parse(package, "xl/sharedStrings.xml") if _name(item) == "si"]


def _text(item: ElementTree.Element) -> str:
    """The text of a string item: its runs joined, without the reading aids of East Asian texts (clause 18.4.6)."""
    parts = []
    for child in item:
        if _name(child) == "t":
            parts.append(child.text or "")
        elif _name(child) == "r":
            parts += [leaf.text or "" for leaf in child if _name(leaf) == "t"]
    # ST_Xstring (clause 22.9.2.19): characters that XML cannot hold are written as _xHHHH_.
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts))


def _read_styles(package: zipfile.ZipFile) -> list[_Style]:
    if "xl/styles.xml" not in package.namelist():
        return []
    root = _parse(package, "xl/styles.xml")
    codes = BUILT_IN | {
        int(entry.get("numFmtId", "0")): entry.get("formatCode", "General") for entry in _iter_named(root, "numFmt")
    }
    return [_style(entry, codes) for entry in _find(root, "cellXfs") or ()]


def _style(entry: ElementTree.Element, codes: dict[int, str]) -> _Style:
    alignment = _find(entry, "alignment")
    is_top = alignment is not None and alignment.get("vertical") == "top"
    return _Style(codes.get(int(entry.get("numFmtId", "0")), "General"), is_top)


def _read_sheet(name: str, root: ElementTree.Element, book: _Book) -> FormSheet:
    texts: dict[Place, str] = {}
    styles: dict[Place, _Style] = {}
    uncalculated: dict[Place, str] = {}
    numbers: dict[Place, Decimal] = {}
    for place, cell in _iter_cells(root):
        number = int(cell.get("s", "0"))
        styles[place] = book.styles[number] if number < len(book.styles) else _Style()
        text = _shown(cell, styles[place], book)
        if text:
            texts[place] = text
        elif formula := _formula(cell):
            uncalculated[place] = formula
        if (value := _number(cell)) is not None:
            numbers[place] = value
    for place, formula in uncalculated.items():
        texts[place] = _calculated(formula, numbers, styles[place].code)
    areas = [_area(entry.get("ref", "")) for entry in _iter_named(root, "mergeCell")]
    tops = frozenset(place for place, style in styles.items() if style.is_top)
    return build_sheet(name, Grid(texts, areas, tops, _page_starts(root), _heights(root)))


def _heights(root: ElementTree.Element) -> dict[int, float]:
    rows = _find(root, "sheetData")
    return {int(row.get("r", "0")) - 1: float(row.get("ht", "0")) for row in rows or () if row.get("ht")}


def _page_starts(root: ElementTree.Element) -> frozenset[int]:
    """The rows below the breaks; a break's number is that of the last row above it (clause 18.3.1.74)."""
    breaks = _find(root, "rowBreaks")
    return frozenset(int(entry.get("id", "0")) for entry in breaks) if breaks is not None else frozenset()


def _formula(cell: ElementTree.Element) -> str:
    """The formula of a cell without a value; one whose value is an empty text (t="str") shows nothing."""
    formula = _find(cell, "f") if cell.get("t") != "str" else None
    return (formula.text or "") if formula is not None else ""


def _number(cell: ElementTree.Element) -> Decimal | None:
    value = _find(cell, "v") if cell.get("t", "n") == "n" else None
    return Decimal(value.text.strip()) if value is not None and value.text and value.text.strip() else None


def _calculated(formula: str, numbers: dict[Place, Decimal], code: str) -> str:
    """What a formula without a value shows: the sum of a range, as programs that do not calculate leave it behind.

    Another formula stands as it is, so that it is seen; a sum over blanks is blank, as the form prints it.
    """
    match = _SUM.fullmatch(formula.strip())
    if match is None:
        return f"={formula}"
    top, left, bottom, right = _area(match[1])
    found = [value for (row, column), value in numbers.items() if top <= row <= bottom and left <= column <= right]
    return shown_number(f"{sum(found, Decimal(0)):f}", code) if found else ""


def _iter_cells(root: ElementTree.Element) -> Iterator[tuple[Place, ElementTree.Element]]:
    """The cells with their places; where a file leaves references out, they follow one another (clause 18.3.1.4)."""
    row_index = -1
    for row in _find(root, "sheetData") or ():
        row_index = int(row.get("r", row_index + 2)) - 1
        column = -1
        for cell in row:
            reference = cell.get("r")
            column = _place(reference)[1] if reference else column + 1
            yield (row_index, column), cell


def _shown(cell: ElementTree.Element, style: _Style, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = _find(cell, "is")
        return _text(inline) if inline is not None else ""
    value = _find(cell, "v")
    raw = (value.text or "") if value is not None else ""
    if kind == "s":
        return book.strings[int(raw)] if raw else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
    if kind == "n" and raw.strip():
        return shown_number(raw.strip(), style.code, epoch_1904=book.epoch_1904)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw)


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return (*_place(first.upper()), *_place((last or first).upper()))


def _place(reference: str) -> Place:
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise ValueError(reference)
    return int(match[2]) - 1, column_index(match[1])
