"""The looks of the data workbook: fonts, colours, borders."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ...declaration.fields import Kind

_FONT = "微软雅黑"
#: Points; the heights of merged texts are worked out from them.
SIZE, SMALL_SIZE = 10.5, 9
_HEAD, _LABEL, _LINE, _HINT = "#1F4E79", "#EAF1F8", "#B7C4D1", "#595959"
REQUIRED, EXPECTED, PROPOSED, WRONG = "#FFE08A", "#FFF6D9", "#FCE4D6", "#F8CBAD"
AMOUNT_FORMAT, DATE_FORMAT = '#,##0.00####"万元"', 'yyyy"年"m"月"d"日"'


class Styles:
    """The cell formats of one workbook; all that a clerk types into is unlocked."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.head = self._add(bold=True, font_color="white", bg_color=_HEAD, align="center", border=1)
        self.label = self._add(bold=True, bg_color=_LABEL, border=1, indent=1)
        # "@" keeps what is typed: 100%, 007 and 2020.9-2021.8 stay text.
        self.text = self._add(num_format="@", border=1, indent=1, locked=False)
        self.year = self._add(num_format="0", align="left", border=1, indent=1, locked=False)
        self.date = self._add(num_format=DATE_FORMAT, align="left", border=1, indent=1, locked=False)
        self.amount = self._add(num_format=AMOUNT_FORMAT, align="right", border=1, indent=1, locked=False)
        self.sum = self._add(num_format=AMOUNT_FORMAT, align="right", border=1, indent=1, bg_color=_LABEL)
        self.check = self._add(align="center", border=1, bg_color=_LABEL)
        self.hint = self._add(font_color=_HINT, font_size=SMALL_SIZE, indent=1, border=1)
        self.free = self._add(locked=False)
        self.guide = self._add(valign="top")
        self.note = self._add(font_size=SMALL_SIZE + 1, border=1, indent=1)
        self.title = self._add(bold=True, font_size=14, font_color=_HEAD)
        self.free_title = self._add(bold=True, font_size=13, font_color=_HEAD, text_wrap=False, valign="vcenter")
        self.required = self._add(bg_color=REQUIRED, border=1, indent=1)
        self.expected = self._add(bg_color=EXPECTED, border=1, indent=1)
        self.proposed = self._add(bg_color=PROPOSED, border=1, indent=1)
        self.wrong = self._add(bg_color=WRONG, font_color="#9C0006", bold=True, border=1, indent=1)
        # Of conditional formats only what differs from the cell's own.
        self.is_required = workbook.add_format({"bg_color": REQUIRED})
        self.is_expected = workbook.add_format({"bg_color": EXPECTED})
        self.is_proposed = workbook.add_format({"bg_color": PROPOSED})
        self.is_wrong = workbook.add_format({"bg_color": WRONG, "font_color": "#9C0006", "bold": True})
        self.is_right = workbook.add_format({"font_color": "#006100"})

    def of_kind(self, kind: Kind) -> Format:
        """The format of a cell that holds a field of that kind."""
        return {"year": self.year, "amount": self.amount, "date": self.date}.get(kind, self.text)

    def _add(self, **properties: Any) -> Format:
        common = {"font_name": _FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter", "border_color": _LINE}
        return self._workbook.add_format(common | properties)
