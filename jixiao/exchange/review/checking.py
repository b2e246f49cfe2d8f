"""The projects of all data with what is wrong with each; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ...declaration.checks import DEFAULT_SETTINGS, Settings
from ..data_files.declaring import Declaration, declare
from ..data_files.record_files import open_sources
from ..data_files.sources import Source
from ..data_files.twins import Twins


def iter_checked(sources: Iterable[Source], settings: Settings = DEFAULT_SETTINGS) -> Iterator[Declaration]:
    """Every project of the sources, in their order, with its findings."""
    files = open_sources(sources)
    twins = Twins(files)
    for record in chain.from_iterable(files):
        twin = twins.find(record)
        yield declare(record, [twin] if twin else [], settings)
