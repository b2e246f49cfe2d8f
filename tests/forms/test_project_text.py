"""项目文本: the example's document beside the bureau's own, and what happens with other data."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from bench.run import EXAMPLE
from jixiao.declaration.form_catalogue import paper_content
from jixiao.declaration.reading import read_project
from jixiao.exchange.errors import DocumentError
from jixiao.exchange.papers.form_making import get_template
from jixiao.exchange.papers.forms import get_form
from jixiao.exchange.papers.text_template import TextTemplate

from .documents import iter_lines, open_document, printed_table

FORM = "项目文本"
DATA = Path(__file__).resolve().parent.parent / "data"
SOFFICE = shutil.which("soffice")

#: What the program writes otherwise than the bureau did: all headings are numbered by Word, not only the first seven,
#: the label of 单位概况 is not garbled, and 样表 is no part of a title.
DIFFERENCES = {
    "八、项目实施成效": "项目实施成效",
    "九、项目绩效目标表": "项目绩效目标表",
    "代为概况：基层政权和社区建设科代办": "单位概况：基层政权和社区建设科代办",
    "项目支出绩效目标申报表(样表)": "项目支出绩效目标申报表",
}


def text_of(**changes: Any) -> bytes:
    """The document of the example with other data."""
    project = read_project(json.loads(EXAMPLE.read_text("utf-8")) | changes).project
    return get_template(get_form(FORM)).render(paper_content(FORM, project).context)


def headings(data: bytes) -> list[str]:
    """The headings of the sections."""
    return [one.text for one in open_document(data).paragraphs if one.style.name == "公文一级标题"]


@pytest.fixture(scope="module")
def document() -> bytes:
    return text_of()


def test_it_reads_like_the_bureaus_own_document_line_by_line(document: bytes) -> None:
    paper = (line.strip() for line in (DATA / "project-text.txt").read_text("utf-8").splitlines())
    assert list(iter_lines(document)) == [DIFFERENCES.get(line, line) for line in paper if line]


def test_its_form_has_the_cells_and_merges_of_the_paper(document: bytes) -> None:
    assert printed_table(document) == (DATA / "section-9.txt").read_text("utf-8")


def test_the_page_is_that_of_an_official_paper(document: bytes) -> None:
    (section,) = open_document(document).sections
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    fonts = {style.name: style.element.rPr.rFonts.get(f"{{{W}}}eastAsia") for style in own_styles(document)}
    assert fonts == {
        "公文标题": "方正小标宋简体",
        "公文一级标题": "黑体",
        "公文正文": "仿宋_GB2312",
        "公文表格": "仿宋_GB2312",
    }


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def own_styles(data: bytes) -> list[Any]:
    return [style for style in open_document(data).styles if style.name.startswith("公文")]


def test_sections_without_data_are_left_out() -> None:
    narrative = {"项目基本概况": "甲", "资金安排": [], "项目实施成效": " "}
    assert headings(text_of(项目文本=narrative)) == ["项目名称", "项目基本概况", "项目绩效目标表"]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_the_chinese_numbers_follow(tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_bytes(text_of(项目文本={"项目基本概况": "甲", "项目实施成效": "乙"}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "text.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(tmp_path / "text.pdf") as printed:
        lines = [line for page in printed.pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line[1:2] == "、" and line[0] in "一二三四五"] == [
        "一、项目名称",
        "二、项目基本概况",
        "三、项目实施成效",
        "四、项目绩效目标表",
    ]


def test_paragraphs_of_a_text_are_paragraphs_of_the_document() -> None:
    lines = list(iter_lines(text_of(项目文本={"项目基本概况": "第一段。\n\n第二段。"})))
    assert lines[lines.index("项目基本概况") :][:3] == ["项目基本概况", "第一段。", "第二段。"]


def test_the_same_data_gives_the_same_bytes(document: bytes) -> None:
    assert text_of() == document
    with zipfile.ZipFile(get_form(FORM)) as template:
        assert template.testzip() is None


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{% for 甲 in 乙 %}",
        "{_{ 年度 }_} {_% x %_}",
        "</w:t></w:r></w:p><w:p/>",
        "&amp; <b> 100% {}",
        '<m:merge xmlns:m="urn:jixiao:merge" key="1"/>',
        "“引号” ‘单引号’",
    ],
)
def test_data_is_text_whatever_it_holds(text: str) -> None:
    data = text_of(项目文本={"项目基本概况": text}, 项目概况=text, 填报人=text)
    lines = list(iter_lines(data))
    assert lines.count(text) == 3


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_any_text_reads_back(text: str) -> None:
    assert text in list(iter_lines(text_of(项目概况=text)))


def test_the_file_is_what_the_schema_asks(tmp_path: Path, document: bytes) -> None:
    path = tmp_path / "text.docx"
    path.write_bytes(document)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_a_form_without_indicators_keeps_their_head_row() -> None:
    assert "\t绩效指标\n\t一级指标\n\t二级指标\n" in printed_table(text_of(绩效指标=[]))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("文本标题 }}", "文本标提 }}", "文本标提"), ("{{ 文本标题 }}", "{{ 文本标题 | 大写 }}", "大写")],
)
def test_a_mistake_in_a_template_is_said(tmp_path: Path, old: str, new: str, expected: str) -> None:
    document = open_document(get_form(FORM).read_bytes())
    run = document.paragraphs[0].runs[0]
    run.text = run.text.replace(old, new)
    document.save(str(tmp_path / "自备.docx"))
    with pytest.raises(DocumentError, match=expected):
        TextTemplate.load(tmp_path / "自备.docx").render({"年度": 2020})


def test_what_is_no_document_is_said(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"no document")
    with pytest.raises(DocumentError, match=r"另存为 \.docx"):
        TextTemplate.load(tmp_path / "坏.docx")
