"""What stands on the pages of a PDF: characters and filled rectangles with their colours.  Points from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber

# How far the ink of a glyph reaches below and above its baseline, in em: the largest of Noto CJK, AR PL UMing, AR PL
# UKai, WenQuanYi, DejaVu and Liberation, without the room that a font leaves around its glyphs.
_DEEP = frozenset("gjpqy_,;()[]{}@$Q|/")
_LATIN_DEPTH, _LATIN_HEIGHT = 0.24, 0.76
_BASELINE = 0.02
_IDEOGRAPH_DEPTH, _IDEOGRAPH_HEIGHT = 0.11, 0.86


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    def united(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def distance(self, other: Box) -> float:
        """By how many points it stands elsewhere."""
        return max(abs(self.left - other.left), abs(self.top - other.top))

    def overhang(self, outer: Box) -> float:
        """By how many points it reaches out of another one; 0 or less where it does not."""
        sides = (outer.left - self.left, outer.top - self.top, self.right - outer.right, self.bottom - outer.bottom)
        return max(sides)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character that is drawn: its ink, its colour as 0xRRGGBB, and its size in points."""

    text: str
    box: Box
    colour: int
    size: float


@dataclass(frozen=True)
class Page:
    """A page with its characters, and its grounds by their colour."""

    glyphs: tuple[Glyph, ...]
    grounds: Mapping[int, Box]


def read_pages(pdf: Path) -> list[Page]:
    """All pages of a PDF."""
    with pdfplumber.open(pdf) as document:
        return [_page(page) for page in document.pages]


def _page(page: Any) -> Page:
    glyphs = tuple(_glyph(char, float(page.height)) for char in page.chars if char["text"].strip())
    grounds: dict[int, Box] = {}
    for rectangle in (shape for shape in [*page.rects, *page.curves] if shape["fill"]):
        colour = _colour(rectangle["non_stroking_color"])
        box = Box(rectangle["x0"], rectangle["top"], rectangle["x1"], rectangle["bottom"])
        grounds[colour] = grounds[colour].united(box) if colour in grounds else box
    page.close()
    return Page(glyphs, grounds)


def _glyph(char: Any, page_height: float) -> Glyph:
    a, b, _, _, x, y = char["matrix"]
    scale = (a * a + b * b) ** 0.5 or 1.0
    along = (a / scale, b / scale)
    advance = char["x1"] - char["x0"] if abs(along[0]) >= abs(along[1]) else char["bottom"] - char["top"]
    corners = list(_corners(along, advance, char["size"], char["text"]))
    xs, ys = [x + dx for dx, _ in corners], [page_height - y - dy for _, dy in corners]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return Glyph(char["text"], box, _colour(char["non_stroking_color"]), char["size"])


def _corners(along: tuple[float, float], advance: float, size: float, text: str) -> Iterator[tuple[float, float]]:
    """The corners of a glyph's ink from its origin, for text in any direction; upwards is positive."""
    below, above = _ink(text)
    for distance in (0.0, advance):
        for height in (-below * size, above * size):
            yield along[0] * distance - along[1] * height, along[1] * distance + along[0] * height


def _ink(text: str) -> tuple[float, float]:
    if all(character < "\u0250" for character in text):
        return (_LATIN_DEPTH if _DEEP & set(text) else _BASELINE), _LATIN_HEIGHT
    return _IDEOGRAPH_DEPTH, _IDEOGRAPH_HEIGHT


def _colour(components: Any) -> int:
    if not isinstance(components, tuple | list) or len(components) != 3:
        return 0
    red, green, blue = (round(component * 255) for component in components)
    return red << 16 | green << 8 | blue
