"""绩效运行监控表 and 绩效自评表: live formulas whose stored values are those of the rules and of LibreOffice."""

import io
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from jixiao.declaration.contexts.self_evaluation import scores
from jixiao.declaration.form_catalogue import paper_content
from jixiao.declaration.reading import read_project
from jixiao.exchange.papers.form_making import get_template
from jixiao.exchange.papers.forms import get_form

from ..xlsx_template.calculated import by_libreoffice
from .executed import executed_example
from .printed import open_sheet

EVALUATION, MONITORING = "绩效自评表", "绩效运行监控表"
TOTAL = "总      分"


def form_of(name: str, **changes: Any) -> bytes:
    """The form of the example with what became of it."""
    project = read_project(executed_example(**changes)).project
    return get_template(get_form(name)).render(paper_content(name, project).context)


def row_of(sheet: Worksheet, text: str, column: str = "A") -> int:
    """The first row with a text in a column."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet[f"{column}{row}"].value == text)


def column_of_scores(sheet: Worksheet) -> list[Any]:
    """The points of the indicators."""
    first, last = row_of(sheet, "得分", "H") + 1, row_of(sheet, TOTAL)
    return [sheet[f"H{row}"].value for row in range(first, last)]


@pytest.fixture(scope="module")
def evaluation() -> bytes:
    return form_of(EVALUATION)


@pytest.fixture(scope="module")
def values(evaluation: bytes) -> Worksheet:
    return open_sheet(evaluation, values=True)


def test_the_points_are_formulas_with_the_values_of_the_rules(evaluation: bytes, values: Worksheet) -> None:
    formulas = column_of_scores(open_sheet(evaluation))
    assert len(formulas) == 12
    assert all(str(formula).startswith("=IF(") for formula in formulas)
    expected = scores(read_project(executed_example()).project)
    assert [Decimal(str(found)) for found in column_of_scores(values)] == expected
    assert Decimal("7.44") in expected  # 20 of 21.5万元 spent where 20 were allowed, of 8 points


def test_a_rate_of_82_12_per_cent_has_8_21_points(values: Worksheet) -> None:
    row = row_of(values, "年度资金总额", "C")
    assert [values[f"{column}{row}"].value for column in "DEFGHI"] == [100, 100, 82.12, 10, 0.8212, 8.21]
    assert values[f"H{row}"].number_format == "0.00%"


def test_weights_are_100_together_and_the_total_has_its_grade(values: Worksheet) -> None:
    row = row_of(values, TOTAL)
    total = sum(map(Decimal, map(str, column_of_scores(values)))) + Decimal("8.21")
    assert values[f"G{row}"].value == 100
    assert Decimal(str(values[f"H{row}"].value)) == total
    assert values[f"I{row}"].value == "优"


def test_a_form_without_results_has_weights_and_no_points() -> None:
    sheet = open_sheet(form_of(EVALUATION, 执行情况=None), values=True)
    assert set(column_of_scores(sheet)) <= {None, ""}
    assert sheet[f"G{row_of(sheet, TOTAL)}"].value == 100
    assert not sheet[f"H{row_of(sheet, TOTAL)}"].value
    assert not sheet[f"I{row_of(sheet, TOTAL)}"].value


def test_a_form_with_some_results_has_a_total_but_no_grade_yet() -> None:
    data = form_of(EVALUATION, 执行情况={"绩效指标": [{"三级指标": "发放及时率", "实际完成值": "100%"}]})
    sheet = open_sheet(data, values=True)
    row = row_of(sheet, TOTAL)
    assert sheet[f"H{row}"].value == max(score or 0 for score in column_of_scores(sheet)) > 0
    assert not sheet[f"I{row}"].value


def test_a_total_alone_and_no_indicators_make_a_form_too() -> None:
    money = {"年度": {"总投入": 100}}
    execution = {"资金": {"年度资金总额": {"全年执行数": 90}}}
    sheet = open_sheet(form_of(EVALUATION, 资金=money, 执行情况=execution, 绩效指标=[]), values=True)
    row = row_of(sheet, "年度资金总额", "C")
    assert [sheet[f"{column}{row}"].value for column in "DEFGHI"] == [100, 100, 90, 10, 0.9, 9]
    assert sheet[f"H{row_of(sheet, TOTAL)}"].value == 9


def test_what_was_reached_is_a_number_in_the_unit_of_the_target(values: Worksheet) -> None:
    row = row_of(values, "项目大赛承办评审及督导", "D")
    assert (values[f"E{row}"].value, values[f"F{row}"].value) == ("20万元", 21.5)
    assert values[f"F{row}"].number_format.endswith('"万元"')


def test_the_monitored_rate_is_a_formula_for_each_kind_of_money() -> None:
    data = form_of(MONITORING)
    sheet, stored = open_sheet(data), open_sheet(data, values=True)
    row = row_of(sheet, "年度资金总额", "D")
    assert [stored[f"{column}{row}"].value for column in "EGHN"] == [100, 50, 0.5, 100]
    assert str(sheet[f"H{row}"].value).startswith("=IF(")
    assert [stored[f"H{row + offset}"].value for offset in (1, 2, 3)] == [0.5, None, None]


def test_another_reader_sees_the_same_values(evaluation: bytes, values: Worksheet) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(evaluation)).get_sheet_by_index(0).to_python()
    number = row_of(values, TOTAL)
    assert rows[number - 1][6:9] == [100, values[f"H{number}"].value, "优"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_calculates_what_is_stored(tmp_path: Path, evaluation: bytes) -> None:
    blank = form_of(EVALUATION, 执行情况=None)
    odd = form_of(EVALUATION, 资金={"年度": {"县（市）区级财政": "33.333333", "其他": "0.1"}})
    sources = {"evaluation": evaluation, "blank": blank, "odd": odd, "monitoring": form_of(MONITORING)}
    calculated = by_libreoffice(sources, tmp_path)
    for name, data in sources.items():
        ours = open_sheet(data, values=True)
        theirs = openpyxl.load_workbook(tmp_path / "made" / f"{name}.xlsx", data_only=True).worksheets[0]
        assert calculated[name]
        for row in open_sheet(data).iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    expected, found = theirs[cell.coordinate].value, ours[cell.coordinate].value
                    assert found == pytest.approx(expected, abs=1e-12) if expected else not found, cell.coordinate
