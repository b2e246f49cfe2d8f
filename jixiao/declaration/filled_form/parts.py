"""What recognisers hand back: values with the boxes they were read from, and the boxes they understood as labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .boxes import Box

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the data: ``Value(("资金", "年度", "总投入"), "300万元", (box,))``.

    ``boxes`` is empty for a value that was concluded; ``rank`` says how directly its label names the field.
    """

    path: Path
    text: str
    boxes: tuple[Box, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Content that no field of the model takes: where it stands, the label beside it ("" for none), and why."""

    cell: str
    label: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one recogniser understood.  ``asides`` are boxes of content without a field, with the label of each."""

    values: tuple[Value, ...] = ()
    labels: tuple[Box, ...] = ()
    asides: Mapping[Box, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def boxes(self) -> set[Box]:
        """All boxes that this part speaks of."""
        return {box for value in self.values for box in value.boxes} | set(self.labels) | set(self.asides)


def join_parts(parts: Iterable[Part]) -> Part:
    """All parts as one, in their order."""
    joined = Part()
    for part in parts:
        joined = replace(
            joined,
            values=joined.values + part.values,
            labels=joined.labels + part.labels,
            asides={**joined.asides, **part.asides},
            notes=joined.notes + part.notes,
        )
    return joined
