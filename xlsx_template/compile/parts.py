"""A whole workbook compiled: every sheet a program, and every other part that may have to move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlsx_template.compile.sheet_compiler import compile_sheet
from xlsx_template.compile.sheet_frame import Frame
from xlsx_template.errors import PackageError, TagError
from xlsx_template.language.environment import Sandbox, make_environment
from xlsx_template.language.tags import has_tags, in_formula
from xlsx_template.moving.places import Node, Reach, find_places, reach_of
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.moving.rules import CHART, OF_DRAWING, OF_SHEET, PIVOT_SOURCE, WORKBOOK, Rules
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.strings import read_shared_strings
from xlsx_template.package.styles import StyleSheet
from xlsx_template.package.workbook import Workbook, relationships
from xlsx_template.program import tables
from xlsx_template.program.model import SheetProgram
from xlsx_template.sheet.page_setup import page_setup
from xlsx_template.sheet.worksheet import Sheet


@dataclass(frozen=True, slots=True)
class MovingPart:
    """A part beside the sheets with references in it; ``sheet`` names the one whose cells they mean, if it is one."""

    part: str
    node: Node
    sheet: str | None
    holds_values: bool = False  # read from cells, so that they may change where nothing moves
    reach: Reach | None = None

    def may_stay(self, maps: Mapping[str, RowMap]) -> bool:
        """Whether all that its formulas refer to stands where it was."""
        if self.reach is None or self.holds_values:
            return False
        return all(row < maps[sheet].moved_from for sheet, row in self.reach if sheet in maps)


@dataclass(frozen=True)
class TemplateParts:
    """What a template is compiled to.  ``sheets`` is empty for a workbook without tags: it leaves as it came."""

    package: Package
    workbook: Workbook
    styles: StyleSheet
    styles_part: str
    sheets: tuple[SheetProgram, ...]
    frames: dict[str, Frame]
    moving: tuple[MovingPart, ...]
    constant_changes: dict[str, bytes]
    removed: frozenset[str]
    fill_pages: bool = False


def compile_parts(package: Package, environment: Sandbox | None = None, *, fill_pages: bool = False) -> TemplateParts:
    """The compiled workbook; raises TemplateError for the first mistake in it.

    ``environment`` is given for a workbook whose sheets were copied, to which it holds the programs made before; such a
    workbook is compiled even without tags, because its formulas have other values now.
    """
    workbook = Workbook(package)
    styles_part = workbook.find_part("styles") or ""
    styles = StyleSheet(package.parts.get(styles_part), styles_part)
    sheets = read_sheets(package, workbook)
    programs: tuple[SheetProgram, ...] = ()
    if environment is not None or any(_is_tagged(sheet) for sheet in sheets):
        environment = environment or make_environment()
        programs = tuple(
            _with_tables(package, compile_sheet(sheet, styles, environment, page_setup(sheet, styles, workbook)))
            for sheet in sheets
        )
    changes, removed = _without_calculation_chain(package, workbook) if programs else ({}, frozenset())
    return TemplateParts(
        package=package,
        workbook=workbook,
        styles=styles,
        styles_part=styles_part,
        sheets=programs,
        frames={program.sheet.part: Frame.of(program.sheet.root) for program in programs},
        moving=tuple(_moving_parts(package, workbook)) if programs else (),
        constant_changes=changes,
        removed=removed,
        fill_pages=fill_pages,
    )


def _with_tables(package: Package, program: SheetProgram) -> SheetProgram:
    found = tuple(tables.read_tables(package, program.sheet.part))
    for table in found if program.jinja is not None else ():
        try:
            tables.check(table, program)
        except TagError as error:
            raise error.at(sheet=program.sheet.name) from None
    return replace(program, tables=found) if found else program


def read_sheets(package: Package, workbook: Workbook) -> list[Sheet]:
    """The worksheets of a workbook in the order of their tabs."""
    strings_part = workbook.find_part("sharedStrings") or ""
    shared = read_shared_strings(package.parts.get(strings_part), strings_part)
    return [Sheet(entry.name, entry.part, package.parts[entry.part], shared) for entry in workbook.sheets]


def _is_tagged(sheet: Sheet) -> bool:
    return sheet.may_hold_tags and any(
        in_formula(cell.formula) if cell.formula else cell.text is not None and has_tags(cell.text.text)
        for row in sheet.rows
        for cell in row.cells
    )


def _moving_parts(package: Package, workbook: Workbook) -> list[MovingPart]:
    found = [_moving(package, workbook.part, WORKBOOK, None)]
    for sheet in workbook.sheets:
        for relation in relationships(package.parts, sheet.part):
            if relation.kind in OF_SHEET:
                found.append(_moving(package, relation.target, OF_SHEET[relation.kind], sheet.name))
            if relation.kind == "drawing":
                found += [
                    _moving(package, chart.target, OF_DRAWING[chart.kind], None)
                    for chart in relationships(package.parts, relation.target)
                    if chart.kind in OF_DRAWING
                ]
    found += [_moving(package, part, CHART, None) for part in package.parts if _is_chart_of_chart_sheet(part, found)]
    found += [
        _moving(package, relation.target, PIVOT_SOURCE, _pivot_sheet(package, relation.target))
        for relation in workbook.relationships
        if relation.kind == "pivotCacheDefinition"
    ]
    return list({part.part: part for part in found if part is not None}.values())


def _pivot_sheet(package: Package, part: str) -> str | None:
    """The sheet whose cells a pivot table is made of."""
    root = markup.parse(package.parts[part], part)
    return next((found.get("sheet") for found in root.iter() if found.name == "worksheetSource"), None)


def _is_chart_of_chart_sheet(part: str, found: list[MovingPart | None]) -> bool:
    known = {moving.part for moving in found if moving is not None}
    return bool(re.search(r"/charts/chart\d*\.xml$", part)) and part not in known


def _moving(package: Package, part: str, rules: Rules, sheet: str | None) -> MovingPart | None:
    if part not in package.parts:
        return None
    try:
        node = find_places(markup.parse(package.parts[part], part), rules)
    except PackageError:
        if not part.endswith(".vml"):  # VML need not be well-formed; the comment's own cell is in its other part
            raise
        return None
    return MovingPart(part, node, sheet, rules is CHART, reach_of(node)) if node else None


def _without_calculation_chain(package: Package, workbook: Workbook) -> tuple[dict[str, bytes], frozenset[str]]:
    """The edits that drop ``calcChain``: Excel makes it anew, but will not open a workbook where it is wrong."""
    chain = workbook.find_part("calcChain")
    if chain is None:
        return {}, frozenset()
    folder, _, name = workbook.part.rpartition("/")
    holder = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    changes = {}
    for part in (holder, "[Content_Types].xml"):
        root = markup.parse(package.parts[part], part)
        source = root.source
        for child in reversed(root.children):
            names = (child.get("PartName") or "", child.get("Type") or "")
            if names[0].lstrip("/") == chain or names[1].endswith("/calcChain"):
                source = source[: child.start] + source[child.end :]
        changes[part] = markup.encode(source)
    return changes, frozenset([chain])
