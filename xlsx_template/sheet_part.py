"""A worksheet part put together again: its frame with moved references, its rows, its merges, its page breaks."""

from __future__ import annotations

from xlsx_template.markup import Element
from xlsx_template.moves import Mover
from xlsx_template.places import Node
from xlsx_template.reference import MAX_COLUMN
from xlsx_template.write import SheetWriter

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


def sheet_part(writer: SheetWriter, frame: Node | None, rows: str) -> str:
    """The part's XML; ``rows`` is the content of its ``sheetData``."""
    root = writer.program.sheet.root
    written = _written_anew(writer, root)
    written["sheetData"] = _with_content(writer.program.sheet.sheet_data, rows)
    mover = Mover(writer.program.sheet.name, writer.maps)
    nodes = {} if mover.is_idle else {id(node.element): node for node in (frame.children if frame else ())}
    behind = _places_of_new(root, written)
    pieces, place = [root.source[: root.inner_start]], root.inner_start
    for child in root.children:
        pieces.append(root.source[place : child.start])
        place = child.end
        if child.name in written:
            pieces.append(written[child.name])
        else:
            node = nodes.get(id(child))
            pieces.append(child.raw if node is None else mover.written(node) or "")
        pieces += [written[name] for name in behind.get(id(child), ())]
    pieces.append(root.source[place:])
    return "".join(pieces)


def _written_anew(writer: SheetWriter, root: Element) -> dict[str, str]:
    """The elements that a form writes itself; empty for a sheet without tags."""
    written = {}
    if writer.program.jinja is not None:
        written["mergeCells"] = _merges(root, writer.merges())
    if writer.page_breaks is not None:
        written["rowBreaks"] = _row_breaks(root.prefix, writer.page_breaks)
    return written


def _places_of_new(root: Element, written: dict[str, str]) -> dict[int, list[str]]:
    """Behind which child the elements go that the template does not have."""
    places: dict[int, list[str]] = {}
    for name, before in (("mergeCells", _BEFORE_MERGES), ("rowBreaks", _BEFORE_BREAKS)):
        if written.get(name) and root.find(name) is None:
            last = [child for child in root.children if child.name in before][-1]
            places.setdefault(id(last), []).append(name)
    return places


def _with_content(element: Element, content: str) -> str:
    if element.inner_end == element.inner_start:
        return element.raw
    behind = element.children[-1].end if element.children else element.inner_end  # line ends, comments
    return element.opening + content + element.source[behind : element.end]


def _merges(root: Element, merges: list[str]) -> str:
    """The merges as the template has them where they are the same; else anew."""
    old = root.find("mergeCells")
    if old is not None and sorted(merge.get("ref") or "" for merge in old.children) == sorted(merges):
        return old.raw
    return _merge_cells(root.prefix, merges)


def _merge_cells(prefix: str, merges: list[str]) -> str:
    entries = "".join(f'<{prefix}mergeCell ref="{merge}"/>' for merge in merges)
    return f'<{prefix}mergeCells count="{len(merges)}">{entries}</{prefix}mergeCells>' if merges else ""


def _row_breaks(prefix: str, rows: list[int]) -> str:
    entries = "".join(f'<{prefix}brk id="{row}" max="{MAX_COLUMN - 1}" man="1"/>' for row in rows)
    count = f'count="{len(rows)}" manualBreakCount="{len(rows)}"'
    return f"<{prefix}rowBreaks {count}>{entries}</{prefix}rowBreaks>" if rows else ""
