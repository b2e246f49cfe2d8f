"""The summary of a run: the projects whose forms were made, read once more, and the workbook beside the forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...declaration.summary import iter_indicator_rows, summary_row
from ..data_files.declaring import declare
from ..data_files.record_files import open_sources
from ..data_files.sources import Source
from ..ledger import Ledger
from ..lists import save_noted
from ..own_files import SUMMARY_NAME
from ..papers.form_making import Filed
from .summary_workbook import SummarySource, summary_workbook


@dataclass(frozen=True, slots=True)
class Summary:
    """Where the summary was written (None without forms), and the copy of one that was changed by hand."""

    path: Path | None = None
    kept: Path | None = None


def save_summary(sources: Iterable[Source], filed: Sequence[Filed], folder: Path, *, force: bool = False) -> Summary:
    """Writes the summary of the forms that were made to the folder.

    Raises SaveError, also for one that was edited by hand since it was made, unless ``force``.

    ``sources`` are those of the run, in its order.  Projects are read again instead of being kept: a run of thousands
    takes no more memory for the few that want a summary.
    """
    rows = list(_iter_rows(sources, filed, folder))
    if not rows:
        return Summary()
    path = folder / SUMMARY_NAME
    return Summary(path, save_noted(Ledger(folder), path, summary_workbook(rows), force=force))


def _iter_rows(sources: Iterable[Source], filed: Sequence[Filed], folder: Path) -> Iterator[SummarySource]:
    records = chain.from_iterable(open_sources(sources))
    for record, result in zip(records, filed, strict=False):
        project = declare(record).project
        if result.form and project:
            link = result.form.relative_to(folder).as_posix()
            yield SummarySource(summary_row(project), tuple(iter_indicator_rows(project)), link)
