"""What the drawing tools of the forms share: fonts, styles, the page, and rows written one below the other.

A drawing tool is only how a template was drawn the first time, and how it is drawn again after a change that is easier
to say in code: the templates are meant to be changed in Excel or WPS.  The same tool always writes the same bytes.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

# Column widths count digits of the Normal font. With Times New Roman 12 a digit is 8 pixels or 6.0 points wide
# everywhere. Where 宋体 is missing, LibreOffice takes DejaVu Sans for it, makes every column 28 % wider and then
# prints the whole page smaller to fit.
NORMAL_FONT = {"font_name": "Times New Roman", "font_size": 12, "font_family": 1, "font_scheme": "none"}

# Points. A row is at least as high as this; a longer text makes it higher.
HEIGHTS = {
    "title": 36.0,
    "year": 22.5,
    "field": 25.5,
    "text": 33.0,
    "funding": 25.5,
    "head": 24.0,
    "upright head": 54.0,
    "goals": 96.0,
    "indicator": 24.0,
    "note": 33.0,
    "signature": 33.0,
    "opinion": 66.0,
}

# With a scheme the cells would follow the theme's font instead of the named one.
_SONG = {"font_name": "宋体", "font_charset": 134, "font_family": 3, "font_scheme": "none"}
# Digits of half an em whichever font stands in, as the official writing has them; in 宋体's stand-ins up to 0.64.
_LATIN = {"font_name": "Times New Roman", "font_charset": 0, "font_family": 1}
_BASE = _SONG | {"font_size": 10, "valign": "vcenter"}
_GRID = _BASE | {"border": 1, "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "title": _BASE | {"font_name": "黑体", "font_size": 18, "align": "center"},
    "year": _BASE | {"font_size": 12, "align": "center"},
    "label": _GRID | {"align": "center"},
    "one line": _GRID | {"align": "center", "text_wrap": False, "shrink": True},
    "short": _GRID | {"align": "center"},
    "right": _GRID | {"align": "right", "valign": "bottom", "indent": 1},
    "text": _GRID | {"align": "left", "indent": 1},
    # Beside a loop of any length: text at the top of a merge that runs over a page's end is not cut there.
    "short top": _GRID | {"align": "center", "valign": "top"},
    "text top": _GRID | {"align": "left", "valign": "top", "indent": 1},
    "number": _GRID | {"align": "center", "text_wrap": False, "shrink": True},
    "rate": _GRID | {"align": "center", "text_wrap": False, "shrink": True, "num_format": "0.00%"},
    # Texts, at the left: LibreOffice prints "#" for a number in a hidden column, and half of what is centred.
    "helper": _BASE | {"align": "left", "num_format": "@"},
    "amount": _GRID | _LATIN | {"align": "center", "text_wrap": False, "shrink": True, "num_format": 'General"万元"'},
}


@dataclass(frozen=True)
class Page:
    """The sheet of a form: name, title, column widths in digits, and how many rows repeat on every page."""

    sheet: str
    title: str
    widths: Sequence[float]
    landscape: bool = False
    repeated_rows: int = 2

    @property
    def last_column(self) -> str:
        """The letter of the last column."""
        return chr(64 + len(self.widths))

    @property
    def template(self) -> Path:
        """Where the template lies; it has the name of its sheet."""
        return TEMPLATES / f"{self.sheet}.xlsx"


class Drawing:
    """Writes the form's rows one below the other; cells are (columns, text, style), the columns as in "C" or "C:H"."""

    def __init__(self, sheet: Worksheet, formats: Mapping[str, Format]) -> None:
        self.sheet = sheet
        self.formats = formats
        self.row_index = 0

    def row(self, height: str, *cells: tuple[str, Any, str]) -> None:
        """Write one row and go to the next."""
        self.sheet.set_row(self.row_index, HEIGHTS[height])
        for columns, text, style in cells:
            self.box(columns, text, style)
        self.row_index += 1

    def box(self, columns: str, text: Any, style: str, rows: int = 1) -> None:
        """One cell of the current row, merged where it covers several columns or rows."""
        first, _, last = columns.partition(":")
        bounds = (self.row_index, ord(first) - 65, self.row_index + rows - 1, ord(last or first) - 65)
        if bounds[:2] != bounds[2:]:
            self.sheet.merge_range(*bounds, text, self.formats[style])
        else:
            self.sheet.write(*bounds[:2], text if text != "" else None, self.formats[style])


def draw_annual_indicators(form: Drawing) -> None:
    """Head row of the annual side alone, and the row that is repeated for every indicator."""
    form.box("A", "绩效指标", "label", rows=2)
    heads = ("一级指标", "二级指标", "三级指标", "指标值")
    form.row("head", *((column, text, "label") for column, text in zip("BCDE", heads, strict=True)))
    form.row(
        "indicator",
        ("B", "{% for 行 in 年度指标行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.二级指标 | merge(行.二级组) }}", "label"),
        ("D", "{{ 行.三级指标 }}", "short"),
        ("E", "{{ 行.年度指标值 }}{% endfor %}", "short"),
    )


def draw_form(page: Page, parts: Iterable[Callable[[Drawing], None]]) -> None:
    """Write a template with the parts of its form, top to bottom: to its place or to the file that was named."""
    book, sheet, formats = new_form(page, sys.argv[1] if len(sys.argv) > 1 else str(page.template))
    form = Drawing(sheet, formats)
    for part in parts:
        part(form)
    book.close()


def new_form(page: Page, target: Any) -> tuple[Workbook, Worksheet, Mapping[str, Format]]:
    """An empty workbook with the form's one sheet, its columns, page and styles."""
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "default_format_properties": NORMAL_FONT,
            "default_column_width": 72,  # pixels: what Excel gives a column whose digit is 8 pixels wide
            "default_row_height": 21,
        },
    )
    book.calc_on_load = False  # the cached values are right; a form that is only looked at shall not ask to be saved
    book.set_properties({"title": page.title, "created": datetime(2020, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(page.sheet)
    for column, width in enumerate(page.widths):
        sheet.set_column_pixels(column, column, round(width * 8))
    set_page(sheet, page)
    return book, sheet, {name: book.add_format(style) for name, style in STYLES.items()}


def set_page(sheet: Worksheet, page: Page) -> None:
    """A4, one page wide, room for the holes, "第 1 页 共 2 页" at the foot.

    The holes are at the left of an upright page and at the head of a wide one, which is bound with its head to the
    spine (GB/T 9704).
    """
    centimetres = (1.5, 1.5, 2.0, 1.4) if page.landscape else (2.0, 1.0, 1.6, 1.6)
    left, right, top, bottom = (value / 2.54 for value in centimetres)
    if page.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.fit_width = "1"  # XlsxWriter leaves the default out, and some readers do not know it
    sheet.center_horizontally()
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    sheet.set_footer('&C&"宋体,Regular"&10第 &P 页 共 &N 页', {"margin": 0.8 / 2.54})
    sheet.repeat_rows(0, page.repeated_rows - 1)
    sheet.hide_gridlines(2)


def draw_title(form: Drawing, page: Page, year: str = "（{{ 年度 }}年度）") -> None:
    """The title and the year over all columns."""
    columns = f"A:{page.last_column}"
    form.row("title", (columns, page.title, "title"))
    form.row("year", (columns, year, "year"))
