"""The forms of many projects: read, refuse, fill, save.  ``start_filing`` is the whole process.

A project that is refused keeps the form it had and stops nobody else.  Results come back one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...declaration.checks import DEFAULT_SETTINGS, Settings
from ...declaration.publication import Publication
from ..data_files.record_files import open_sources
from ..data_files.records import Record
from ..data_files.sources import Source
from ..data_files.twins import Twins, find_form_path
from ..ledger import Ledger
from ..saving import remove_leftovers
from .form_making import Filed, FormTask, get_template
from .forms import FormTemplate
from .paper_paths import plan_papers
from .workers import iter_made


@dataclass(frozen=True, slots=True)
class FilingOptions:
    """What ``generate`` is asked to do; ``jobs`` None uses every core, ``force`` overwrites forms edited by hand.

    With ``publication`` the copies for the public are made, beside the internal ones; with ``resume`` what an earlier
    run of the same data and templates has done is left as it is.
    """

    forms: tuple[FormTemplate, ...]
    output: Path
    force: bool = False
    jobs: int | None = None
    settings: Settings = DEFAULT_SETTINGS
    publication: Publication | None = None
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """The work on many projects: how many they are, and what becomes of each, in their order."""

    count: int
    results: Iterator[Filed]


def start_filing(sources: Iterable[Source], options: FilingOptions) -> Filing:
    """Looks at all projects of the sources; their forms are made as the results are taken.  Raises TemplateError."""
    for form in options.forms:
        get_template(form.path)  # a broken template is told once; workers that are forked inherit a good one
    remove_leftovers(options.output)
    files = open_sources(sources)
    twins = Twins(files)
    ledger = Ledger(options.output)
    tasks = (_plan(record, twins, ledger, options) for record in chain.from_iterable(files))
    return Filing(twins.count, iter_made(tasks, options.jobs))


def iter_filed(sources: Iterable[Source], options: FilingOptions) -> Iterator[Filed]:
    """What becomes of every project of the sources, in their order.  Raises TemplateError."""
    return start_filing(sources, options).results


def _plan(record: Record, twins: Twins, ledger: Ledger, options: FilingOptions) -> FormTask:
    path = find_form_path(record)
    papers = plan_papers(path, options.forms, ledger, public=options.publication is not None) if path else ()
    twin = twins.find(record)
    return FormTask(
        record,
        twin,
        papers,
        options.output,
        options.force,
        options.settings,
        options.publication,
        options.resume,
    )
