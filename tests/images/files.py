"""Small images of every format, and the pictures that a form holds."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from tests.xlsx_template.workbooks import Form

EMU = 12_700  # a point


def image(width: int, height: int, kind: str = "PNG", colour: str = "red") -> bytes:
    """An image file of one colour."""
    memory = BytesIO()
    Image.new("RGB", (width, height), colour).save(memory, kind)
    return memory.getvalue()


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as openpyxl reads it: the cell of its upper left corner, 0-based, and its size in points."""

    row: int
    column: int
    width: float
    height: float
    data: bytes

    @property
    def proportion(self) -> float:
        """Width by height."""
        return self.width / self.height


def shown(form: Form, sheet: str | None = None) -> list[Shown]:
    """The pictures on a sheet, in the order of its drawing."""
    return [_shown(picture) for picture in form.sheet(sheet)._images if hasattr(picture.anchor, "ext")]


def _shown(picture: Any) -> Shown:
    start, size = picture.anchor._from, picture.anchor.ext
    return Shown(start.row, start.col, size.width / EMU, size.height / EMU, picture._data())
