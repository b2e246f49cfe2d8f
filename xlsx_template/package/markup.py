"""XML with the place of everything in it, so that what is not changed can stay as it is to the byte.

expat proves that a part is well-formed and has no document type (so no entity bombs); after that one regular
expression finds the tags.  This module never writes XML and knows nothing of workbooks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from xlsx_template.errors import MalformedError, PackageError

MAX_DEPTH = 200  # elements within each other; Office writes about thirty at most

_TAG = re.compile(
    r"<(?:([^\s/>!?]++)[^>\"']*+(?:\"[^\"]*+\"[^>\"']*+|'[^']*+'[^>\"']*+)*+>"
    r"|(/)[^>]*+>|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.S)
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_BLANK = re.compile(r"\r\n|[\t\n\r]")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)[\"']")
_UTF8 = (b"\xef\xbb\xbf", b"utf-8", b"utf8", b"us-ascii", b"ascii")
_UTF16_STARTS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))

_NO_CHILDREN: list[Element] = []  # shared by all elements that have none, which are most


@dataclass(slots=True)
class Element:
    """An element and its place: ``source[start:end]`` is all of it, ``source[inner_start:inner_end]`` its content."""

    source: str = field(repr=False)
    tag: str
    start: int
    inner_start: int
    inner_end: int = -1
    end: int = -1
    children: list[Element] = field(default_factory=lambda: _NO_CHILDREN, repr=False)

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
    def is_self_closed(self) -> bool:
        """Whether it is written as one tag, ``<row/>``."""
        return self.end == self.inner_start

    @property
    def raw(self) -> str:
        """The whole element as it stands in the source."""
        return self.source[self.start : self.end]

    def attributes(self) -> dict[str, str]:
        """The attributes with their values unescaped, by the names they are written with."""
        return {m[1]: _attribute_value(m) for m in self._attribute_matches()}

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        for match in self._attribute_matches():
            if match[1] == name:
                return _attribute_value(match)
        return None

    def number(self, name: str, default: float = 0.0, *, most: float = 2**31) -> float:
        """The number in an attribute, 0 at least and ``most`` at most; ``default`` where it is absent or no number."""
        try:
            value = float(self.get(name) or default)
        except ValueError:
            return default
        return min(max(value, 0.0), most) if math.isfinite(value) else default

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
    """Raw content as text: references resolved, CDATA unwrapped, comments dropped, line ends as XML 1.0 2.11 has them.

    >>> character_data("a &lt; b<![CDATA[<c>]]>")
    'a < b<c>'
    """
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "<" not in raw:
        return unescape(raw)
    pieces, place = [], 0
    for match in _CDATA.finditer(raw):
        pieces += [unescape(raw[place : match.start()]), match[1] or ""]
        place = match.end()
    return "".join([*pieces, unescape(raw[place:])])


def unescape(text: str) -> str:
    """A text with its references resolved (XML 1.0, 4.1).  HTML would read ``&#128;`` as another character."""
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


def _referenced(match: re.Match[str]) -> str:
    if match[3]:
        return _ENTITIES.get(match[3], match[0])
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def _attribute_value(match: re.Match[str]) -> str:
    raw = match[2] if match[2] is not None else match[3]
    if raw.isalnum():
        return raw
    return unescape(raw if raw.isprintable() else _BLANK.sub(" ", raw))  # XML 1.0, 3.3.3


def whole(text: str | None, default: int = 0) -> int:
    """The whole number of an attribute, also one written as ``5.0``; ``default`` for None and "".

    Raises MalformedError for anything else.
    """
    try:
        return int(float(text or default))
    except (ValueError, OverflowError):
        raise MalformedError(f"“{text}”应为整数，模板文件已损坏，请用 Excel 或 WPS 打开后另存再试") from None


def decode(data: bytes, part: str) -> str:
    """A part as text, whatever its encoding (ECMA-376 part 2, 7.3.2: UTF-8 or UTF-16).  Without a byte order mark.

    Raises PackageError naming the part for bytes that are no text in it.
    """
    try:
        return data.decode(_encoding(data)).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        raise PackageError(f"文件部件 {part} 已损坏（不是它所说的编码），请用 Excel 或 WPS 打开后另存") from None


def _encoding(data: bytes) -> str:
    for start, encoding in _UTF16_STARTS:
        if data.startswith(start):
            return encoding
    declared = _ENCODING.match(data)
    if declared is None or declared[1].lower() in _UTF8:
        return "utf-8"
    return declared[1].decode("ascii")


def encode(text: str) -> bytes:
    """A changed part as UTF-8; a declaration of another encoding is put right."""
    head, close, rest = text.partition("?>")
    if close and head.startswith("<?xml"):
        head = re.sub(r"(encoding\s*=\s*[\"'])(?!utf-8[\"'])[^\"']*", r"\g<1>UTF-8", head, flags=re.I)
    return (head + close + rest).encode("utf-8")


def parse(data: bytes, part: str) -> Element:
    """The root element of a part; raises PackageError naming the part when it is not well-formed XML."""
    return build(read(data, part), part)


def read(data: bytes, part: str) -> str:
    """The text of a part; raises PackageError naming the part when it is not well-formed XML."""
    text = decode(data, part)
    _prove_well_formed(data if _encoding(data) == "utf-8" else text.encode("utf-8"), part)
    return text


def _prove_well_formed(data: bytes, part: str) -> None:
    def refuse(*_: object) -> None:
        raise PackageError(f"文件部件 {part} 带有文档类型声明（DOCTYPE），为安全起见不予读取")

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PackageError(f"文件部件 {part} 已损坏（{error}），请用 Excel 或 WPS 打开后另存") from error


def build(source: str, part: str) -> Element:
    """The root element of a text that :func:`read` has found well-formed."""
    names: dict[str, str] = {}
    stack = [Element(source, "", 0, 0)]
    for match in _TAG.finditer(source):
        kind = match.lastindex
        if kind is None:
            continue
        start, end = match.span()
        if kind == 2:
            done = stack.pop()
            done.inner_end, done.end = start, end
            continue
        name = match[1]
        element = Element(source, names.setdefault(name, name), start, end, -1, -1, _NO_CHILDREN)
        parent = stack[-1]
        if parent.children is _NO_CHILDREN:
            parent.children = [element]
        else:
            parent.children.append(element)
        if source[end - 2] == "/":
            element.inner_end = element.end = end
        else:
            stack.append(element)
            if len(stack) > MAX_DEPTH:
                raise PackageError(f"文件部件 {part} 的标记嵌套过深，不予读取")
    return stack[0].children[0]
