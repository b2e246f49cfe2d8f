"""Where pictures, shapes and charts stand when rows have moved (ECMA-376 part 1, 20.5).

As in Excel: by two cells, they move and stretch with their rows; with ``editAs="oneCell"`` they move and keep their
size; with ``editAs="absolute"`` they stay where they are on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsx_template.moving.rowmap import RowMap, Span
from xlsx_template.moving.ruler import EMU_PER_POINT, Marker
from xlsx_template.package.edits import Edit
from xlsx_template.package.markup import Element
from xlsx_template.program.model import Iteration

ANCHORS = frozenset(["oneCellAnchor", "twoCellAnchor"])


def is_repeated(anchor: Element) -> bool:
    """Whether what is anchored comes again in every round of a loop; a chart, which is a part of its own, does not."""
    return anchor.find("graphicFrame") is None


def rows_of(anchor: Element, rows: RowMap) -> Span | None:
    """The template rows, 1-based, that what is anchored stands in; None for what does not move with cells."""
    start = _marker(anchor, "from")
    if start is None or anchor.get("editAs") == "absolute":
        return None
    end = _marker(anchor, "to") or _end_of(anchor, start, rows)
    last = end.row_index if end.offset or end.row_index == start.row_index else end.row_index - 1
    return start.row_index + 1, last + 1


def edits(anchor: Element, rows: RowMap, iteration: Iteration | None) -> Iterator[Edit]:
    """The edits that put an anchor where its rows are now, or are in one round of their loop."""
    start, end = _marker(anchor, "from"), _marker(anchor, "to")
    if start is None:
        return
    kind = anchor.get("editAs") or "twoCell"
    template, form = rows.template_ruler, rows.form_ruler
    stays = kind == "absolute"
    new_start = form.marker(template.distance(start)) if stays else _moved(start, rows, iteration)
    yield from _written(anchor, "from", start, new_start)
    if end is None:
        return
    if kind == "twoCell":
        new_end = _moved_end(start, end, rows, iteration)
    else:
        size = template.distance(end) - template.distance(start)
        new_end = form.marker(form.distance(new_start) + size)
    yield from _written(anchor, "to", end, max(new_end, new_start, key=lambda m: (m.row_index, m.offset)))


def _moved(marker: Marker, rows: RowMap, iteration: Iteration | None) -> Marker:
    row = marker.row_index + 1
    found = rows.span(row, row, iteration)
    return Marker(found[0] - 1, marker.offset) if found else Marker(rows.next_row(row) - 1)


def _moved_end(start: Marker, end: Marker, rows: RowMap, iteration: Iteration | None) -> Marker:
    """A lower edge that lies on the border of two rows is, in a round, the lower edge of the upper row."""
    if iteration is not None and not end.offset and end.row_index > start.row_index:
        found = rows.span(start.row_index + 1, end.row_index, iteration)
        return Marker(found[1]) if found else end
    return _moved(end, rows, iteration)


def _end_of(anchor: Element, start: Marker, rows: RowMap) -> Marker:
    extent = anchor.find("ext")
    height = (extent.number("cy") if extent else 0) / EMU_PER_POINT
    return rows.template_ruler.marker(rows.template_ruler.distance(start) + height)


def _marker(anchor: Element, name: str) -> Marker | None:
    holder = anchor.find(name)
    row = holder.find("row") if holder else None
    offset = holder.find("rowOff") if holder else None
    try:
        return Marker(int(row.text()), int(offset.text() or 0) if offset else 0) if row else None
    except ValueError:
        return None  # a damaged drawing stays as it is


def _written(anchor: Element, name: str, old: Marker, new: Marker) -> Iterator[Edit]:
    holder = anchor.find(name)
    assert holder is not None
    for part, before, after in (("row", old.row_index, new.row_index), ("rowOff", old.offset, new.offset)):
        element = holder.find(part)
        if element is not None and before != after and element.inner_end > element.inner_start:
            yield element.inner_start, element.inner_end, str(after)
