"""What would be lost when data goes into cells: the characters that XML, and so a workbook, cannot hold.

The engine drops them without a word, because a form with a vertical tab less is better than no form.  Whoever wants to
tell the clerk asks here, before or after rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlsx_template.values import dropped_characters


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters that are dropped, and where they stand: ``绩效指标[8].三级指标``, counted from 1."""

    path: str
    characters: str


def find_dropped(data: Mapping[str, Any]) -> list[Dropped]:
    """All texts of the data with characters that no cell can hold, in the order of the data.

    >>> find_dropped({"绩效指标": [{"三级指标": "场次\\x0b"}]})
    [Dropped(path='绩效指标[1].三级指标', characters='\\x0b')]
    """
    return list(_iter_dropped(data, ""))


def _iter_dropped(value: Any, path: str) -> Iterator[Dropped]:
    if isinstance(value, str):
        characters = dropped_characters(value)
        if characters:
            yield Dropped(path, characters)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _iter_dropped(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, 1):
            yield from _iter_dropped(inner, f"{path}[{number}]")
