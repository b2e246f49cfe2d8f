"""How a sheet is printed: how many points of rows a page takes, which rows repeat, where its author wants breaks."""

from __future__ import annotations

from dataclasses import dataclass

from xlsx_template.formula.reference import Area
from xlsx_template.package.markup import Element
from xlsx_template.package.styles import StyleSheet
from xlsx_template.package.workbook import Workbook
from xlsx_template.sheet.worksheet import Sheet

_MILLIMETRE = 72 / 25.4
_PAPERS = {
    1: (215.9, 279.4),
    5: (215.9, 355.6),
    8: (297.0, 420.0),
    9: (210.0, 297.0),
    11: (148.0, 210.0),
    12: (257.0, 364.0),
    13: (182.0, 257.0),
}
"""Width and height in millimetres by ``paperSize`` (ECMA-376 part 1, 18.3.1.63): Letter, Legal, A3, A4, A5, B4, B5."""

_DEFAULT_MARGINS = {"left": 0.75, "right": 0.75, "top": 1.0, "bottom": 1.0}  # inches


@dataclass(frozen=True, slots=True)
class PageSetup:
    """``height`` is the points of rows that fit one page at the scale it is printed in.

    ``titles`` are the template rows that repeat on every page, or None; ``forced`` those that begin a page.
    """

    height: float
    titles: tuple[int, int] | None = None
    forced: tuple[int, ...] = ()


def page_setup(sheet: Sheet, styles: StyleSheet, workbook: Workbook) -> PageSetup | None:
    """The sheet's page setup; None where it names no paper, or puts all rows on a given number of pages."""
    setup = sheet.root.find("pageSetup")
    paper = _PAPERS.get(int(setup.number("paperSize"))) if setup else None
    if setup is None or paper is None or workbook.local_name(sheet.name, "_xlnm.Print_Area"):
        return None
    fits = _fits_pages(sheet.root)
    if fits and (setup.get("fitToHeight") or "1") != "0":
        return None
    width, height = (length * _MILLIMETRE for length in (paper[::-1] if _is_landscape(setup) else paper))
    margins = _margins(sheet.root)
    scale = (setup.number("scale", most=400) or 100) / 100
    if fits:
        used = _used_width(sheet, styles)
        scale = min(1.0, (width - margins["left"] - margins["right"]) / used) if used else 1.0
    room = (height - margins["top"] - margins["bottom"]) / scale
    titles = workbook.local_name(sheet.name, "_xlnm.Print_Titles")
    return PageSetup(room, rows_of(titles) if titles else None, _forced(sheet.root))


def _fits_pages(root: Element) -> bool:
    properties = root.find("sheetPr")
    fit = properties.find("pageSetUpPr") if properties else None
    return fit is not None and fit.get("fitToPage") in ("1", "true")


def _is_landscape(setup: Element) -> bool:
    return setup.get("orientation") == "landscape"


def _margins(root: Element) -> dict[str, float]:
    """The page's margins in points."""
    holder = root.find("pageMargins")
    if holder is None:
        return {side: inches * 72 for side, inches in _DEFAULT_MARGINS.items()}
    return {side: holder.number(side, inches) * 72 for side, inches in _DEFAULT_MARGINS.items()}


def _used_width(sheet: Sheet, styles: StyleSheet) -> float:
    """The points that the columns with content or borders take."""
    widths = sheet.column_widths(styles)
    columns = [cell.column for row in sheet.rows for cell in row.cells] + [area.end.column for area in sheet.merges]
    return sum(widths.get(column, widths[0]) for column in range(1, max(columns, default=0) + 1))


def _forced(root: Element) -> tuple[int, ...]:
    holder = root.find("rowBreaks")
    return tuple(int(entry.number("id")) + 1 for entry in holder.children) if holder else ()


def rows_of(written: str) -> tuple[int, int] | None:
    """The rows in a print title: ``表!$A:$A,表!$1:$2`` gives (1, 2); None where it names columns only."""
    for part in written.split(","):
        try:
            area = Area.from_text(part.rpartition("!")[2].strip())
        except ValueError:
            continue
        if not area.first.column:
            return area.first.row, area.end.row
    return None
