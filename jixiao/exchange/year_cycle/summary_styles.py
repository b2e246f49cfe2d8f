"""The looks of 项目支出绩效目标汇总表: black on white, as it is printed and filed."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

SIZE = 10  # points
_AMOUNT = "#,##0.00########"
_HEAD = "#EAF1F8"


class SummaryStyles:
    """The cell formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.title = self._add(font_name="黑体", font_size=18, align="center", border=0)
        self.unit = self._add(align="right", border=0)
        self.head = self._add(bold=True, align="center", bg_color=_HEAD)
        self.text = self._add()
        self.added = self._add(font_color="#0000C0", underline=1)
        self.removed = self._add(font_color="#C00000", font_strikeout=True)
        self.link = self._add(font_color="#0563C1", underline=1, align="center")
        self.number = self._add(align="center", num_format="0")
        self.amount = self._add(align="right", num_format=_AMOUNT, text_wrap=False, shrink=True)
        self.plain = self._add(align="right")
        self.total_label = self._add(bold=True, align="center", bg_color=_HEAD)
        self.total_count = self._add(bold=True, align="center", bg_color=_HEAD, num_format="0")
        self.total = self._add(
            bold=True, align="right", bg_color=_HEAD, num_format=_AMOUNT, text_wrap=False, shrink=True
        )

    def _add(self, **properties: Any) -> Format:
        common = {"font_name": "宋体", "font_size": SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
        return self._workbook.add_format(common | properties)
