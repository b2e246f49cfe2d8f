"""PDFs beside the forms, as LibreOffice really makes them."""

from __future__ import annotations

import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from openpyxl.styles import Alignment, Font
from pypdf import PdfReader

from jixiao.exchange.errors import PdfError
from jixiao.exchange.papers.form_making import Heading
from jixiao.exchange.pdf.office_fonts import stand_ins
from jixiao.exchange.pdf.papers import MadePdf, PdfTask, iter_made_pdfs
from jixiao.exchange.pdf.soffice import PROGRAM_VARIABLE, Office, get_soffice
from tests.forms.golden import all_forms, golden_file

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
HEADING = Heading("甲／乙项目", "丙单位", 2020)


def put_form(path: Path, text: str = "项目支出", font: str = "宋体") -> PdfTask:
    """A form with one narrow cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.properties.title = "项目支出绩效目标申报表"
    sheet = book.worksheets[0]
    sheet["A1"] = text
    sheet["A1"].font = Font(name=font, size=12)
    sheet["A1"].alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 20
    sheet.row_dimensions[1].height = 300
    book.save(path)
    return PdfTask(path, HEADING)


def put_text(path: Path, text: str) -> PdfTask:
    """A text document of one paragraph, of the parts it cannot do without."""
    office = "http://schemas.openxmlformats.org"
    relation = f"{office}/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return PdfTask(path, HEADING)


def make(*tasks: PdfTask) -> list[MadePdf]:
    """What becomes of the PDFs."""
    return list(iter_made_pdfs(tasks, Office(get_soffice())))


@needs_office
def test_forms_of_one_name_in_two_years_each_get_their_pdf(tmp_path: Path) -> None:
    tasks = [put_form(tmp_path / year / "甲 {乙}%20.xlsx", f"{year}年度") for year in ("2020", "2021")]
    made = make(*tasks)
    assert [pdf.problem for pdf in made] == ["", ""]
    assert [pdf.path for pdf in made] == [tmp_path / year / "甲 {乙}%20.pdf" for year in ("2020", "2021")]
    assert [PdfReader(str(pdf.path)).pages[0].extract_text().split()[0] for pdf in made] == ["2020年度", "2021年度"]


@needs_office
def test_a_text_document_has_a_pdf_of_its_own_beside_that_of_the_form(tmp_path: Path) -> None:
    made = make(put_form(tmp_path / "甲.xlsx"), put_text(tmp_path / "甲.docx", "项目立项依据"))
    assert [pdf.path for pdf in made] == [tmp_path / "甲.pdf", tmp_path / "甲-文本.pdf"]
    assert PdfReader(tmp_path / "甲-文本.pdf").pages[0].extract_text().strip() == "项目立项依据"


@needs_office
def test_a_pdf_says_what_it_is_and_not_when_it_was_made(tmp_path: Path) -> None:
    pdf = PdfReader(str(make(put_form(tmp_path / "甲.xlsx"))[0].path))
    properties = dict(pdf.metadata or {})
    assert properties["/Title"] == "甲／乙项目 项目支出绩效目标申报表（2020年度）"
    assert properties["/Author"] == "丙单位"
    assert properties["/Creator"] == "项目支出绩效目标申报表生成程序"
    assert properties["/Producer"].startswith("LibreOffice")
    assert not {"/CreationDate", "/ModDate"} & set(properties)
    assert pdf.root_object["/Lang"] == "zh-CN"
    assert pdf.viewer_preferences
    assert pdf.viewer_preferences["/DisplayDocTitle"]


@needs_office
def test_the_same_run_gives_the_same_pdfs(tmp_path: Path) -> None:
    tasks = [put_form(tmp_path / f"{name}.xlsx") for name in "甲乙"]
    first, second = ([path.read_bytes() for pdf in make(*tasks) if (path := pdf.path)] for _ in range(2))
    assert len(first) == 2
    assert first == second


@needs_office
def test_two_runs_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    tasks = [put_form(tmp_path / f"{name}.xlsx") for name in "甲乙丙"]
    with ThreadPoolExecutor(3) as pool:
        assert [pdf.problem for made in pool.map(make, tasks) for pdf in made] == ["", "", ""]


@needs_office
def test_lines_begin_and_end_as_chinese_lines_do(tmp_path: Path) -> None:
    text = "".join(f"{'文' * count}，《名（称》）。" for count in range(1, 30))
    pdf = make(put_form(tmp_path / "甲.xlsx", text))[0].path
    assert pdf
    with pdfplumber.open(pdf) as document:
        lines = document.pages[0].extract_text().splitlines()
    assert len(lines) > 10
    assert not [line for line in lines if line[0] in "，。》）" or line[-1] in "《（"]


@needs_office
@pytest.mark.skipif(not stand_ins(), reason="every font that forms name is installed")
def test_fonts_that_are_missing_are_replaced_by_those_most_like_them(tmp_path: Path) -> None:
    missing = [name for name in ("宋体", "黑体", "楷体") if name in stand_ins()]
    used = set()
    for made in make(*(put_form(tmp_path / f"{name}.xlsx", "目标2020", name) for name in missing)):
        with pdfplumber.open(str(made.path)) as document:
            fonts = {character["fontname"].split("+")[1] for character in document.chars}
        assert len(fonts) == 1, "digits and ideographs are of one font"
        used |= fonts
    assert len(used) == len(missing)
    assert not [name for name in used if "DejaVu" in name]


@needs_office
@pytest.mark.skipif(not stand_ins(), reason="every font that forms name is installed")
def test_every_form_of_this_program_prints_in_the_fonts_it_names_or_what_stands_in_for_them(tmp_path: Path) -> None:
    tasks = [PdfTask(Path(shutil.copy(golden_file(form), tmp_path)), HEADING) for form in all_forms()]
    named = [stand_ins().get(font, font) for font in ("宋体", "黑体", "仿宋", "楷体", "Times New Roman")]
    for made in make(*tasks):
        with pdfplumber.open(str(made.path)) as document:
            fonts = {character["fontname"].split("+")[1] for page in document.pages for character in page.chars}
        assert [font for font in fonts if not font.lower().startswith(tuple(map(family, named)))] == []


def family(font: str) -> str:
    """What the names of a font's faces in a PDF begin with: "notoserifcjk" for Noto Serif CJK SC."""
    return font.lower().removesuffix(" sc").removesuffix(" cn").replace(" ", "")


def test_without_libreoffice_it_says_how_to_get_it_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("jixiao.exchange.pdf.soffice._find_installed", lambda: None)
    with pytest.raises(PdfError) as told:
        get_soffice()
    for expected in ("没有找到 LibreOffice", "表格不受影响", "Windows", "麒麟", "UOS", "Debian", "macOS", "安装"):
        assert expected in str(told.value)


def test_a_libreoffice_elsewhere_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "便携版" / "soffice.exe"
    program.parent.mkdir()
    program.write_bytes(b"")
    monkeypatch.setenv(PROGRAM_VARIABLE, str(program))
    assert get_soffice() == str(program)
    program.unlink()
    with pytest.raises(PdfError, match="便携版"):
        get_soffice()


def test_no_form_needs_no_libreoffice() -> None:
    assert list(iter_made_pdfs([], Office("没有"))) == []


@needs_office
def test_a_pdf_that_cannot_be_replaced_is_told_and_the_others_are_made(tmp_path: Path) -> None:
    tasks = [put_form(tmp_path / f"{name}.xlsx") for name in "甲乙"]
    (tmp_path / "甲.pdf").mkdir()
    made = make(*tasks)
    assert made[0].path is None
    assert "甲.pdf" in made[0].problem
    assert made[1].path == tmp_path / "乙.pdf"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["乙.pdf", "乙.xlsx", "甲.pdf", "甲.xlsx"]


@needs_office
def test_an_old_pdf_stays_where_there_is_no_new_one_and_that_is_told(tmp_path: Path) -> None:
    task = PdfTask(tmp_path / "没有.xlsx", HEADING)
    (tmp_path / "没有.pdf").write_bytes(b"old")
    made = make(task)[0]
    assert made.path is None
    assert "旁边的“没有.pdf”是以前的" in made.problem
    assert (tmp_path / "没有.pdf").read_bytes() == b"old"
