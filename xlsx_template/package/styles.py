"""The style sheet: what a cell's style means for its print, and styles derived from it.

A derived style is a copy of the cell's own ``xf`` with another number format or border, put behind the last one;
nothing that stands in the part is renumbered (ECMA-376 part 1, 18.8.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from xlsx_template.layout import TextStyle
from xlsx_template.package import cell_formats, markup
from xlsx_template.package.archive import PackedBytes
from xlsx_template.package.markup import Element

FIRST_CUSTOM_FORMAT = 164  # ids below are built in: ECMA-376 part 1, 18.8.30
MAX_FONT_SIZE = 409  # points; like the indent Excel's own limit
MAX_INDENT = 250
_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)])
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[yYmMdDhHsS年月日]")


_Lines = tuple[int, tuple[tuple[str, int], ...]]
"""The number of a border, and sides with the numbers of the borders from which they are taken."""


class Derived(NamedTuple):
    """A style made from another one: the ``xf`` it copies, and the format code that it gets instead of its own.

    ``lines`` are sides with the number of the style whose line is drawn there, ``is_at_top`` says that its text stands
    at the top of the cell, ``is_shrunk`` that it is set smaller where it would be wider than the cell.
    """

    base: int
    number_format: str | None = None
    lines: tuple[tuple[str, int], ...] = ()
    is_at_top: bool = False
    is_shrunk: bool = False


class StyleSheet:
    """The ``styles`` part of a workbook; a workbook without one has one plain style."""

    def __init__(self, data: bytes | None, part: str) -> None:
        self.root: Element | None = markup.parse(data, part) if data is not None else None

    @cached_property
    def _formats(self) -> list[Element]:
        return self._entries("cellXfs", "xf")

    @cached_property
    def _fonts(self) -> list[Element]:
        return self._entries("fonts", "font")

    @cached_property
    def _number_formats(self) -> dict[int, str]:
        return {int(e.number("numFmtId")): e.get("formatCode") or "" for e in self._entries("numFmts", "numFmt")}

    @cached_property
    def _borders(self) -> list[Element]:
        return self._entries("borders", "border")

    def _entries(self, holder: str, name: str) -> list[Element]:
        found = self.root.find(holder) if self.root else None
        return found.find_all(name) if found else []

    @cached_property
    def normal_font(self) -> tuple[str, float]:
        """Name and size in points of the font that column widths are counted in (``fonts[0]``)."""
        return _font_name(self._fonts[0]) if self._fonts else ("Calibri", 11.0)

    def text_style(self, style: int) -> TextStyle:
        """How text of that style is set: size, bold, wrap, shrink, indent, rotation."""
        return self._text_style(style if style < len(self._formats) else 0)

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as its template
    def _text_style(self, style: int) -> TextStyle:
        if not self._formats:
            return TextStyle(size=self.normal_font[1])
        xf = self._formats[style]
        font_id = int(xf.number("fontId"))
        font = self._fonts[font_id] if font_id < len(self._fonts) else None
        alignment = xf.find("alignment")
        given = alignment.attributes() if alignment else {}
        return TextStyle(
            size=_font_name(font)[1] if font else self.normal_font[1],
            bold=_is_on(font.find("b")) if font else False,
            wrap=given.get("wrapText") in ("1", "true") or given.get("horizontal") in ("distributed", "justify"),
            shrink=given.get("shrinkToFit") in ("1", "true"),
            indent=int(alignment.number("indent", most=MAX_INDENT)) if alignment else 0,
            rotation=int(alignment.number("textRotation", most=255)) if alignment else 0,
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as its template
    def number_format(self, style: int) -> str:
        """The format code of a style: ``General``, ``0.00"万元"``."""
        if style >= len(self._formats):
            return "General"
        number = int(self._formats[style].number("numFmtId"))
        return self._number_formats.get(number) or _BUILT_IN.get(number, "General")

    def is_date(self, style: int) -> bool:
        """Whether numbers of that style show as a date or a time."""
        if style >= len(self._formats):
            return False
        number = int(self._formats[style].number("numFmtId"))
        if number in self._number_formats:
            return bool(_DATE_LETTERS.search(_LITERAL.sub("", self._number_formats[number]).replace("General", "")))
        return number in _BUILT_IN_DATES

    @property
    def count(self) -> int:
        """How many cell styles there are; the first derived one gets this number."""
        return len(self._formats)

    @lru_cache(maxsize=64)  # noqa: B019 - the forms of a batch derive the same few styles
    def with_derived(self, derived: tuple[Derived, ...]) -> PackedBytes:
        """The part with those styles behind the last one, in that order."""
        assert self.root is not None
        source, prefix = self.root.source, self.root.prefix
        codes = list(dict.fromkeys(style.number_format for style in derived if style.number_format is not None))
        first = max([FIRST_CUSTOM_FORMAT - 1, *self._number_formats]) + 1
        ids = {code: first + index for index, code in enumerate(codes)}
        borders = self._drawn_borders(derived)
        xfs = "".join(self._derived_xf(style, ids, list(borders)) for style in derived)
        formats = "".join(
            f"<{prefix}numFmt numFmtId={quoteattr(str(ids[code]))} formatCode={quoteattr(code)}/>" for code in codes
        )
        holder = self._entry("cellXfs")
        edits = [_appended(holder, xfs, len(derived))]
        if codes:
            edits.append(self._added_formats(formats, len(codes)))
        if borders:
            edits.append(_appended(self._entry("borders"), "".join(borders.values()), len(borders)))
        for start, end, text in sorted(edits, reverse=True):
            source = source[:start] + text + source[end:]
        return PackedBytes.of(markup.encode(source))

    def _entry(self, name: str) -> Element:
        found = self.root.find(name) if self.root else None
        assert found is not None
        return found

    def _derived_xf(self, style: Derived, formats: dict[str, int], borders: list[_Lines]) -> str:
        xf, prefix = self._formats[style.base], self._formats[style.base].prefix
        source = xf.raw
        if style.number_format is not None:
            source = cell_formats.with_number_format(source, formats[style.number_format])
        if (lines := self._lines_of(style)) in borders:
            source = cell_formats.with_border(source, len(self._borders) + borders.index(lines))
        if style.is_shrunk:
            source = cell_formats.with_alignment(source, prefix, wrapText="0", shrinkToFit="1")
        return cell_formats.with_alignment(source, prefix, vertical="top") if style.is_at_top else source

    def _drawn_borders(self, derived: Iterable[Derived]) -> dict[_Lines, str]:
        """The borders that have other lines than those there are, as XML."""
        drawn: dict[_Lines, str] = {}
        for style in derived:
            own, others = lines = self._lines_of(style)
            if others and own < len(self._borders):
                sides = {side: raw for side, border in others if (raw := self._line(border, side))}
                drawn[lines] = cell_formats.with_lines(self._borders[own], sides)
        return drawn

    def _lines_of(self, style: Derived) -> _Lines:
        """The number of a style's border, and those of the borders from which it gets sides."""
        return self._border_of(style.base), tuple((side, self._border_of(other)) for side, other in style.lines)

    def _border_of(self, style: int) -> int:
        return int(self._formats[style].number("borderId")) if style < len(self._formats) else 0

    def _line(self, border: int, side: str) -> str | None:
        found = self._borders[border].find(side) if border < len(self._borders) else None
        return found.raw if found else None

    def _added_formats(self, formats: str, count: int) -> tuple[int, int, str]:
        assert self.root is not None
        holder = self.root.find("numFmts")
        if holder is not None:
            return _appended(holder, formats, count)
        prefix, place = self.root.prefix, self.root.inner_start  # numFmts is the first child: 18.8.39
        return place, place, f'<{prefix}numFmts count="{count}">{formats}</{prefix}numFmts>'


def _appended(holder: Element, text: str, count: int) -> tuple[int, int, str]:
    """The edit that puts ``text`` behind the last child of ``holder`` and raises its count."""
    old = len(holder.children)
    opening = re.sub(r"(\bcount\s*=\s*[\"'])\d+", rf"\g<1>{old + count}", holder.opening).removesuffix("/>")
    opening = opening if opening.endswith(">") else opening + ">"
    inner = holder.source[holder.inner_start : holder.inner_end]
    return holder.start, holder.end, f"{opening}{inner}{text}</{holder.tag}>"


def _font_name(font: Element) -> tuple[str, float]:
    name, size = font.find("name"), font.find("sz")
    return (name.get("val") or "" if name else ""), (size.number("val", most=MAX_FONT_SIZE) or 11.0) if size else 11.0


def _is_on(flag: Element | None) -> bool:
    return flag is not None and flag.get("val") not in ("0", "false")
