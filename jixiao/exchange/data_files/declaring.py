"""Records to projects: every finding with the file and the cell it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...declaration.checks import DEFAULT_SETTINGS, Settings, review_beside
from ...declaration.findings import Finding, has_errors
from ...declaration.model import Project
from ...declaration.reading import read_project
from .reading_order import in_reading_order, parent_path
from .records import Record


@dataclass(frozen=True, slots=True)
class Declaration:
    """A project, where it was found and what is wrong with it; ``project`` None where nothing could be read.

    ``findings`` are about the data, and their errors keep a form from being made; ``review`` is what the rules say,
    and the clerk decides about that.
    """

    where: str
    project: Project | None
    findings: tuple[Finding, ...]
    review: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """True where no form must be made of it."""
        return self.project is None or has_errors(self.findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Everything that was found, what is about the data first."""
        return (*self.findings, *self.review)


def declare(record: Record, further: Iterable[Finding] = (), settings: Settings = DEFAULT_SETTINGS) -> Declaration:
    """The project of a record, with its findings, those that others have about it, and those of the rules."""
    if record.data is None:
        return Declaration(record.where, None, place_findings((*record.problems, *further), record, None))
    reading = read_project(record.data)
    findings = place_findings((*record.problems, *reading.findings, *further), record, reading.project)
    review = review_beside(findings, reading.project, settings)
    return Declaration(record.where, reading.project, findings, place_findings(review, record, reading.project))


def place_findings(findings: Iterable[Finding], record: Record, project: Project | None = None) -> tuple[Finding, ...]:
    """The findings in reading order, with the file and cells of a record, and the name of a project that is known."""
    file, cells, name = str(record.file), record.cells, project.name if project else None
    placed = [  # not ``replace``, which takes thrice as long, and a large run has a hundred thousand findings
        Finding(
            found.rule,
            found.field,
            found.message,
            found.level,
            found.basis,
            file,
            found.project if name is None else name,
            found.cell or (_find_cell(found.field, cells) if cells else None),
        )
        for found in findings
    ]
    return tuple(in_reading_order(placed, record))


def _find_cell(field: str, cells: Mapping[str, str]) -> str | None:
    """The cell of a field, or of the nearest group around it that has one; None for data without cells."""
    while field:
        if field in cells:
            return cells[field]
        field = parent_path(field)
    return None
