"""What is wrong with, or worth knowing about, one project: a Finding is a line of ``check``.

Rules R01 to R60 are the review rules of the form.  The others are about the data itself:
D01 a value cannot be read, D02 an unknown name, D03 a name given twice, D04 a file cannot be read,
D05 two projects of the same name and year, D06 the form could not be made, D07 a percentage that became a number,
D08 a blank level that was taken over from the row above, D09 a sheet of the data workbook that is missing,
D10 rows and sheets that were not read because they are sums, remarks or hidden, D11 content of no known project,
D20 indicators that a form lists under another level, D21 where a form was put, or why it was left,
D22 what 执行情况 says of an indicator that is not there or cannot be scored, D23 资金安排 without a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs; an error keeps the form from being made."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; its fields are the keys of ``check --format json``.

    ``field`` is a path such as ``绩效指标[8].一级指标`` (1-based), "" for the whole project; ``cell`` is a place such
    as ``绩效指标!A9`` or None; ``file`` and ``cell`` are added by who read the file.
    """

    rule: str
    field: str
    message: str
    level: Level = Level.ERROR
    basis: str = ""
    file: str = ""
    project: str = ""
    cell: str | None = None

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        """How it goes from one process to another: in half the time that dataclasses take, and there are thousands."""
        values = (self.rule, self.field, self.message, self.level, self.basis, self.file, self.project, self.cell)
        return Finding, values

    def to_json(self) -> dict[str, str | None]:
        """The finding as ``check --format json`` prints it, keys in the documented order."""
        keys = ("file", "project", "rule", "level", "field", "cell", "message", "basis")
        return {key: None if (value := getattr(self, key)) is None else str(value) for key in keys}


def has_errors(findings: Iterable[Finding]) -> bool:
    """True where at least one finding is an error."""
    return any(finding.level is Level.ERROR for finding in findings)


def iter_items(value: object) -> Iterable[tuple[str | int, object]]:
    """What a part of a record holds, each with its step of the path; nothing for a single value."""
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


def field_path(parts: Iterable[str | int]) -> str:
    """The path as clerks read it: ``field_path(["绩效指标", 7, "一级指标"]) == "绩效指标[8].一级指标"``."""
    path = ""
    for part in parts:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path
