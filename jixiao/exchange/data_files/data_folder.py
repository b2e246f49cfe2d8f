"""A folder of data files: which of them holds a project already, and under which name a new one is put there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...declaration.model import Project
from ..saving import safe_name
from .declaring import declare
from .record_files import open_sources
from .records import Record
from .sources import JSON_SUFFIXES, iter_sources
from .twins import find_form_path

#: Findings of content that did not become part of the project.
_INCOMPLETE = frozenset({"D01", "D02", "D03", "D04", "D11"})


@dataclass(frozen=True, slots=True)
class Holding:
    """A file that holds a project; ``project`` None where it cannot be written anew without losing something."""

    file: Path
    project: Project | None


class DataFolder:
    """The projects in a folder as it was when this was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._holdings: dict[Path, list[Holding]] = {}
        for file in open_sources(iter_sources([folder] if folder.is_dir() else [])):
            records = list(file)
            for record in records:
                path = find_form_path(record)
                if path is not None:
                    self._holdings.setdefault(_fold(path), []).append(_holding(record, is_alone=len(records) == 1))

    def find(self, project: Project) -> tuple[Holding, ...]:
        """The files that hold a project of the same year and name."""
        path = form_path(project)
        return tuple(self._holdings.get(_fold(path), ())) if path else ()

    def add(self, file: Path, project: Project) -> None:
        """Notes a file that was written to the folder."""
        path = form_path(project)
        if path:
            others = [holding for holding in self._holdings.get(_fold(path), ()) if holding.file != file]
            self._holdings[_fold(path)] = [*others, Holding(file, None)]


def _holding(record: Record, *, is_alone: bool) -> Holding:
    declaration = declare(record)
    is_whole = is_alone and not any(finding.rule in _INCOMPLETE for finding in declaration.findings)
    return Holding(record.file, declaration.project if is_whole else None)


def form_path(project: Project) -> Path | None:
    """Where the form of a project lies below the output folder; None without name or year."""
    return find_form_path(Record(Path(), data={"年度": project.year, "项目名称": project.name}))


def free_path(folder: Path, names: Iterable[str], suffix: str) -> Path:
    """A path that is not taken: the first free of the names, then the last of them with a number."""
    for name in names:
        path = folder / safe_name(name, suffix)
        if not path.exists():
            return path
    number = 2
    while (path := folder / safe_name(name, f"（{number}）{suffix}")).exists():
        number += 1
    return path


def style_of(file: Path) -> str:
    """ "json" or "xlsx", by the file's name."""
    return "json" if file.suffix.lower() in JSON_SUFFIXES else "xlsx"


def _fold(path: Path) -> Path:
    # Windows and macOS do not tell upper from lower case in file names.
    return Path(str(path).casefold())
