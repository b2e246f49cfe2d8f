"""Which cells of a form are merged: the template's merges, grown with its rows, and those its tags ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xlsx_template.errors import TagError
from xlsx_template.fitting import value_height
from xlsx_template.program import DynamicCell, Instance, Iteration, Merge, RowProgram, SheetProgram, TallMerge
from xlsx_template.reference import cell_name
from xlsx_template.rowmap import RowMap
from xlsx_template.values import MISSING, Styled


def template_merges(program: SheetProgram, rows: RowMap, iterations: Sequence[Iteration]) -> Iterator[Merge]:
    """The template's merges over several rows: from the first row that is there to the last, in every round."""
    for tall in program.tall_merges:
        rounds: Iterable[Iteration | None] = [i for i in iterations if i.loop is tall.loop] if tall.loop else [None]
        for iteration in rounds:
            span = rows.instance_span(tall.area.first.row, tall.area.end.row, iteration)
            if span:
                need = _need(program, rows.instances[span[0]], tall)
                place = tall.face.place if tall.face else 1.0
                yield Merge(*span, tall.area.first.column, tall.area.end.column, need, place)


def _need(program: SheetProgram, instance: Instance, tall: TallMerge) -> float:
    if tall.text is not None and tall.face is not None:
        return tall.face.need(tall.text)
    for cell in program.rows[instance.index].cells:
        if cell.column == tall.area.first.column and cell.value_index is not None:
            return value_height(cell, instance.values[cell.value_index])
    return 0.0


@dataclass(slots=True)
class _Run:
    first: int
    last: int
    key: Any
    parent: Iteration | None
    cell: DynamicCell
    value: Any

    def merged(self) -> Merge:
        """The merge that the run becomes."""
        cell = self.cell
        return Merge(
            self.first, self.last, cell.column, cell.last_column, value_height(cell, self.value), cell.face.place
        )


def _is_same(key: Any, other: Any) -> bool:
    """Whether two keys are one; True is no 1 here."""
    return bool(key == other) and isinstance(key, bool) == isinstance(other, bool)


def filter_merges(program: SheetProgram, instances: Sequence[Instance], styled: Iterable[int]) -> Iterator[Merge]:
    """The merges that the ``merge`` filter asks for: runs of neighbours of equal key in one loop.

    ``styled`` are the instances with filtered values.  Raises TagError where an item has several rows.
    """
    open_runs: dict[tuple[int, int], _Run] = {}
    for position in styled:
        instance = instances[position]
        parent = instance.iteration.parent if instance.iteration else None
        for cell in program.rows[instance.index].cells:
            value = instance.values[cell.value_index] if cell.value_index is not None else None
            if value.__class__ is not Styled or value.merge_key is MISSING:
                continue
            place = (instance.index, cell.column)
            run = open_runs.get(place)
            if run and _is_same(run.key, value.merge_key) and run.parent is parent and instance.iteration:
                if run.last != position - 1:
                    name = cell_name(program.rows[instance.index].number, cell.column)
                    raise TagError("merge 只能用在每项占一行的循环里", cell=name)
                run.last = position
                continue
            if run and run.last > run.first:
                yield run.merged()
            open_runs[place] = _Run(position, position, value.merge_key, parent, cell, value)
    yield from (run.merged() for run in open_runs.values() if run.last > run.first)


def slice_merges(program: SheetProgram, instances: Sequence[Instance], others: Sequence[Merge]) -> Iterator[Merge]:
    """The merges of rows whose texts are spread over further rows.

    A piece is as wide as its text was, the last one takes all rows that are left, and every other cell of the row takes
    all its rows.  ``others`` are the merges over several rows besides.
    """
    for position, instance in enumerate(instances):
        if instance.slice is None or instance.goes_on:
            continue
        last = position + instance.slice.count - 1
        taken = {column for text in instance.slice.texts for column in range(text.left, text.right + 1)}
        for text in instance.slice.texts:
            tops = range(position, position + len(text.needs))
            for top, need in zip(tops, text.needs, strict=True):
                yield Merge(top, last if top == tops[-1] else top, text.left, text.right, need, place=0.0)
        for merge in others:
            if merge.first <= position <= merge.last:
                taken.update(range(merge.left, merge.right + 1))
        row = program.rows[instance.index]
        for left, right in _cells_beside(row, taken):
            yield Merge(position, last, left, right, *_standing(row, instance, left))


def _cells_beside(row: RowProgram, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last column of the cells of a row, merged or not, that lie in none of those columns."""
    yield from ((left, right) for left, right in row.merges if left not in taken)
    merged = {column for left, right in row.merges for column in range(left, right + 1)}
    yield from ((column, column) for column in row.columns if column not in merged and column not in taken)


def _standing(row: RowProgram, instance: Instance, column: int) -> tuple[float, float]:
    """The height in points that a cell's content needs, and its place."""
    for cell in row.cells:
        if cell.column == column:
            shown = cell.constant if cell.value_index is None else instance.values[cell.value_index]
            return value_height(cell, "0" if cell.formula is not None else shown), cell.face.place
    return next(((need, place) for label, need, place in row.labels if label == column), (0.0, 1.0))
