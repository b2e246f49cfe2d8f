"""Which cells of a form are merged: the template's merges, grown with its rows, and those its tags ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xlsx_template.arrangement.fitting import value_height
from xlsx_template.errors import TagError
from xlsx_template.formula.reference import cell_name
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.program.model import DynamicCell, Instance, Iteration, Merge, SheetProgram, TallMerge
from xlsx_template.values import MISSING, Styled


def template_merges(program: SheetProgram, rows: RowMap, iterations: Sequence[Iteration]) -> Iterator[Merge]:
    """The template's merges over several rows: from the first row that is there to the last, in every round."""
    for tall in program.tall_merges:
        rounds: Iterable[Iteration | None] = [i for i in iterations if i.loop is tall.loop] if tall.loop else [None]
        for iteration in rounds:
            span = rows.instance_span(tall.area.first.row, tall.area.end.row, iteration)
            if span:
                need = _need(program, rows.instances[span[0]], tall)
                yield Merge(*span, tall.area.first.column, tall.area.end.column, need)


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
        return Merge(self.first, self.last, cell.column, cell.last_column, value_height(cell, self.value))


def _is_same(key: Any, other: Any) -> bool:
    """Whether two keys are one; True is no 1 here."""
    return bool(key == other) and isinstance(key, bool) == isinstance(other, bool)


def filter_merges(program: SheetProgram, instances: Sequence[Instance], styled: Iterable[int]) -> Iterator[Merge]:
    """The merges that the ``merge`` filter asks for: runs of neighbours of equal key in one loop.

    ``styled`` are the instances with filtered values.  Raises TagError where an item has several rows.
    """
    open_runs: dict[tuple[int, int], _Run] = {}
    for position in styled:
        instance, row = instances[position], program.rows[instances[position].index]
        parent = instance.iteration.parent if instance.iteration else None
        for index, value in enumerate(instance.values):
            if value.__class__ is not Styled or value.merge_key is MISSING:
                continue
            key = value.merge_key
            run = open_runs.get((instance.index, index))
            if run and run.parent is parent and instance.iteration and (run.key is key or _is_same(run.key, key)):
                if run.last != position - 1:
                    raise TagError(
                        "merge 只能用在每项占一行的循环里", cell=cell_name(row.number, row.cells[index].column)
                    )
                run.last = position
                continue
            if run and run.last > run.first:
                yield run.merged()
            open_runs[instance.index, index] = _Run(position, position, key, parent, row.cells[index], value)
    yield from (run.merged() for run in open_runs.values() if run.last > run.first)
