"""The references that stand outside of cells, moved: names, ranges of rules, anchors of pictures, series of charts.

What belongs to one cell, a comment or a link or a picture, comes again in every round of a loop, as it does when the
row is copied in Excel, and goes where its row goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from xlsx_template.errors import TagError
from xlsx_template.formula import formulas
from xlsx_template.formula.formulas import Reference
from xlsx_template.formula.reference import Area, Corner
from xlsx_template.moving import anchors
from xlsx_template.moving.places import Node, areas_in
from xlsx_template.moving.rounds import moved_within
from xlsx_template.moving.rowmap import RowMap, Span, nowhere
from xlsx_template.moving.rules import COUNTED, NEEDED, ONCE, Kind
from xlsx_template.package.edits import Edit, spliced
from xlsx_template.package.markup import Element, whole
from xlsx_template.program.model import Iteration

_COUNT = re.compile(r"(\s(?:count|manualBreakCount)\s*=\s*[\"'])\d+")
_UID = re.compile(r"\s[\w.]+:uid\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SHAPE_ID = re.compile(r"(<(?:[\w.]+:)?(?:shape|cNvPr)\b[^>]*?\sid=([\"'])[^\"']*?)(\d+)(?=\2)")


class Mover:
    """Writes elements anew with their references moved; ``sheet`` is the one whose cells they mean."""

    def __init__(self, sheet: str | None, maps: Mapping[str, RowMap]) -> None:
        self._sheet = sheet
        self._maps = maps
        self._rows = maps.get(sheet) if sheet else None
        self._round: Iteration | None = None
        self._shift: int | None = None  # rows by which the comment being written has moved
        self._last_id: int | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing has moved on any sheet, and no row has grown."""
        return all(rows.is_untouched for rows in self._maps.values())

    # ---------------------------------------------------------------------------------------------- elements

    def written(self, node: Node) -> str | None:
        """The element's XML with its references moved, or None where what it belongs to is gone."""
        if self._rows is None or self._round is not None or self._rows.is_identity:
            return self._once(node)
        rows = node.rows
        if node.element.name in anchors.ANCHORS:
            rows = anchors.rows_of(node.element, self._rows)
        if rows is None:
            return self._once(node)
        if self._rows.span(*rows) is None:
            return None
        rounds = self._rows.rounds(*rows)
        if not rounds:
            return self._once(node)
        is_single = node.element.name in ONCE or (
            node.element.name in anchors.ANCHORS and not anchors.is_repeated(node.element)
        )
        return "".join(self._in_rounds(node, rounds[:1] if is_single else rounds)) or None

    def _in_rounds(self, node: Node, rounds: list[Iteration]) -> Iterator[str]:
        for number, iteration in enumerate(rounds):
            self._round = iteration
            try:
                text = self._once(node) or ""
            finally:
                self._round = None
            yield self._with_new_ids(_UID.sub("", text), node.element.source) if number else text

    def _with_new_ids(self, text: str, part: str) -> str:
        """A copy of a shape or a picture with ids that nothing else in the part has."""
        if self._last_id is None:
            self._last_id = max((int(match[3]) for match in _SHAPE_ID.finditer(part)), default=0)
        pieces, place = [], 0
        for match in _SHAPE_ID.finditer(text):
            self._last_id += 1
            pieces += [text[place : match.start()], match[1], str(self._last_id)]
            place = match.end()
        return "".join([*pieces, text[place:]])

    def _once(self, node: Node) -> str | None:
        element = node.element
        edits: list[Edit] = []
        if element.name == "shape":
            own = self._rows.span(*node.rows, self._round) if self._rows is not None and node.rows else None
            self._shift = own[0] - node.rows[0] if own and node.rows else None
        if element.name in anchors.ANCHORS and self._rows is not None and not self._rows.is_untouched:
            edits += anchors.edits(element, self._rows, self._round)
        for place, kind in node.places:
            edit = self._edit(node, place, kind)
            if edit is None:
                return None
            edits.append(edit)
        gone = 0
        texts: set[str] = set()
        for child in node.children:
            text = self.written(child)
            if text is None and child.element.name in NEEDED:
                return None
            if child.element.name == "brk" and (text in texts or child.element.get("id") == "0"):
                text = None  # the rows between two breaks are gone
            gone += text is None
            texts.add(text or "")
            edits.append((child.element.start, child.element.end, text or ""))
        if gone and gone == len(element.children) and element.name in COUNTED:
            return None
        return _spliced(element, edits, gone)

    def _edit(self, node: Node, place: str, kind: Kind) -> Edit | None:
        """The edit that moves what stands at a place; an empty one where the place is not there."""
        element = node.element
        if kind is Kind.STALE:
            return None
        if place:
            span, value = element.attribute_span(place), element.get(place)
        else:
            span, value = (element.inner_start, element.inner_end), element.text()
        if span is None or not value:
            return (element.start, element.start, "")
        if kind is Kind.ANCHORED and node.base_rows is not None and self._rows is not None:
            moved: str | None = self._relative(value, node.base_rows)
        elif kind in (Kind.ANCHORED, Kind.FORMULA):
            moved = self._formula(value)
        else:
            moved = self._value(value, kind)
        if moved == value:
            return (element.start, element.start, "")
        return None if moved is None else (*span, escape(moved, {'"': "&quot;"} if place else {}))

    # ---------------------------------------------------------------------------------------------- places

    def _value(self, value: str, kind: Kind) -> str | None:
        if self._rows is None or self._rows.is_identity:
            return value
        if kind is Kind.AREAS:
            return self._areas(value)
        if kind in (Kind.AREA, Kind.VIEW, Kind.CELL, Kind.TABLE):
            return self._area(value, kind)
        if kind is Kind.BREAK:
            return str(self._rows.next_row(whole(value) + 1) - 1)
        if kind is Kind.SPLIT:
            return str(self._rows.next_row(whole(value) + 1) - 1)
        if kind is Kind.ROW:
            return str(self._row(whole(value)))
        return self._vml_anchor(value)

    def _areas(self, value: str) -> str | None:
        """Every area as exactly the cells it became; None where all are gone."""
        assert self._rows is not None
        areas = areas_in(value)
        if self._round is not None:
            found = [self._seen(area) for area in areas]
            moved = [area for area in found if area]
        else:
            moved = [part for area in areas for part in self._rows.exact(area)]
        return " ".join(map(str, moved)) or (None if areas else value)

    def _area(self, value: str, kind: Kind) -> str | None:
        assert self._rows is not None
        moved = []
        for area in areas_in(value):
            if kind is Kind.TABLE and self._rows.span(area.first.row, area.first.row) is None:
                problem = f"表格（{value}）的标题行被条件或循环去掉了，请把标题行放在它们外面"
                raise TagError(problem, cell=str(area.first)).at(sheet=self._sheet)
            found = self._seen(area)
            if found is None and kind is not Kind.AREA:
                found = Area(area.first.at_row(self._rows.next_row(area.first.row)))
            if found is not None:
                moved.append(Area(found.first) if kind is Kind.CELL and area.last is None else found)
        return " ".join(map(str, moved)) or (None if kind is Kind.AREA and areas_in(value) else value)

    def _seen(self, area: Area) -> Area | None:
        """What an area became, or is in the round being written."""
        assert self._rows is not None
        return moved_within(self._rows, area, self._round) if self._round else self._rows.moved(area)

    def _formula(self, value: str) -> str:
        head = "#" if value.startswith("#") and not value.startswith("#REF") else ""
        return head + formulas.write(formulas.parse(value.removeprefix(head)), self._place)

    def _place(self, reference: Reference) -> str:
        rows = self._maps.get(reference.sheet) if reference.sheet else self._rows
        if rows is None:
            return str(reference.area)
        moved = self._seen(reference.area) if rows is self._rows else rows.moved(reference.area)
        return str(moved or nowhere(reference.area))

    def _relative(self, value: str, base_rows: Span) -> str:
        """A rule's formula, which counts from the first cell it applies to, as that cell reads it now."""
        rows = self._rows
        assert rows is not None
        base = rows.next_template_row(*base_rows)
        if base is None:
            return value
        parsed = formulas.parse(value)
        if base != base_rows[0]:
            parsed = formulas.parse(formulas.shifted(parsed, base - base_rows[0], 0))
        iteration, distance = rows.round_at(base), rows.next_row(base) - base

        def place(reference: Reference) -> str:
            area, named = reference.area, self._maps.get(reference.sheet) if reference.sheet else rows
            if named is None:
                return str(area)
            found = moved_within(rows, area, iteration) if iteration and named is rows else named.moved(area)
            if found is None:
                return str(_gone(area, distance))
            return str(Area(found.first) if area.last is None else found)

        return formulas.write(parsed, place)

    def _row(self, row_index: int) -> int:
        assert self._rows is not None
        found = self._rows.span(row_index + 1, row_index + 1, self._round)
        return (found[0] if found else self._rows.next_row(row_index + 1)) - 1

    def _vml_anchor(self, value: str) -> str:
        numbers = [whole(part) for part in value.replace(" ", "").split(",") if part]
        if len(numbers) != 8:
            return value
        shift = self._row(numbers[2]) - numbers[2] if self._shift is None else self._shift
        shift = max(shift, -numbers[2])
        numbers[2], numbers[6] = numbers[2] + shift, numbers[6] + shift
        return ", ".join(str(number) for number in numbers)


def _gone(area: Area, distance: int) -> Area:
    """What a rule reads in place of rows that are gone: relative ones keep their distance, absolute ones are blank."""
    blank = nowhere(area)

    def corner(old: Corner, gone: Corner) -> Corner:
        return gone if old.row_absolute or not old.row else old.at_row(max(old.row + distance, 1))

    return Area(corner(area.first, blank.first), corner(area.last, blank.last) if area.last and blank.last else None)


def _spliced(element: Element, edits: list[Edit], gone: int) -> str:
    text = spliced(element.source, edits, element.start, element.end)
    if gone and element.name in COUNTED:
        return _COUNT.sub(rf"\g<1>{len(element.children) - gone}", text, count=2)
    return text
