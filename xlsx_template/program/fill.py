"""A compiled sheet and the data, run by Jinja into row instances with typed values.  No XML is made here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any

from jinja2 import TemplateRuntimeError
from jinja2.exceptions import SecurityError

from xlsx_template.errors import DataError, TagError, TemplateError
from xlsx_template.formula.reference import MAX_ROW, cell_name
from xlsx_template.language.environment import StrictName, UnknownNameError, nearest
from xlsx_template.program.model import Instance, Iteration, SheetProgram
from xlsx_template.program.tables import keep_data_rows
from xlsx_template.values import MAX_TEXT, Styled

MAX_MARKED = 4 * MAX_TEXT  # characters of a text with the marks of its runs
_PLAIN = frozenset([str, int, float, bool, Decimal, type(None)])
MAX_ROUNDS = 2_000_000  # rounds of all loops of one sheet together


class Collector:
    """Takes what a running Jinja program emits: rows, and the rounds of its loops."""

    def __init__(self, program: SheetProgram, data: Mapping[str, Any]) -> None:
        self.program = program
        self.instances: list[Instance] = []
        self.iterations: list[Iteration] = []
        self.styled: list[int] = []  # the instances with a value that went through a filter of ours
        self.has_formulas = False  # by the filter ``formula``
        self.has_pictures = False
        self.texts: list[str] = []  # all texts among the values, in no order that matters
        self._data = data
        self._current: Iteration | None = None
        self._rounds = 0

    def functions(self) -> dict[str, Any]:
        """The names by which the Jinja program calls this collector."""
        return {
            "_xt_row": self.row,
            "_xt_rows": self.rows,
            "_xt_enter": self.enter,
            "_xt_leave": self.leave,
            "_xt_tick": self.tick,
        }

    def row(self, index: int, values: tuple[Any, ...]) -> None:
        """Emit one row."""
        if len(self.instances) >= MAX_ROW:
            raise DataError(f"生成的行数超过 Excel 的上限 {MAX_ROW:,} 行")
        if not _PLAIN.issuperset(map(type, values)):
            self._look_at(index, values)
        self.instances.append(Instance(index, values, self._current))

    def _look_at(self, index: int, values: tuple[Any, ...]) -> None:
        """Refuse names nobody gave, and note what the filters asked for."""
        is_styled = False
        for position, value in enumerate(values):
            if value.__class__ is str:
                continue
            bare = value
            if value.__class__ is Styled:
                is_styled, bare = True, value.value
                if value.is_formula or value.picture is not None:
                    self.has_formulas |= value.is_formula
                    self.has_pictures |= value.picture is not None
                if isinstance(value.merge_key, StrictName):
                    bare = value.merge_key
            if bare.__class__ is str:
                self.texts.append(bare)
            elif isinstance(bare, StrictName):
                raise unknown_name(bare.error(), self._data).at(cell=self.cell_of(index, position))
        if is_styled:
            self.styled.append(len(self.instances))

    def cell_of(self, index: int, position: int) -> str:
        """The template's cell that shows a value of a row."""
        row = self.program.rows[index]
        return cell_name(row.number, row.cells[position].column)

    def rows(self, first: int, last: int) -> None:
        """Emit the program rows ``first`` to ``last``, which hold no values."""
        if len(self.instances) + last - first >= MAX_ROW:
            raise DataError(f"生成的行数超过 Excel 的上限 {MAX_ROW:,} 行")
        rows = self.program.rows
        self.instances += [Instance(index, rows[index].no_values, self._current) for index in range(first, last + 1)]

    def enter(self, loop_id: int) -> None:
        """Begin a round of a loop."""
        self.tick()
        loop = self.program.loops[loop_id]
        if self._current is not None and self._current.loop is loop:
            self._close()
        self._current = Iteration(loop, self._current, len(self.instances))
        self.iterations.append(self._current)

    def leave(self, loop_id: int) -> None:
        """End a loop, whether it had rounds or not."""
        if self._current is not None and self._current.loop is self.program.loops[loop_id]:
            self._close()

    def _close(self) -> None:
        assert self._current is not None
        self._current.end = len(self.instances)
        self._current = self._current.parent

    def tick(self) -> None:
        """Count a round; raises DataError when there are too many."""
        self._rounds += 1
        if self._rounds > MAX_ROUNDS:
            raise DataError(f"循环的次数超过 {MAX_ROUNDS:,} 次，请检查模板里的循环")


def fill(program: SheetProgram, data: Mapping[str, Any]) -> Collector:
    """The rows a form has on this sheet; raises TemplateError naming the cell whose tag failed."""
    collector = Collector(program, data)
    if program.jinja is None:
        collector.rows(0, len(program.rows) - 1)
        return collector
    context = program.jinja.new_context({**data, **collector.functions()})
    try:
        for _ in program.jinja.root_render_func(context):
            pass
    except Exception as error:
        raise explained(error, data).at(cell=_failing_cell(error, program)) from error
    if program.tables:
        keep_data_rows(program, collector)
    values = chain.from_iterable(map(attrgetter("values"), collector.instances))
    collector.texts += [value for value in values if value.__class__ is str]
    _refuse_endless_texts(collector)
    return collector


def explained(error: Exception, data: Mapping[str, Any]) -> TemplateError:
    """What a running Jinja program raised, as an error of ours that does not know its place yet."""
    if isinstance(error, TemplateError):
        return error
    if isinstance(error, UnknownNameError):
        return unknown_name(error, data)
    if isinstance(error, SecurityError | TemplateRuntimeError):
        return TagError(f"标签不被允许：{error}")
    return DataError(f"标签无法计算（{type(error).__name__}：{error}），请检查数据和写法")


def unknown_name(error: UnknownNameError, data: Mapping[str, Any]) -> DataError:
    """The error for a name nobody gave, with the nearest one that the data has."""
    candidates = data if error.candidates is None else error.candidates
    return DataError(f"数据里没有“{error.name}”{nearest(error.name, candidates)}")


def _failing_cell(error: Exception, program: SheetProgram) -> str | None:
    """The cell in whose line of the Jinja program the error arose."""
    jinja, line, trace = program.jinja, None, error.__traceback__
    assert jinja is not None
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") == jinja:
            line = jinja.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return program.cell_at(line) if line is not None else None


def _refuse_endless_texts(collector: Collector) -> None:
    """Refuse texts far longer than any cell holds before they are measured."""
    if max(map(len, collector.texts), default=0) <= MAX_MARKED:
        return
    for instance in collector.instances:
        for position, value in enumerate(instance.values):
            if value.__class__ is str and len(value) > MAX_MARKED:
                name = collector.cell_of(instance.index, position)
                raise DataError(f"标签生成的文字有 {len(value):,} 个字符，一个单元格放不下", cell=name)
