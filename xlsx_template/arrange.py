"""From row instances to a laid-out sheet: which cells merge, how high every row is, which number it gets."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsx_template.fill import Collector
from xlsx_template.fitting import RowHeights, fitted_heights
from xlsx_template.layout.pages import Block
from xlsx_template.merging import Merge, filter_merges, row_merges, template_merges
from xlsx_template.paginate import Pages
from xlsx_template.program import Instance, RowProgram, SheetProgram
from xlsx_template.rowmap import RowMap


@dataclass(slots=True)
class Arrangement:
    """A sheet of a form, ready to be written.

    ``heights`` holds for every instance the heights in points of the rows it takes, None where the template's row
    stays as it is.  ``covered`` names the (instance, column) whose content a merge hides, ``styled`` the instances with
    filtered values.  ``page_breaks`` are the rows of the form, 1-based, below which a page ends; None where the sheet's
    own breaks stay.
    """

    program: SheetProgram
    instances: list[Instance]
    rows: RowMap
    styled: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    heights: list[RowHeights | None] = field(default_factory=list)
    page_breaks: list[int] | None = None

    @property
    def is_static(self) -> bool:
        """Whether the sheet has no tags, so that its rows are the template's."""
        return self.program.jinja is None


def arrange(collector: Collector, *, fill_pages: bool = False) -> Arrangement:
    """The laid-out sheet, with rows raised to fill its pages if asked; raises TagError where a merge cannot be made."""
    program, instances = collector.program, collector.instances
    layout = Arrangement(program, instances, RowMap(program.rows, instances), collector.styled)
    if layout.is_static:
        layout.heights = [None] * len(instances)
    else:
        tall = list(template_merges(program, layout.rows, collector.iterations))
        runs = list(filter_merges(program, instances, collector.styled))
        layout.merges = [*tall, *row_merges(program, instances, runs), *runs]
        layout.covered = {(row, run.left) for run in runs for row in range(run.first + 1, run.last + 1)}
        _fit(layout, [*tall, *runs], fill_pages=fill_pages)
    counts = [
        len(heights) if heights else program.rows[instance.index].span
        for instance, heights in zip(instances, layout.heights, strict=True)
    ]
    layout.rows.place(counts, layout.heights, program.default_height)
    return layout


def _fit(layout: Arrangement, merges: list[Merge], *, fill_pages: bool) -> None:
    """Give every row the height its texts need, choose where pages end, and let rows grow to use them if asked."""
    programs = [layout.program.rows[instance.index] for instance in layout.instances]
    default = layout.program.default_height
    layout.heights = fitted_heights(programs, layout.instances, merges, default)
    setup = layout.program.page
    if setup is None:
        return
    printed = [
        taken or _printed_heights(program, default) for taken, program in zip(layout.heights, programs, strict=True)
    ]
    blocks = [Block(merge.first, merge.last, merge.need, merge.place) for merge in merges if merge.first < merge.last]
    pages = Pages(printed, setup, layout.rows, blocks)
    layout.page_breaks = pages.breaks
    if fill_pages:
        grown = zip(pages.grown(programs), printed, layout.heights, strict=True)
        layout.heights = [new if new != old else kept for new, old, kept in grown]


def _printed_heights(program: RowProgram, default: float) -> RowHeights:
    """The heights of rows that stay as the template has them; a hidden row has none."""
    own = default if program.height is None else program.height
    return (0.0 if program.is_hidden else own,) * program.span
