"""Projects out of files: every data file read, every record turned into a project with its findings and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..declaration.findings import Finding, has_errors
from ..declaration.model import Project
from ..declaration.reading import read_project
from .errors import explain_os_error
from .json_data import iter_json_records
from .records import Record, unreadable
from .sources import WORKBOOK_SUFFIXES, Source

#: Zip and OLE2, whatever the file is called: clerks rename files.
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_INDEX = re.compile(r"\[\d+\]$")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A project, where it was found and what is wrong with it; ``project`` None where nothing could be read."""

    file: Path
    place: str
    project: Project | None
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """True where no form must be made of it."""
        return self.project is None or has_errors(self.findings)

    @property
    def where(self) -> str:
        """File and place for a message: "data/甲.json（第2个项目）"."""
        return f"{self.file}（{self.place}）" if self.place else str(self.file)

    def with_finding(self, finding: Finding) -> Declaration:
        """The same declaration with one more finding."""
        return replace(self, findings=(*self.findings, _placed(finding, self.file, self.project, {})))


def iter_declarations(sources: Iterable[Source]) -> Iterator[Declaration]:
    """The projects of all files, one after the other; a file that cannot be read is a declaration that says so."""
    for source in sources:
        for record in _iter_records(source.path):
            yield _declare(record)


def _iter_records(file: Path) -> Iterator[Record]:
    try:
        if _is_workbook(file):
            from .workbook_data import iter_workbook_records

            yield from iter_workbook_records(file)
        else:
            yield from iter_json_records(file)
    except OSError as error:
        yield unreadable(file, f"文件读不出来：{explain_os_error(error)}。")


def _is_workbook(file: Path) -> bool:
    with file.open("rb") as stream:
        start = stream.read(4)
    return start in _WORKBOOK_STARTS or file.suffix.lower() in WORKBOOK_SUFFIXES


def _declare(record: Record) -> Declaration:
    if record.data is None:
        return Declaration(record.file, record.place, None, _place_all(record.problems, record, None))
    reading = read_project(record.data)
    findings = _place_all((*record.problems, *reading.findings), record, reading.project)
    return Declaration(record.file, record.place, reading.project, findings)


def _place_all(findings: Iterable[Finding], record: Record, project: Project | None) -> tuple[Finding, ...]:
    return tuple(_placed(finding, record.file, project, record.cells) for finding in findings)


def _placed(finding: Finding, file: Path, project: Project | None, cells: Mapping[str, str]) -> Finding:
    cell = finding.cell or _find_cell(finding.field, cells)
    return replace(finding, file=str(file), project=project.name if project else "", cell=cell)


def _find_cell(field: str, cells: Mapping[str, str]) -> str | None:
    """The cell of a field, or of the nearest group around it that has one; None for data without cells."""
    while field:
        if field in cells:
            return cells[field]
        field = _INDEX.sub("", field) if _INDEX.search(field) else field.rpartition(".")[0]
    return None
