"""One form from a compiled template and data: fill, arrange, calculate, write.  Pure; files are the caller's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from xlsx_template.arrangement.arrange import Arrangement, arrange
from xlsx_template.compile.parts import TemplateParts
from xlsx_template.errors import TemplateError
from xlsx_template.formula.calculate import FormulaCell, Result, are_plain, calculable, calculate, calculate_package
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.images.drawings import with_pictures
from xlsx_template.images.pictures import ReadFile, place_pictures
from xlsx_template.moving.moves import Mover
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.moving.sheet_maps import SheetMaps
from xlsx_template.moving.structured import Tables
from xlsx_template.package import markup
from xlsx_template.package.markup import Element
from xlsx_template.program.fill import fill
from xlsx_template.program.model import SheetProgram
from xlsx_template.render.chart_values import ChartValues
from xlsx_template.render.derived_styles import DerivedStyles
from xlsx_template.render.sheet_part import sheet_part
from xlsx_template.render.value_grid import Grid
from xlsx_template.render.write import SheetWriter


def render(
    parts: TemplateParts,
    data: Mapping[str, Any],
    read_file: ReadFile,
    scopes: Mapping[str, Mapping[str, Any]] | None = None,
) -> bytes:
    """The workbook's bytes; raises TemplateError naming sheet and cell.

    ``read_file`` gives the bytes of a picture's file.  ``scopes`` holds what single sheets know beside the data, by
    their names.
    """
    if not parts.sheets:
        return parts.package.source
    of_sheets = {name: {**data, **scope} for name, scope in (scopes or {}).items()}
    layouts = [
        _laid_out(program, of_sheets.get(program.sheet.name, data), fill_pages=parts.fill_pages)
        for program in parts.sheets
    ]
    grid = Grid(layouts)
    maps = SheetMaps({layout.program.sheet.name: layout.rows for layout in layouts})
    styles = DerivedStyles(parts.styles, epoch_1904=parts.workbook.epoch_1904)
    tables = Tables(((layout.program.sheet.name, layout.program.tables) for layout in layouts), maps)
    writers = [SheetWriter(layout, maps, styles, tables) for layout in layouts]
    formulas = [cell for writer in writers for cell in writer.formula_cells()]
    pictures = [(layout.program.sheet, place_pictures(layout, parts.styles, read_file)) for layout in layouts]
    changed = partial(_changed, parts, writers, formulas, grid)
    counted = [] if styles.epoch_1904 else formulas  # the calculator counts dates from 1900
    results = _results(grid, counted, lambda known: parts.package.save(changed(known), parts.removed))
    return parts.package.save(with_pictures(parts.workbook, changed(results), pictures), parts.removed)


def _laid_out(program: SheetProgram, data: Mapping[str, Any], *, fill_pages: bool) -> Arrangement:
    try:
        return arrange(fill(program, data), fill_pages=fill_pages)
    except TemplateError as error:
        raise error.at(sheet=program.sheet.name) from error.__cause__


def _results(
    grid: Grid,
    formulas: list[FormulaCell],
    package: Callable[[dict[CellKey, Result]], bytes],
) -> dict[CellKey, Result]:
    known = calculable(formulas)
    if not known:
        return {}
    if are_plain(known):
        return calculate(known, grid.values_read_by(known))
    return calculate_package(package({}), known)


def _changed(
    parts: TemplateParts,
    writers: list[SheetWriter],
    formulas: list[FormulaCell],
    grid: Grid,
    results: dict[CellKey, Result],
) -> dict[str, bytes]:
    changed = dict(parts.constant_changes)
    texts = {cell.key: cell.text for cell in formulas}
    maps = writers[0].maps
    for writer in writers:
        sheet = writer.program.sheet
        try:
            rows = writer.sheet_data(texts, results)
        except TemplateError as error:
            raise error.at(sheet=sheet.name) from error.__cause__
        source = sheet_part(writer, parts.frames[sheet.part], rows)
        if source != sheet.root.source:
            changed[sheet.part] = markup.encode(source)
    charts = ChartValues(grid, texts, results, epoch_1904=parts.workbook.epoch_1904)
    changed |= _moved_parts(parts, maps, charts, needs_calculation=len(results) < len(formulas))
    derived = tuple(writers[0].styles.numbers)
    if derived:
        changed[parts.styles_part] = parts.styles.with_derived(derived)
    return changed


def _moved_parts(
    parts: TemplateParts, maps: Mapping[str, RowMap], charts: ChartValues, *, needs_calculation: bool
) -> dict[str, bytes]:
    changed = {}
    for moving in parts.moving:
        if moving.may_stay(maps):
            continue
        mover = Mover(moving.sheet, maps)
        root = moving.node.element
        text = root.raw if mover.is_idle and not moving.holds_values else mover.written(moving.node) or root.raw
        text = charts.written(text) if moving.holds_values else text
        source = root.source[: root.start] + text + root.source[root.end :]
        if source != root.source:
            changed[moving.part] = markup.encode(source)
    if needs_calculation:
        part, root = parts.workbook.part, parts.workbook.root
        source = markup.decode(changed[part], part) if part in changed else root.source
        changed[part] = markup.encode(_calculated_on_load(source, root))
    return changed


def _calculated_on_load(source: str, root: Element) -> str:
    """The workbook part telling Excel to calculate when it opens (ECMA-376 part 1, 18.2.2)."""
    p = root.prefix
    old = re.search(rf"<{p}calcPr\b[^>]*?/?>", source)
    if old is None:
        after = re.compile(rf"(?:</{p}(?:sheets|functionGroups|externalReferences|definedNames)>)")
        last = list(after.finditer(source))[-1].end()
        return f'{source[:last]}<{p}calcPr fullCalcOnLoad="1"/>{source[last:]}'
    if "fullCalcOnLoad" in old[0]:
        written = re.sub(r"fullCalcOnLoad\s*=\s*([\"'])[^\"']*\1", 'fullCalcOnLoad="1"', old[0])
    else:
        written = old[0].replace(f"<{p}calcPr", f'<{p}calcPr fullCalcOnLoad="1"', 1)
    return source[: old.start()] + written + source[old.end() :]
