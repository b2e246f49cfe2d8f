"""The row maps of all sheets of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, ValuesView
from typing import Any

from xlsx_template.moving.rowmap import RowMap


class SheetMaps(Mapping[str, RowMap]):
    """The row maps of all sheets by name; as in Excel, capital and small letters are the same."""

    def __init__(self, maps: Mapping[str, RowMap]) -> None:
        self._maps = {name.casefold(): rows for name, rows in maps.items()}
        self._names = {name.casefold(): name for name in maps}

    def real_name(self, name: str) -> str:
        """The sheet's name as its tab has it; the same name where there is no such sheet."""
        return self._names.get(name.casefold(), name)

    def __getitem__(self, name: str) -> RowMap:
        return self._maps[name.casefold()]

    def get(self, name: str, default: Any = None) -> Any:
        """The rows of a sheet, the default where there is no such sheet."""
        return self._maps.get(name.casefold(), default)

    def values(self) -> ValuesView[RowMap]:
        """The rows of all sheets."""
        return self._maps.values()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def __len__(self) -> int:
        return len(self._maps)
