"""From row instances to a laid-out sheet: which cells merge, how high every row is, which number it gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsx_template.errors import TagError
from xlsx_template.fill import Collector
from xlsx_template.layout import Box, fit_rows, overfull, split_heights
from xlsx_template.layout.pages import Block
from xlsx_template.paginate import Pages
from xlsx_template.program import DynamicCell, Instance, Iteration, RowProgram, SheetProgram, TallMerge
from xlsx_template.reference import cell_name
from xlsx_template.rowmap import RowMap
from xlsx_template.values import MISSING, Styled, without_marks


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area of the form; rows are instances, 0-based, until they have numbers."""

    first: int
    last: int
    left: int
    right: int
    place: float = 1.0  # of its text: 0 at the top, 0.5 in the middle, 1 at the bottom


@dataclass(slots=True)
class Arrangement:
    """A sheet of a form, ready to be written.

    ``heights`` holds for every instance the heights in points of the rows it takes, None where the template's row
    stays as it is.  ``covered`` names the (instance, column) whose content a merge hides, ``styled`` the instances with
    filtered values.
    """

    program: SheetProgram
    instances: list[Instance]
    rows: RowMap
    styled: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    heights: list[tuple[float, ...] | None] = field(default_factory=list)
    page_breaks: list[int] | None = None

    @property
    def is_static(self) -> bool:
        """Whether the sheet has no tags, so that its rows are the template's."""
        return self.program.jinja is None


def arrange(collector: Collector, *, fill_pages: bool = False) -> Arrangement:
    """The laid-out sheet, with rows raised to fill its pages if asked; raises TagError where a merge cannot be made."""
    instances = collector.instances
    layout = Arrangement(collector.program, instances, RowMap(collector.program.rows, instances), collector.styled)
    if layout.is_static:
        layout.heights = [None] * len(instances)
        counts = [program.span for program in collector.program.rows]
        layout.rows.place(counts, default_height=collector.program.default_height)
        return layout
    tall = _tall_merges(layout, collector.iterations)
    runs = list(_merge_runs(layout, collector.styled))
    _collect_merges(layout, [merge for merge, _ in tall], [merge for merge, _ in runs])
    _fit(layout, [*tall, *runs])
    _break_pages(layout, [*tall, *runs], fill_pages=fill_pages)
    layout.rows.place(
        [
            len(heights) if heights else layout.program.rows[instance.index].span
            for instance, heights in zip(instances, layout.heights, strict=True)
        ],
        layout.heights,
        layout.program.default_height,
    )
    return layout


# -------------------------------------------------------------------------------------------------- merges


def _tall_merges(layout: Arrangement, iterations: list[Iteration]) -> list[tuple[Merge, float]]:
    """The template's merges over several rows, each with the height its text needs."""
    found = []
    for tall in layout.program.tall_merges:
        rounds: Sequence[Iteration | None] = [i for i in iterations if i.loop is tall.loop] if tall.loop else [None]
        for iteration in rounds:
            span = layout.rows.instance_span(tall.area.first.row, tall.area.end.row, iteration)
            if span:
                place = tall.face.place if tall.face else 1.0
                merge = Merge(*span, tall.area.first.column, tall.area.end.column, place)
                found.append((merge, _tall_need(layout, tall, merge)))
    return found


def _tall_need(layout: Arrangement, tall: TallMerge, merge: Merge) -> float:
    if tall.text is not None and tall.face is not None:
        return tall.face.need(tall.text)
    instance = layout.instances[merge.first]
    for cell in layout.program.rows[instance.index].cells:
        if cell.column == merge.left and cell.value_index is not None:
            return _need(cell, instance.values[cell.value_index])
    return 0.0


def _need(cell: DynamicCell, value: Any) -> float:
    """The height in points that a value needs in its cell; a number takes one line."""
    shown = value.value if isinstance(value, Styled) else value
    if isinstance(value, Styled) and value.picture is not None:
        return value.picture.row_height
    if isinstance(shown, str):
        return cell.face.need(without_marks(shown) if cell.runs else shown) if shown else 0.0
    return 0.0 if shown is None else cell.face.need("0")


@dataclass(slots=True)
class _Run:
    first: int
    last: int
    key: Any
    parent: Iteration | None
    cell: DynamicCell


def _merge_runs(layout: Arrangement, positions: list[int]) -> Iterator[tuple[Merge, float]]:
    """The merges that the ``merge`` filter asks for: runs of neighbours of equal key in one loop."""
    open_runs: dict[tuple[int, int], _Run] = {}
    for position in positions:
        instance = layout.instances[position]
        for cell in layout.program.rows[instance.index].cells:
            value = instance.values[cell.value_index] if cell.value_index is not None else None
            if not isinstance(value, Styled) or value.merge_key is MISSING:
                continue
            parent = instance.iteration.parent if instance.iteration else None
            run = open_runs.get((instance.index, cell.column))
            if run and run.key == value.merge_key and run.parent is parent and instance.iteration:
                if run.last != position - 1:
                    row = layout.program.rows[instance.index].number
                    raise TagError("merge 只能用在每项占一行的循环里", cell=cell_name(row, cell.column))
                run.last = position
                continue
            if run and run.last > run.first:
                yield _merge_of(layout, run)
            open_runs[instance.index, cell.column] = _Run(position, position, value.merge_key, parent, cell)
    for run in open_runs.values():
        if run.last > run.first:
            yield _merge_of(layout, run)


def _merge_of(layout: Arrangement, run: _Run) -> tuple[Merge, float]:
    value = layout.instances[run.first].values[run.cell.value_index or 0]
    merge = Merge(run.first, run.last, run.cell.column, run.cell.last_column, run.cell.face.place)
    return merge, _need(run.cell, value)


def _collect_merges(layout: Arrangement, tall: list[Merge], runs: list[Merge]) -> None:
    """All merges of the sheet: the template's in their order, each row's own, then those of the filter."""
    layout.merges += tall
    for run in runs:
        layout.covered.update((position, run.left) for position in range(run.first + 1, run.last + 1))
    in_runs = {(position, run.left) for run in runs for position in range(run.first, run.last + 1)}
    for position, instance in enumerate(layout.instances):
        for left, right in layout.program.rows[instance.index].merges:
            if (position, left) not in in_runs:
                layout.merges.append(Merge(position, position, left, right))
    layout.merges += runs


# -------------------------------------------------------------------------------------------------- heights


def _fit(layout: Arrangement, tall: list[tuple[Merge, float]]) -> None:
    """Give every row the height its texts need; a text above Excel's limit gets more rows."""
    in_tall = {(position, merge.left) for merge, _ in tall for position in range(merge.first, merge.last + 1)}
    programs = [layout.program.rows[instance.index] for instance in layout.instances]
    needs = [
        max(program.minimum, _row_need(program, instance, position, in_tall))
        for position, (program, instance) in enumerate(zip(programs, layout.instances, strict=True))
    ]
    boxes = [Box(merge.first, merge.last, need) for merge, need in tall if need]
    heights = fit_rows(needs, boxes)
    for box in overfull(boxes):
        heights[box.last_row] += max(box.height - sum(heights[box.first_row : box.last_row + 1]), 0)
    default = layout.program.default_height
    layout.heights = [_row_heights(program, height, default) for program, height in zip(programs, heights, strict=True)]


def _row_need(program: RowProgram, instance: Instance, position: int, in_tall: set[tuple[int, int]]) -> float:
    need = 0.0
    for cell in program.cells:
        if cell.value_index is not None and not cell.is_tall and (position, cell.column) not in in_tall:
            need = max(need, _need(cell, instance.values[cell.value_index]))
    return need


def _row_heights(program: RowProgram, height: float, default: float) -> tuple[float, ...] | None:
    """The heights of the rows an instance takes; None where the template's row is high enough as it stands."""
    if not program.opening or program.is_hidden:
        return None
    as_template = program.height is not None or not program.cells
    if as_template and height <= (program.height if program.height is not None else default):
        return None
    return tuple(split_heights(height))


# -------------------------------------------------------------------------------------------------- pages


def _break_pages(layout: Arrangement, tall: list[tuple[Merge, float]], *, fill_pages: bool) -> None:
    """Choose where pages end, and let rows grow to use them if that is asked."""
    setup = layout.program.page
    if setup is None:
        return
    programs = [layout.program.rows[instance.index] for instance in layout.instances]
    default = layout.program.default_height
    heights = [
        taken or _printed_heights(program, default) for taken, program in zip(layout.heights, programs, strict=True)
    ]
    blocks = [Block(merge.first, merge.last, need, merge.place) for merge, need in tall if merge.first < merge.last]
    pages = Pages(heights, setup, layout.rows, blocks)
    layout.page_breaks = pages.breaks
    if fill_pages:
        raised = pages.grown(programs)
        layout.heights = [
            new if new != old else kept for new, old, kept in zip(raised, heights, layout.heights, strict=True)
        ]


def _printed_heights(program: RowProgram, default: float) -> tuple[float, ...]:
    """The heights of rows that stay as the template has them; a hidden row has none."""
    own = default if program.height is None else program.height
    return (0.0 if program.is_hidden else own,) * program.span
