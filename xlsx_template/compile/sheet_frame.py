"""A worksheet part without its rows, cut once where a form may differ from the template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsx_template.formula.reference import Area
from xlsx_template.moving.places import Node, areas_in, find_places
from xlsx_template.moving.rules import SHEET
from xlsx_template.package.markup import Element

_BEFORE_MERGES = frozenset(
    """
    sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate
    customSheetViews
    """.split()
)
_BEFORE_BREAKS = _BEFORE_MERGES | frozenset(
    """
    mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
    headerFooter
    """.split()
)
"""The elements after which ``mergeCells`` and ``rowBreaks`` stand (ECMA-376 part 1, 18.3.1.99)."""

_OF_FORM = {"mergeCells": _BEFORE_MERGES, "rowBreaks": _BEFORE_BREAKS}
ROWS, DIMENSION = "sheetData", "dimension"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a form may write an element of its own; else its place holds what the template has there, or nothing."""

    name: str
    raw: str = ""
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """All of a worksheet's part but its rows, cut once where a form may differ from the template.

    ``dimension`` is the area that the template's cells take, None where it does not say.  ``merges`` are the merged
    areas of the template, sorted, ``merge_cells`` is their XML.
    """

    pieces: tuple[str | Slot, ...]
    prefix: str
    dimension: Area | None
    merges: list[str]
    merge_cells: str

    @classmethod
    def of(cls, root: Element) -> Frame:
        """The frame of a ``worksheet`` element."""
        merges = root.find("mergeCells")
        return cls(
            pieces=tuple(_joined(_pieces(root))),
            prefix=root.prefix,
            dimension=_dimension(root),
            merges=sorted(merge.get("ref") or "" for merge in merges.children) if merges else [],
            merge_cells=merges.raw if merges else "",
        )


def _pieces(root: Element) -> Iterator[str | Slot]:
    yield root.source[: root.inner_start]
    place = root.inner_start
    behind = _places_of_new(root)
    for child in root.children:
        yield root.source[place : child.start]
        place = child.end
        span = child.attribute_span("ref") if child.name == DIMENSION else None
        if span and _dimension(root):
            raw = root.source[slice(*span)]
            yield from (root.source[child.start : span[0]], Slot(DIMENSION, raw), root.source[span[1] : child.end])
        elif child.name == ROWS and child.inner_end > child.inner_start:
            end = child.children[-1].end if child.children else child.inner_end  # line ends, comments
            yield from (child.opening, Slot(ROWS), root.source[end : child.end])
        else:
            node = find_places(child, SHEET)
            yield Slot(child.name, child.raw, node) if node or child.name in _OF_FORM else child.raw
        yield from map(Slot, behind.get(id(child), ()))
    yield root.source[place:]


def _dimension(root: Element) -> Area | None:
    found = root.find(DIMENSION)
    areas = areas_in(found.get("ref") or "") if found else []
    return areas[0] if len(areas) == 1 else None


def _joined(pieces: Iterator[str | Slot]) -> Iterator[str | Slot]:
    """The pieces with neighbours that are text made one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        yield from (text, piece)
        text = ""
    yield text


def _places_of_new(root: Element) -> dict[int, list[str]]:
    """Behind which child the elements go that the template does not have."""
    places: dict[int, list[str]] = {}
    for name, before in _OF_FORM.items():
        if root.find(name) is None:
            last = [child for child in root.children if child.name in before][-1]
            places.setdefault(id(last), []).append(name)
    return places
