"""A worksheet part put together again: its frame with moved references, its rows, its merges, its page breaks."""

from __future__ import annotations

from xlsx_template.compile.sheet_frame import DIMENSION, ROWS, Frame, Slot
from xlsx_template.formula.reference import MAX_COLUMN, Area
from xlsx_template.moving.moves import Mover
from xlsx_template.moving.rowmap import RowMap
from xlsx_template.render.write import SheetWriter


def sheet_part(writer: SheetWriter, frame: Frame, rows: str) -> str:
    """The part's XML; ``rows`` is the content of its ``sheetData``."""
    written = _written_anew(writer, frame)
    written[ROWS] = rows
    name, maps = writer.program.sheet.name, writer.maps
    mover = None if all(rows.is_untouched for rows in maps.values()) else Mover(name, maps)
    if frame.dimension is not None and not maps[name].is_identity:
        written[DIMENSION] = str(_moved_dimension(maps[name], frame.dimension))
    pieces = []
    for piece in frame.pieces:
        if piece.__class__ is str:
            pieces.append(piece)
            continue
        assert isinstance(piece, Slot)
        if piece.name in written:
            pieces.append(written[piece.name])
        else:
            pieces.append(piece.raw if mover is None or piece.node is None else mover.written(piece.node) or "")
    return "".join(pieces)


def _moved_dimension(rows: RowMap, area: Area) -> Area:
    return rows.moved(area) or Area(area.first.at_row(rows.next_row(area.first.row)))


def _written_anew(writer: SheetWriter, frame: Frame) -> dict[str, str]:
    """The elements that a form writes itself; empty for a sheet without tags."""
    written = {}
    if writer.program.jinja is not None:
        written["mergeCells"] = _merges(frame, writer.merges())
    if writer.page_breaks is not None:
        written["rowBreaks"] = _row_breaks(frame.prefix, writer.page_breaks)
    return written


def _merges(frame: Frame, merges: list[str]) -> str:
    """The merges as the template has them where they are the same; else anew."""
    if frame.merge_cells and len(merges) == len(frame.merges) and sorted(merges) == frame.merges:
        return frame.merge_cells
    return _merge_cells(frame.prefix, merges)


def _merge_cells(prefix: str, merges: list[str]) -> str:
    if not merges:
        return ""
    entries = f'"/><{prefix}mergeCell ref="'.join(merges)
    count = f'<{prefix}mergeCells count="{len(merges)}">'
    return f'{count}<{prefix}mergeCell ref="{entries}"/></{prefix}mergeCells>'


def _row_breaks(prefix: str, rows: list[int]) -> str:
    entries = "".join(f'<{prefix}brk id="{row}" max="{MAX_COLUMN - 1}" man="1"/>' for row in rows)
    count = f'count="{len(rows)}" manualBreakCount="{len(rows)}"'
    return f"<{prefix}rowBreaks {count}>{entries}</{prefix}rowBreaks>" if rows else ""
