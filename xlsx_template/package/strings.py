"""The texts of a workbook's cells: shared strings and inline strings, with what is rich about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from xlsx_template.package import markup
from xlsx_template.package.markup import Element

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAY_BE_TAG = re.compile(r"\{[{%#<&\]_]|&#(?:123|x0*7[Bb]);|_x007[Bb]_")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a rich text (ECMA-376 part 1, 18.4.4): where it starts, and its ``rPr`` as XML, which may be empty."""

    start: int
    properties: str


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's text; ``runs`` is empty for a text in one font."""

    text: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def from_element(cls, element: Element) -> CellText:
        """The text in an ``si`` or ``is`` element, without phonetic hints."""
        if len(element.children) == 1 and element.children[0].name == "t":
            return cls(unescape(element.children[0].text()))
        text, runs = "", []
        for holder in element.find_all("r"):
            properties = holder.find("rPr")
            runs.append(Run(len(text), properties.raw if properties else ""))
            text += _plain(holder)
        return cls(text, tuple(runs)) if runs else cls(_plain(element))


def _plain(holder: Element) -> str:
    return unescape("".join(t.text() for t in holder.find_all("t")))


def unescape(text: str) -> str:
    """A text with ``_x000D_`` and the like resolved (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    resolved = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(resolved):  # a character beyond the first 65,536 may be written in halves
        resolved = resolved.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return resolved


def escape(text: str) -> str:
    """A text in which what looks like ``_x000D_`` stays text.

    >>> escape("_x000D_")
    '_x005F_x000D_'
    """
    return _LIKE_ESCAPE.sub("_x005F_", text) if "_x" in text else text


def may_hold_tags(source: str) -> bool:
    """Whether the texts in a part's XML may hold ``{{``, ``{%`` or ``{#``; false only where none does.

    The second brace may stand in the next run of a rich text, and both may be written as references.
    """
    return bool(_MAY_BE_TAG.search(source))


class SharedStrings(Sequence[CellText]):
    """The shared strings by index, read when the first is asked for."""

    def __init__(self, source: str, part: str) -> None:
        self._source = source
        self._part = part

    @cached_property
    def may_hold_tags(self) -> bool:
        """Whether any of them may hold a tag."""
        return may_hold_tags(self._source)

    @cached_property
    def _texts(self) -> list[CellText]:
        if not self._source:
            return []
        return [CellText.from_element(entry) for entry in markup.build(self._source, self._part).find_all("si")]

    @overload
    def __getitem__(self, index: int) -> CellText: ...

    @overload
    def __getitem__(self, index: slice) -> list[CellText]: ...

    def __getitem__(self, index: int | slice) -> CellText | list[CellText]:
        return self._texts[index]

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[CellText]:
        return iter(self._texts)


def read_shared_strings(data: bytes | None, part: str) -> SharedStrings:
    """The shared strings by index; none where the part is missing.  Raises PackageError where it is not well-formed."""
    return SharedStrings(markup.read(data, part) if data is not None else "", part)
