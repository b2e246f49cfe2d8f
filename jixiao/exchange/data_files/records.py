"""Raw material of a project: what a reader of files hands to the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...declaration.findings import Finding


@dataclass(frozen=True, slots=True)
class Record:
    """One project as it stands in a file.

    ``place`` is where in the file ("第2个项目", "" where the file holds one); ``cells`` maps field paths to cells
    (``{"绩效指标[1].一级指标": "绩效指标!A2"}``); ``problems`` were found while reading.  ``data`` None: unreadable.
    """

    file: Path
    place: str = ""
    data: object = None
    cells: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()

    @property
    def where(self) -> str:
        """File and place for a message: "data/甲.json（第2个项目）"."""
        return f"{self.file}（{self.place}）" if self.place else str(self.file)


def unreadable(file: Path, message: str, place: str = "") -> Record:
    """A record that stands for a file, or a part of it, that cannot be read."""
    return Record(file, place, None, problems=(Finding("D04", "", message),))
