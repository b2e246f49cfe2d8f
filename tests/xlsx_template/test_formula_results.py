"""The results of common functions, as LibreOffice calculates them."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import to_excel

from tests.xlsx_template.calculated import by_libreoffice
from tests.xlsx_template.workbooks import Form, make
from xlsx_template import DataError, Template

ITEMS = [
    {"名": "社区服务（一期）", "额": 200000.5, "数": 13, "日": "2020-11-30"},
    {"名": "养老 服务", "额": 650000, "数": 40, "日": "2021-08-31"},
    {"名": "third party", "额": -150000.25, "数": 0, "日": "2019-10-18"},
]
FORMULAS = """
SUM(B2:B2)
AVERAGE(B2:B2)
COUNT(B2:C2)
COUNTA(A2:A2)
MAX(B2:B2)
MIN(B2:B2)
SUMIF(C2:C2,">5",B2:B2)
COUNTIF(A2:A2,"*服务*")
SUMPRODUCT(B2:B2,C2:C2)
ROUND(AVERAGE(B2:B2),2)
ROUNDUP(B6/7,1)
INT(B6)
MOD(40,13)
ABS(MIN(B2:B2))
IF(B6>0,"是","否")
IFERROR(1/0,"无")
AND(B6>0,C6>0)
OR(B6<0,C6<0)
NOT(B6>0)
LEN(A6)
LEFT(A6,2)
RIGHT(A6,3)
MID(A6,2,3)
FIND("服",A6)
SUBSTITUTE(A6,"社区","街道")
TRIM("  两 端  ")
UPPER("abc")
CONCATENATE(A6,"：",C6)
A6&"共"&C6&"个"
TEXT(B6,"0.00")
TEXT(0.954,"0.0%")
VALUE("12.5")
EXACT(A6,"社区")
VLOOKUP(A6,A2:C2,3,FALSE)
INDEX(B2:B2,2)
MATCH(A6,A2:A2,0)
CHOOSE(2,"优","良")
REPT("○",3)
DATE(2020,9,1)
YEAR(DATE(2020,9,1))
MONTH(DATE(2021,8,31))
DATE(2021,8,31)-DATE(2020,9,1)
1/0
CHAR(65)
RANK(B6,B2:B2)
LARGE(B2:B2,2)
MEDIAN(B2:B2)
STDEV(B2:B2)
POWER(2,10)
SQRT(2)
PMT(0.05/12,12,-1000)
""".strip().split("\n")


def template() -> bytes:
    """Three items in a loop, and below them every formula in a row of its own."""
    cells = {
        "A1": "名",
        "A2": "{% for 项 in 项们 %}{{ 项.名 }}",
        "B2": "{{ 项.额 }}",
        "C2": "{{ 项.数 }}",
        "D2": "{{ 项.日 }}{% endfor %}",
        "A6": "社区服务（一期）",
        "B6": 200000.5,
        "C6": 13,
    }
    return make(cells | {f"E{row}": f"={text}" for row, text in enumerate(FORMULAS, 8)})


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_results_are_those_that_libreoffice_calculates(tmp_path: Path) -> None:
    made = Form(Template.from_bytes(template()).render({"项们": ITEMS}))
    theirs = by_libreoffice({"form": made.data}, tmp_path)["form"].values()
    ours, written = made.values(), made.formulas()
    assert len(written) == len(FORMULAS)
    assert not [text for cell, text in written.items() if not _same(ours.get(cell), theirs[cell])]


def _same(ours: Any, theirs: Any) -> bool:
    """Whether two results are one; LibreOffice shows a date where Excel shows the number of its day."""
    expected = to_excel(theirs) if isinstance(theirs, datetime) else theirs
    return bool(ours == (pytest.approx(expected) if isinstance(expected, float) else expected))


def test_what_depends_on_the_clock_is_left_to_excel() -> None:
    cells = {"A1": "{{ 数 }}", "A2": "=TODAY()", "A3": "=YEAR(A2)+1", "A4": "=A1*2", "A5": "=RAND()", "A6": "=FOO(A1)"}
    made = Form(Template.from_bytes(make(cells)).render({"数": 4}))
    assert made.values() == {"A1": 4, "A4": 8}
    assert made.workbook.calculation.fullCalcOnLoad


def test_sums_take_dates_and_durations_for_the_numbers_they_are() -> None:
    cells = {"A1": "{{ 一 }}", "A2": "{{ 二 }}", "A3": "=SUM(A1:A2)"}
    made = Form(Template.from_bytes(make(cells)).render({"一": timedelta(hours=8), "二": timedelta(hours=9)}))
    assert made.values()["A3"] == pytest.approx(17 / 24)


def test_a_formula_under_a_merge_is_no_more() -> None:
    cells = {
        "A1": "{% for 行 in 行们 %}{{ '1+1' | formula | merge(行) }}",
        "B1": "{% endfor %}",
        "A2": "=SUM(A1:A1)",
    }
    assert Form(Template.from_bytes(make(cells)).render({"行们": [1, 1, 2]})).values() == {"A1": 2, "A3": 2, "A4": 4}


def test_a_filter_for_texts_takes_the_value_of_a_merged_one() -> None:
    assert Form(Template.from_bytes(make({"A1": "{{ 甲 | merge | upper }}"})).render({"甲": "x"})).values() == {
        "A1": "X"
    }


def test_a_merge_key_that_nobody_gave_is_named() -> None:
    cells = {"A1": "{% for 行 in 行们 %}{{ 行.名 | merge(行.组) }}", "B1": "{% endfor %}"}
    with pytest.raises(DataError, match="A1：数据里没有“组”"):
        Template.from_bytes(make(cells)).render({"行们": [{"名": 1}]})
