"""XML with the place of everything in it, so that what is not changed can stay as it is to the byte.

expat proves that a part is well-formed and has no document type (so no entity bombs); after that one regular
expression finds the tags.  This module never writes XML and knows nothing of workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from xlsx_template.errors import PackageError

_TAG = re.compile(r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>)", re.S)
_NAME = re.compile(r"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.S)


@dataclass(slots=True)
class Element:
    """An element and its place: ``source[start:end]`` is all of it, ``source[inner_start:inner_end]`` its content."""

    source: str = field(repr=False)
    tag: str
    start: int
    inner_start: int
    inner_end: int = -1
    end: int = -1
    children: list[Element] = field(default_factory=list, repr=False)

    @property
    def name(self) -> str:
        """The name without its prefix: ``c`` for ``<x:c>``."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, ``x:`` for ``<x:c>``, or nothing."""
        return self.tag[: len(self.tag) - len(self.name)]

    @property
    def opening(self) -> str:
        """The start tag as it stands in the source."""
        return self.source[self.start : self.inner_start]

    @property
    def raw(self) -> str:
        """The whole element as it stands in the source."""
        return self.source[self.start : self.end]

    def attributes(self) -> dict[str, str]:
        """The attributes with their values unescaped, by the names they are written with."""
        return {m[1]: unescape(m[2] if m[2] is not None else m[3]) for m in self._attribute_matches()}

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        for match in self._attribute_matches():
            if match[1] == name:
                return unescape(match[2] if match[2] is not None else match[3])
        return None

    def attribute_span(self, name: str) -> tuple[int, int] | None:
        """Where the value of an attribute stands in the source, without its quotes; None if it is absent."""
        for match in self._attribute_matches():
            if match[1] == name:
                return match.span(2) if match[2] is not None else match.span(3)
        return None

    def _attribute_matches(self) -> Iterator[re.Match[str]]:
        return _ATTRIBUTE.finditer(self.source, self.start + 1 + len(self.tag), self.inner_start)

    def text(self) -> str:
        """All text inside, unescaped, without that of comments."""
        if not self.children:
            return character_data(self.source[self.inner_start : self.inner_end])
        return "".join(character_data(piece) for piece in self._text_pieces())

    def _text_pieces(self) -> Iterator[str]:
        place = self.inner_start
        for child in self.children:
            yield self.source[place : child.start]
            yield from child._text_pieces()
            place = child.end
        yield self.source[place : self.inner_end]

    def find(self, name: str) -> Element | None:
        """The first child of that name, or None."""
        return next((child for child in self.children if child.name == name), None)

    def find_all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def iter(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.iter()


def character_data(raw: str) -> str:
    """Raw content as text: references resolved, CDATA unwrapped, comments dropped.

    >>> character_data("a &lt; b<![CDATA[<c>]]>")
    'a < b<c>'
    """
    if "<" not in raw:
        return unescape(raw) if "&" in raw else raw
    pieces, place = [], 0
    for match in _CDATA.finditer(raw):
        pieces += [unescape(raw[place : match.start()]), match[1] or ""]
        place = match.end()
    return "".join([*pieces, unescape(raw[place:])])


def decode(data: bytes) -> str:
    """A part as text, whatever its encoding (ECMA-376 part 2, 7.3.2: UTF-8 or UTF-16).  Without a byte order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def encode(text: str) -> bytes:
    """A changed part as UTF-8; a declaration of another encoding is put right."""
    head, close, rest = text.partition("?>")
    if close and head.startswith("<?xml"):
        head = re.sub(r"(encoding\s*=\s*[\"'])[^\"']*", r"\g<1>UTF-8", head)
    return (head + close + rest).encode("utf-8")


def parse(data: bytes, part: str) -> Element:
    """The root element of a part; raises PackageError naming the part when it is not well-formed XML."""
    _prove_well_formed(data, part)
    return _build(decode(data))


def _prove_well_formed(data: bytes, part: str) -> None:
    def refuse(*_: object) -> None:
        raise PackageError(f"文件部件 {part} 带有文档类型声明（DOCTYPE），为安全起见不予读取")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PackageError(f"文件部件 {part} 已损坏（{error}），请用 Excel 或 WPS 打开后另存") from error


def _build(source: str) -> Element:
    stack = [Element(source, "", 0, 0)]
    for match in _TAG.finditer(source):
        tag = match[0]
        if tag[1] in "!?":
            continue
        if tag[1] == "/":
            done = stack.pop()
            done.inner_end, done.end = match.start(), match.end()
            continue
        name = _NAME.match(tag)
        assert name is not None
        element = Element(source, name[1], match.start(), match.end())
        stack[-1].children.append(element)
        if tag[-2] == "/":
            element.inner_end = element.end = match.end()
        else:
            stack.append(element)
    return stack[0].children[0]
