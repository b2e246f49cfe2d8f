"""A rich form: a picture, merges, rules and a chart around a list whose rows hold formulas, and a sheet that sums up.

The template and the form by hand are drawn by one function: the template has one row, with tags in place of values.
openpyxl draws the same without the picture, and like every writer of its kind without the values of its formulas.
"""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

COUNTS = (12, 500)
UNIT, SHEET, SUMMARY = "呈贡区民政局", "明细", "汇总"
HEAD = ("序号", "名称", "单价", "数量", "金额", "占比")
FIRST = 4  # the first row of the list
TAGS = {"序号": "{% for 行 in 行们 %}{{ loop.index }}", "名称": "{{ 行.名称 }}", "单价": "{{ 行.单价 }}"}
TAGS |= {"数量": "{{ 行.数量 }}"}
NOTE = "以上各项按合同执行，金额单位为元，占比保留一位小数。"

Item = Mapping[str, Any]


def items(count: int) -> list[Item]:
    """A list of that many items."""
    return [{"序号": n, "名称": f"第{n}项 社区服务", "单价": 12.5, "数量": n % 40 + 1} for n in range(1, count + 1)]


def makers(count: int) -> dict[str, Callable[[], bytes]]:
    """The ways to make the form of that many items."""
    from xlsx_template import Template

    data = {"单位": UNIT, "行们": items(count)}
    rich = Template.from_bytes(template())
    return {
        "xlsx_template": partial(rich.render, data),
        "XlsxWriter, by hand": partial(drawn, UNIT, data["行们"]),
        "openpyxl, by hand": partial(by_openpyxl, UNIT, data["行们"]),
    }


def template() -> bytes:
    """The form as a template."""
    return drawn("{{ 单位 }}", [TAGS], end="{% endfor %}")


def drawn(unit: str, rows: Sequence[Item], end: str = "") -> bytes:
    """The form with these rows; ``end`` is the tag that stands behind the one row of a template, which has no sums."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet, summary = book.add_worksheet(SHEET), book.add_worksheet(SUMMARY)
    bold = book.add_format({"bold": True, "border": 1, "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True})
    share = book.add_format({"border": 1, "num_format": "0.0%"})
    amounts = [0.0 if end else row["单价"] * row["数量"] for row in rows]
    last = FIRST + len(rows) - 1
    draw_head(sheet, bold, unit)
    draw_list(sheet, (cell, share), rows, amounts)
    sheet.write_string(last - 1, 6, end)
    draw_foot(sheet, (cell, bold), last, sum(amounts))
    add_rules(book, sheet, last, bold)
    summary.write_formula(0, 0, f"={SHEET}!E{last + 1}", cell, sum(amounts))
    summary.write_formula(1, 0, f"=COUNT({SHEET}!A{FIRST}:A{last})", cell, len(rows))
    book.close()
    return memory.getvalue()


def draw_head(sheet: Any, bold: Any, unit: str) -> None:
    """The title with its picture, and the heads of the columns."""
    sheet.set_column(1, 1, 24)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, 5, f"{unit}项目明细", bold)
    sheet.insert_image(0, 6, "标志.png", {"image_data": BytesIO(png(40, 30))})
    sheet.write_row(FIRST - 2, 0, HEAD, bold)


def draw_list(sheet: Any, formats: tuple[Any, Any], rows: Sequence[Item], amounts: Sequence[float]) -> None:
    """The rows, each with its amount and its share of the total."""
    cell, share = formats
    total, below = sum(amounts), FIRST + len(rows)
    for number, (row, amount) in enumerate(zip(rows, amounts, strict=True), FIRST):
        sheet.write_row(number - 1, 0, [row["序号"], row["名称"], row["单价"], row["数量"]], cell)
        sheet.write_formula(number - 1, 4, f"=C{number}*D{number}", cell, amount)
        sheet.write_formula(number - 1, 5, f"=E{number}/$E${below}", share, amount / total if total else 0)


def draw_foot(sheet: Any, formats: tuple[Any, Any], last: int, total: float) -> None:
    """The total below the list, and a note below that."""
    cell, bold = formats
    sheet.merge_range(last, 0, last, 3, "合计", bold)
    sheet.write_formula(last, 4, f"=SUM(E{FIRST}:E{last})", cell, total)
    sheet.merge_range(last + 2, 0, last + 3, 5, NOTE, cell)


def add_rules(book: Any, sheet: Any, last: int, bold: Any) -> None:
    """What refers to the list: a conditional format, a validation, a name, the print area, a chart."""
    sheet.conditional_format(f"E{FIRST}:E{last}", {"type": "cell", "criteria": ">", "value": 400, "format": bold})
    sheet.data_validation(f"D{FIRST}:D{last}", {"validate": "integer", "criteria": ">", "value": 0})
    book.define_name("金额", f"={SHEET}!$E${FIRST}:$E${last}")
    sheet.print_area(0, 0, last + 3, 5)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$E${FIRST}:$E${last}", "name": "金额"})
    sheet.insert_chart(last + 5, 0, chart)


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (struct.pack(">L", len(d)) + name + d + struct.pack(">L", zlib.crc32(name + d)) for name, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def by_openpyxl(unit: str, rows: Sequence[Item]) -> bytes:
    """The form by openpyxl."""
    book = openpyxl.Workbook()
    sheet, summary = book.active, book.create_sheet(SUMMARY)
    sheet.title = SHEET
    last = FIRST + len(rows) - 1
    sheet.column_dimensions["B"].width = 24
    sheet.row_dimensions[1].height = 30
    for name, value, area in (
        ("A1", f"{unit}项目明细", "A1:F1"),
        (f"A{last + 1}", "合计", f"A{last + 1}:D{last + 1}"),
        (f"A{last + 3}", NOTE, f"A{last + 3}:F{last + 4}"),
    ):
        sheet[name] = value
        sheet.merge_cells(area)
    _list_by_openpyxl(sheet, rows)
    sheet[f"E{last + 1}"] = f"=SUM(E{FIRST}:E{last})"
    _rules_by_openpyxl(book, sheet, last)
    summary["A1"], summary["A2"] = f"={SHEET}!E{last + 1}", f"=COUNT({SHEET}!A{FIRST}:A{last})"
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def _list_by_openpyxl(sheet: Any, rows: Sequence[Item]) -> None:
    thin = Side(style="thin")
    border, wrap, below = Border(thin, thin, thin, thin), Alignment(wrap_text=True), FIRST + len(rows)
    for column, head in enumerate(HEAD, 1):
        sheet.cell(FIRST - 1, column, head).font = Font(bold=True)
    for number, row in enumerate(rows, FIRST):
        values = [row["序号"], row["名称"], row["单价"], row["数量"], f"=C{number}*D{number}"]
        for column, value in enumerate([*values, f"=E{number}/$E${below}"], 1):
            cell = sheet.cell(number, column, value)
            cell.border, cell.alignment = border, wrap
        sheet.cell(number, 6).number_format = "0.0%"


def _rules_by_openpyxl(book: Any, sheet: Any, last: int) -> None:
    rule = CellIsRule(operator="greaterThan", formula=["400"], fill=PatternFill("solid", bgColor="FFFF00"))
    sheet.conditional_formatting.add(f"E{FIRST}:E{last}", rule)
    validation = DataValidation(type="whole", operator="greaterThan", formula1="0")
    validation.add(f"D{FIRST}:D{last}")
    sheet.add_data_validation(validation)
    book.defined_names["金额"] = DefinedName("金额", attr_text=f"{SHEET}!$E${FIRST}:$E${last}")
    sheet.print_area = f"A1:F{last + 4}"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=FIRST, max_row=last))
    sheet.add_chart(chart, f"A{last + 6}")
