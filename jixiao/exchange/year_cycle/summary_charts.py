"""The charts of 项目支出绩效目标汇总表: money by source, by unit, this year against last.

They follow the sheet 按单位.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from ...declaration.fields import AMOUNT_FIELDS, ANNUAL

_FIRST_SOURCE, _LAST_SOURCE = 3, len(AMOUNT_FIELDS) + 1  # 0-based columns of the sources on 按单位
_TOTAL, _LAST_YEAR = 2, len(AMOUNT_FIELDS) + 3
_SHOWN_UNITS = 20
_WIDTH, _LEAST_HEIGHT, _HEIGHT_A_UNIT = 640, 300, 32  # pixels
_ROW_HEIGHT = 20  # pixels, of a row that nobody has set


def add_charts(workbook: Workbook, units: int, sheet_name: str) -> None:
    """Puts the charts on a sheet of their own; the first twenty units are drawn, more could not be read."""
    sheet = workbook.add_worksheet("图表")
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    shown = min(units, _SHOWN_UNITS)
    by_source = _chart(workbook, f"{ANNUAL}资金来源（万元）", _LEAST_HEIGHT)
    by_source.add_series(
        {
            "name": "年度资金",
            "categories": [sheet_name, 0, _FIRST_SOURCE, 0, _LAST_SOURCE],
            "values": [sheet_name, units + 1, _FIRST_SOURCE, units + 1, _LAST_SOURCE],
            "data_labels": {"value": True},
        }
    )
    by_source.set_legend({"none": True})
    by_unit = _chart(workbook, "各单位本年与上年资金（万元）", max(_LEAST_HEIGHT, 120 + _HEIGHT_A_UNIT * shown))
    for title, column in (("本年", _TOTAL), ("上年", _LAST_YEAR)):
        values = [sheet_name, 1, column, shown, column]
        by_unit.add_series({"name": title, "categories": [sheet_name, 1, 0, shown, 0], "values": values})
    by_unit.set_legend({"position": "bottom"})
    sheet.insert_chart(0, 0, by_source)
    sheet.insert_chart(_LEAST_HEIGHT // _ROW_HEIGHT + 1, 0, by_unit)


def _chart(workbook: Workbook, title: str, height: int) -> Any:
    """A chart of bars lying one below the other, so that long names of units can be read."""
    chart = workbook.add_chart({"type": "bar"})
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 14}})
    chart.set_size({"width": _WIDTH, "height": height})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "label_position": "low"})
    return chart
