"""Many PDFs in one: pages in order, projects as bookmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from jixiao.exchange.errors import PdfError, SaveError
from jixiao.exchange.papers.form_making import Heading
from jixiao.exchange.pdf.papers import MadePdf, PdfTask, save_book


def put_pdf(folder: Path, heading: Heading, pages: int = 1, title: str = "") -> MadePdf:
    """A PDF whose pages are as wide as their number in points, counted from 101."""
    writer = PdfWriter()
    for number in range(pages):
        writer.add_blank_page(101 + number, 200)
    writer.metadata = {"/Title": title or heading.project}
    path = folder / f"{heading.year}{heading.unit}{heading.project}{title}.pdf"
    writer.write(str(path))
    return MadePdf(PdfTask(path.with_suffix(".xlsx"), heading), path)


def outline(reader: PdfReader, items: Any = None) -> list[Any]:
    """The bookmarks with their pages, inner ones as lists: ``["2020年度 1", ["甲 1"]]``."""
    return [
        outline(reader, item)
        if isinstance(item, list)
        else f"{item.title} {(reader.get_destination_page_number(item) or 0) + 1}"
        for item in (reader.outline if items is None else items)
    ]


def test_pages_stand_in_order_with_a_bookmark_a_project(tmp_path: Path) -> None:
    made = [put_pdf(tmp_path, Heading(name, "丙", 2020), pages) for name, pages in (("乙", 2), ("甲", 1), ("丁", 3))]
    save_book(made, tmp_path / "2020年全部.pdf")
    book = PdfReader(tmp_path / "2020年全部.pdf")
    assert [int(page.mediabox.width) for page in book.pages] == [101, 102, 101, 101, 102, 103]
    assert outline(book) == ["乙 1", "甲 3", "丁 4"]
    assert book.metadata
    assert book.metadata.title == "2020年全部"
    assert book.page_mode == "/UseOutlines"


def test_bookmarks_are_grouped_by_year_and_unit_where_there_are_several(tmp_path: Path) -> None:
    headings = [
        Heading("甲", "一局", 2020),
        Heading("乙", "二局", 2020),
        Heading("丙", "一局", 2021),
        Heading("丁", "一局", 2020),
    ]
    save_book([put_pdf(tmp_path, heading) for heading in headings], tmp_path / "全部.pdf")
    assert outline(PdfReader(tmp_path / "全部.pdf")) == [
        "2020年度 1",
        ["一局 1", ["甲 1", "丁 4"], "二局 2", ["乙 2"]],
        "2021年度 3",
        ["一局 3", ["丙 3"]],
    ]


def test_bookmarks_of_one_year_are_grouped_by_unit_alone(tmp_path: Path) -> None:
    made = [put_pdf(tmp_path, Heading(name, unit, 2020)) for name, unit in (("甲", "一局"), ("乙", "二局"))]
    save_book(made, tmp_path / "全部.pdf")
    assert outline(PdfReader(tmp_path / "全部.pdf")) == ["一局 1", ["甲 1"], "二局 2", ["乙 2"]]


def test_papers_of_one_project_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    made = [put_pdf(tmp_path, Heading("甲", "丙", 2020), title=title) for title in ("甲 申报表", "甲 自评表")]
    save_book([*made, put_pdf(tmp_path, Heading("乙", "丙", 2020), title="乙 申报表")], tmp_path / "全部.pdf")
    assert outline(PdfReader(tmp_path / "全部.pdf")) == ["甲 申报表 1", "甲 自评表 2", "乙 3"]


def test_what_was_not_made_is_left_out_and_the_same_pdfs_give_the_same_book(tmp_path: Path) -> None:
    made = [
        put_pdf(tmp_path, Heading("甲", "丙", 2020)),
        MadePdf(PdfTask(tmp_path / "乙", Heading("乙", "", 1)), None, "坏"),
    ]
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        save_book(made, tmp_path / name / "全部.pdf")
    assert len(PdfReader(tmp_path / "1" / "全部.pdf").pages) == 1
    assert (tmp_path / "1" / "全部.pdf").read_bytes() == (tmp_path / "2" / "全部.pdf").read_bytes()


def test_a_pdf_that_was_spoilt_or_is_gone_is_named(tmp_path: Path) -> None:
    made = put_pdf(tmp_path, Heading("甲", "丙", 2020))
    assert made.path
    made.path.write_bytes(b"spoilt")
    with pytest.raises(PdfError, match="读不出来"):
        save_book([made], tmp_path / "全部.pdf")
    made.path.unlink()
    with pytest.raises(PdfError, match=r"甲\.pdf.*找不到"):
        save_book([made], tmp_path / "全部.pdf")
    assert not (tmp_path / "全部.pdf").exists()


def test_a_book_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "全部.pdf").mkdir()
    with pytest.raises(SaveError, match=r"全部\.pdf"):
        save_book([put_pdf(tmp_path, Heading("甲", "丙", 2020))], tmp_path / "全部.pdf")
