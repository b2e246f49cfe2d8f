"""Projects of the same name and year: their forms would overwrite each other, so none of them is made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...declaration.fields import PROJECT_FIELDS
from ...declaration.findings import Finding
from ...declaration.values import UnreadableError, read_text, read_year
from ..saving import safe_name
from .records import Record

_YEAR, _NAME = PROJECT_FIELDS[0].label, PROJECT_FIELDS[1].label


class Twins:
    """The places of the projects that share a form.  Keeps a line of text a project, not the project."""

    def __init__(self, records: Iterable[Record]) -> None:
        places: dict[Path, list[str]] = {}
        for record in records:
            path = find_form_path(record)
            if path is not None:
                places.setdefault(_fold(path), []).append(record.where)
        self._places = {path: shared for path, shared in places.items() if len(shared) > 1}

    def find(self, record: Record) -> Finding | None:
        """The refusal of a record that has twins, with all their places; None for one that has none."""
        path = find_form_path(record)
        shared = self._places.get(_fold(path)) if path is not None else None
        if path is None or shared is None:
            return None
        listed = " 与 ".join(shared)
        message = f"{path.parent}年度有{len(shared)}个同名项目“{path.stem}”：{listed}，请改名或只保留一个。"
        return Finding("D05", _NAME, message)


def find_form_path(record: Record) -> Path | None:
    """Where a form lies in the output folder: ``2020/社会服务项目大赛.xlsx``; None without name or year."""
    if not isinstance(record.data, dict):
        return None
    try:
        year, name = read_year(record.data.get(_YEAR)), read_text(record.data.get(_NAME))
    except UnreadableError:
        return None
    return Path(str(year), safe_name(name, ".xlsx")) if year and name else None


def _fold(path: Path) -> Path:
    # Windows and macOS do not tell upper from lower case in file names.
    return Path(str(path).casefold())
