"""Draw templates/绩效目标申报表.xlsx, the county form with its tags.

    python tools/draw_county_form.py [FILE]

The template is meant to be changed in Excel or WPS; this script is only how it was drawn the first time, and how it is
drawn again after a change that is easier to say in code. The same script always writes the same bytes.

The layout is the one of the form that 呈贡区 filed in 2020: eight columns, the mid-term side left, the annual side
right, 一级指标 shared. Labels are padded with blanks where the printed form pads them.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "绩效目标申报表.xlsx"
SHEET = "绩效目标申报表"
TITLE = "项目支出绩效目标申报表"

# Column widths count digits of the Normal font. With Times New Roman 12 a digit is 8 pixels or 6.0 points wide
# everywhere. Where 宋体 is missing, LibreOffice takes DejaVu Sans for it, makes every column 28 % wider and then
# prints the whole page smaller to fit.
NORMAL_FONT = {"font_name": "Times New Roman", "font_size": 12, "font_family": 1, "font_scheme": "none"}

# In those units, together 84 or 504 points, just less than A4 leaves between the margins. A holds one character
# written downwards, A and B together the seven of 主管部门及代码, B the five of 满意度指标, C and F the seven of
# 可持续影响指标, D and G eight, E and H the four of 全部完成.
WIDTHS = (3.25, 9.75, 12.875, 14.75, 7.875, 12.875, 14.75, 7.875)

# Points. A row is at least as high as this; a longer text makes it higher.
HEIGHTS = {
    "title": 36.0,
    "year": 22.5,
    "field": 25.5,
    "text": 33.0,
    "funding": 25.5,
    "head": 24.0,
    "goals": 96.0,
    "indicator": 24.0,
    "note": 33.0,
    "signature": 33.0,
}

# With a scheme the cells would follow the theme's font instead of the named one.
_SONG = {"font_name": "宋体", "font_charset": 134, "font_family": 3, "font_scheme": "none"}
_BASE = _SONG | {"font_size": 10, "valign": "vcenter"}
_GRID = _BASE | {"border": 1, "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "title": _BASE | {"font_name": "黑体", "font_size": 18, "align": "center"},
    "year": _BASE | {"font_size": 12, "align": "center"},
    "label": _GRID | {"align": "center"},
    "one line": _GRID | {"align": "center", "text_wrap": False, "shrink": True},
    "short": _GRID | {"align": "center"},
    "text": _GRID | {"align": "left", "indent": 1},
    "amount": _GRID | {"align": "center", "text_wrap": False, "shrink": True, "num_format": 'General"万元"'},
}

SOURCES = ("中央财政", "省级财政", "市级财政", "县（市）区级财政", "其他")


def new_form(target: Any) -> tuple[Workbook, Worksheet, Mapping[str, Format]]:
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
    book.set_properties({"title": TITLE, "created": datetime(2020, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(WIDTHS):
        sheet.set_column_pixels(column, column, round(width * 8))
    set_page(sheet)
    return book, sheet, {name: book.add_format(style) for name, style in STYLES.items()}


def set_page(sheet: Worksheet) -> None:
    """A4 upright, one page wide, room for the holes at the left, "第 1 页 共 2 页" at the foot."""
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.fit_width = "1"  # XlsxWriter leaves the default out, and some readers do not know it
    sheet.center_horizontally()
    sheet.set_margins(left=2.0 / 2.54, right=1.1 / 2.54, top=1.6 / 2.54, bottom=1.6 / 2.54)
    sheet.set_footer('&C&"宋体,Regular"&10第 &P 页 共 &N 页', {"margin": 0.8 / 2.54})
    sheet.repeat_rows(0, 1)
    sheet.hide_gridlines(2)


class Drawing:
    """Writes the form's rows one below the other; cells are (columns, text, style), the columns as in "C" or "C:H"."""

    def __init__(self, sheet: Worksheet, formats: Mapping[str, Format]) -> None:
        self.sheet = sheet
        self.formats = formats
        self.row_index = 0

    def row(self, height: str, *cells: tuple[str, str, str]) -> None:
        """Write one row and go to the next."""
        self.sheet.set_row(self.row_index, HEIGHTS[height])
        for columns, text, style in cells:
            self.box(columns, text, style)
        self.row_index += 1

    def box(self, columns: str, text: str, style: str, rows: int = 1) -> None:
        """One cell of the current row, merged where it covers several columns or rows."""
        first, _, last = columns.partition(":")
        bounds = (self.row_index, ord(first) - 65, self.row_index + rows - 1, ord(last or first) - 65)
        if bounds[:2] != bounds[2:]:
            self.sheet.merge_range(*bounds, text, self.formats[style])
        else:
            self.sheet.write(*bounds[:2], text or None, self.formats[style])


def draw_head(form: Drawing) -> None:
    """Title, year, and the fields down to 项目立项依据."""
    form.row("title", ("A:H", TITLE, "title"))
    form.row("year", ("A:H", "（{{ 年度 }}年度）", "year"))
    form.row("field", ("A:B", "项目名称", "label"), ("C:H", "{{ 项目名称 }}", "short"))
    form.row(
        "field",
        ("A:B", "主管部门及代码", "label"),
        ("C:E", "{{ 主管部门及代码 }}", "short"),
        ("F", "实施单位", "label"),
        ("G:H", "{{ 实施单位 }}", "short"),
    )
    form.row("field", ("A:B", "项目期", "label"), ("C:H", "{{ 项目期 }}", "short"))
    form.row("text", ("A:B", "项目概况", "label"), ("C:H", "{{ 项目概况 }}", "text"))
    form.row("text", ("A:B", "项目立项依据", "label"), ("C:H", "{{ 项目立项依据 }}", "text"))


def draw_funding(form: Drawing) -> None:
    """Head row and, for each side, two rows of which a filled form keeps one."""
    heads = zip("CDEFGH", ("总投入", *SOURCES), strict=True)
    form.row("funding", ("A:B", "", "label"), *((column, text, "label") for column, text in heads))
    for side in ("中期", "年度"):
        draw_funding_side(form, side)


def draw_funding_side(form: Drawing, side: str) -> None:
    """总投入 as the sum of its sources, and below it as typed, for a project that has no sources."""
    label = f"{side}资金来源（元）"
    number = form.row_index + 1
    sources = zip("DEFGH", SOURCES, strict=True)
    form.row(
        "funding",
        ("A:B", f"{{% if 资金.{side}.有分项 %}}{label}", "one line"),
        ("C", f"=SUM(D{number}:H{number})", "amount"),
        *((column, f"{{{{ 资金.{side}.{name} }}}}", "amount") for column, name in sources),
    )
    form.row(
        "funding",
        ("A:B", f"{{% else %}}{label}{{% endif %}}", "one line"),
        ("C", f"{{{{ 资金.{side}.总投入 }}}}", "amount"),
        *((column, "", "amount") for column in "DEFGH"),
    )


def draw_goals(form: Drawing) -> None:
    """总体目标 beside the two goals, its label over both rows."""
    form.box("A", "总  体   目  标", "label", rows=2)
    form.row("head", ("B:E", "中期目标", "label"), ("F:H", "年度目标", "label"))
    form.row("goals", ("B:E", "{{ 总体目标.中期目标 }}", "text"), ("F:H", "{{ 总体目标.年度目标 }}", "text"))


def draw_indicators(form: Drawing) -> None:
    """Head row and the row that is repeated for every indicator.

    The head row is not among the rows that repeat on every page: LibreOffice would draw the whole merged 绩效指标 there
    again.
    """
    form.box("A", "绩效指标", "label", rows=2)
    heads = ("一级指标", *("二级指标", "三级指标", "指标值") * 2)
    form.row("head", *((column, text, "label") for column, text in zip("BCDEFGH", heads, strict=True)))
    form.row(
        "indicator",
        ("B", "{% for 行 in 指标行 %}{{ 行.一级指标 | merge(行.一级组) }}", "label"),
        ("C", "{{ 行.中期.二级指标 | merge(行.二级组) }}", "label"),
        ("D", "{{ 行.中期.三级指标 }}", "short"),
        ("E", "{{ 行.中期.指标值 }}", "short"),
        ("F", "{{ 行.年度.二级指标 | merge(行.二级组) }}", "label"),
        ("G", "{{ 行.年度.三级指标 }}", "short"),
        ("H", "{{ 行.年度.指标值 }}{% endfor %}", "short"),
    )


def draw_foot(form: Drawing) -> None:
    """Measures, budget note and the line to be signed."""
    for label in ("单位已有的保障项目实施的制度措施", "预算绩效说明"):
        form.row("note", ("A:B", label, "label"), ("C:H", f"{{{{ {label} }}}}", "text"))
    form.row(
        "signature",
        ("A:B", "单位负责人：", "label"),
        ("C", "{{ 单位负责人 }}", "short"),
        ("D", "填报人：", "label"),
        ("E", "{{ 填报人 }}", "short"),
        ("F", "填报日期：", "label"),
        ("G:H", "{{ 填报日期 }}", "short"),
    )


def draw(target: Path) -> None:
    """Write the template to `target`."""
    book, sheet, formats = new_form(str(target))
    form = Drawing(sheet, formats)
    for part in (draw_head, draw_funding, draw_goals, draw_indicators, draw_foot):
        part(form)
    book.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
