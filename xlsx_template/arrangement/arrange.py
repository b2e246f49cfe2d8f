"""From row instances to a laid-out sheet: which cells merge, how high every row is, which number it gets."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsx_template.arrangement.fitting import RowHeights, fitted_heights
from xlsx_template.arrangement.merging import filter_merges, template_merges
from xlsx_template.arrangement.page_ends import Changes, MergedArea, areas_over_rows, divide_at_page_ends
from xlsx_template.arrangement.paginate import Pages, paper_of, room_at_least
from xlsx_template.arrangement.spreading import spread_long_texts
from xlsx_template.layout.pages import Block
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.program.fill import Collector
from xlsx_template.program.model import Instance, Merge, RowProgram, SheetProgram
from xlsx_template.program.tables import refuse_merges
from xlsx_template.sheet.page_setup import PageSetup


@dataclass(slots=True)
class Arrangement:
    """A sheet of a form, ready to be written.

    ``heights`` holds for every instance the heights in points of the rows it takes, None where the template's row
    stays as it is.  ``tall`` and ``runs`` are the merges of the template over several rows and those of the filter
    ``merge``; the template's merges within one row are not there.  ``covered`` names the (instance, column) whose
    content a merge hides.  ``page_breaks`` are the rows of the form, 1-based, below which a page ends; None where the
    sheet's own breaks stay.  ``areas`` are all merges over several rows of the form, ``changes`` what is different in
    cells because of a page's end.
    """

    program: SheetProgram
    instances: list[Instance]
    rows: RowMap
    collector: Collector
    tall: list[Merge] = field(default_factory=list)
    runs: list[Merge] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    heights: list[RowHeights | None] = field(default_factory=list)
    page_breaks: list[int] | None = None
    areas: list[MergedArea] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)

    @property
    def merges(self) -> list[Merge]:
        """All the merges that are not within one row of the template."""
        return [*self.tall, *self.runs]

    @property
    def is_static(self) -> bool:
        """Whether the sheet has no tags, so that its rows are the template's."""
        return self.program.jinja is None


def arrange(collector: Collector, *, fill_pages: bool = False) -> Arrangement:
    """The laid-out sheet, with rows raised to fill its pages if asked; raises TagError where a merge cannot be made.

    Rows whose texts no page can take become several instances of ``collector``.
    """
    layout, setup = _merged(collector), collector.program.page
    printed = _printed(layout)
    if setup is not None and not layout.is_static:
        if max(map(sum, printed), default=0.0) > room_at_least(setup):
            paper = paper_of(printed, setup, layout.rows)
            if spread_long_texts(collector, printed, layout.merges, paper):
                layout = _merged(collector)
                printed = _printed(layout)
        _break_pages(layout, printed, setup, fill_pages=fill_pages)
    layout.rows.place(list(map(len, printed)), layout.heights, layout.program.default_height)
    layout.areas = list(areas_over_rows(layout))
    divide_at_page_ends(layout)
    return layout


def _merged(collector: Collector) -> Arrangement:
    """The sheet with its merges, and every row as high as its texts need."""
    program, instances = collector.program, collector.instances
    layout = Arrangement(program, instances, RowMap(program.rows, instances), collector)
    if layout.is_static:
        layout.heights = [None] * len(instances)
        return layout
    tall = layout.tall = list(template_merges(program, layout.rows, collector.iterations))
    runs = layout.runs = list(filter_merges(program, instances, collector.styled))
    refuse_merges(program, instances, runs)
    layout.covered = {(row, run.left) for run in runs for row in range(run.first + 1, run.last + 1)}
    layout.heights = fitted_heights(program.rows, instances, [*tall, *runs])
    return layout


def _break_pages(layout: Arrangement, printed: list[RowHeights], setup: PageSetup, *, fill_pages: bool) -> None:
    """Choose where pages end, and let rows grow to use them if asked."""
    tall = (merge for merge in layout.merges if merge.first < merge.last)
    blocks = [Block(merge.first, merge.last, merge.need) for merge in tall]
    pages = Pages(printed, setup, layout.rows, blocks, is_balanced=fill_pages)
    layout.page_breaks = pages.breaks
    if fill_pages:
        grown = zip(pages.grown(_programs(layout)), printed, layout.heights, strict=True)
        layout.heights = [new if new != old else kept for new, old, kept in grown]


def _programs(layout: Arrangement) -> list[RowProgram]:
    return [layout.program.rows[instance.index] for instance in layout.instances]


def _printed(layout: Arrangement) -> list[RowHeights]:
    """The heights of the rows of all instances, those that stay as the template has them too."""
    rows = layout.program.rows
    return [
        taken or rows[instance.index].printed for taken, instance in zip(layout.heights, layout.instances, strict=True)
    ]
