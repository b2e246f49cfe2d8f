"""Formulas that go on meaning a sheet, or a table on it, when that is called otherwise or has become several or none.

Where in a part formulas stand is :mod:`xlsx_template.moving.rules`; how cells move is not the matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from xlsx_template.formula import formulas
from xlsx_template.formula.formulas import Reference
from xlsx_template.formula.reference import MAX_ROW, Area
from xlsx_template.moving.rules import OF_DRAWING, OF_SHEET, SHEET, WORKBOOK, Kind
from xlsx_template.package import markup
from xlsx_template.package.edits import Edit, escaped, spliced
from xlsx_template.package.markup import Element
from xlsx_template.sheet.names import quoted

_LITERAL = re.compile(
    r"""
      "(?:[^"]|"")*"                                                # a string
    | '(?P<sheets>(?:[^']|'')+)'!(?P<rest>[\w.$:]*)                 # a 3-D reference, a name of a sheet
    | (?P<table>[^\W\d][\w.\\]*)(?=\[)                              # a table
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                     # columns of a table
    """,
    re.X | re.S,
)
_FORMULAS = {
    name: tuple(place for place, kind in places if kind in (Kind.ANCHORED, Kind.FORMULA))
    for rules in (SHEET, WORKBOOK, *OF_SHEET.values(), *OF_DRAWING.values())
    for name, places in rules.items()
} | {"formControlPr": ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")}  # [MS-XLSX] 2.6.42
_SHEET_NAMES = {"worksheetSource": "sheet", "dataRef": "sheet"}  # ECMA-376 part 1, 18.10.1.95 and 18.3.1.29


_BLANK_CELL = f"$XFD${MAX_ROW}"


@dataclass(frozen=True, slots=True)
class Copies:
    """The first and the last of the sheets that a sheet became.

    Where it is gone, ``first`` is the next sheet that is left and ``last`` the one before, empty where there is none.
    """

    first: str
    last: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Renames:
    """What sheets and tables are called now.

    ``sheets`` has the old names.  A reference to a sheet that is gone is one to a blank cell of the first in ``order``,
    where all sheets that are left stand.
    """

    sheets: Mapping[str, Copies]
    order: Sequence[str]
    tables: Mapping[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """A formula with the new names.

        >>> Renames({"甲": Copies("乙", "乙")}, ["乙"]).formula("SUM('甲'!A1:A3)")
        "SUM('乙'!A1:A3)"
        """
        return "".join(
            self._reference(piece) if isinstance(piece, Reference) else _LITERAL.sub(self._literal, piece)
            for piece in formulas.parse(text)
        )

    def _reference(self, piece: Reference) -> str:
        if piece.sheet is None or piece.sheet not in self.sheets:
            return f"{piece.prefix}{piece.area}"
        now = self.sheets[piece.sheet]
        if now.is_gone:
            return f"{quoted(self.order[0])}!{_blank(piece.area)}"
        return f"{quoted(now.first)}!{piece.area}"

    def _literal(self, match: re.Match[str]) -> str:
        if match["table"]:
            return self.tables.get(match["table"], match[0])
        if not match["sheets"]:
            return match[0]
        sheets = match["sheets"].replace("''", "'")
        names = self._three_dimensional(sheets) if ":" in sheets else self._one(sheets)
        return f"{quoted(names)}!{match['rest']}" if names else f"{quoted(self.order[0])}!{_BLANK_CELL}"

    def _one(self, sheet: str) -> str | None:
        now = self.sheets.get(sheet)
        return sheet if now is None else None if now.is_gone else now.first

    def _three_dimensional(self, sheets: str) -> str | None:
        """``first:last`` now; an end that is gone moves towards the other one, as in Excel."""
        first, _, last = sheets.partition(":")
        if first not in self.sheets and last not in self.sheets:
            return sheets
        start = self.sheets[first].first if first in self.sheets else first
        end = self.sheets[last].last if last in self.sheets else last
        if not start or not end or self._place(start) > self._place(end):
            return None
        return f"{start}:{end}"

    def _place(self, sheet: str) -> int:
        return self.order.index(sheet) if sheet in self.order else -1

    def part(self, data: bytes, part: str) -> bytes:
        """An XML part with the new names; the same bytes where it names none of them."""
        text = unescape(markup.decode(data, part))
        text = unquote(text) if part.endswith(".rels") else text
        if not any(name.replace("'", "''") in text for name in (*self.sheets, *self.tables)):
            return data
        root = markup.parse(data, part)
        source = spliced(root.source, (edit for element in root.iter() for edit in self._edits(element)))
        return data if source == root.source else markup.encode(source)

    def _link(self, element: Element) -> Iterator[Edit]:
        """The edit of a shape's link to a place in the workbook, a relationship to ``#'甲'!A1``."""
        target = (element.get("Target") or "") if element.name == "Relationship" else ""
        old = unquote(target[1:])
        new = self.formula(old)
        span = element.attribute_span("Target")
        if span and target.startswith("#") and new != old:
            yield (*span, escaped(f"#{new}"))

    def _edits(self, element: Element) -> Iterator[Edit]:
        for place in _FORMULAS.get(element.name, ()):
            span = element.attribute_span(place) if place else (element.inner_start, element.inner_end)
            old = (element.get(place) or "") if place else "" if element.children else element.text()
            new = self.formula(old)
            if span and new != old:
                yield (*span, escaped(new))
        yield from self._link(element)
        place = _SHEET_NAMES.get(element.name, "")
        now = self.sheets.get(element.get(place) or "") if place else None
        if now and not now.is_gone and (span := element.attribute_span(place)):
            yield (*span, escaped(now.first))


def _blank(area: Area) -> Area:
    """A blank area as wide as another one: in the last row of a sheet."""
    return Area(area.first.at_row(MAX_ROW), area.last.at_row(MAX_ROW) if area.last else None)
