"""The lists behind the drop-downs: a hidden sheet, with a name for each 一级指标 over its 二级指标.

Names and INDIRECT are the one way to a dependent drop-down that Excel, WPS and LibreOffice all take, in .xlsx as in
.xls.  The names are the level names themselves, with and without 指标, as clerks type both.
"""

from __future__ import annotations

from itertools import chain

from xlsxwriter.utility import xl_range_abs

from ...declaration.taxonomy import TAXONOMY
from .cells import Page

OPTIONS_SHEET = "选项"
ALL_LEVEL2 = "全部二级指标"


def level2_source(level1_cell: str) -> str:
    """The formula of the 二级指标 drop-down: what belongs to the 一级指标 in that cell, all where it is blank."""
    return f'=INDIRECT(IF({level1_cell}="","{ALL_LEVEL2}",SUBSTITUTE({level1_cell}," ","")))'


def write_options(page: Page) -> None:
    """Writes the hidden sheet and defines its names."""
    sheet = page.workbook.add_worksheet(OPTIONS_SHEET)
    sheet.hide()
    sheet.protect()
    every = tuple(dict.fromkeys(chain.from_iterable(TAXONOMY.values())))
    for column, (level1, names) in enumerate({**TAXONOMY, ALL_LEVEL2: every}.items()):
        sheet.write_column(0, column, (level1, *names))
        for name in dict.fromkeys((level1, level1.removesuffix("指标"))):
            if level1 != ALL_LEVEL2 or name == ALL_LEVEL2:
                area = xl_range_abs(1, column, len(names), column)
                page.workbook.define_name(name, f"={OPTIONS_SHEET}!{area}")
