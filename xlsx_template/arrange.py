"""From row instances to a laid-out sheet: which cells merge, how high every row is, which number it gets."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsx_template.fill import Collector
from xlsx_template.fitting import RowHeights, fitted_heights
from xlsx_template.layout.pages import SAFETY, Block
from xlsx_template.merging import filter_merges, slice_merges, template_merges
from xlsx_template.page_setup import PageSetup
from xlsx_template.paginate import Pages, paper_of, room_at_least
from xlsx_template.program import Instance, Merge, RowProgram, SheetProgram
from xlsx_template.rowmap import RowMap
from xlsx_template.spreading import spread_long_texts
from xlsx_template.tables import refuse_merges


@dataclass(slots=True)
class Arrangement:
    """A sheet of a form, ready to be written.

    ``heights`` holds for every instance the heights in points of the rows it takes, None where the template's row
    stays as it is.  ``tall``, ``runs`` and ``sliced`` are the merges of the template over several rows, those of the
    filter ``merge`` and those of texts that are spread over rows; the template's merges within one row are not there.
    ``covered`` names the (instance, column) whose content a merge hides,
    ``page_breaks`` are the rows of the form, 1-based, below which a page ends; None where the sheet's
    own breaks stay.
    """

    program: SheetProgram
    instances: list[Instance]
    rows: RowMap
    collector: Collector
    tall: list[Merge] = field(default_factory=list)
    runs: list[Merge] = field(default_factory=list)
    sliced: list[Merge] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    heights: list[RowHeights | None] = field(default_factory=list)
    page_breaks: list[int] | None = None

    @property
    def merges(self) -> list[Merge]:
        """All the merges that are not within one row of the template."""
        return [*self.tall, *self.runs, *self.sliced]

    @property
    def is_static(self) -> bool:
        """Whether the sheet has no tags, so that its rows are the template's."""
        return self.program.jinja is None


def arrange(collector: Collector, *, fill_pages: bool = False) -> Arrangement:
    """The laid-out sheet, with rows raised to fill its pages if asked; raises TagError where a merge cannot be made.

    Rows whose texts no page can take become several instances of ``collector``.
    """
    layout, setup = _merged(collector), collector.program.page
    if setup is not None and not layout.is_static:
        printed = _printed(layout)
        if max(map(sum, printed), default=0.0) > room_at_least(setup):
            room = paper_of(printed, setup, layout.rows).further * SAFETY
            if spread_long_texts(collector, layout.heights, room):
                layout = _merged(collector, has_slices=True)
                printed = _printed(layout)
        _break_pages(layout, printed, setup, fill_pages=fill_pages)
    counts = [
        len(heights) if heights else layout.program.rows[instance.index].span
        for instance, heights in zip(layout.instances, layout.heights, strict=True)
    ]
    layout.rows.place(counts, layout.heights, layout.program.default_height)
    return layout


def _merged(collector: Collector, *, has_slices: bool = False) -> Arrangement:
    """The sheet with its merges, and every row as high as its texts need; whether texts are spread over rows."""
    program, instances = collector.program, collector.instances
    layout = Arrangement(program, instances, RowMap(program.rows, instances), collector)
    if layout.is_static:
        layout.heights = [None] * len(instances)
        return layout
    tall = layout.tall = list(template_merges(program, layout.rows, collector.iterations))
    runs = layout.runs = list(filter_merges(program, instances, collector.styled))
    refuse_merges(program, instances, runs)
    sliced = layout.sliced = list(slice_merges(program, instances, [*tall, *runs])) if has_slices else []
    layout.covered = {(row, run.left) for run in runs for row in range(run.first + 1, run.last + 1)}
    over_rows = [*tall, *runs, *(merge for merge in sliced if merge.first < merge.last)]
    layout.heights = fitted_heights(_programs(layout), instances, over_rows, program.default_height)
    return layout


def _break_pages(layout: Arrangement, printed: list[RowHeights], setup: PageSetup, *, fill_pages: bool) -> None:
    """Choose where pages end, and let rows grow to use them if asked."""
    tall = (merge for merge in layout.merges if merge.first < merge.last)
    blocks = [Block(merge.first, merge.last, merge.need, merge.place) for merge in tall]
    pages = Pages(printed, setup, layout.rows, blocks)
    layout.page_breaks = pages.breaks
    if fill_pages:
        grown = zip(pages.grown(_programs(layout)), printed, layout.heights, strict=True)
        layout.heights = [new if new != old else kept for new, old, kept in grown]


def _programs(layout: Arrangement) -> list[RowProgram]:
    return [layout.program.rows[instance.index] for instance in layout.instances]


def _printed(layout: Arrangement) -> list[RowHeights]:
    """The heights of the rows of all instances, those that stay as the template has them too."""
    rows, default = layout.program.rows, layout.program.default_height
    return [
        taken or _printed_heights(rows[instance.index], default)
        for taken, instance in zip(layout.heights, layout.instances, strict=True)
    ]


def _printed_heights(program: RowProgram, default: float) -> RowHeights:
    """The heights of rows that stay as the template has them; a hidden row has none."""
    own = default if program.height is None else program.height
    return (0.0 if program.is_hidden else own,) * program.span
