"""A worksheet part with some of its cells in another style; values, formulas and their results stay as they are.

Also puts what a worksheet may hold where the schema wants it (ECMA-376 part 1, 18.3.1.99: the order is fixed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from xlsx_template.formula.reference import cell_name
from xlsx_template.package.edits import Edit, with_attribute, with_children, without_attribute
from xlsx_template.package.markup import Element
from xlsx_template.sheet.worksheet import Row, Sheet

from ...declaration.findings import Level
from .notes import Note
from .styles import MarkStyles

_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
).split()


def insert_child(root: Element, name: str, xml: str) -> Edit:
    """The edit that puts a child of that name into a worksheet, at its place."""
    before = [child for child in root.children if child.name in _ORDER[: _ORDER.index(name) + 1]]
    place = before[-1].end if before else root.inner_start
    return place, place, xml


def mark_cells(sheet: Sheet, notes: Iterable[Note], styles: MarkStyles) -> list[Edit]:
    """The edits that colour the cells of the notes; cells and rows that are not there are added."""
    rows = {row.number: row for row in sheet.rows}
    added: list[tuple[int, str]] = []
    edits: list[Edit] = []
    for number, group in groupby(notes, key=lambda note: note.row):
        row = rows.get(number)
        if row is None or row.element is None:
            added.append((number, _new_row(sheet, number, list(group), styles)))
        else:
            edits += _mark_row(sheet, row, list(group), styles)
    return edits + _insert(sheet.sheet_data, [(row.number, row.element) for row in sheet.rows if row.element], added)


def override_conditions(root: Element, notes: Sequence[Note], styles: MarkStyles) -> list[Edit]:
    """The edits that let the colours win over those of the sheet's own conditions ("still blank"), if it has any."""
    first = root.find("conditionalFormatting")  # ours come before it: LibreOffice goes by the order, not by priority
    if first is None:
        return []
    levels = {level: " ".join(cell_name(n.row, n.column) for n in notes if n.level is level) for level in Level}
    used = {level: cells for level, cells in levels.items() if cells}
    rules = [element for element in root.iter() if element.name == "cfRule" and element.get("priority")]
    edits = [with_attribute(r, "priority", str(int(r.number("priority")) + len(used))) for r in rules]
    p = root.prefix
    xml = ""
    for priority, (level, cells) in enumerate(used.items(), start=1):
        head = f'{p}cfRule type="expression" dxfId="{styles.condition(level)}" priority="{priority}"'
        rule = f"<{head}><{p}formula>TRUE</{p}formula></{p}cfRule>"
        xml += f'<{p}conditionalFormatting sqref="{cells}">{rule}</{p}conditionalFormatting>'
    return [*edits, (first.start, first.start, xml)]


def _mark_row(sheet: Sheet, row: Row, notes: list[Note], styles: MarkStyles) -> list[Edit]:
    cells = {cell.column: cell for cell in row.cells}
    added: list[tuple[int, str]] = []
    edits: list[Edit] = []
    for note in notes:
        if cell := cells.get(note.column):
            edits.append(with_attribute(cell.element, "s", str(styles.marked(cell.style, note.level))))
        else:
            added.append((note.column, _new_cell(sheet, row.element, note, styles)))
    if not added or row.element is None:
        return edits
    spans = without_attribute(row.element, "spans")  # the new cell may lie outside of what it says
    if row.element.opening.endswith("/>"):
        holder = _opened(row.element, [xml for _, xml in sorted(added)])
        return [*edits, holder]
    return [*edits, *spans, *_insert(row.element, [(cell.column, cell.element) for cell in row.cells], added)]


def _opened(row: Element, cells: list[str]) -> Edit:
    """An empty row with cells; its spans go with its closing slash."""
    opening = row.opening[:-2].rstrip()
    return row.start, row.end, f"{opening}>{''.join(cells)}</{row.tag}>"


def _insert(holder: Element, there: Sequence[tuple[int, Element]], added: Iterable[tuple[int, str]]) -> list[Edit]:
    """The edits that put numbered children between those that are there."""
    places: dict[int, str] = {}
    at_end = ""
    for number, xml in sorted(added):
        following = next((element for other, element in there if other > number), None)
        if following is None:
            at_end += xml
        else:
            places[following.start] = places.get(following.start, "") + xml
    edits: list[Edit] = [(place, place, xml) for place, xml in places.items()]
    return [*edits, with_children(holder, at_end)] if at_end else edits


def _new_row(sheet: Sheet, number: int, notes: list[Note], styles: MarkStyles) -> str:
    p = sheet.root.prefix
    cells = "".join(_new_cell(sheet, None, note, styles) for note in notes)
    return f'<{p}row r="{number}">{cells}</{p}row>'


def _new_cell(sheet: Sheet, row: Element | None, note: Note, styles: MarkStyles) -> str:
    base = _row_style(row) or _column_style(sheet.root, note.column)
    style = styles.marked(base, note.level)
    return f'<{sheet.root.prefix}c r="{cell_name(note.row, note.column)}" s="{style}"/>'


def _row_style(row: Element | None) -> int:
    return int(row.number("s")) if row is not None and row.get("customFormat") in ("1", "true") else 0


def _column_style(root: Element, column: int) -> int:
    holder = root.find("cols")
    covers: Callable[[Element], bool] = lambda entry: entry.number("min") <= column <= entry.number("max")  # noqa: E731
    return next((int(entry.number("style")) for entry in (holder.children if holder else []) if covers(entry)), 0)
