"""What is wrong with workbooks on paper."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from tests.print_proof.dyes import GROUND, DyedCell, dye
from tests.print_proof.office import convert
from tests.print_proof.pages import Glyph, Page, read_pages

TOLERANCE = 0.5  # points that a glyph's ink may reach out of its cell
_SHIFT = 2.0  # points between the places of a character in both; the foot of a page moves by one
_NOT_DRAWN = ("Mn", "Me", "Cf", "Cc")


def problems_of(files: Sequence[Path], folder: Path) -> dict[str, list[str]]:
    """What is wrong with each workbook on paper, by its name; an empty list where all is as it should be.

    Every cell's text must be drawn whole, once (in rows that repeat: once a page), inside the cell's own rectangle.
    """
    copies = [folder / f"{file.stem}-dyed.xlsx" for file in files]
    cells = [dye(file, copy) for file, copy in zip(files, copies, strict=True)]
    printed = convert([*files, *copies], "pdf", folder)
    plain, dyed = printed[: len(files)], printed[len(files) :]
    return {
        file.name: list(_problems(read_pages(original), read_pages(copy), dyes))
        for file, original, copy, dyes in zip(files, plain, dyed, cells, strict=True)
    }


def _problems(plain: Sequence[Page], dyed: Sequence[Page], cells: Mapping[int, DyedCell]) -> Iterator[str]:
    if len(plain) != len(dyed) or not all(map(_is_same, plain, dyed)):
        yield "the dyed copy is laid out in another way, so nothing is proved"
        return
    for number, cell in cells.items():
        glyphs = [[glyph for glyph in page.glyphs if glyph.colour == number] for page in dyed]
        for page, (found, ground) in enumerate(zip(glyphs, _grounds(dyed, number), strict=True), 1):
            yield from (f"{cell.name}, page {page}: {problem}" for problem in _outside(found, ground))
        drawn = glyphs if cell.is_repeated else [list(chain.from_iterable(glyphs))]
        for found in drawn:
            yield from (f"{cell.name}: {problem}" for problem in _incomplete(found, cell.text))


def _is_same(plain: Page, dyed: Page) -> bool:
    """Whether the same characters are drawn in the same order at the same places."""
    if len(plain.glyphs) != len(dyed.glyphs):
        return False
    pairs = zip(plain.glyphs, dyed.glyphs, strict=True)
    return all(one.text == other.text and one.box.distance(other.box) <= _SHIFT for one, other in pairs)


def _grounds(pages: Sequence[Page], number: int) -> Iterator[object]:
    yield from (page.grounds.get(GROUND + number) for page in pages)


def _outside(glyphs: Sequence[Glyph], ground: object) -> Iterator[str]:
    if not glyphs:
        return
    if ground is None:
        yield f"{_text(glyphs)!r} is drawn on a page without its cell"
        return
    out = [glyph for glyph in glyphs if glyph.box.overhang(ground) > TOLERANCE]  # type: ignore[arg-type]
    if out:
        most = max(glyph.box.overhang(ground) for glyph in out)  # type: ignore[arg-type]
        yield f"{_text(out)!r} reaches {most:.1f} points out of its cell"


def _incomplete(glyphs: Sequence[Glyph], text: str) -> Iterator[str]:
    drawn, asked = Counter(_comparable(_text(glyphs))), Counter(_drawable(_comparable(text)))
    if lost := asked - drawn:
        yield f"{''.join(lost.elements())!r} is not drawn"
    extra = drawn - Counter(_comparable(text))
    del extra["-"]  # a soft hyphen at the end of a line
    if extra and not set(_comparable(text)) - set(_drawable(_comparable(text))):
        yield f"{''.join(extra.elements())!r} is drawn besides"


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def _comparable(text: str) -> str:
    """The text in one of the ways to write it, without what leaves no ink."""
    characters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in characters if not c.isspace() and unicodedata.category(c) not in _NOT_DRAWN)


def _drawable(text: str) -> str:
    return "".join(character for character in text if character < "\uffff" or _has_glyph(character))


@lru_cache(maxsize=256)
def _has_glyph(character: str) -> bool:
    """Whether any font of this machine has a character, of those that many lack."""
    command = ["fc-list", f":charset={ord(character):x}", "family"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return bool(found.stdout.strip())
