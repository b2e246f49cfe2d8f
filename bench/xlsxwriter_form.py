"""The county form written by hand with XlsxWriter: what a programmer would do without a template.

Same page, styles, merges and formulas as templates/绩效目标申报表.xlsx. Row heights are estimated the simple way:
characters a line, lines a cell.
"""

import io
import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tools.draw_county_form import PAGE, SOURCES, WIDTHS
from tools.form_drawing import HEIGHTS, new_form

Context = Mapping[str, Any]
Formats = Mapping[str, Format]

SIDES = (("中期", 2), ("年度", 5))
INDICATOR_HEAD = ("一级指标", *("二级指标", "三级指标", "指标值") * 2)
EM = 10.2  # points: a 10 point character as wide as a screen may make it


def make(context: Context) -> bytes:
    """The form's bytes."""
    buffer = io.BytesIO()
    book, sheet, formats = new_form(PAGE, buffer)
    write_head(sheet, formats, context)
    row_index = write_funding(sheet, formats, context["资金"])
    row_index = write_goals(sheet, formats, row_index, context["总体目标"])
    row_index = write_indicators(sheet, formats, row_index, context["指标行"])
    write_foot(sheet, formats, row_index, context)
    book.close()
    return buffer.getvalue()


def write_head(sheet: Worksheet, formats: Formats, context: Context) -> None:
    """Rows 1 to 7: title, year and the fields down to 项目立项依据."""
    label, short = formats["label"], formats["short"]
    sheet.set_row(0, HEIGHTS["title"])
    sheet.merge_range(0, 0, 0, 7, PAGE.title, formats["title"])
    sheet.set_row(1, HEIGHTS["year"])
    sheet.merge_range(1, 0, 1, 7, f"（{context['年度']}年度）", formats["year"])
    write_field(sheet, formats, 2, "项目名称", context["项目名称"])
    sheet.set_row(3, HEIGHTS["field"])
    sheet.merge_range(3, 0, 3, 1, "主管部门及代码", label)
    sheet.merge_range(3, 2, 3, 4, context["主管部门及代码"], short)
    sheet.write_string(3, 5, "实施单位", label)
    sheet.merge_range(3, 6, 3, 7, context["实施单位"], short)
    write_field(sheet, formats, 4, "项目期", context["项目期"])
    write_text(sheet, formats, 5, "项目概况", context["项目概况"])
    write_text(sheet, formats, 6, "项目立项依据", context["项目立项依据"])


def write_field(sheet: Worksheet, formats: Formats, row_index: int, name: str, text: str) -> None:
    """A label and one short value over the rest of the row."""
    sheet.set_row(row_index, HEIGHTS["field"])
    sheet.merge_range(row_index, 0, row_index, 1, name, formats["label"])
    sheet.merge_range(row_index, 2, row_index, 7, text, formats["short"])


def write_text(sheet: Worksheet, formats: Formats, row_index: int, name: str, text: str) -> None:
    """A label and a long text over the rest of the row, as high as the text needs."""
    sheet.set_row(row_index, max(HEIGHTS["text"], height(text, 2, 7), height(name, 0, 1)))
    sheet.merge_range(row_index, 0, row_index, 1, name, formats["label"])
    sheet.merge_range(row_index, 2, row_index, 7, text, formats["text"])


def write_funding(sheet: Worksheet, formats: Formats, funding: Context) -> int:
    """Rows 8 to 10; the next row's index comes back."""
    sheet.set_row(7, HEIGHTS["funding"])
    sheet.merge_range(7, 0, 7, 1, "", formats["label"])
    for column, name in enumerate(("总投入", *SOURCES), start=2):
        sheet.write_string(7, column, name, formats["label"])
    for row_index, (side, _) in enumerate(SIDES, start=8):
        write_funding_side(sheet, formats, row_index, (side, funding[side]))
    return 10


def write_funding_side(sheet: Worksheet, formats: Formats, row_index: int, named_side: tuple[str, Context]) -> None:
    """One side's amounts, 总投入 as a sum with its value where there are sources."""
    name, side = named_side
    amount = formats["amount"]
    sheet.set_row(row_index, HEIGHTS["funding"])
    sheet.merge_range(row_index, 0, row_index, 1, f"{name}资金来源（元）", formats["one line"])
    if side["有分项"]:
        total = float(sum(side[source] or 0 for source in SOURCES))
        sheet.write_formula(row_index, 2, f"=SUM(D{row_index + 1}:H{row_index + 1})", amount, total)
    else:
        write_amount(sheet, row_index, 2, side["总投入"], amount)
    for column, source in enumerate(SOURCES, start=3):
        write_amount(sheet, row_index, column, side[source], amount)


def write_amount(sheet: Worksheet, row_index: int, column: int, amount: Any, style: Format) -> None:
    """A number, or a blank cell for None."""
    if amount is None:
        sheet.write_blank(row_index, column, None, style)
    else:
        sheet.write_number(row_index, column, float(amount), style)


def write_goals(sheet: Worksheet, formats: Formats, row_index: int, goals: Context) -> int:
    """总体目标 over two rows; the next row's index comes back."""
    mid_term, annual = goals["中期目标"], goals["年度目标"]
    sheet.set_row(row_index, HEIGHTS["head"])
    sheet.set_row(row_index + 1, max(HEIGHTS["goals"], height(mid_term, 1, 4), height(annual, 5, 7)))
    sheet.merge_range(row_index, 0, row_index + 1, 0, "总  体   目  标", formats["label"])
    sheet.merge_range(row_index, 1, row_index, 4, "中期目标", formats["label"])
    sheet.merge_range(row_index, 5, row_index, 7, "年度目标", formats["label"])
    sheet.merge_range(row_index + 1, 1, row_index + 1, 4, mid_term, formats["text"])
    sheet.merge_range(row_index + 1, 5, row_index + 1, 7, annual, formats["text"])
    return row_index + 2


def write_indicators(sheet: Worksheet, formats: Formats, row_index: int, rows: Sequence[Context]) -> int:
    """The indicator block; the next row's index comes back."""
    sheet.set_h_pagebreaks([row_index])
    sheet.set_row(row_index, HEIGHTS["head"] if rows else height("绩\n效\n指\n标", 0, 0))
    write_merged(sheet, (row_index, 0, row_index + len(rows)), "绩效指标", formats["label"])
    for column, name in enumerate(INDICATOR_HEAD, start=1):
        sheet.write_string(row_index, column, name, formats["label"])
    first = row_index + 1
    for index, row in enumerate(rows, start=first):
        write_indicator(sheet, formats, index, row)
    write_groups(sheet, formats, first, rows)
    return first + len(rows)


def write_indicator(sheet: Worksheet, formats: Formats, row_index: int, row: Context) -> None:
    """三级指标 and 指标值 of both sides."""
    heights = [HEIGHTS["indicator"]]
    for side, column in SIDES:
        name, value = row[side]["三级指标"], row[side]["指标值"]
        sheet.write_string(row_index, column + 1, name, formats["short"])
        sheet.write_string(row_index, column + 2, value, formats["short"])
        heights += [height(name, column + 1, column + 1), height(value, column + 2, column + 2)]
        heights.append(height(row[side]["二级指标"], column, column))
    sheet.set_row(row_index, max(heights))


def write_groups(sheet: Worksheet, formats: Formats, first: int, rows: Sequence[Context]) -> None:
    """一级指标 over its rows, 二级指标 over its rows on each side."""
    row_index = first
    for _, group in groupby(rows, key=lambda row: row["一级组"]):
        members = list(group)
        span = (row_index, 1, row_index + len(members) - 1)
        write_merged(sheet, span, members[0]["一级指标"], formats["label"])
        row_index += len(members)
    row_index = first
    for _, group in groupby(rows, key=lambda row: row["二级组"]):
        members = list(group)
        for side, column in SIDES:
            span = (row_index, column, row_index + len(members) - 1)
            write_merged(sheet, span, members[0][side]["二级指标"], formats["label"])
        row_index += len(members)


def write_merged(sheet: Worksheet, span: tuple[int, int, int], text: str, style: Format) -> None:
    """A cell over (first row, column, last row); XlsxWriter refuses to merge a single one."""
    first, column, last = span
    if first == last:
        sheet.write_string(first, column, text, style)
    else:
        sheet.merge_range(first, column, last, column, text, style)


def write_foot(sheet: Worksheet, formats: Formats, row_index: int, context: Context) -> None:
    """Measures, budget note and the line to be signed."""
    for name in ("单位已有的保障项目实施的制度措施", "预算绩效说明"):
        write_text(sheet, formats, row_index, name, context[name])
        sheet.set_row(row_index, max(HEIGHTS["note"], height(context[name], 2, 7)))
        row_index += 1
    label, short = formats["label"], formats["short"]
    sheet.set_row(row_index, HEIGHTS["signature"])
    sheet.merge_range(row_index, 0, row_index, 1, "单位负责人：", label)
    sheet.write_string(row_index, 2, context["单位负责人"], short)
    sheet.write_string(row_index, 3, "填报人：", label)
    sheet.write_string(row_index, 4, context["填报人"], short)
    sheet.write_string(row_index, 5, "填报日期：", label)
    sheet.merge_range(row_index, 6, row_index, 7, context["填报日期"], short)


def height(text: str, first: int, last: int) -> float:
    """Points that `text` needs in the columns `first` to `last`."""
    characters = max(1, int((sum(WIDTHS[first : last + 1]) * 6 - 6) / EM))
    lines = sum(max(1, math.ceil(text_width(line) / characters)) for line in text.split("\n"))
    return lines * 15.0 + 3.0


def text_width(text: str) -> float:
    """Ems: half a one for ASCII, one for everything else, a tenth more for the breaks that come early."""
    return sum(0.6 if character < "\x80" else 1.0 for character in text) * 1.05
