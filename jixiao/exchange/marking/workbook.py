"""A workbook with its cells marked: which parts change, and the sheet of the list added as the last one.

Everything else leaves byte for byte as it came, formulas with their results among it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsx_template.compile.parts import read_sheets
from xlsx_template.errors import PackageError
from xlsx_template.formula.reference import cell_name
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.changes import PackageChanges
from xlsx_template.package.edits import Edit, escaped, spliced, with_attribute, with_children, without_attribute
from xlsx_template.package.styles import StyleSheet
from xlsx_template.package.workbook import Workbook, relationships
from xlsx_template.sheet.worksheet import Sheet

from ...declaration.findings import Finding
from .boxes import placed_beside, with_boxes
from .cells import insert_child, mark_cells, override_conditions
from .comments import commented_cells, with_comments
from .listing import LIST_SHEET, list_sheet
from .notes import Note, notes_by_sheet
from .styles import MarkStyles

#: No program that saves a workbook keeps this name, so a copy that has it was not touched since it was made.
LIST_PART = "xl/worksheets/findings.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument."
_BLOCK = re.compile(rb'idmap[^>]*\bdata="([\d,]+)"')


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook on its way to its marked copy."""

    workbook: Workbook
    sheets: Sequence[Sheet]
    own_styles: StyleSheet
    styles: MarkStyles
    changes: PackageChanges


def marked_workbook(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The bytes of the marked copy.  Raises PackageError for what is no .xlsx or .xlsm, or lacks a style sheet."""
    package = Package.from_bytes(data)
    workbook = Workbook(package)
    part = workbook.find_part("styles")
    if part is None:
        raise PackageError("工作簿里没有样式表")
    own_styles = StyleSheet(package.parts[part], part)
    styles = MarkStyles(package.parts[part], part)
    book = _Book(workbook, read_sheets(package, workbook), own_styles, styles, PackageChanges(package.parts))
    notes = notes_by_sheet(findings)
    for sheet in book.sheets:
        _mark_sheet(book, sheet, notes.get(sheet.name, []))
    _add_list(book, findings)
    book.changes.put(part, styles.written())
    return package.save(book.changes.written())


def is_untouched(data: bytes) -> bool:
    """Whether a marked copy is as it was made: nobody saved it since."""
    try:
        return LIST_PART in Package.from_bytes(data).parts
    except PackageError:
        return False


def _mark_sheet(book: _Book, sheet: Sheet, notes: list[Note]) -> None:
    """Colours and comments of one sheet; where it has none, at least it is no longer the open one."""
    edits: list[Edit] = list(_unselected(sheet))
    if notes:
        edits += mark_cells(sheet, notes, book.styles)
        edits += override_conditions(sheet.root, notes, book.styles)
        edits += _comment(book, sheet, notes)
    if edits:
        book.changes.put_text(sheet.part, spliced(sheet.root.source, edits))


def _unselected(sheet: Sheet) -> Iterator[Edit]:
    """Two open tabs would be a group: what is typed into one would be typed into both."""
    views = sheet.root.find("sheetViews")
    for view in views.children if views else []:
        yield from without_attribute(view, "tabSelected")


def _comment(book: _Book, sheet: Sheet, notes: list[Note]) -> list[Edit]:
    """Changes the comments and their boxes; what is left to do on the sheet itself is returned."""
    changes = book.changes
    found = {relation.kind: relation.target for relation in relationships(changes.parts, sheet.part)}
    comments = found.get("comments")
    old = changes.parts.get(comments) if comments else None
    there = commented_cells(old, comments or "")
    new = [note for note in notes if cell_name(note.row, note.column) not in there]
    if comments is None:
        comments = changes.free_name("xl/comments1.xml")
        changes.relate(sheet.part, f"{_OFFICE}/comments", comments)
        changes.add_type(comments, f"{_TYPES}spreadsheetml.comments+xml")
    changes.put(comments, with_comments(old, comments, notes))
    return _add_boxes(book, sheet, new, found.get("vmlDrawing") if sheet.root.find("legacyDrawing") else None)


def _add_boxes(book: _Book, sheet: Sheet, notes: list[Note], drawing: str | None) -> list[Edit]:
    if not notes:
        return []
    changes, place = book.changes, placed_beside(sheet, book.own_styles)
    if drawing is not None:
        changes.put_text(drawing, with_boxes(markup.decode(changes.parts[drawing], drawing), 0, notes, place))
        return []
    block = 1 + max(
        [0, *(int(n) for data in changes.parts.values() for f in _BLOCK.findall(data) for n in f.split(b","))]
    )
    drawing = changes.free_name("xl/drawings/vmlDrawing1.vml")
    changes.put_text(drawing, with_boxes(None, block, notes, place))
    changes.add_extension("vml", f"{_TYPES}vmlDrawing")
    relation = changes.relate(sheet.part, f"{_OFFICE}/vmlDrawing", drawing)
    xml = f'<{sheet.root.prefix}legacyDrawing xmlns:r="{_OFFICE}" r:id="{relation}"/>'
    return [insert_child(sheet.root, "legacyDrawing", xml)]


def _add_list(book: _Book, findings: Sequence[Finding]) -> None:
    """Adds the list as the last sheet, so that names of single sheets keep their numbers, and opens it."""
    changes, workbook = book.changes, book.workbook
    changes.put(LIST_PART, list_sheet(findings, book.styles, book.own_styles.normal_font))
    changes.add_type(LIST_PART, f"{_TYPES}spreadsheetml.worksheet+xml")
    relation = changes.relate(workbook.part, f"{_OFFICE}/worksheet", LIST_PART)
    root = workbook.root
    listed = root.find("sheets")
    if listed is None:
        raise PackageError("工作簿里没有工作表")
    number = 1 + max(int(sheet.number("sheetId")) for sheet in listed.children)
    name = escaped(_free_name(workbook.sheet_names))
    xml = f'<{root.prefix}sheet xmlns:r="{_OFFICE}" name="{name}" sheetId="{number}" r:id="{relation}"/>'
    edits = [with_children(listed, xml)]
    views = root.find("bookViews")
    if views is not None and views.children:
        edits.append(with_attribute(views.children[0], "activeTab", str(len(listed.children))))
    changes.put_text(workbook.part, spliced(root.source, edits))


def _free_name(names: Sequence[str]) -> str:
    taken = {name.casefold() for name in names}
    numbered = (f"{LIST_SHEET}{number or ''}" for number in (0, *range(2, len(names) + 3)))
    return next(name for name in numbered if name.casefold() not in taken)
