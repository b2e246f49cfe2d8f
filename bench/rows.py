"""What a row of a loop costs, from a dozen rows to thousands: our engine beside XlsxWriter writing the same by hand."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

COUNTS = (12, 500, 5000)
SHEET = "明细"


def makers(count: int) -> dict[str, Callable[[], bytes]]:
    """The ways to make a list of that many rows: five columns, a product in each row, a sum and merges below."""
    from xlsx_template import Template

    data = {"行们": [_item(number) for number in range(count)]}
    template = Template.from_bytes(_template())
    return {"xlsx_template": lambda: template.render(data), "XlsxWriter, by hand": lambda: _by_hand(data)}


def _item(number: int) -> dict[str, Any]:
    return {"名称": f"第{number}项 社区服务", "类别": f"第{number // 5}类", "数量": number % 40 + 1, "单价": 12.5}


def _template() -> bytes:
    """The list as a template."""
    memory = BytesIO()
    book, sheet, border = _new_book(memory)
    texts = ("{% for 行 in 行们 %}{{ 行.类别 | merge }}", "{{ 行.名称 }}", "{{ 行.数量 }}", "{{ 行.单价 }}")
    for column, text in enumerate(texts):
        sheet.write_string(1, column, text, border)
    sheet.write_formula(1, 4, "=C2*D2", border)
    sheet.write_string(1, 5, "{% endfor %}", border)
    _foot(sheet, border, 2, "SUM(E2:E2)")
    book.close()
    return memory.getvalue()


def _by_hand(data: Mapping[str, Any]) -> bytes:
    memory = BytesIO()
    book, sheet, border = _new_book(memory)
    items = data["行们"]
    for row, item in enumerate(items, 1):
        sheet.set_row(row, 21.0)
        if (row - 1) % 5 == 0:
            last = min(row + 4, len(items))
            if last > row:
                sheet.merge_range(row, 0, last, 0, item["类别"], border)
            else:
                sheet.write_string(row, 0, item["类别"], border)
        sheet.write_string(row, 1, item["名称"], border)
        sheet.write_number(row, 2, item["数量"], border)
        sheet.write_number(row, 3, item["单价"], border)
        sheet.write_formula(row, 4, f"=C{row + 1}*D{row + 1}", border, item["数量"] * item["单价"])
        sheet.write_blank(row, 5, None, border)
    total = sum(item["数量"] * item["单价"] for item in items)
    _foot(sheet, border, len(items) + 1, f"SUM(E2:E{len(items) + 1})", total)
    book.close()
    return memory.getvalue()


def _new_book(memory: BytesIO) -> tuple[Any, Any, Any]:
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    border = book.add_format({"border": 1, "text_wrap": True, "font_name": "宋体", "font_size": 10})
    for column, head in enumerate(("类别", "名称", "数量", "单价", "金额", "备注")):
        sheet.write_string(0, column, head, border)
    sheet.set_column(1, 1, 24)
    return book, sheet, border


def _foot(sheet: Any, border: Any, row: int, formula: str, total: float = 0) -> None:
    sheet.merge_range(row, 0, row, 3, "合计", border)
    sheet.write_formula(row, 4, f"={formula}", border, total)
