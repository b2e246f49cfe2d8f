"""Projects of the same name and year: their forms would overwrite each other, so none of them is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from pathlib import Path

from ...declaration.fields import PROJECT_FIELDS
from ...declaration.findings import Finding
from ...declaration.values import UnreadableError, read_text, read_year
from ..saving import safe_name
from .records import Record

_YEAR, _NAME = PROJECT_FIELDS[0].label, PROJECT_FIELDS[1].label


class Twins:
    """The places of the projects that share a form, and ``count``, how many projects there are in all.

    Of a project only the hash of its path is kept; where two are equal, the files are looked through once more.
    """

    def __init__(self, files: Collection[Iterable[Record]]) -> None:
        self.count = 0
        seen: set[int] = set()
        shared: set[int] = set()
        for record in chain.from_iterable(files):
            self.count += 1
            if path := find_form_path(record):
                key = hash(_fold(path))
                (shared if key in seen else seen).add(key)
        self._places = _find_places(files, shared) if shared else {}

    def find(self, record: Record) -> Finding | None:
        """The refusal of a record that has twins, with all their places; None for one that has none."""
        path = find_form_path(record)
        shared = self._places.get(_fold(path)) if path is not None else None
        if path is None or shared is None:
            return None
        listed = " 与 ".join(shared)
        message = f"{path.parent}年度有{len(shared)}个同名项目“{path.stem}”：{listed}，请改名或只保留一个。"
        return Finding("D05", _NAME, message)


def _find_places(files: Iterable[Iterable[Record]], shared: Collection[int]) -> dict[str, list[str]]:
    """Where the projects stand whose paths have one of the hashes and are the same."""
    places: dict[str, list[str]] = {}
    for record in chain.from_iterable(files):
        if (path := find_form_path(record)) and hash(_fold(path)) in shared:
            places.setdefault(_fold(path), []).append(record.where)
    return {path: found for path, found in places.items() if len(found) > 1}


def find_form_path(record: Record) -> Path | None:
    """Where a form lies in the output folder: ``2020/社会服务项目大赛.xlsx``; None without name or year."""
    if not isinstance(record.data, dict):
        return None
    try:
        year, name = read_year(record.data.get(_YEAR)), read_text(record.data.get(_NAME))
    except UnreadableError:
        return None
    return Path(str(year), safe_name(name, ".xlsx")) if year and name else None


def _fold(path: Path) -> str:
    # Windows and macOS do not tell upper from lower case in file names.
    return str(path).casefold()
