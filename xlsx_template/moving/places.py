"""The places in an XML part at which references stand, found once for a template; the rules are data."""

from __future__ import annotations

from dataclasses import dataclass

from xlsx_template.formula.formulas import parse, references
from xlsx_template.formula.reference import Area
from xlsx_template.moving import anchors
from xlsx_template.moving.rowmap import Span
from xlsx_template.moving.rules import IN_ROWS, SPARKLINE, UNMOVED, Kind, Places, Rules
from xlsx_template.package.markup import Element, whole


@dataclass(frozen=True, slots=True)
class Node:
    """An element that holds a reference, or has one below it.

    ``rows`` are the template rows of what comes and goes with its rows; ``base_rows`` are the template
    row that relative formulas count from and the last row they apply to.
    """

    element: Element
    places: Places
    children: tuple[Node, ...]
    rows: Span | None = None
    base_rows: Span | None = None


def find_places(element: Element, rules: Rules, base_rows: Span | None = None) -> Node | None:
    """The tree of all places in an element that may move; None where there is none."""
    if element.name in UNMOVED:
        return None
    base_rows = _base_rows(element) or base_rows
    found = [find_places(child, rules, base_rows) for child in element.children]
    children = [node for node in found if node is not None]
    places = tuple(place for place in rules.get(element.name, ()) if _is_place(element, *place))
    if element.name == SPARKLINE[0]:
        children = [
            Node(node.element, (("", Kind.FORMULA),), ()) if node.element.name == SPARKLINE[1] else node
            for node in children
        ]
    if not places and not children and element.name not in anchors.ANCHORS:
        return None
    return Node(element, places, tuple(children), _rows_of(element), base_rows)


def _is_place(element: Element, attribute: str, kind: Kind) -> bool:
    if kind is Kind.SPLIT:
        return (element.get("state") or "").startswith("frozen")
    if attribute:
        return bool(element.get(attribute))
    return kind is Kind.STALE or not element.children  # x14:formula1 holds its formula in xm:f


def _rows_of(element: Element) -> Span | None:
    """The template rows of an element that comes and goes with them."""
    if element.name == "shape":
        row = _comment_row(element)
        return (row, row) if row else None
    text = _text_in(element, "sqref") if element.name == SPARKLINE[0] else element.get(IN_ROWS.get(element.name, ""))
    areas = areas_in(text or "")
    return (areas[0].first.row, areas[0].end.row) if areas and areas[0].first.row else None


def _comment_row(shape: Element) -> int | None:
    data = shape.find("ClientData")
    text = _text_in(data, "Row") if data else ""
    return int(text) + 1 if text.isdecimal() else None


def _base_rows(element: Element) -> Span | None:
    """The first and last row of the cells that the formulas in an element apply to."""
    if element.name == "table":
        area = areas_in(element.get("ref") or "")
        header = whole(element.get("headerRowCount"), 1)
        return (area[0].first.row + header, area[0].end.row) if area else None
    if element.name in ("conditionalFormatting", "dataValidation"):
        areas = areas_in(element.get("sqref") or _text_in(element, "sqref"))
        rows = [(area.first.row, area.end.row) for area in areas if area.first.row]
        return (min(first for first, _ in rows), max(last for _, last in rows)) if rows else None
    return None


def _text_in(element: Element, name: str) -> str:
    child = element.find(name)
    return child.text().strip() if child else ""


Reach = tuple[tuple[str, int], ...]
"""Sheets, and the last row of each that something refers to."""


def reach_of(node: Node) -> Reach | None:
    """What an element refers to, with all below it; None where it holds more than formulas that name their sheets."""
    found: dict[str, int] = {}
    if node.rows is not None or node.element.name in anchors.ANCHORS:
        return None
    for attribute, kind in node.places:
        value = node.element.get(attribute) if attribute else node.element.text()
        if kind is not Kind.FORMULA:
            return None
        for reference in references(parse(value or "")):
            if reference.sheet is None:
                return None
            found[reference.sheet] = max(found.get(reference.sheet, 0), reference.area.end.row)
    for child in node.children:
        below = reach_of(child)
        if below is None:
            return None
        for sheet, row in below:
            found[sheet] = max(found.get(sheet, 0), row)
    return tuple(found.items())


def areas_in(text: str) -> list[Area]:
    """The areas that a list names, separated by blanks; none where it holds anything else."""
    try:
        return [Area.from_text(part) for part in text.split()]
    except ValueError:
        return []
