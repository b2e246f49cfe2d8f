"""Two sets of data or filed forms compared: which projects are in both, and what changed in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...declaration.cleaning import squeeze_label
from ...declaration.common_fields import Said, iter_common_changes
from ...declaration.difference import Change
from ...declaration.findings import Finding, Level
from ..data_files.declaring import declare
from ..data_files.record_files import open_sources
from ..data_files.records import Record, unreadable
from ..data_files.sources import Source, iter_sources
from ..errors import DataFileError
from ..filed_forms.reading import is_form_file, read_found_forms


@dataclass(frozen=True, slots=True)
class Comparison:
    """A project and its changes; ``only`` is "原来" or "现在" where one side alone has it, else ""."""

    project: str
    changes: tuple[Change, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """The projects of one side by their names, what could not be read and what was left aside, as (where, findings)."""

    projects: dict[str, Said]
    problems: tuple[tuple[str, tuple[Finding, ...]], ...]
    notes: tuple[tuple[str, tuple[Finding, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Paper:
    """A record, and where it is a form the fields that this has and how many of its boxes have no field."""

    record: Record
    held: frozenset[str] | None = None
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paper of a project, and where it stands."""

    where: str
    said: Said
    unplaced: int


def read_side(path: Path) -> ComparedSide:
    """The projects of a file or folder, data or filed forms; of several papers of a project the fullest counts."""
    chosen: dict[str, _Candidate] = {}
    problems: list[tuple[str, tuple[Finding, ...]]] = []
    notes: list[tuple[str, tuple[Finding, ...]]] = []
    for paper in _iter_papers(path):
        where = paper.record.where
        declaration = declare(paper.record)
        if declaration.project is None or any(map(_is_unread, declaration.findings)):
            problems.append((where, declaration.findings))
        if declaration.project is None or not (name := squeeze_label(declaration.project.name)):
            continue
        candidate = _Candidate(where, Said(declaration.project, paper.held), paper.unplaced)
        present = chosen.get(name)
        if present:
            candidate, other = _fuller(present, candidate)
            notes.append((other.where, (_left_aside(other, candidate),)))
        chosen[name] = candidate
    notes += [(one.where, (_unplaced(one),)) for one in chosen.values() if one.unplaced]
    return ComparedSide({name: one.said for name, one in chosen.items()}, tuple(problems), tuple(notes))


def _iter_papers(path: Path) -> Iterator[_Paper]:
    """What a folder holds beside data and forms is passed over; a file that was named itself is told."""
    for source in iter_sources([path]):
        if _holds_forms(source):
            yield from _iter_forms(source.path)
        elif not source.skipped or source.path == path:
            yield from map(_Paper, chain.from_iterable(open_sources([source])))


def _holds_forms(source: Source) -> bool:
    """True for filed forms; data folders do not count documents, so they are skipped there."""
    is_named_so = not source.skipped or source.path.suffix.lower() == ".docx"
    return is_named_so and not source.path.name.startswith((".", "~$")) and is_form_file(source.path)


def _iter_forms(file: Path) -> Iterator[_Paper]:
    try:
        for found in read_found_forms(file):
            yield _Paper(found.record, found.form.held, len(found.form.unplaced))
    except DataFileError as error:
        yield _Paper(unreadable(file, str(error)))


def _fuller(first: _Candidate, second: _Candidate) -> tuple[_Candidate, _Candidate]:
    """The one whose paper has more fields, then the other; data have all, and of equals the first comes first."""
    if first.said.held is None or (second.said.held is not None and len(second.said.held) <= len(first.said.held)):
        return first, second
    return second, first


def _left_aside(other: _Candidate, chosen: _Candidate) -> Finding:
    message = f"“{other.said.project.name}”不止一处，只比较了“{chosen.where}”里的。"
    return Finding("D05", "", message, Level.WARNING)


def _unplaced(one: _Candidate) -> Finding:
    return Finding("D10", "", f"表上有{one.unplaced}处内容没有对应的栏目，没有比较。", Level.NOTE)


def _is_unread(finding: Finding) -> bool:
    """True where something of the data could not be read; what is wrong with it otherwise is no matter here."""
    return finding.level is Level.ERROR and finding.rule.startswith("D")


def iter_comparisons(old: ComparedSide, new: ComparedSide) -> Iterator[Comparison]:
    """Every project of both sides; where each has just one, they are compared whatever their names."""
    before, after = old.projects, new.projects
    if len(before) == len(after) == 1:
        (first,), (second,) = before.values(), after.values()
        yield _compare(first, second)
        return
    for name in dict.fromkeys((*before, *after)):
        if name in before and name in after:
            yield _compare(before[name], after[name])
        else:
            one = before.get(name) or after[name]
            yield Comparison(one.project.name, only="原来" if name in before else "现在")


def _compare(old: Said, new: Said) -> Comparison:
    return Comparison(new.project.name, tuple(iter_common_changes(old, new)))
