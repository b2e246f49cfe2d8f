"""The references that stand outside of cells, moved: names, ranges of rules, anchors of pictures, series of charts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xlsx_template import formula as formulas
from xlsx_template.formula import Reference
from xlsx_template.markup import Element
from xlsx_template.move_rules import COUNTED, SPARKLINE_SOURCE, UNMOVED, Kind, Places, Rules
from xlsx_template.reference import Area
from xlsx_template.rowmap import RowMap, nowhere

_COUNT = re.compile(r"(\s(?:count|manualBreakCount)\s*=\s*[\"'])\d+")
_ONE_CELL = ("oneCell", "absolute")


@dataclass(frozen=True, slots=True)
class Node:
    """An element that holds a reference, or has one below it."""

    element: Element
    places: Places
    children: tuple[Node, ...]


def find_places(element: Element, rules: Rules) -> Node | None:
    """The tree of all places in an element that may move; None where there is none."""
    if element.name in UNMOVED:
        return None
    children = [node for child in element.children if (node := find_places(child, rules))]
    places = rules.get(element.name, ())
    if element.name == SPARKLINE_SOURCE[0]:
        children = [
            Node(n.element, (("", Kind.FORMULA),), ()) if n.element.name == SPARKLINE_SOURCE[1] else n for n in children
        ]
    return Node(element, places, tuple(children)) if places or children else None


class Mover:
    """Writes elements anew with their references moved; ``sheet`` is the one whose cells they mean."""

    def __init__(self, sheet: str | None, maps: Mapping[str, RowMap]) -> None:
        self._sheet = sheet
        self._maps = maps
        self._rows = maps.get(sheet) if sheet else None

    @property
    def is_idle(self) -> bool:
        """Whether nothing has moved on any sheet."""
        return all(rows.is_identity for rows in self._maps.values())

    def written(self, node: Node) -> str | None:
        """The element's XML with its references moved, or None where what it belongs to is gone."""
        element = node.element
        edits: list[tuple[int, int, str]] = []
        for place, kind in node.places:
            edit = self._edit(element, place, kind)
            if edit is None:
                return None
            edits.append(edit)
        gone = 0
        for child in node.children:
            text = self.written(child)
            if text is None and child.element.name == "sqref":
                return None  # xm:sqref stands in the element it belongs to
            gone += text is None
            edits.append((child.element.start, child.element.end, text or ""))
        if gone and gone == len(element.children) and element.name in COUNTED:
            return None
        return _spliced(element, edits, gone)

    def _edit(self, element: Element, place: str, kind: Kind) -> tuple[int, int, str] | None:
        """The edit that moves what stands at a place; an empty one where the place is not there."""
        if kind is Kind.STALE:
            return None
        if place:
            span, value = element.attribute_span(place), element.get(place)
        else:
            span, value = (element.inner_start, element.inner_end), element.text()
        if span is None or not value:
            return (element.start, element.start, "")
        moved = self._value(value, kind)
        if moved == value:
            return (element.start, element.start, "")
        return None if moved is None else (*span, escape(moved, {'"': "&quot;"} if place else {}))

    def _value(self, value: str, kind: Kind) -> str | None:
        if kind in (Kind.AREAS, Kind.VIEW):
            return self._areas(value) or (value if kind is Kind.VIEW else None)
        if kind in (Kind.ANCHORED, Kind.FORMULA):
            return self._formula(value, anchored=kind is Kind.ANCHORED)
        if kind is Kind.BREAK:
            return self._break(value)
        if kind is Kind.ROW:
            return str(self._row(int(value)))
        return self._vml_anchor(value)

    def _areas(self, value: str) -> str:
        if self._rows is None:
            return value
        moved = []
        for text in value.split():
            try:
                area = self._rows.moved(Area.from_text(text))
            except ValueError:
                return value
            if area:
                moved.append(str(area))
        return " ".join(moved)

    def _formula(self, value: str, *, anchored: bool) -> str:
        parsed = formulas.parse(value.removeprefix("#"))
        head = "#" if value.startswith("#") and not value.startswith("#REF") else ""
        if not head:
            parsed = formulas.parse(value)

        def place(reference: Reference) -> str:
            rows = self._maps.get(reference.sheet) if reference.sheet else self._rows
            if rows is None:
                return str(reference.area)
            moved = rows.anchored(reference.area) if anchored else rows.moved(reference.area)
            return str(moved or nowhere(reference.area))

        return head + formulas.write(parsed, place)

    def _row(self, row: int) -> int:
        """Where a 0-based row of the template is now; a row that is gone is the one that took its place."""
        if self._rows is None:
            return row
        found = self._rows.span(row + 1, row + 1) or self._rows.next_span(row + 1)
        return found[0] - 1

    def _break(self, value: str) -> str:
        return str(self._row(int(value)))

    def _vml_anchor(self, value: str) -> str:
        numbers = [int(part) for part in value.replace(" ", "").split(",")]
        if len(numbers) != 8:
            return value
        top = self._row(numbers[2])
        numbers[2], numbers[6] = top, numbers[6] + top - numbers[2]
        return ", ".join(str(number) for number in numbers)


def _spliced(element: Element, edits: list[tuple[int, int, str]], gone: int) -> str:
    source, place, pieces = element.source, element.start, []
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [source[place:start], text]
        place = end
    text = "".join([*pieces, source[place : element.end]])
    if gone and element.name in COUNTED:
        return _COUNT.sub(rf"\g<1>{len(element.children) - gone}", text, count=2)
    return text
