"""Workbooks as XlsxWriter, openpyxl and LibreOffice write them, each with one feature, without tags."""

from __future__ import annotations

import datetime
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.chart import Reference as ChartReference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

SHEET = "申报表"
OTHER = "汇总 表"
NOON = datetime.datetime(2019, 10, 18, 12)  # noqa: DTZ001 - a cell has no time zone


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


# -------------------------------------------------------------------------------------------------- XlsxWriter


def xlsxwriter_book(build: Callable[[Any, Any, Any], None] | None = None, **options: Any) -> bytes:
    """Two sheets of texts, numbers, dates and formulas, and what ``build`` adds to workbook and sheets."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, **options})
    book.set_properties({"created": NOON})
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet(OTHER)
    for row, (text, number) in enumerate(
        [("甲 & 乙", 1.5), (" 前后空格 ", -2), ("第一行\n第二行", 1e-9), ("_x000D_", 0)], 1
    ):
        sheet.write_string(row, 0, text)
        sheet.write_number(row, 1, number)
        sheet.write_formula(row, 2, f"=B{row + 1}*2", None, number * 2)
    sheet.write("A1", "项目", book.add_format({"bold": True, "text_wrap": True}))
    sheet.write("D2", True)
    sheet.write_datetime("E2", NOON, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_blank("F2", None, book.add_format({"border": 1}))
    sheet.write_formula("B7", "=SUM(B2:B5)", None, -0.499999999)
    other.write_formula("A1", f"={SHEET}!B7", None, -0.499999999)
    other.write("A2", "甲 & 乙")
    if build is not None:
        build(book, sheet, other)
    book.close()
    return memory.getvalue()


def _merges(book: Any, sheet: Any, _: Any) -> None:
    sheet.merge_range("A9:C10", "合并", book.add_format({"align": "center"}))
    sheet.set_row(8, 33.5)
    sheet.set_column("B:C", 22)


def _names(book: Any, sheet: Any, other: Any) -> None:
    book.define_name("合计", f"={SHEET}!$B$7")
    book.define_name(f"'{OTHER}'!local", f"='{OTHER}'!$A$1:$A$2")
    other.write_formula("B1", "=合计+1", None, 0.500000001)
    sheet.print_area("A1:E7")
    sheet.repeat_rows(0, 1)
    sheet.repeat_columns("A:A")


def _page(_: Any, sheet: Any, __: Any) -> None:
    sheet.set_header("&L左&C&P/&N&R&D")
    sheet.set_footer("&C第 &P 页")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([3, 6])
    sheet.set_v_pagebreaks([2])
    sheet.set_margins(0.5, 0.5, 1, 1)
    sheet.center_horizontally()


def _conditional(book: Any, sheet: Any, _: Any) -> None:
    red = book.add_format({"font_color": "#FF0000"})
    sheet.conditional_format("B2:B5", {"type": "cell", "criteria": ">", "value": "$B$7", "format": red})
    sheet.conditional_format("B2:B5", {"type": "formula", "criteria": "=$B2>0", "format": red})
    sheet.conditional_format("B2:B5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C5", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.conditional_format("C2:C5", {"type": "3_color_scale"})


def _validation(_: Any, sheet: Any, __: Any) -> None:
    sheet.data_validation("A2:A5", {"validate": "list", "source": ["甲", "乙"], "input_title": "提示"})
    sheet.data_validation("B2:B5", {"validate": "decimal", "criteria": ">", "value": "=$B$7"})
    sheet.data_validation("G1", {"validate": "list", "source": f"='{OTHER}'!$A$1:$A$2"})


def _links(_: Any, sheet: Any, __: Any) -> None:
    sheet.write_url("G1", "https://example.com/?a=1&b=2", string="网址")
    sheet.write_url("G2", f"internal:'{OTHER}'!A1", string="表内", tip="去汇总")
    sheet.write_url("G3", "external:其他.xlsx#表!A1")


def _comments(_: Any, sheet: Any, __: Any) -> None:
    sheet.write_comment("B2", "批注 & <标记>", {"author": "甲", "visible": True})
    sheet.write_comment("B3", "第二条")


def _pictures(_: Any, sheet: Any, other: Any) -> None:
    sheet.insert_image(
        "H2", "a.png", {"image_data": BytesIO(png()), "object_position": 1, "url": "https://example.com"}
    )
    sheet.insert_image("H9", "b.png", {"image_data": BytesIO(png()), "object_position": 3, "description": "图"})
    other.insert_image("D2", "a.png", {"image_data": BytesIO(png()), "object_position": 2})


def _header_pictures(_: Any, sheet: Any, __: Any) -> None:
    sheet.set_header("&C&G", {"image_center": "a.png", "image_data_center": BytesIO(png())})
    sheet.set_background(BytesIO(png()))


def _embedded(_: Any, sheet: Any, __: Any) -> None:
    sheet.embed_image("H2", "a.png", {"image_data": BytesIO(png())})


def _shapes(_: Any, sheet: Any, __: Any) -> None:
    sheet.insert_textbox("H2", "文本框", {"object_position": 1})
    sheet.insert_textbox("H9", "链接", {"textlink": f"={SHEET}!$A$1", "object_position": 2})
    sheet.insert_button("J2", {"macro": "m", "caption": "按钮"})
    sheet.insert_checkbox("J4", True)


def _chart(book: Any, sheet: Any, _: Any) -> None:
    for kind in ("column", "line"):
        chart = book.add_chart({"type": kind})
        chart.add_series(
            {"values": f"={SHEET}!$B$2:$B$5", "categories": f"={SHEET}!$A$2:$A$5", "trendline": {"type": "linear"}}
        )
        chart.set_title({"name": f"={SHEET}!$A$1"})
        sheet.insert_chart("H2", chart)


def _chart_sheet(book: Any, _: Any, __: Any) -> None:
    tab = book.add_chartsheet("图表")
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"={SHEET}!$B$2:$B$5"})
    tab.set_chart(chart)


def _sparklines(_: Any, sheet: Any, __: Any) -> None:
    sheet.add_sparkline("G2", {"range": f"{SHEET}!B2:B5"})
    sheet.add_sparkline("G3", {"location": ["G3", "G4"], "range": ["B2:C2", "B3:C3"], "type": "column"})


def _table(_: Any, sheet: Any, __: Any) -> None:
    columns = [{"header": "名"}, {"header": "数", "total_function": "sum"}, {"header": "倍", "formula": "=[@数]*2"}]
    sheet.add_table("H2:J5", {"name": "表1", "total_row": True, "columns": columns, "data": [["甲", 1], ["乙", 2]]})


def _filter(_: Any, sheet: Any, __: Any) -> None:
    sheet.autofilter("A1:C5")
    sheet.filter_column("B", "x > 0")
    sheet.set_row(2, options={"hidden": True})


def _protected(book: Any, sheet: Any, _: Any) -> None:
    sheet.protect("abc", {"format_cells": True})
    sheet.unprotect_range("B2:B5", "可填")
    sheet.write("G1", "不锁", book.add_format({"locked": False}))


def _outline(_: Any, sheet: Any, __: Any) -> None:
    for row in range(1, 5):
        sheet.set_row(row, None, None, {"level": 1, "hidden": row > 2})
    sheet.set_row(5, None, None, {"collapsed": True})
    sheet.set_column("D:F", None, None, {"level": 1})
    sheet.outline_settings(True, False)
    sheet.freeze_panes(1, 1)


def _properties(book: Any, _: Any, __: Any) -> None:
    book.set_properties({"title": "表 & 题", "created": NOON, "keywords": "甲,乙"})
    book.set_custom_property("文号", "财预〔2021〕101号")
    book.set_custom_property("日期", NOON)
    book.set_custom_property("数", 1.5)


def _rich(book: Any, sheet: Any, _: Any) -> None:
    bold = book.add_format({"bold": True, "font_name": "宋体"})
    sheet.write_rich_string("G1", "前 ", bold, " 粗 ", "后\n行", book.add_format({"text_wrap": True}))
    sheet.write_rich_string("G2", bold, "{", "x}")


def _arrays(_: Any, sheet: Any, __: Any) -> None:
    sheet.write_array_formula("G2:G5", "{=B2:B5*2}", None, 3)
    sheet.write_array_formula("H2", "{=SUM(B2:B5*C2:C5)}", None, 1)
    sheet.write_dynamic_array_formula("I2", "=_xlfn._xlws.SORT(B2:B5)", None, -2)
    sheet.write_formula("J2", '=IF(A2="{x}",{1,2,3},"a")', None, "a")


def _errors(_: Any, sheet: Any, __: Any) -> None:
    sheet.write_formula("G2", "=1/0", None, "#DIV/0!")
    sheet.write_formula("G3", '="a"&B2', None, "a1.5")
    sheet.write_formula("G4", "=B2>0", None, True)
    sheet.ignore_errors({"number_stored_as_text": "A1:A5"})
    sheet.write_string("G5", "007")


def _macro(book: Any, sheet: Any, _: Any) -> None:
    book.add_vba_project(BytesIO(b"\xd0\xcf\x11\xe0 not a real project" * 20), is_stream=True)
    sheet.set_vba_name("Sheet1")


def _looks(book: Any, sheet: Any, other: Any) -> None:
    sheet.set_tab_color("#FF9900")
    sheet.set_zoom(85)
    sheet.hide_gridlines(2)
    sheet.right_to_left()
    other.hide()
    sheet.set_default_row(20)
    sheet.write(
        "G1", 1234.5, book.add_format({"num_format": '0.0"万元"', "rotation": 45, "pattern": 3, "diag_type": 1})
    )


def _many_texts(_: Any, sheet: Any, __: Any) -> None:
    for row in range(20, 400):
        for column in range(8):
            sheet.write(row, column, f"文字{row % 7}-{column}" if column % 2 else row * column / 7)


def _split(_: Any, sheet: Any, __: Any) -> None:
    sheet.split_panes(30, 10)
    sheet.set_selection("B3:C4")


def _emoji(_: Any, sheet: Any, __: Any) -> None:
    sheet.write("G1", "𠀀😀é\u200b\u00ad")
    sheet.write("G2", "长" * 32_767)
    sheet.write("G3", "a\x0bb\x01c")


XLSXWRITER: dict[str, tuple[Callable[[Any, Any, Any], None] | None, dict[str, Any]]] = {
    "plain": (None, {}),
    "merges": (_merges, {}),
    "names": (_names, {}),
    "page": (_page, {}),
    "conditional formats": (_conditional, {}),
    "validation": (_validation, {}),
    "hyperlinks": (_links, {}),
    "comments": (_comments, {}),
    "pictures": (_pictures, {}),
    "header pictures": (_header_pictures, {}),
    "embedded pictures": (_embedded, {}),
    "shapes": (_shapes, {}),
    "charts": (_chart, {}),
    "chart sheet": (_chart_sheet, {}),
    "sparklines": (_sparklines, {}),
    "table": (_table, {}),
    "filter": (_filter, {}),
    "protected": (_protected, {}),
    "outline": (_outline, {}),
    "properties": (_properties, {}),
    "rich text": (_rich, {}),
    "array formulas": (_arrays, {}),
    "errors": (_errors, {}),
    "macro": (_macro, {}),
    "looks": (_looks, {}),
    "many texts": (_many_texts, {}),
    "split": (_split, {}),
    "emoji": (_emoji, {}),
    "1904": (None, {"date_1904": True}),
    "inline": (None, {"constant_memory": True, "in_memory": False}),
}

# -------------------------------------------------------------------------------------------------- openpyxl


def openpyxl_book(build: Callable[[Any, Any], None]) -> bytes:
    """A sheet of texts, numbers and formulas as openpyxl writes it, and what ``build`` adds."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = NOON
    sheet = book.active
    sheet.title = SHEET
    for row in (["项目", "数", "倍"], ["甲", 1, "=B2*2"], ["乙", 2.5, "=B3*2"], ["丙", True, NOON]):
        sheet.append(row)
    book.create_sheet(OTHER)["A1"] = f"={SHEET}!B2"
    build(book, sheet)
    memory = BytesIO()
    book.save(memory)
    return memory.getvalue()


def _o_notes(_: Any, sheet: Any) -> None:
    sheet["A2"].comment = Comment("批注", "甲")
    sheet["A3"].hyperlink = "https://example.com"


def _o_rules(_: Any, sheet: Any) -> None:
    sheet.conditional_formatting.add("B2:B4", FormulaRule(["$B2>1"], font=Font(bold=True)))
    sheet.conditional_formatting.add("B2:B4", ColorScaleRule("min", None, "FF0000", "max", None, "00FF00"))
    rule = DataValidation("list", formula1='"甲,乙"')
    rule.add("A2:A4")
    sheet.add_data_validation(rule)


def _o_chart(_: Any, sheet: Any) -> None:
    chart = BarChart()
    chart.add_data(ChartReference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "E2")


def _o_chart_sheet(book: Any, sheet: Any) -> None:
    chart = BarChart()
    chart.add_data(ChartReference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.create_chartsheet("图").add_chart(chart)


def _o_picture(_: Any, sheet: Any) -> None:
    sheet.add_image(Image(BytesIO(png())), "E2")


def _o_table(_: Any, sheet: Any) -> None:
    sheet["C1"] = "倍"
    sheet.add_table(Table(displayName="表1", ref="A1:C4"))


def _o_names(book: Any, sheet: Any) -> None:
    book.defined_names["合计"] = DefinedName("合计", attr_text=f"{SHEET}!$B$2:$B$3")
    sheet.print_area = "A1:C4"
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&P/&N"
    sheet.auto_filter.ref = "A1:C4"
    sheet.freeze_panes = "B2"


def _o_looks(book: Any, sheet: Any) -> None:
    sheet.merge_cells("A6:C7")
    sheet.row_dimensions[6].height = 40
    sheet.row_dimensions.group(2, 3, hidden=True)
    sheet.protection.enable()
    book.add_named_style(NamedStyle("强调", font=Font(bold=True, color="FF0000")))
    sheet["A1"].style = "强调"


def _o_rich(_: Any, sheet: Any) -> None:
    sheet["E1"] = CellRichText("前", TextBlock(InlineFont(b=True), " 粗 "), "后")
    sheet["E2"] = ArrayFormula("E2:E3", "=B2:B3*2")


def _o_custom(book: Any, _: Any) -> None:
    book.custom_doc_props.append(StringProperty(name="文号", value="一号"))
    book.security.lockStructure = True
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


OPENPYXL: dict[str, Callable[[Any, Any], None]] = {
    "notes": _o_notes,
    "rules": _o_rules,
    "chart": _o_chart,
    "chart sheet": _o_chart_sheet,
    "picture": _o_picture,
    "table": _o_table,
    "names": _o_names,
    "looks": _o_looks,
    "rich text": _o_rich,
    "custom properties": _o_custom,
}

# -------------------------------------------------------------------------------------------------- LibreOffice

LIBREOFFICE = ("plain", "names", "conditional formats", "comments", "pictures", "charts", "protected", "rich text")


def libreoffice_books(folder: Path) -> dict[str, bytes]:
    """Some of the workbooks above as LibreOffice writes them; none where it is missing."""
    office = shutil.which("soffice")
    if office is None:
        return {}
    sources = []
    for name in LIBREOFFICE:
        sources.append(folder / f"{name}.xlsx")
        sources[-1].write_bytes(xlsxwriter_book(XLSXWRITER[name][0]))
    out = folder / "out"
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (out / f"{name}.xlsx").read_bytes() for name in LIBREOFFICE}
