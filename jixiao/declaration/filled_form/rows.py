"""A row of indicators as it stands on a form: its levels and its sides, each text with the boxes it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .boxes import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and the boxes it stands in."""

    text: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side of a row as it stands on the form."""

    level2: Cell = Cell()
    name: Cell = Cell()
    value: Cell = Cell()

    @property
    def is_blank(self) -> bool:
        """True for a side without an indicator."""
        return not (self.name.text.strip() or self.value.text.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its levels as they hold, and its sides by name (中期, 年度)."""

    level1: Cell
    level2: Cell
    sides: Mapping[str, SideRow] = field(default_factory=dict)

    def side(self, name: str) -> SideRow:
        """A side; one without anything where the form does not have it."""
        return self.sides.get(name, SideRow())
