"""What every reader of zipped XML needs: what damage raises, and where a part of an .xlsx stands."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from xml.etree import ElementTree

#: What a damaged zip or XML raises; the reader says what is wrong with it.
DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,  # a compression that the zip names and nobody knows
    RuntimeError,  # a password
    EOFError,
    ValueError,
    LookupError,  # a missing part, an encoding of the XML that nobody knows
    ArithmeticError,  # a number without bounds
)


def part_path(target: str) -> str:
    """The part that a relationship of the workbook means: ``part_path("worksheets/sheet1.xml")`` lies in xl/.

    A target is relative to xl/, or starts with / and is relative to the package (ECMA-376 part 2, 8.3).
    """
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
