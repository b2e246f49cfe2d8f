"""A template row as XML that is cut around its number and around the cells that change."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from xml.sax.saxutils import quoteattr

from xlsx_template import values
from xlsx_template.formula import formulas
from xlsx_template.formula.reference import Area, column_letters
from xlsx_template.language.tags import CellTags
from xlsx_template.layout import TextStyle
from xlsx_template.package.markup import Element
from xlsx_template.package.styles import StyleSheet
from xlsx_template.program.model import DynamicCell, Face, Measured, Pieces, RowProgram
from xlsx_template.sheet.worksheet import Cell, Row, Sheet
from xlsx_template.values import without_marks

_RUN_SIZE = re.compile(r"<(?:\w+:)?sz\s+val=[\"']([\d.]+)")
_RUN_BOLD = re.compile(r"<(?:\w+:)?b(?:\s*/>|\s+val=[\"'](?:1|true))")
_LETTERS = 1.17  # em
_HEIGHT = re.compile(r"\s(?:ht|customHeight)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FITTED = ' ht="%s" customHeight="1">'
_DROPPED_ATTRIBUTES = frozenset(["r", "s", "t"])


class RowCompiler:
    """Compiles the rows of one sheet."""

    def __init__(self, sheet: Sheet, styles: StyleSheet) -> None:
        self._sheet = sheet
        self._styles = styles
        self._widths = sheet.column_widths(styles)
        self._merge_at = {(m.first.row, m.first.column): m for m in sheet.merges}
        self._covered = _covered(sheet)
        self._prefix = sheet.root.prefix
        self._cells = {(cell.row, cell.column): cell for row in sheet.rows for cell in row.cells}
        self._tags: dict[tuple[int, int], CellTags] = {}
        self._in_arrays = _filled_by_arrays(sheet)
        self._gaps = _gaps(sheet.sheet_data)
        self._faces: dict[tuple[int, int, int, tuple[str, ...]], Face] = {}
        self._flat_merges: dict[int, list[tuple[int, int]]] = {}
        for m in sheet.merges:
            if m.first.row == m.end.row and m.last:
                self._flat_merges.setdefault(m.first.row, []).append((m.first.column, m.end.column))

    def gap(self, number: int, span: int) -> RowProgram:
        """Rows that the part does not mention, except in merges, at whose edges they are cut."""
        merges = tuple(self._flat_merges.get(number, ()))
        default = self._sheet.default_row_height
        return RowProgram(
            number,
            span,
            merges=merges,
            merge_names=merge_names(merges),
            minimum=default * span,
            printed=(default,) * span,
        )

    def is_empty(self, row: Row, cell_tags: dict[int, CellTags]) -> bool:
        """Whether a row holds nothing besides statements."""
        return all(
            cell_tags[cell.column].is_empty if cell.column in cell_tags else _is_empty(cell) for cell in row.cells
        )

    def compile(self, row: Row, cell_tags: dict[int, CellTags]) -> RowProgram:
        """The row's program; its values are numbered in the order of its cells."""
        assert row.element is not None
        self._tags.update({(row.number, column): found for column, found in cell_tags.items()})
        cells = tuple(self._dynamic_cells(row, cell_tags))
        merges = tuple(self._flat_merges.get(row.number, ()))
        is_hidden = row.element.get("hidden") in ("1", "true")
        own = self._sheet.default_row_height if row.height is None else row.height
        opening, bare_opening, closing = self._opening(row), self._bare_opening(row), f"</{row.element.tag}>"
        body = self._body(row, cells)
        return RowProgram(
            number=row.number,
            opening=opening,
            bare_opening=bare_opening,
            closing=closing,
            as_is=_joined(_literal(opening), () if row.element.is_self_closed else _joined(body, (closing,))),
            fitted=_joined(_joined(_literal(bare_opening), (_FITTED,)), _joined(body, (closing,))),
            cells=cells,
            measured=tuple(
                Measured(cell.value_index, None if cell.runs else cell.face.heights, cell)
                for cell in cells
                if cell.value_index is not None and not cell.is_tall
            ),
            blank=self._blank(row),
            columns=tuple(cell.column for cell in row.cells),
            merges=merges,
            merge_names=merge_names(merges),
            formulas=tuple(cell for cell in cells if cell.formula is not None),
            no_values=(None,) * len(cells),
            height=row.height,
            minimum=max(
                [
                    own,
                    *(self._kept_height(row, column, need) for column, need in self._labels(row, cell_tags)),
                ]
            ),
            is_hidden=is_hidden,
            kept_height=math.inf if is_hidden else own if row.height is not None or not cells else -1.0,
            printed=(0.0 if is_hidden else own,),
            static_values={
                cell.column: cell.value
                for cell in row.cells
                if cell.value is not None
                and cell.column not in cell_tags
                and cell.formula is None
                and (cell.row, cell.column) not in self._in_arrays
            },
        )

    def constant_at(self, row: int, column: int) -> tuple[str | None, Face | None]:
        """The constant text at a cell, None where it has none, and its room, None where there is no cell."""
        cell = self._cells.get((row, column))
        if cell is None:
            return None, None
        found = self._tags.get((row, column))
        if found is not None:
            text = "" if found.is_dynamic else without_marks(found.body).strip()
        else:
            text = cell.text.text if cell.text and cell.formula is None else ""
        return text or None, self._face(cell)

    # ---------------------------------------------------------------------------------------------- cells

    def _dynamic_cells(self, row: Row, cell_tags: dict[int, CellTags]) -> Iterator[DynamicCell]:
        place = 0
        for cell in row.cells:
            found = cell_tags.get(cell.column)
            if found is not None and found.is_dynamic:
                yield self._dynamic(cell, value_index=place, runs=() if found.expression else self._runs(cell))
            elif found is not None:
                constant = found.body.strip("\n") if found.body.strip() else ""
                yield self._dynamic(cell, constant=constant, runs=self._runs(cell))
            elif cell.formula is not None:
                yield self._formula(cell)
            elif (cell.row, cell.column) in self._in_arrays:
                yield self._dynamic(cell)
            else:
                continue
            place += 1

    def _dynamic(
        self, cell: Cell, *, value_index: int | None = None, constant: str | None = None, runs: tuple[str, ...] = ()
    ) -> DynamicCell:
        merge = self._merge_at.get((cell.row, cell.column))
        others = "".join(
            f" {name}={quoteattr(value)}"
            for name, value in cell.element.attributes().items()
            if name not in _DROPPED_ATTRIBUTES
        )
        head = '"' + (f' s="{cell.style}"' if cell.style else "") + others
        return DynamicCell(
            column=cell.column,
            last_column=merge.end.column if merge else cell.column,
            style=cell.style,
            start="",
            head=head,
            attributes=others,
            text_head="" if runs else head + values.text_opening(self._prefix),
            empty="" if constant else f"{head}/>",
            face=self._face(cell),
            value_index=value_index,
            constant=constant,
            runs=runs,
            is_tall=merge is not None and merge.end.row > merge.first.row,
        )

    def _runs(self, cell: Cell) -> tuple[str, ...]:
        """The properties of the runs of a rich text; empty ones where they are written with another prefix."""
        runs = cell.text.runs if cell.text else ()
        known = f"<{self._prefix}rPr"
        return tuple(run.properties if run.properties.startswith(known) else "" for run in runs)

    def _formula(self, cell: Cell) -> DynamicCell:
        element = cell.element.find("f")
        assert element is not None and cell.formula is not None  # noqa: PT018
        kept = element.attributes()
        area = kept.pop("ref", "")
        group = kept.pop("si", "") if kept.get("t") == "shared" else ""
        if group:
            del kept["t"]
        opening = element.tag + "".join(f" {name}={quoteattr(value)}" for name, value in kept.items())
        plain, parsed = self._dynamic(cell), formulas.parse(cell.formula)
        return replace(
            plain,
            start=f'<{self._prefix}c r="{column_letters(cell.column)}',
            text_head="",
            empty="",
            formula=parsed,
            formula_text=formulas.write(parsed),
            formula_opening=opening,
            array=Area.from_text(area) if kept.get("t") == "array" else None,
            shared_group=group,
            original=self._moving(cell),
            cached=cell.value,
        )

    def _face(self, cell: Cell) -> Face:
        merge = self._merge_at.get((cell.row, cell.column))
        last = merge.end.column if merge else cell.column
        runs = self._written_runs(cell)
        key = (cell.column, last, cell.style, runs)
        if key not in self._faces:
            width = sum(self._widths.get(column, self._widths[0]) for column in range(cell.column, last + 1))
            style = _largest(self._styles.text_style(cell.style), runs)
            self._faces[key] = Face(width, style)
        return self._faces[key]

    def _written_runs(self, cell: Cell) -> tuple[str, ...]:
        """The properties of a rich text's runs; none where a lone ``{{ }}`` puts its value in the cell's own font."""
        found = self._tags.get((cell.row, cell.column))
        return () if found is not None and found.expression is not None else self._runs(cell)

    def _labels(self, row: Row, cell_tags: dict[int, CellTags]) -> Iterator[tuple[int, float]]:
        """What each constant text of a row needs in points; none of a merge over several rows."""
        for cell in row.cells:
            merge = self._merge_at.get((cell.row, cell.column))
            if (cell.row, cell.column) in self._covered or (merge and merge.end.row > merge.first.row):
                continue
            text = self._shown_text(cell, cell_tags.get(cell.column))
            if text:
                yield cell.column, self._face(cell).need(text)

    def _kept_height(self, row: Row, column: int, need: float) -> float:
        """What a constant text asks of its row.

        A text of one line is left to the author of the template, as long as the row is not lower than its letters
        (1.17 em, the line of Calibri and 宋体): other programs give such a row the same height.
        """
        face = self._face(self._cells[row.number, column])
        return min(need, face.style.size * _LETTERS) if need <= face.need("0") else need

    def _shown_text(self, cell: Cell, found: CellTags | None) -> str | None:
        if found is not None:
            return None if found.is_dynamic else without_marks(found.body).strip()
        if cell.text is not None:
            return cell.text.text
        return "0" if cell.value is not None or cell.formula is not None else None  # a number takes one line

    # ---------------------------------------------------------------------------------------------- XML

    def _opening(self, row: Row) -> Pieces:
        assert row.element is not None
        return self._after_gap(row, _around_number(row.element, row.element.opening))

    def _bare_opening(self, row: Row) -> Pieces:
        assert row.element is not None
        opening = row.element.opening
        bare = _HEIGHT.sub("", opening[: -2 if opening.endswith("/>") else -1])
        return self._after_gap(row, _around_number(row.element, bare.rstrip()))

    def _after_gap(self, row: Row, opening: Pieces) -> Pieces:
        """The row's start tag behind what stands between it and the row before: line ends, comments."""
        gap = self._gaps.get(row.number)
        return (gap + opening[0], *opening[1:]) if gap else opening

    def _body(self, row: Row, cells: tuple[DynamicCell, ...]) -> Pieces:
        """What stands in the row, around its number, with ``%s`` for what its changing cells hold."""
        assert row.element is not None
        changing = {cell.column: cell for cell in cells}
        body: Pieces = ("",)
        place = row.element.inner_start
        for cell in row.cells:
            body = _joined(body, _literal((row.element.source[place : cell.element.start],)))
            place = cell.element.end
            if cell.column in changing:
                start = (f'<{self._prefix}c r="{column_letters(cell.column)}', "%s")
                body = _joined(body, ("%s",) if changing[cell.column].start else start)
            else:
                body = _joined(body, _literal(self._moving(cell)))
        return _joined(body, _literal((row.element.source[place : row.element.inner_end],)))

    def _moving(self, cell: Cell) -> Pieces:
        """The cell's XML as it stands, around the row number."""
        raw = cell.element.raw
        span = cell.element.attribute_span("r")
        letters = column_letters(cell.column)
        if span is None:
            head = f"<{cell.element.tag}"
            return (f'{head} r="{letters}', '"' + raw[len(head) :])
        start, end = span[0] - cell.element.start, span[1] - cell.element.start
        return (raw[:start] + letters, raw[end:])

    def _blank(self, row: Row) -> Pieces:
        """All cells of the row with their styles only, around the row number."""
        blank: Pieces = ("",)
        for cell in row.cells:
            style = f' s="{cell.style}"' if cell.style else ""
            blank = _joined(blank, (f'<{self._prefix}c r="{column_letters(cell.column)}', f'"{style}/>'))
        return blank


def _largest(style: TextStyle, runs: tuple[str, ...]) -> TextStyle:
    """A style at least as large and bold as every run of the text, so that no line is measured too short."""
    sizes = [float(size) for run in runs for size in _RUN_SIZE.findall(run)]
    if not runs:
        return style
    return replace(style, size=max([style.size, *sizes]), bold=style.bold or any(map(_RUN_BOLD.search, runs)))


def _is_empty(cell: Cell) -> bool:
    return cell.formula is None and (not cell.text.text.strip() if cell.text else cell.value is None)


def _filled_by_arrays(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells that an array formula fills beside its own; their values are results, and nothing of the template."""
    filled: set[tuple[int, int]] = set()
    for row in sheet.rows:
        for cell in row.cells:
            element = cell.element.find("f") if cell.formula is not None else None
            if element is not None and element.get("t") == "array":
                filled.update(_cells_in(sheet, Area.from_text(element.get("ref") or cell.name)))
                filled.discard((cell.row, cell.column))
    return filled


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells that a merge hides: all of its cells but the first."""
    covered: set[tuple[int, int]] = set()
    for area in sheet.merges:
        covered.update(_cells_in(sheet, area))
        covered.discard((area.first.row, area.first.column))
    return covered


def _cells_in(sheet: Sheet, area: Area) -> Iterator[tuple[int, int]]:
    """The cells of an area that the part mentions; whole rows and columns have millions of others."""
    first = bisect_left(sheet.rows, area.first.row, key=lambda row: row.number)
    for row in takewhile(lambda row: row.number <= area.end.row, islice(sheet.rows, first, None)):
        for cell in row.cells:
            if area.first.column <= cell.column <= area.end.column:
                yield cell.row, cell.column


def _gaps(sheet_data: Element) -> dict[int, str]:
    """What stands in front of rows but no row, by the number of the row; most parts have nothing there."""
    gaps: dict[int, str] = {}
    place, number = sheet_data.inner_start, 0
    for row in sheet_data.find_all("row"):
        number = int(row.get("r") or number + 1)
        if row.start > place:
            gaps[number] = sheet_data.source[place : row.start]
        place = row.end
    return gaps


def _around_number(row: Element, opening: str) -> Pieces:
    match = re.search(r"\sr\s*=\s*[\"'](\d+)", opening)
    if match is None:
        head = f"<{row.tag}"
        return (f'{head} r="', '"' + opening[len(head) :])
    return (opening[: match.start(1)], opening[match.end(1) :])


def merge_names(merges: Sequence[tuple[int, int]]) -> Pieces:
    """The names of merges within one row, by their first and last column: ``A3:B3 C3:H3`` around the number."""
    names: Pieces = ("",)
    for number, (left, right) in enumerate(merges):
        name = (" " * (number > 0) + column_letters(left), f":{column_letters(right)}", "")
        names = _joined(names, name)
    return names if merges else ()


def _literal(pieces: Pieces) -> Pieces:
    """XML as it stands where ``%s`` is something else."""
    return tuple(piece.replace("%", "%%") for piece in pieces)


def _joined(left: Pieces, right: Pieces) -> Pieces:
    return (*left[:-1], left[-1] + right[0], *right[1:]) if right else left
