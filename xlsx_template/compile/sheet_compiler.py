"""A sheet as a program: one Jinja program that emits rows, and the XML of each row cut where it may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xlsx_template.compile import merge_checks
from xlsx_template.compile.row_compiler import RowCompiler
from xlsx_template.compile.strict import Strict
from xlsx_template.errors import TagError, TemplateError
from xlsx_template.formula.reference import split_cell
from xlsx_template.language import tags
from xlsx_template.language.environment import Sandbox
from xlsx_template.language.syntax import BETWEEN, OPENING
from xlsx_template.language.tags import CellTags, Statement
from xlsx_template.package.styles import StyleSheet
from xlsx_template.program.model import Loop, RowProgram, SheetProgram, TallMerge
from xlsx_template.sheet.page_setup import PageSetup
from xlsx_template.sheet.worksheet import Row, Sheet

_VALUE = "_xt{}"
_KNOWN_OUTSIDE_LOOPS = "{% do (_xt_row, _xt_rows, _xt_enter, _xt_leave) -%}"
"""Has Jinja look up these names once, and not in every round of a loop that is the first to use them."""


def compile_sheet(
    sheet: Sheet,
    styles: StyleSheet,
    environment: Sandbox,
    page: PageSetup | None = None,
    strict: Strict | None = None,
) -> SheetProgram:
    """The sheet's program; raises TagError with sheet and cell for the first mistake, unless ``strict`` keeps them."""
    try:
        compiler = _SheetCompiler(sheet, strict or Strict(environment), RowCompiler(sheet, styles))
        return replace(compiler.compile(), page=page)
    except TemplateError as error:
        raise error.at(sheet=sheet.name) from error.__cause__


@dataclass(slots=True)
class _Open:
    """A statement that waits for its end.

    ``loop_id`` is None where its rows are in no loop: those of an ``if``, and those of a loop behind its ``else``.
    """

    statement: Statement
    cell: str
    row: int
    loop_id: int | None = None
    entered: int | None = None  # the loop that its end leaves


@dataclass(slots=True)
class _SheetCompiler:
    sheet: Sheet
    strict: Strict
    row_compiler: RowCompiler
    rows: list[RowProgram] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: list[str | None] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    loops: list[tuple[int, int | None, int, int]] = field(default_factory=list)  # id, parent, first row, last row
    loop_of_row: list[int | None] = field(default_factory=list)
    always: list[bool] = field(default_factory=list)  # whether every round has the row
    static_from: int | None = None

    def compile(self) -> SheetProgram:
        tagged = self._tagged_cells()
        if tagged:
            self._refuse_data_tables()
            self._line(_KNOWN_OUTSIDE_LOOPS, None)
        for row in _with_gaps(self.sheet):
            self._compile_row(row, tagged)
        self._flush_static_rows()
        self._refuse_what_is_open()
        loops = self._loops()
        rows = tuple(
            _in_loop(row, loops[loop] if loop is not None else None)
            for row, loop in zip(self.rows, self.loop_of_row, strict=True)
        )
        merges = tuple(self._tall_merges(loops))
        for mistake in merge_checks.find_mistakes(rows, self.always, merges, tagged) if tagged else ():
            self.strict.refuse(mistake)
        return SheetProgram(
            sheet=self.sheet,
            rows=rows,
            tall_merges=merges,
            jinja=self.strict.compiled(self.lines, self.cells, tagged) if tagged else None,
            cells_by_line=tuple(self.cells),
            loops=loops,
            default_height=self.sheet.default_row_height,
        )

    def _tagged_cells(self) -> dict[tuple[int, int], CellTags]:
        tagged = {}
        for row in self.sheet.rows:
            for cell in row.cells:
                if cell.formula is not None and tags.in_formula(cell.formula):
                    self._refuse("公式里不能写标签，请把标签放在单独的单元格里再引用", cell.name)
                if cell.text is None or cell.formula is not None or not tags.has_tags(cell.text.text):
                    continue
                found = self.strict.tags_of(cell)
                if found is not None:
                    tagged[cell.row, cell.column] = found
        return tagged

    def _refuse_data_tables(self) -> None:
        """A data table (ECMA-376 part 1, 18.18.6) names its cells where no formula does, and only Excel fills it."""
        for row in self.sheet.rows:
            for cell in row.cells:
                element = cell.element.find("f")
                if element is not None and element.get("t") == "dataTable":
                    self._refuse("模拟运算表不能和标签放在同一张工作表，请移到另一张工作表", cell.name)

    # ---------------------------------------------------------------------------------------------- rows

    def _compile_row(self, row: _RowOrGap, tagged: dict[tuple[int, int], CellTags]) -> None:
        if row.row is None:
            self._add(self.row_compiler.gap(row.number, row.span))
            return
        places = [(cell.row, cell.column) for cell in row.row.cells]
        cell_tags = {column: tagged[number, column] for number, column in places if (number, column) in tagged}
        names = {cell.column: cell.name for cell in row.row.cells}
        for column, found in cell_tags.items():
            for statement in found.before:
                self._begin(statement, names[column], row.number)
        if not (_has_statement(cell_tags) and self.row_compiler.is_empty(row.row, cell_tags)):
            self._emit(row.row, cell_tags, names)
        for column, found in cell_tags.items():
            for statement in found.after:
                self._finish(statement, names[column], row.number)

    def _emit(self, row: Row, cell_tags: dict[int, CellTags], names: dict[int, str]) -> None:
        program = self.row_compiler.compile(row, cell_tags)
        values = ["none"] * len(program.cells)
        for cell in program.cells:
            if cell.value_index is None:
                continue
            name = values[cell.value_index] = _VALUE.format(cell.value_index)
            self._value_line(name, cell_tags[cell.column], names[cell.column])
        if any(cell.value_index is not None for cell in program.cells):
            self._flush_static_rows()
            self._line(f"{{% do _xt_row({len(self.rows)}, ({', '.join(values)},)) -%}}", None)
            self._append(program)
        else:
            self._add(program)

    def _value_line(self, name: str, found: CellTags, cell: str) -> None:
        self._flush_static_rows()
        if found.expression is not None:
            self._line(f"{{% set {name} = ({found.expression}) -%}}", cell)
        else:
            self._line(f"{{% set {name} %}}{found.body}{{% endset -%}}", cell)

    def _add(self, program: RowProgram) -> None:
        """Add a row without values; neighbours of its kind are emitted by one call."""
        if self.static_from is None:
            self.static_from = len(self.rows)
        self._append(program)

    def _append(self, program: RowProgram) -> None:
        self.rows.append(program)
        self.loop_of_row.append(next((o.loop_id for o in reversed(self.stack) if o.loop_id is not None), None))
        self.always.append(not self.stack or self.stack[-1].loop_id is not None)

    def _flush_static_rows(self) -> None:
        if self.static_from is not None:
            first, self.static_from = self.static_from, None
            self._line(f"{{% do _xt_rows({first}, {len(self.rows) - 1}) -%}}", None)

    # ---------------------------------------------------------------------------------------------- statements

    def _begin(self, statement: Statement, cell: str, row: int) -> None:
        self._flush_static_rows()
        if statement.word in BETWEEN:
            if self._check_between(statement, cell, row):
                self._line(statement.source, cell)
            return
        self._line(statement.source, cell)
        if statement.word == "for":
            loop_id = len(self.loops)
            parent = next((o.loop_id for o in reversed(self.stack) if o.loop_id is not None), None)
            self.loops.append((loop_id, parent, row, row))
            self.stack.append(_Open(statement, cell, row, loop_id, loop_id))
            self._line(f"{{% do _xt_enter({loop_id}) -%}}", cell)
        elif statement.word in OPENING and not ("=" in statement.source and statement.word == "set"):
            self.stack.append(_Open(statement, cell, row))

    def _check_between(self, statement: Statement, cell: str, row: int) -> bool:
        if not self.stack or self.stack[-1].statement.word not in ("if", "for"):
            self._refuse_pair(f"“{statement.source}”前面没有 if", cell)
            return False
        if self.stack[-1].row == row:
            self._refuse("“else”和它的“if”写在同一行，行条件的 else 要写在另一行", cell)
        loop_id, self.stack[-1].loop_id = self.stack[-1].loop_id, None
        if loop_id is not None:
            self._close_loop(loop_id, row - 1)
        return True

    def _finish(self, statement: Statement, cell: str, row: int) -> None:
        self._flush_static_rows()
        opened = self._opened_by(statement, cell)
        if opened is None:
            return
        self._refuse_side_by_side(opened, cell)
        self._line(statement.source, cell)
        if opened.entered is not None:
            self._line(f"{{% do _xt_leave({opened.entered}) -%}}", cell)
        if opened.loop_id is not None:
            self._close_loop(opened.loop_id, row)

    def _opened_by(self, statement: Statement, cell: str) -> _Open | None:
        """What a statement ends; where mistakes are kept, an end that fits nothing ends nothing."""
        if not self.stack:
            self._refuse_pair(f"“{statement.source}”没有对应的开始", cell)
            return None
        opened = self.stack[-1]
        if _end_word(opened) == statement.word:
            return self.stack.pop()
        pair = f"“{statement.source}”和 {opened.cell} 的“{opened.statement.source}”"
        self._refuse_pair(f"{pair}不成对，应为 {_end_of(opened)}", cell)
        if all(_end_word(outer) != statement.word for outer in self.stack):
            return None
        while _end_word(self.stack[-1]) != statement.word:
            left = self.stack.pop()
            self._line(_end_of(left), left.cell)
        return self.stack.pop()

    def _refuse_what_is_open(self) -> None:
        while self.stack:
            opened = self.stack[-1]
            self._refuse_pair(f"“{opened.statement.source}”没有结束，缺少 {_end_of(opened)}", opened.cell)
            self._line(_end_of(self.stack.pop()), opened.cell)

    def _refuse(self, message: str, cell: str) -> None:
        self.strict.refuse(TagError(message, cell=cell))

    def _refuse_pair(self, message: str, cell: str) -> None:
        self.strict.refuse_pair(TagError(message, cell=cell))

    def _refuse_side_by_side(self, opened: _Open, end_cell: str) -> None:
        """Two loops over the same rows, one in the left columns and one in the right: their rows would multiply."""
        outer = self.stack[-1] if self.stack else None
        if opened.loop_id is None or outer is None or outer.loop_id is None or outer.row != opened.row:
            return
        if (
            split_cell(outer.cell)[1] < split_cell(opened.cell)[1]
            and split_cell(end_cell)[1] < split_cell(opened.cell)[1]
        ):
            pair = f"“{outer.statement.source}”（{outer.cell}）和“{opened.statement.source}”（{opened.cell}）"
            self._refuse(f"{pair}并排在同一行，请在数据里把两边配成一行一项，用一个循环", opened.cell)

    def _close_loop(self, loop_id: int, row: int) -> None:
        _, parent, first, _ = self.loops[loop_id]
        self.loops[loop_id] = (loop_id, parent, first, row)

    # ---------------------------------------------------------------------------------------------- results

    def _line(self, source: str, cell: str | None) -> None:
        self.lines.append(source)
        self.cells += [cell] * (source.count("\n") + 1)

    def _loops(self) -> tuple[Loop, ...]:
        loops: list[Loop] = []
        for loop_id, parent, first, last in self.loops:
            loops.append(Loop(loop_id, loops[parent] if parent is not None else None, first, last))
        return tuple(loops)

    def _tall_merges(self, loops: tuple[Loop, ...]) -> Iterator[TallMerge]:
        for area in self.sheet.merges:
            if area.end.row > area.first.row:
                holding = [loop for loop in loops if loop.holds(area.first.row, area.end.row)]
                text, face = self.row_compiler.constant_at(area.first.row, area.first.column)
                yield TallMerge(area, holding[-1] if holding else None, text, face)


def _end_word(opened: _Open) -> str:
    return f"end{opened.statement.word}"


def _end_of(opened: _Open) -> str:
    return f"{{% {_end_word(opened)} %}}"


def _has_statement(cell_tags: dict[int, CellTags]) -> bool:
    return any(found.before or found.after for found in cell_tags.values())


def _in_loop(row: RowProgram, loop: Loop | None) -> RowProgram:
    return replace(row, loop=loop) if loop is not None else row


@dataclass(frozen=True, slots=True)
class _RowOrGap:
    number: int
    span: int
    row: Row | None


def _with_gaps(sheet: Sheet) -> Iterator[_RowOrGap]:
    """The rows of a sheet, with the runs of rows between and below them that only merges mention."""
    edges = {edge for area in sheet.merges for edge in (area.first.row, area.end.row + 1)}
    expected = 1
    for row in sheet.rows:
        yield from _gaps(expected, row.number, edges)
        yield _RowOrGap(row.number, 1, row)
        expected = row.number + 1
    yield from _gaps(expected, max(edges, default=0), edges)


def _gaps(first: int, end: int, edges: set[int]) -> Iterator[_RowOrGap]:
    """The rows ``first`` to ``end`` (exclusive), cut where merges begin and end."""
    cuts = sorted({first, end} | {edge for edge in edges if first < edge < end}) if first < end else []
    for start, stop in pairwise(cuts):
        yield _RowOrGap(start, stop - start, None)
