"""What a template does not touch leaves as it came, byte for byte: parts, cells, attributes, order.

A tag has its effects: formulas get their results, charts forget what they remembered of the cells, rows get the height
their text needs and pictures keep their place on the page.  Everything else is compared as bytes.
"""

from __future__ import annotations

import os
import re
import warnings
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import python_calamine

from tests.package.corpus import corpus, sheet_part, with_cells
from tests.package.written import LIBREOFFICE, libreoffice_books
from tests.package.zips import parts_of
from xlsx_template import Template
from xlsx_template.package.archive import Package

CORPUS = corpus()
LOOP = {"ZY": "{% for 项 in 项们 %}{{ 项 }}", "ZZ": "{% endfor %}"}
TABLES = ("openpyxl: table",)  # whose head, the first row, must not be in a loop
ONE_ROW = (  # with nothing below it
    "found: xlsx-chart-charts",
    "found: xlsx-chart-columnGroupAvg",
    "found: xlsx-chart-scatter",
    "found: xlsx2csv-escape",
)
ARRAYS = ("XlsxWriter: array formulas", "openpyxl: rich text")  # whose other cells are results as well
NOT_ALIKE = (
    "odd: comments",  # calamine reads no value with a comment in it
    "XlsxWriter: 1904",  # results are left to Excel, which alone counts from 1904
    "odd: 1904",
    "odd: external link",  # a result that only Excel can find anew is left out
)
NOT_FOR_CALAMINE = (  # which cannot read these, filled or not
    "odd: shared strings missing",
    "odd: UTF-16 sheet",
    "odd: UTF-16 everywhere",
    "odd: UTF-16 texts",
    "odd: macro sheet",
    "odd: sheet without part",
    "odd: other folders",
    "odd: targets with backslashes",
    "odd: names that do not need their escapes",
)
NOT_FOR_OPENPYXL = (  # which cannot read these, filled or not
    "odd: shared strings missing",
    "odd: no styles",
    "odd: pivot table",
    "odd: other folders",
    "odd: other capitals",
    "zip: backslashes",
)
_HEIGHT = re.compile(r"\s(?:ht|customHeight)\s*=\s*[\"'][\w.]+[\"']")
CHAIN = ("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml")


@cache
def made(name: str) -> bytes:
    """A workbook of the corpus, made once."""
    return CORPUS[name]()


def rendered(template: bytes, **data: Any) -> dict[str, bytes]:
    """The parts of a filled template."""
    return parts_of(Template.from_bytes(template).render(data))


def test_the_corpus_holds_sixty_workbooks_or_more() -> None:
    assert len(CORPUS) >= 60
    assert len({made(name) for name in CORPUS}) == len(CORPUS)


# -------------------------------------------------------------------------------------------------- without tags


@pytest.mark.parametrize("name", CORPUS)
def test_a_workbook_without_tags_leaves_as_it_came(name: str) -> None:
    assert Template.from_bytes(made(name)).render({}) == made(name)


@pytest.mark.parametrize("name", CORPUS)
def test_a_part_more_leaves_all_others_as_they_were_and_in_their_order(name: str) -> None:
    saved = Package.from_bytes(made(name)).save({"xl/新.bin": b"new"})
    assert list(parts_of(saved).items()) == [*parts_of(made(name)).items(), ("xl/新.bin", b"new")]


# -------------------------------------------------------------------------------------------------- with a tag


def without_results(xml: bytes, part: str) -> str:
    """A part without what the filling of any tag may change in it."""
    text = _decoded(xml)
    if "/charts/" in part:
        return re.sub(r"(?s)<(?:c:)?(str|num|multiLvlStr)Cache>.*?</(?:c:)?\1Cache>", "", text)
    if "/drawings/" in part:
        return re.sub(r"<xdr:(row|rowOff)>\d+<", "<", text)
    text = re.sub(r"<(?:\w+:)?row\b[^>]*>", lambda row: _HEIGHT.sub("", row[0]), text)
    text = re.sub(r"(?s)<((?:\w+:)?)c\b[^>/]*>(?:(?!</\1c\s*>).)*<\1f\b.*?</\1c\s*>", "", text)
    return text.replace(' encoding="UTF-16"', ' encoding="UTF-8"')


def _decoded(xml: bytes) -> str:
    return xml.decode("utf-16" if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


@pytest.mark.parametrize("name", CORPUS)
def test_a_tag_in_a_cell_leaves_every_other_cell_and_part_as_it_was(name: str) -> None:
    template = with_cells(made(name), {"ZZ": "{{ 值 }}"})
    before, after = parts_of(template), rendered(template, 值="好")
    chain = CHAIN if "xl/calcChain.xml" in before else ()
    assert [part for part in before if part in after] == list(after)
    for part, data in before.items():
        if part in chain or (name in ARRAYS and part == sheet_part(template)) or after[part] == data:
            continue
        assert re.search(r"/(charts|drawings)/|sheet\d\.xml|one$|two\.xml$", part, re.I), part
        filled = without_results(data, part).replace("<t>{{ 值 }}", '<t xml:space="preserve">好')
        filled = filled.replace("<x:t>{{ 值 }}", '<x:t xml:space="preserve">好')
        assert _with_numbers(without_results(after[part], part)) == _with_numbers(filled)


def _with_numbers(text: str) -> str:
    """A sheet whose rows and cells may lack their numbers, which they get, without any."""
    return re.sub(r"(<(?:\w+:)?(?:row|c)\b[^>]*?)\sr\s*=\s*[\"'][A-Z]*\d+[\"']", r"\1", text)


def rows(xml: bytes) -> list[str]:
    """The rows of a sheet without their numbers and without what the filling of any tag may change in them."""
    text = without_results(xml, "xl/worksheets/sheet1.xml")
    found = re.findall(r"(?s)<(?:\w+:)?row\b(?:[^>]*/>|.*?</(?:\w+:)?row\s*>)", text)
    return [_with_numbers(row) for row in found]


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in ARRAYS + TABLES + ONE_ROW])
def test_rows_below_a_loop_keep_their_bytes_besides_their_number(name: str) -> None:
    template = with_cells(made(name), LOOP)
    part = sheet_part(template)
    before, after = rows(parts_of(template)[part]), rows(rendered(template, 项们=[1, 2, 3])[part])
    tagged = next(index for index, row in enumerate(before) if "{{ 项 }}" in row)
    assert after[tagged + 3 :] == before[tagged + 1 :]
    assert len(before) > tagged + 1


# -------------------------------------------------------------------------------------------------- as others read it


def shown(data: bytes) -> list[list[list[Any]]]:
    """The cells of all sheets as calamine reads them."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in (*ARRAYS, *NOT_ALIKE, *NOT_FOR_CALAMINE)])
def test_calamine_reads_the_same_values_after_filling(name: str) -> None:
    before = shown(with_cells(made(name), {"ZZ": "好"}))
    after = shown(Template.from_bytes(with_cells(made(name), {"ZZ": "{{ 值 }}"})).render({"值": "好"}))
    assert before[0]
    for old_sheet, new_sheet in zip(before, after, strict=True):
        for old_row, new_row in zip(old_sheet, new_sheet, strict=False):  # formulas without a result get one
            for old, new in zip(old_row, new_row, strict=False):
                assert old in ("", 0.0) or new == (pytest.approx(old) if isinstance(old, float) else old)


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in ARRAYS + NOT_FOR_OPENPYXL])
def test_openpyxl_reads_the_filled_workbook_where_it_reads_the_template(name: str) -> None:
    template = with_cells(made(name), {"ZZ": "{{ 值 }}"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = openpyxl.load_workbook(BytesIO(template))
        found = openpyxl.load_workbook(BytesIO(Template.from_bytes(template).render({"值": "好"})))
    assert found.sheetnames == before.sheetnames
    texts = [cell for sheet in before.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]
    filled = [cell for sheet in found.worksheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert filled == ["好" if text == "{{ 值 }}" else text for text in texts]


# -------------------------------------------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Workbooks that LibreOffice wrote."""
    books = libreoffice_books(tmp_path_factory.mktemp("office"))
    if not books:
        assert not os.environ.get("JIXIAO_REQUIRE_OFFICE")
        pytest.skip("LibreOffice is not installed")
    return books


@pytest.mark.parametrize("name", LIBREOFFICE)
def test_a_workbook_of_libreoffice_leaves_as_it_came(office: dict[str, bytes], name: str) -> None:
    assert Template.from_bytes(office[name]).render({}) == office[name]


@pytest.mark.parametrize("name", LIBREOFFICE)
def test_a_tag_in_a_workbook_of_libreoffice_leaves_every_other_cell_as_it_was(
    office: dict[str, bytes], name: str
) -> None:
    template = with_cells(office[name], {"ZZ": "{{ 值 }}"})
    before, after = parts_of(template), rendered(template, 值="好")
    assert list(after) == list(before)
    for part, data in before.items():
        if after[part] != data:
            filled = without_results(data, part).replace("<t>{{ 值 }}", '<t xml:space="preserve">好')
            assert without_results(after[part], part) == filled
