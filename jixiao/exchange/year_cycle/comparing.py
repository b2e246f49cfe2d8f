"""Two sets of data compared: which projects are in both, and what changed in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...declaration.cleaning import squeeze_label
from ...declaration.difference import Change, iter_changes
from ...declaration.findings import Finding, Level
from ...declaration.model import Project
from ..data_files.declaring import declare
from ..data_files.record_files import open_sources
from ..data_files.sources import iter_sources


@dataclass(frozen=True, slots=True)
class Comparison:
    """A project and its changes; ``only`` is "原来" or "现在" where one side alone has it, else ""."""

    project: str
    changes: tuple[Change, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """The projects of one side by their names, and what could not be read, as (where, findings)."""

    projects: dict[str, Project]
    problems: tuple[tuple[str, tuple[Finding, ...]], ...]


def read_side(path: Path) -> ComparedSide:
    """The projects of a file or folder; of two with the same name and year the first counts."""
    projects: dict[str, Project] = {}
    problems = []
    sources = (source for source in iter_sources([path]) if not source.skipped or source.path == path)
    for record in chain.from_iterable(open_sources(sources)):
        declaration = declare(record)
        if declaration.project is None or any(map(_is_unread, declaration.findings)):
            problems.append((record.where, declaration.findings))
        if declaration.project is not None and (name := squeeze_label(declaration.project.name)):
            projects.setdefault(name, declaration.project)
    return ComparedSide(projects, tuple(problems))


def _is_unread(finding: Finding) -> bool:
    """True where something of the data could not be read; what is wrong with it otherwise is no matter here."""
    return finding.level is Level.ERROR and finding.rule.startswith("D")


def iter_comparisons(old: ComparedSide, new: ComparedSide) -> Iterator[Comparison]:
    """Every project of both sides; where each has just one, they are compared whatever their names."""
    before, after = old.projects, new.projects
    if len(before) == len(after) == 1:
        (first,), (second,) = before.values(), after.values()
        yield Comparison(second.name, tuple(iter_changes(first, second)))
        return
    for name in dict.fromkeys((*before, *after)):
        if name in before and name in after:
            yield Comparison(after[name].name, tuple(iter_changes(before[name], after[name])))
        else:
            one = before.get(name) or after[name]
            yield Comparison(one.name, only="原来" if name in before else "现在")
