"""What headers and footers print for the name of the form's file."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from jixiao.exchange.papers.form_making import Heading
from jixiao.exchange.pdf.papers import PdfTask, iter_made_pdfs
from jixiao.exchange.pdf.printed_names import named_header, with_printed_names
from jixiao.exchange.pdf.soffice import Office, get_soffice

FORM = Path("/表格/2020/1号 A&B.xlsx")


def workbook(header: str = "", footer: str = "") -> bytes:
    """A workbook of one cell."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "项目"
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = header, footer
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("codes", "named"),
    [
        ("&C&F", "&C1号 A&&B.xlsx"),
        ("&L&Z&F", f"&L/表格/2020{os.sep}1号 A&&B.xlsx"),
        ("&C&10&F", "&C&10 1号 A&&B.xlsx"),
        ('&C&"宋体,Regular"&10第 &P 页 共 &N 页', '&C&"宋体,Regular"&10第 &P 页 共 &N 页'),
        ('&"&F,Bold"&&F', '&"&F,Bold"&&F'),
        ("A&F&A", "A1号 A&&B.xlsx&A"),
    ],
)
def test_the_codes_of_name_and_folder_become_text(codes: str, named: str) -> None:
    assert named_header(codes, FORM) == named


@pytest.mark.parametrize("data", [workbook("&CA", "&C第 &P 页"), b"no workbook", b"PK"])
def test_what_names_no_file_stays_as_it_is(data: bytes) -> None:
    assert with_printed_names(data, FORM) == data


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_the_forms_own_name_is_printed(tmp_path: Path) -> None:
    form = tmp_path / "2020年 甲<&>乙.xlsx"
    form.write_bytes(workbook("&C&F", "&L&12&F"))
    (made,) = iter_made_pdfs([PdfTask(form, Heading("甲", "乙", 2020))], Office(get_soffice()))
    assert made.path
    text = PdfReader(made.path).pages[0].extract_text()
    assert text.count("2020年 甲<&>乙.xlsx") == 2
