"""The looks of the data workbook: fonts, colours, borders, column widths."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_FONT = "微软雅黑"
_HEAD, _LABEL, _LINE, _HINT = "#1F4E79", "#EAF1F8", "#B7C4D1", "#7F7F7F"
MISSING = "#FFF2CC"


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.head = self._add(bold=True, font_color="white", bg_color=_HEAD, align="center", border=1)
        self.label = self._add(bold=True, bg_color=_LABEL, border=1, indent=1)
        # "@" keeps what is typed: 2019/10/18, 100% and 007 stay text.
        self.text = self._add(num_format="@", border=1, indent=1, locked=False)
        self.year = self._add(num_format="0", align="left", border=1, indent=1, locked=False)
        self.amount = self._add(num_format="#,##0.00####", align="right", border=1, locked=False)
        self.sum = self._add(num_format="#,##0.00####", align="right", border=1, bg_color=_LABEL)
        self.check = self._add(align="center", border=1, bg_color=_LABEL)
        self.hint = self._add(font_color=_HINT, font_size=9, indent=1)
        self.guide = workbook.add_format({"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
        self.title = self._add(bold=True, font_size=14, font_color=_HEAD)
        self.missing = workbook.add_format({"bg_color": MISSING})
        self.wrong = workbook.add_format({"bg_color": "#F8CBAD", "font_color": "#9C0006"})

    def _add(self, **properties: Any) -> Format:
        common = {"font_name": _FONT, "font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border_color": _LINE}
        return self._workbook.add_format(common | properties)
