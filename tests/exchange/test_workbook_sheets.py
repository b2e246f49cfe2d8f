"""The data workbook as a clerk meets it: drop-downs, sums, colours, protection, heights."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.declaration import fields
from jixiao.declaration.model import Project
from jixiao.declaration.reading import read_project
from jixiao.declaration.taxonomy import TAXONOMY
from jixiao.exchange.data_files.example import get_example
from jixiao.exchange.data_files.sources import Source
from jixiao.exchange.data_workbook.many import many_workbook
from jixiao.exchange.data_workbook.styles import EXPECTED, REQUIRED, WRONG
from jixiao.exchange.data_workbook.tables import LAST_ROW, TableSheet
from jixiao.exchange.data_workbook.writing import Extras, data_workbook
from jixiao.exchange.review.checking import iter_checked
from xlsx_template.formula.reference import cell_name

from ..forms.executed import executed_example
from ..xlsx_template.calculated import by_libreoffice
from ..xlsx_template.workbooks import Form
from .workbooks import blank_workbook, read_file

needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")

ROOT = Path(__file__).parents[2]
EVERY_LEVEL2 = list(dict.fromkeys(name for names in TAXONOMY.values() for name in names))


def opened(project: Project | None = None, extras: Extras | None = None) -> Workbook:
    return load_workbook(io.BytesIO(data_workbook(project, extras or Extras())))


def rule_of(sheet: Worksheet, cell: str) -> Any:
    """The one data validation that a cell has."""
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return rule


def funds(**sides: dict[str, Any]) -> Project:
    return read_project({"年度": 2020, "项目名称": "甲", "实施单位": "乙", "资金": sides}).project


# ---------------------------------------------------------------------------------------------------- drop-downs


@needs_libreoffice
def test_the_second_drop_down_offers_what_belongs_to_the_first(tmp_path: Path) -> None:
    book = opened()
    sheet = book["绩效指标"]
    formula = rule_of(sheet, "B2").formula1
    typed = [*TAXONOMY, *(level1.removesuffix("指标") for level1 in TAXONOMY), "产 出 指 标", None]
    asked = book.create_sheet("问")
    for row, level1 in enumerate(typed, start=2):
        sheet[f"A{row}"] = level1
        source = formula.replace("$A2", f"绩效指标!$A{row}")
        for column in range(1, len(EVERY_LEVEL2) + 2):
            asked.cell(row, column, f'=IFERROR(INDEX({source},{column}),"")')
    made = io.BytesIO()
    book.save(made)
    answer = by_libreoffice({"甲": made.getvalue()}, tmp_path)["甲"].values("问")
    for row, level1 in enumerate(typed, start=2):
        cells = [answer.get(cell_name(row, column)) for column in range(1, len(EVERY_LEVEL2) + 2)]
        name = "产出指标" if level1 == "产 出 指 标" else level1
        expected = EVERY_LEVEL2 if name is None else TAXONOMY.get(name) or TAXONOMY[f"{name}指标"]
        assert [cell for cell in cells if cell] == list(expected), level1


def test_drop_downs_ask_before_they_take_another_value() -> None:
    book = opened()
    for sheet, cell in (("绩效指标", "A2"), ("绩效指标", f"B{LAST_ROW}"), ("项目信息", "B7")):
        rule = rule_of(book[sheet], cell)
        assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", "warning", True)
    assert rule_of(book["项目信息"], "B7").formula1 == '"新增项目,延续项目"'
    assert rule_of(book["资金"], "B10").formula1 == '"万元,元"'


def test_every_cell_to_fill_in_says_how() -> None:
    book = opened()
    by_label = {field.label: field for field in (*fields.PROJECT_FIELDS, *fields.GOAL_FIELDS)}
    for row in book["项目信息"].iter_rows(min_row=2, max_row=len(by_label) + 1):
        rule = rule_of(book["项目信息"], row[1].coordinate)
        assert (rule.promptTitle, rule.prompt) == (row[0].value, by_label[row[0].value].hint)
    for column, field in enumerate(fields.INDICATOR_FIELDS):
        assert rule_of(book["绩效指标"], f"{'ABCDEF'[column]}{LAST_ROW}").prompt == field.hint


# ---------------------------------------------------------------------------------------------------- sums

FUNDS = {
    "甲": funds(中期={"总投入": 300, "其他": 300}, 年度={"总投入": 100, "其他": 90}),
    "乙": funds(中期={"其他": "0.000001"}, 年度={"总投入": 5}),
    "丙": funds(中期={"总投入": "0.3", "其他": "0.1", "中央财政": "0.2"}, 年度={"总投入": 0, "其他": 0}),
    "丁": funds(中期={"总投入": "123456789.1234567891", "其他": 1}, 年度={"总投入": "1.25元", "其他": "1.26元"}),
}


@needs_libreoffice
def test_the_sums_show_before_any_program_calculates_what_they_show_after(tmp_path: Path) -> None:
    books = {name: data_workbook(project) for name, project in FUNDS.items()}
    calculated = by_libreoffice(books, tmp_path)
    for name, data in books.items():
        before, after = Form(data).values("资金"), calculated[name].values("资金")
        for cell in ("B8", "C8", "B9", "C9"):
            assert (before.get(cell) or "") == pytest.approx(after.get(cell) or ""), (name, cell)


def test_what_is_checked_is_said() -> None:
    shown = {}
    for name, project in FUNDS.items():
        sheet = load_workbook(io.BytesIO(data_workbook(project)), data_only=True)["资金"]
        shown[name] = (sheet["B9"].value or "", sheet["C9"].value or "")
    assert shown == {
        "甲": ("一致", "相差10万元"),
        "乙": ("按合计", ""),
        "丙": ("一致", "一致"),
        "丁": ("有文字，生成时核对", "一致"),
    }


@needs_libreoffice
def test_text_with_a_unit_is_left_to_the_program(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["资金"]["C2"], book["资金"]["C3"], book["资金"]["C4"] = 3, "2万元", 1

    file = blank_workbook(tmp_path, change)
    sheet = by_libreoffice({"乙": file.read_bytes()}, tmp_path)["乙"].values("资金")
    assert sheet["C9"] == "有文字，生成时核对"
    assert read_file(file).project is not None
    assert not read_file(file).refused


@needs_libreoffice
def test_numbers_in_yuan_are_read_and_checked_as_yuan(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["资金"]
        sheet["B10"], sheet["C2"], sheet["C3"], sheet["C4"] = "元", 3309840, 3309840.02, "1万元"
        sheet["B2"], sheet["B7"] = 100, 100.01

    file = blank_workbook(tmp_path, change)
    project = read_file(file).project
    assert project
    assert project.funding.annual.total == Decimal("330.984")
    assert project.funding.annual.central == Decimal("330.984002")
    assert project.funding.annual.provincial == 1
    sheet = by_libreoffice({"乙": file.read_bytes()}, tmp_path)["乙"].values("资金")
    assert sheet["B9"] == "一致"


# ---------------------------------------------------------------------------------------------------- colours


@needs_libreoffice
def test_colours_show_what_lacks_and_vanish_with_it(tmp_path: Path) -> None:
    begun = {"年度": 2020, "项目名称": "甲", "绩效指标": [{"一级指标": "产出指标", "年度指标值": "1个"}]}
    complete = {"三级指标": "数量", "二级指标": "数量指标", "年度指标值": "1个", "一级指标": "产出指标"}
    filled = begun | {"实施单位": "乙", "绩效指标": [complete], "资金": {"年度": {"总投入": 3, "其他": 2}}}
    lacking, given = (_shown_colours(record, tmp_path / str(number)) for number, record in enumerate((begun, filled)))
    assert lacking["项目信息"][REQUIRED] == 1
    assert given["项目信息"][REQUIRED] == 0
    assert (lacking["绩效指标"][EXPECTED], given["绩效指标"][EXPECTED]) == (2, 0)
    assert (lacking["资金"][EXPECTED], given["资金"][EXPECTED]) == (1, 0)
    assert (lacking["资金"][WRONG], given["资金"][WRONG]) == (0, 2)


def _shown_colours(record: dict[str, Any], folder: Path) -> dict[str, Counter[str]]:
    """How many areas of each colour LibreOffice prints, by sheet."""
    return _printed_colours(data_workbook(read_project(record).project), folder)


def _printed_colours(data: bytes, folder: Path) -> dict[str, Counter[str]]:
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "甲.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    colours: dict[str, Counter[str]] = {}
    with pdfplumber.open(folder / "甲.pdf") as pdf:
        for page in pdf.pages:
            sheet = page.crop((0, page.height - 60, page.width / 2, page.height)).extract_text().strip()
            fills = [rect["non_stroking_color"] for rect in page.rects if rect["fill"]]
            colours.setdefault(sheet, Counter()).update(
                "#" + "".join(f"{round(v * 255):02X}" for v in f) for f in fills
            )
    return colours


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(value * 255):02X}" for value in colour)


def test_what_must_be_filled_in_is_coloured_while_it_is_blank() -> None:
    sheet = opened()["项目信息"]
    blank = {
        str(area.sqref): rules[0].dxf.fill.bgColor.rgb
        for area, rules in sheet.conditional_formatting._cf_rules.items()
        if rules[0].type == "containsBlanks"
    }
    by_label = {row[0].value: row[1].coordinate for row in sheet.iter_rows(min_row=2)}
    table = {field.label: field for field in (*fields.PROJECT_FIELDS, *fields.GOAL_FIELDS)}
    assert set(blank) == {by_label[label] for label, field in table.items() if field.required or field.expected}
    assert len({blank[by_label[label]] for label, field in table.items() if field.required}) == 1
    assert blank[by_label["年度"]] != blank[by_label["项目期"]]


# ---------------------------------------------------------------------------------------------------- protection


def test_labels_are_locked_and_there_is_room_to_type_far_below_and_beside() -> None:
    book = opened(get_example())
    for name, beside in {"项目信息": "D", "资金": "E", "绩效指标": "G", "项目文本": "D"}.items():
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        allowed = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")
        assert not any(getattr(sheet.protection, option) for option in allowed)
        assert sheet["A1"].protection.locked
        assert sheet.column_dimensions[beside].protection.locked is False
        assert sheet.column_dimensions[beside].max == 16384
    table = book["绩效指标"]
    assert all(not table.column_dimensions[letter].protection.locked for letter in "ABCDF")
    assert all(not cell.protection.locked for row in table["A2:F30"] for cell in row if cell.has_style)
    assert book["项目信息"]["A2"].protection.locked
    assert not book["项目信息"]["B2"].protection.locked
    assert all(book["资金"][cell].protection.locked for cell in ("B8", "C8", "B9", "C9"))


def test_there_is_no_excel_table_which_could_not_grow_on_a_protected_sheet() -> None:
    assert all(not sheet.tables for sheet in opened(get_example()).worksheets)


# ---------------------------------------------------------------------------------------------------- page and rows


def test_sheets_print_on_a4_one_page_wide_with_their_heads_repeated() -> None:
    for sheet in opened(get_example()).worksheets[:4]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")


def test_rows_have_room_for_their_text_and_are_free_to_grow() -> None:
    book = opened(read_project({"年度": 2020, "项目概况": "字" * 600, "绩效指标": [{"三级指标": "字" * 90}]}).project)
    (overview,) = [row[0].row for row in book["项目信息"].iter_rows() if row[0].value == "项目概况"]
    assert book["项目信息"].row_dimensions[overview].height > 300
    assert book["绩效指标"].row_dimensions[2].height > 60
    data = data_workbook(get_example())
    for name in ("项目信息", "资金", "绩效指标", "项目文本"):
        part = f"xl/worksheets/sheet{book.sheetnames.index(name) + 1}.xml"
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert b"customHeight" not in package.read(part)


# ---------------------------------------------------------------------------------------------------- guide, extras


def test_the_guide_explains_every_field_in_the_words_of_the_table() -> None:
    rows = {tuple(cell.value for cell in row) for row in opened()["填写说明"].iter_rows(max_col=5)}
    for sheet, table in (
        ("项目信息", (*fields.PROJECT_FIELDS, *fields.GOAL_FIELDS)),
        ("资金", fields.AMOUNT_FIELDS),
        ("绩效指标", fields.INDICATOR_FIELDS),
        ("项目文本", (*fields.NARRATIVE_FIELDS, *fields.ALLOCATION_FIELDS)),
    ):
        for field in table:
            need = "必填" if field.required else "应填" if field.expected else "可以不填"
            assert (sheet, field.label, need, field.how, field.example or None) in rows


def test_a_proposal_is_coloured_until_it_is_changed_and_says_what_to_do() -> None:
    proposals = {"项目期": "请更新：上年的项目期", "绩效指标[1].年度指标值": "请更新：上年为13个"}
    book = opened(get_example(), Extras(proposals))
    assert book["项目信息"]["B8"].comment.text == proposals["项目期"]
    assert book["绩效指标"]["E2"].comment.text == proposals["绩效指标[1].年度指标值"]
    rules = {
        str(area.sqref): rule.formula[0]
        for area, rules in book["项目信息"].conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "expression"
    }
    assert rules == {"B8": 'AND(LEFT(B8,15)="2020年9月-2021年8月",LEN(B8)=15)'}


def test_another_sheet_is_a_name_its_fields_and_its_rows(tmp_path: Path) -> None:
    columns = (fields.Field("年度", "year", "year"), fields.Field("总投入", "total", "amount"))
    history = TableSheet("历年", columns, [{"年度": 2019, "总投入": Decimal("90.5")}, {"年度": 2020}])
    book = opened(get_example(), Extras(tables=(history,)))
    assert [[cell.value for cell in row] for row in book["历年"]["A1:B3"]] == [
        ["年度", "总投入"],
        [2019, 90.5],
        [2020, None],
    ]
    file = tmp_path / "甲.xlsx"
    book.save(file)
    assert read_file(file).project == get_example()


# ---------------------------------------------------------------------------------------------------- many projects


def test_many_projects_come_back_from_one_workbook(tmp_path: Path) -> None:
    shapes = sorted((ROOT / "tests" / "data" / "shapes").glob("*.json"))
    records = [json.loads(file.read_text("utf-8"), parse_float=Decimal) for file in shapes]
    filed = {"历年": [{"年度": 2018, "资金": {"其他": "0.123456"}}, {"年度": 2019, "绩效指标": [{"三级指标": "场次"}]}]}
    executed = executed_example() | {"项目名称": "已执行的项目"} | filed
    projects = [get_example(), *(read_project(record).project for record in (*records, executed))]
    file = tmp_path / "全部.xlsx"
    file.write_bytes(many_workbook(projects))
    declarations = list(iter_checked([Source(file)]))
    assert [declaration.project for declaration in declarations] == projects


def test_an_empty_workbook_of_many_projects_has_heads_drop_downs_and_no_two_rules_on_a_cell() -> None:
    book = load_workbook(io.BytesIO(many_workbook()))
    names = ["项目信息", "资金", "绩效指标", "项目文本", "资金安排", "执行情况", "指标执行情况"]
    assert book.sheetnames[:7] == names
    for name in names[1:]:
        assert rule_of(book[name], "A2").formula1 == f"项目信息!$A$2:$A${LAST_ROW}"
    assert "$B2" in rule_of(book["绩效指标"], "C2").formula1
    assert all(sheet.auto_filter.ref for sheet in book.worksheets[:7])
    assert rule_of(book["指标执行情况"], "B2").formula1 == f"绩效指标!$D$2:$D${LAST_ROW}"


@needs_libreoffice
def test_a_project_of_many_with_a_wrong_total_is_coloured(tmp_path: Path) -> None:
    wrong, right = funds(年度={"总投入": 3, "其他": 2}), funds(年度={"总投入": 3, "其他": 3})
    shown = _printed_colours(many_workbook([wrong, right]), tmp_path / "甲")
    assert shown["资金"][WRONG] == 1
