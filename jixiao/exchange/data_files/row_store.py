"""Rows of a sheet by the project they belong to, kept on disk: memory holds a number a row.

Ten thousand projects have some hundred thousand indicators; as Python values they would take hundreds of megabytes.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator

from .sheet_tables import NumberedRow

_LENGTH = 4
_IN_MEMORY = 1 << 16


class RowStore:
    """Rows by key, in the order in which they were added."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as the store
        weakref.finalize(self, self._file.close)
        self._places: dict[str, array[int]] = {}
        self._end = 0

    def add(self, key: str, row: NumberedRow) -> None:
        """Keeps a row under a key."""
        data = pickle.dumps(row, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(len(data).to_bytes(_LENGTH) + data)
        self._places.setdefault(key, array("Q")).append(self._end)
        self._end += _LENGTH + len(data)

    def rows(self, key: str) -> list[NumberedRow]:
        """The rows of a key; [] for an unknown one."""
        return [self._read(place) for place in self._places.get(key, ())]

    def __len__(self) -> int:
        """The number of keys."""
        return len(self._places)

    def __contains__(self, key: str) -> bool:
        """True where a row has that key."""
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        """The keys in the order of the first row of each."""
        return iter(self._places)

    def _read(self, place: int) -> NumberedRow:
        self._file.seek(place)
        length = int.from_bytes(self._file.read(_LENGTH))
        row: NumberedRow = pickle.loads(self._file.read(length))
        return row
