"""A template that holds everything: a loop in row 6 of the form, a table around a loop, and what refers to them.

Every feature has its own function, so that it is easy to see what the checks are about.
"""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from .packages import replaced

FORM, LIST, SUMMARY = "申报表", "明细 表", "汇总"
LOOP_ROW = 6

Workbook = Any
Sheet = Any


def make_rich_template() -> bytes:
    """The template's bytes."""
    memory = BytesIO()
    workbook = xlsxwriter.Workbook(memory, {"in_memory": True})
    form, listing, summary = (workbook.add_worksheet(name) for name in (FORM, LIST, SUMMARY))
    for feature in (cells, formulas, array_formulas, merges, row_heights, outline, links, comments):
        feature(workbook, form)
    for feature in (rules, validations, sparklines, filters, page_setup, protection, views):
        feature(workbook, form)
    for feature in (pictures, shapes, chart, names, properties):
        feature(workbook, form)
    table_below(workbook, form)
    table_around_a_loop(workbook, listing)
    formulas_of_another_sheet(workbook, summary)
    chart_of_another_sheet(workbook, summary)
    workbook.close()
    return as_excel_writes_tables(memory.getvalue())


def data(count: int) -> dict[str, Any]:
    """Data with that many items."""
    rows = [{"名": f"第{n}项", "单价": n, "数量": 2 * n} for n in range(1, count + 1)]
    return {"单位": "呈贡区民政局", "行们": rows}


def cells(workbook: Workbook, sheet: Sheet) -> None:
    bold = workbook.add_format({"bold": True})
    sheet.write_rich_string("B2", "单位：", bold, "呈贡", "区")
    sheet.write("C2", "{{ 单位 }}")
    sheet.write_row("A5", ["序号", "名称", "单价", "数量", "金额", "占比", "累计", "走势", "数组"])
    sheet.write_row("A6", ["{% for 行 in 行们 %}{{ loop.index }}", "{{ 行.名 }}", "{{ 行.单价 }}", "{{ 行.数量 }}"])
    sheet.write("J6", "万元{% endfor %}")
    sheet.write_rich_string("B9", "注：", bold, "以上", "为准")
    sheet.write_column("L1", [10, 20, 30])


def formulas(_: Workbook, sheet: Sheet) -> None:
    sheet.write_formula("E3", "=SUM(E6:E6)")
    sheet.write_formula("F3", "=COUNTA($B$6:$B$6)")
    sheet.write_formula("E6", "=C6*D6")
    sheet.write_formula("F6", "=E6/$E$8")
    sheet.write_formula("G6", "=SUM(E$6:E6)")
    sheet.write_formula("E8", "=SUM(E6:E6)")
    sheet.write_formula("F8", "=E8/$E$3")
    sheet.write_formula("G8", '=IF(E8>0,"合计"&TEXT(E8,"0.00"),"无")')
    sheet.write_formula("E9", "=SUM(C5:D8)+L1")
    sheet.write_formula("F9", f"='{LIST}'!B5+{SUMMARY}!A1")


def array_formulas(_: Workbook, sheet: Sheet) -> None:
    sheet.write_array_formula("I6", "{=SUM(C6:D6*2)}")
    sheet.write_array_formula("I8", "{=SUM(C6:C6*D6:D6)}")


def merges(workbook: Workbook, sheet: Sheet) -> None:
    centred = workbook.add_format({"align": "center"})
    sheet.merge_range("A1:I1", "项目支出绩效目标申报表", centred)
    sheet.merge_range("K5:K8", "并排", centred)
    sheet.merge_range("A10:C11", "说明", centred)


def row_heights(_: Workbook, sheet: Sheet) -> None:
    sheet.set_row(7, 33)
    sheet.set_row(10, 45)


def outline(_: Workbook, sheet: Sheet) -> None:
    sheet.set_row(13, None, None, {"level": 1})
    sheet.set_row(14, None, None, {"level": 1, "hidden": True})
    sheet.set_row(15, None, None, {"collapsed": True})
    sheet.write("A14", "组内")


def links(_: Workbook, sheet: Sheet) -> None:
    sheet.write_url("B12", "https://www.example.gov.cn/", string="网站")
    sheet.write_url("C12", f"internal:'{FORM}'!E8", string="合计")
    sheet.write_url("D2", f"internal:{FORM}!A20", string="表格")
    sheet.write_url("K9", f"internal:'{LIST}'!A5", string="明细")


def comments(_: Workbook, sheet: Sheet) -> None:
    sheet.write_comment("A2", "上面的批注")
    sheet.write_comment("B6", "每行的批注")
    sheet.write_comment("B12", "下面的批注")


def rules(workbook: Workbook, sheet: Sheet) -> None:
    red = workbook.add_format({"font_color": "red"})
    sheet.conditional_format("E6", {"type": "formula", "criteria": "=$E6>$E$8/2", "format": red})
    sheet.conditional_format("C6:D6", {"type": "cell", "criteria": ">", "value": "$L$1", "format": red})
    sheet.conditional_format("B6", {"type": "formula", "criteria": "=COUNTIF($B$6:$B$6,B6)>1", "format": red})
    sheet.conditional_format("E8:E12", {"type": "formula", "criteria": "=AND(E8<>E9,$E$8>0)", "format": red})
    sheet.conditional_format("G6:G8", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "D6:D8", {"type": "icon_set", "icon_style": "3_flags", "icons": [{"value": "=$E$8"}, {"value": "=$L$1"}]}
    )


def validations(_: Workbook, sheet: Sheet) -> None:
    sheet.data_validation("C6", {"validate": "list", "source": "=$L$1:$L$3"})
    sheet.data_validation("D6", {"validate": "custom", "value": "=AND(D6>0,D6<=$E$8)"})
    sheet.data_validation("D12", {"validate": "list", "source": f"='{LIST}'!$A$4:$A$4"})


def sparklines(_: Workbook, sheet: Sheet) -> None:
    sheet.add_sparkline("H6", {"range": f"{FORM}!C6:E6"})
    sheet.add_sparkline("H8", {"range": f"{FORM}!E6:E6"})
    sheet.add_sparkline("H9", {"range": f"'{LIST}'!B4:B4"})


def filters(_: Workbook, sheet: Sheet) -> None:
    sheet.autofilter("A5:G6")


def page_setup(_: Workbook, sheet: Sheet) -> None:
    sheet.print_area("A1:J30")
    sheet.repeat_rows(4)
    sheet.repeat_columns("A:B")
    sheet.set_header("&C绩效目标")
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.set_h_pagebreaks([5, 12, 24])
    sheet.set_v_pagebreaks([10])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def protection(_: Workbook, sheet: Sheet) -> None:
    sheet.protect("", {"format_cells": True})
    sheet.unprotect_range("B6:D6", "明细")
    sheet.unprotect_range("B12 D14:D16", "附注")
    sheet.ignore_errors({"number_stored_as_text": "J6:J9"})


def views(_: Workbook, sheet: Sheet) -> None:
    sheet.freeze_panes(5, 1)
    sheet.set_selection("B12")


def pictures(_: Workbook, sheet: Sheet) -> None:
    for cell, position in (("M6", 1), ("M14", 1), ("N14", 2), ("N5", 2), ("O5", 1), ("P14", 3)):
        tall = cell in ("N5", "O5")
        options = {"object_position": position, "y_offset": 5, "image_data": BytesIO(png(40, 60 if tall else 10))}
        sheet.insert_image(cell, f"{cell}.png", options)


def shapes(_: Workbook, sheet: Sheet) -> None:
    sheet.insert_textbox("Q14", "文本框", {"height": 40, "textlink": "=$E$8"})
    sheet.insert_textbox("Q20", "另一个", {"height": 40, "object_position": 2})


def chart(workbook: Workbook, sheet: Sheet) -> None:
    column = workbook.add_chart({"type": "column"})
    column.add_series(
        {
            "name": f"={FORM}!$E$5",
            "categories": f"={FORM}!$B$6:$B$6",
            "values": f"={FORM}!$E$6:$E$6",
        }
    )
    sheet.insert_chart("A31", column)


def table_below(_: Workbook, sheet: Sheet) -> None:
    columns = [{"header": "项"}, {"header": "额", "total_function": "sum"}, {"header": "倍", "formula": "=[@额]*2"}]
    sheet.add_table("A20:C22", {"name": "附表", "columns": columns, "total_row": True, "data": [["甲", 7]]})


def names(workbook: Workbook, _: Sheet) -> None:
    workbook.define_name("明细金额", f"={FORM}!$E$6:$E$6")
    workbook.define_name("合计", f"='{FORM}'!$E$8")
    workbook.define_name(f"{FORM}!本表合计", f"={FORM}!$E$8")
    workbook.define_name(f"'{LIST}'!首列", f"='{LIST}'!$A$4:$A$4")
    workbook.define_name("比例", "=0.5")


def properties(workbook: Workbook, _: Sheet) -> None:
    workbook.set_custom_property("文号", "云财预〔2015〕275号")
    workbook.set_properties({"title": "申报表", "created": datetime(2020, 1, 1, tzinfo=UTC)})


def table_around_a_loop(_: Workbook, sheet: Sheet) -> None:
    columns = [
        {"header": "名称", "total_string": "合计"},
        {"header": "数量", "total_function": "sum"},
        {"header": "两倍", "formula": "=[@数量]*2", "total_function": "sum"},
    ]
    sheet.add_table("A3:C5", {"name": "明细", "columns": columns, "total_row": True})
    sheet.write("A4", "{% for 行 in 行们 %}{{ 行.名 }}")
    sheet.write("B4", "{{ 行.数量 }}")
    sheet.write("D4", "{% endfor %}")
    sheet.write_formula("B7", "=SUM(明细[数量])")
    sheet.write("A8", "表下")


def formulas_of_another_sheet(_: Workbook, sheet: Sheet) -> None:
    sheet.write_formula("A1", f"={FORM}!E8")
    sheet.write_formula("A2", f"=SUM('{FORM}'!E6:E6)")
    sheet.write_formula("A3", f"='{LIST}'!B5")
    sheet.write_formula("A4", f"=SUM('{LIST}'!$B$4:$B$4)*比例")
    sheet.write_formula("A5", "=SUM(明细金额)+合计")
    sheet.write_formula("A6", "=SUM(明细[两倍])")
    sheet.write_formula("A7", f'=COUNTIF({FORM}!$C$6:$C$6,">1")')
    sheet.write_formula("A8", f'={FORM}!$E$9&"{FORM}!E8"')


def chart_of_another_sheet(workbook: Workbook, sheet: Sheet) -> None:
    line = workbook.add_chart({"type": "line"})
    line.add_series({"categories": f"={FORM}!$B$6:$B$6", "values": f"='{LIST}'!$B$4:$B$4"})
    sheet.insert_chart("C1", line)


def as_excel_writes_tables(source: bytes) -> bytes:
    """Formulas in tables with the table's name, which XlsxWriter leaves out, and other programs want."""
    for part, table, columns in (("sheet1", "附表", ["额"]), ("sheet2", "明细", ["数量", "两倍"])):
        texts = {f"<f>[[#This Row],{columns[0]}]*2": f"<f>{table}[[#This Row],[{columns[0]}]]*2"}
        texts |= {f"SUBTOTAL(109,[{column}])": f"SUBTOTAL(109,{table}[{column}])" for column in columns}
        source = replaced(source, f"xl/worksheets/{part}.xml", texts)
    return source


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
