"""The county form's template after somebody changed and saved it in LibreOffice."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.run import EXAMPLE, TEMPLATE
from jixiao.declaration.context import form_context
from jixiao.declaration.reading import read_project
from xlsx_template import Template

from .printed import iter_rows, merges_down, open_sheet

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")

NEW_ROW = (
    '<table:table-row table:style-name="{style}">'
    '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string">'
    "<text:p>项目属性</text:p></table:table-cell><table:covered-table-cell/>"
    '<table:table-cell office:value-type="string"><text:p>{{{{ 项目属性 }}}}</text:p></table:table-cell>'
    "</table:table-row>"
)


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """The file that LibreOffice writes from `source`."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{suffix}"


def changed(document: str) -> str:
    """A renamed sheet, a wider column B, a larger font, and a new row above 单位已有的保障项目实施的制度措施."""
    document = document.replace('table:name="绩效目标申报表"', 'table:name="项目表"').replace(
        "绩效目标申报表.$", "项目表.$"
    )
    document = document.replace("$绩效目标申报表.", "$项目表.").replace('fo:font-size="10pt"', 'fo:font-size="10.5pt"')
    widths = re.findall(r'style:column-width="([^"]+)"', document)
    document = document.replace(f'style:column-width="{widths[1]}"', 'style:column-width="1.2in"')
    rows = re.split(r"(?=<table:table-row )", document)
    index = next(
        number for number, row in enumerate(rows) if "<text:p>单位已有的保障项目实施的制度措施</text:p>" in row
    )
    style = re.search(r'table:style-name="([^"]+)"', rows[index])
    assert style
    rows.insert(index, NEW_ROW.format(style=style[1]))
    return "".join(rows)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    folder = tmp_path_factory.mktemp("changed")
    flat = convert(TEMPLATE, "fods", folder)
    flat.write_text(changed(flat.read_text(encoding="utf-8")), encoding="utf-8")
    template = Template.load(convert(flat, "xlsx", folder))
    project = json.loads(EXAMPLE.read_text(encoding="utf-8")) | {"项目属性": "新增项目"}
    return open_sheet(template.render(form_context(read_project(project).project)), values=True)


def test_the_form_follows_the_change(sheet: Worksheet) -> None:
    assert sheet.title == "项目表"
    assert ["项目属性", "新增项目"] in [[text for text in row if text] for row in iter_rows(sheet)]
    assert sheet.column_dimensions["B"].width == pytest.approx(14.4, abs=0.2)
    assert sheet["C3"].font.sz == 10.5


def test_everything_else_stays(sheet: Worksheet) -> None:
    rows = [[text for text in row if text] for row in iter_rows(sheet)]
    assert ["中期资金来源（元）", "300万元", "300万元"] in rows
    assert merges_down(sheet, "A") == ["A11:A12", "A13:A20", "A21:A25"]  # a page ends there
    assert [sheet["A13"].value, sheet["A21"].value] == ["绩效指标"] * 2
    assert [pagebreak.id for pagebreak in sheet.row_breaks.brk] == [20]
    assert merges_down(sheet, "B") == ["B14:B20", "B21:B22", "B23:B25"]
    assert rows[-1] == ["单位负责人：", "李波", "填报人：", "岳阳春", "填报日期：", "2019/10/18"]
