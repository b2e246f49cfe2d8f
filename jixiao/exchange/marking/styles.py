"""The style sheet of a marked copy: every marked cell keeps its own style but for the fill (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from collections.abc import Sequence

from xlsx_template.errors import PackageError
from xlsx_template.package import markup
from xlsx_template.package.cell_formats import with_attributes
from xlsx_template.package.edits import Edit, escaped, spliced, with_attribute, with_children
from xlsx_template.package.markup import Element

from ...declaration.findings import Level

#: Light enough for black text, also in a black and white print.
COLOURS: dict[Level, str] = {Level.ERROR: "FFFFC7CE", Level.WARNING: "FFFFEB9C", Level.NOTE: "FFDDEBF7"}
_HEAD = "FF1F4E79"
_LINE = "FFB7C4D1"
#: The children of ``styleSheet`` that stand before ``dxfs`` (18.8.39).
_BEFORE_DXFS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")


class MarkStyles:
    """Styles added to a workbook's own; ask for them first, then for the part."""

    def __init__(self, data: bytes, part: str) -> None:
        self._root = markup.parse(data, part)
        self._added: dict[str, list[str]] = {name: [] for name in ("fonts", "fills", "borders", "cellXfs", "dxfs")}
        self._known: dict[object, int] = {}
        self._formats = self._holder("cellXfs").children
        p = self._root.prefix
        self._fills = {level: self._add("fills", _fill(p, colour)) for level, colour in COLOURS.items()}

    def marked(self, base: int, level: Level) -> int:
        """The number of the style that is like ``base``, filled with the colour of a level."""
        key = (base, level)
        if key not in self._known:
            xf = self._formats[base if base < len(self._formats) else 0].raw
            end = xf.index(">") + 1
            filled = with_attributes(xf[:end], fillId=str(self._fills[level]), applyFill="1")
            self._known[key] = self._add("cellXfs", filled + xf[end:])
        return self._known[key]

    def condition(self, level: Level) -> int:
        """The number of the conditional format with the colour of a level."""
        key = ("dxf", level)
        if key not in self._known:
            p = self._root.prefix
            fill = f'<{p}fill><{p}patternFill><{p}bgColor rgb="{COLOURS[level]}"/></{p}patternFill></{p}fill>'
            self._known[key] = self._add("dxfs", f"<{p}dxf>{fill}</{p}dxf>")
        return self._known[key]

    def listed(self, kind: str) -> int:
        """The number of a style of the list: "title", "head", "text", "link", or the name of a level."""
        if kind not in self._known:
            self._known[kind] = self._add_listed(kind)
        return self._known[kind]

    def written(self) -> bytes:
        """The part with all that was asked for."""
        edits: list[Edit] = []
        for name, added in self._added.items():
            if added and (holder := self._root.find(name)):
                edits.append(with_children(holder, "".join(added)))
                edits.append(with_attribute(holder, "count", str(len(holder.children) + len(added))))
            elif added:
                edits.append(self._new_holder(name, added))
        return markup.encode(spliced(self._root.source, edits))

    def _add_listed(self, kind: str) -> int:
        p = self._root.prefix
        colour = {"head": "FFFFFFFF", "link": "FF0563C1", "title": _HEAD}.get(kind, "FF000000")
        size = 14 if kind == "title" else 10.5
        bold = f"<{p}b/>" if kind in ("head", "title") else ""
        line = f"<{p}u/>" if kind == "link" else ""
        font = f'{bold}{line}<{p}sz val="{size}"/><{p}color rgb="{colour}"/><{p}name val="微软雅黑"/>'
        font_id = self._add("fonts", f"<{p}font>{font}</{p}font>")
        fill = self._add("fills", _fill(p, _HEAD)) if kind == "head" else 0
        fill = self._fills[Level(kind)] if kind in list(Level) else fill
        border = 0 if kind == "title" else self._add("borders", _border(p))
        wrap = "" if kind == "title" else ' wrapText="1"'
        alignment = f'<{p}alignment vertical="center"{wrap}/>'
        ids = f'numFmtId="0" fontId="{font_id}" fillId="{fill}" borderId="{border}" xfId="0"'
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return self._add("cellXfs", f"<{p}xf {ids} {applied}>{alignment}</{p}xf>")

    def _add(self, name: str, xml: str) -> int:
        holder = self._root.find(name)
        first = len(holder.children) if holder else 0
        added = self._added[name]
        if xml not in added:
            added.append(xml)
        return first + added.index(xml)

    def _holder(self, name: str) -> Element:
        found = self._root.find(name)
        if found is None or not found.children:
            raise PackageError(f"样式表里没有 {name}")
        return found

    def _new_holder(self, name: str, added: Sequence[str]) -> Edit:
        """A holder that the part does not have yet: of those that are asked for only ``dxfs`` may be absent."""
        place = max(child.end for child in self._root.children if child.name in _BEFORE_DXFS)
        p = self._root.prefix
        return place, place, f'<{p}{name} count="{len(added)}">{"".join(added)}</{p}{name}>'


def _fill(p: str, colour: str) -> str:
    inside = f'<{p}fgColor rgb="{escaped(colour)}"/><{p}bgColor indexed="64"/>'
    return f'<{p}fill><{p}patternFill patternType="solid">{inside}</{p}patternFill></{p}fill>'


def _border(p: str) -> str:
    side = f'style="thin"><{p}color rgb="{_LINE}"/>'
    sides = "".join(f"<{p}{name} {side}</{p}{name}>" for name in ("left", "right", "top", "bottom"))
    return f"<{p}border>{sides}<{p}diagonal/></{p}border>"
