"""What comes with a copied sheet: each part that is its own, and none twice where one will do."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image

from tests.xlsx_template.workbooks import Form, make
from xlsx_template import TagError, Template

LOOP = "{% for 项 in 项目 %}{{ 项.名称 }}"
ITEMS = [{"名称": "甲", "额": 1}, {"名称": "乙", "额": 5}, {"名称": "it's 丙", "额": 7}]


def _png() -> BytesIO:
    memory = BytesIO()
    Image.new("RGB", (8, 8), "red").save(memory, "PNG")
    memory.seek(0)
    return memory


def _rich(workbook: Any, sheets: Any) -> None:
    """A sheet with all that a copy must not share with its neighbours."""
    sheet, other = sheets[LOOP], sheets["尾"]
    sheet.write_comment("A1", "批注")
    sheet.insert_image("D1", "图.png", {"image_data": _png(), "url": f"internal:'{LOOP}'!A1"})
    sheet.insert_textbox("D9", "文", {"textlink": f"='{LOOP}'!$A$1"})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": f"='{LOOP}'!$A$1:$A$2", "name": f"='{LOOP}'!$B$1"})
    sheet.insert_chart("D20", chart)
    outer = workbook.add_chart({"type": "line"})
    outer.add_series({"values": f"='{LOOP}'!$A$1:$A$2"})
    other.insert_chart("D20", outer)
    sheet.add_table("F1:G3", {"name": "明细", "columns": [{"header": "项"}, {"header": "额"}]})
    sheet.write_formula("A4", "=SUM(明细[额])", None, 0)
    sheet.write_url("A5", f"internal:'{LOOP}'!A1", string="回到顶端")
    other.write_url("A5", f"internal:'{LOOP}'!A1", string="去明细")
    sheet.data_validation("A6", {"validate": "list", "source": f"='{LOOP}'!$B$1:$B$3"})
    rule = {"type": "formula", "criteria": f"='{LOOP}'!$A$1>3", "format": workbook.add_format({"bold": True})}
    sheet.conditional_format("A1:A2", rule)
    sheet.add_sparkline("H1", {"range": f"'{LOOP}'!A1:A2"})
    sheet.autofilter("J1:K4")
    sheet.set_header("&C申报表")


@lru_cache(maxsize=1)
def rich() -> Form:
    """The form of three items that the rich template makes."""
    cells = {"A1": "{{ 项.额 }}", "A2": 3, "B1": "数", "尾!A1": f"=SUM('{LOOP}'!A1:A2)"}
    return Form(Template.from_bytes(make(cells, sheets=(LOOP, "尾"), build=_rich)).render({"项目": ITEMS}))


def relationships_of(form: Form, part: str) -> dict[str, list[str]]:
    """The parts that a part leads to, by the kind of the relationship."""
    folder, name = posixpath.split(part)
    found: dict[str, list[str]] = {}
    for relation in ElementTree.fromstring(form.parts.get(f"{folder}/_rels/{name}.rels", "<r/>")):
        target = posixpath.normpath(posixpath.join(folder, relation.attrib["Target"]))
        found.setdefault(relation.attrib["Type"].rpartition("/")[2], []).append(target)
    return found


def sheet_parts(form: Form) -> list[str]:
    """The parts of the copies."""
    listed = re.findall(r'r:id="(\w+)"', form.parts["xl/workbook.xml"])
    relations = ElementTree.fromstring(form.parts["xl/_rels/workbook.xml.rels"])
    targets = {r.attrib["Id"]: "xl/" + r.attrib["Target"] for r in relations}
    return [targets[name] for name in listed][: len(ITEMS)]


pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group:UserWarning")


@pytest.mark.parametrize("kind", ["drawing", "comments", "vmlDrawing", "table"])
def test_each_copy_has_parts_of_its_own(kind: str) -> None:
    form = rich()
    targets = [target for part in sheet_parts(form) for target in relationships_of(form, part)[kind]]
    assert len(set(targets)) == len(ITEMS)
    with zipfile.ZipFile(BytesIO(form.data)) as archive:
        assert set(targets) <= set(archive.namelist())


def test_charts_are_copied_and_show_their_own_sheet_and_pictures_are_shared() -> None:
    form = rich()
    drawings = [relationships_of(form, part)["drawing"][0] for part in sheet_parts(form)]
    charts = [relationships_of(form, drawing)["chart"][0] for drawing in drawings]
    images = {relationships_of(form, drawing)["image"][0] for drawing in drawings}
    assert (len(set(charts)), len(images)) == (3, 1)
    sources = [re.findall(r"<c:f>(.*?)</c:f>", form.parts[chart]) for chart in charts]
    assert sources == [[f"{name}!$B$1", f"{name}!$A$1:$A$2"] for name in ("'甲'", "'乙'", "'it''s 丙'")]


def test_a_chart_on_another_sheet_shows_the_first_copy() -> None:
    outer = [text for name, text in rich().parts.items() if "/charts/chart" in name and "lineChart" in text]
    assert [re.findall(r"<c:f>(.*?)</c:f>", text) for text in outer] == [["'甲'!$A$1:$A$2"]]


def test_tables_have_names_and_ids_of_their_own_and_formulas_follow() -> None:
    sheets = rich().workbook.worksheets[:3]
    tables = [table for sheet in sheets for table in sheet.tables.values()]
    assert [table.displayName for table in tables] == ["明细", "明细_2", "明细_3"]
    assert [table.name for table in tables] == ["明细", "明细_2", "明细_3"]
    assert len({table.id for table in tables}) == 3
    assert [sheet["A4"].value for sheet in sheets] == ["=SUM(明细[额])", "=SUM(明细_2[额])", "=SUM(明细_3[额])"]


def test_links_rules_and_lists_follow_their_copy() -> None:
    form = rich()
    for sheet, name in zip(form.workbook.worksheets, ("'甲'", "'乙'", "'it''s 丙'", "'甲'"), strict=True):
        assert sheet["A5"].hyperlink.location == f"{name}!A1"
    for part, name in zip(sheet_parts(form), ("'甲'", "'乙'", "'it''s 丙'"), strict=True):
        text = form.parts[part]
        assert f"<formula>{name}!$A$1&gt;3</formula>" in text
        assert f"<formula1>{name}!$B$1:$B$3</formula1>" in text
        assert f"<xm:f>{name}!A1:A2</xm:f>" in text
        assert f'textlink="{name}!$A$1"' in form.parts[relationships_of(form, part)["drawing"][0]]


def test_the_link_of_a_picture_follows_its_copy() -> None:
    form = rich()
    drawings = [relationships_of(form, part)["drawing"][0] for part in sheet_parts(form)]
    texts = [form.parts[f"xl/drawings/_rels/{posixpath.basename(drawing)}.rels"] for drawing in drawings]
    links = [re.findall('Target="#([^"]*)"', text) for text in texts]
    assert links == [["'甲'!A1"], ["'乙'!A1"], ["'it''s 丙'!A1"]]


def test_comments_stand_on_every_copy() -> None:
    assert [sheet["A1"].comment.text for sheet in rich().workbook.worksheets[:3]] == ["批注"] * 3


def test_filters_are_named_on_every_copy() -> None:
    filters = re.findall(r'_FilterDatabase"[^>]*localSheetId="(\d)"[^>]*>([^<]*)<', rich().parts["xl/workbook.xml"])
    assert filters == [("0", "'甲'!$J$1:$K$4"), ("1", "'乙'!$J$1:$K$4"), ("2", "'it''s 丙'!$J$1:$K$4")]


def test_ids_in_the_workbook_are_unique_and_every_part_has_a_type() -> None:
    form = rich()
    sheets = re.findall(r'<sheet name="([^"]*)" sheetId="(\d+)" r:id="(\w+)"', form.parts["xl/workbook.xml"])
    assert all(len(set(column)) == 4 for column in zip(*sheets, strict=True))
    types = form.parts["[Content_Types].xml"]
    assert all(f'PartName="/{part}"' in types for part in sheet_parts(form))
    assert len(re.findall("<Override ", types)) == len(set(re.findall('PartName="([^"]*)"', types)))


def test_without_items_every_part_of_the_sheet_leaves() -> None:
    cells = {"A1": "{{ 项.额 }}"}
    form = Form(Template.from_bytes(make(cells, sheets=(LOOP, "尾"), build=_rich)).render({"项目": []}))
    with zipfile.ZipFile(BytesIO(form.data)) as archive:
        names = set(archive.namelist())
    assert not [n for n in names if re.search(r"comments|vmlDrawing|tables/|media/|sheet1\.xml", n)]
    assert len([n for n in names if "/charts/" in n]) == 1  # the one of the other sheet
    types = re.findall('PartName="/([^"]*)"', form.parts["[Content_Types].xml"])
    assert set(types) <= names


def test_the_name_that_macros_call_a_sheet_by_is_not_repeated() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = LOOP
    workbook.active.sheet_properties.codeName = "Sheet1"
    memory = BytesIO()
    workbook.save(memory)
    form = Form(Template.from_bytes(memory.getvalue()).render({"项目": ITEMS}))
    assert [sheet.sheet_properties.codeName for sheet in form.workbook.worksheets] == ["Sheet1", None, None]


THREAD, REPLY, PERSON = (f"{{0000000{n}-1111-2222-3333-444444444444}}" for n in (1, 2, 3))


def _with_threads(source: bytes) -> bytes:
    """The workbook with threaded comments on its first sheet, as Excel writes them ([MS-XLSX] 2.6.205)."""
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="A1" dT="2020-01-01T00:00:00.00" personId="{PERSON}" id="{THREAD}"><text>问</text>'
        f'</threadedComment><threadedComment ref="A1" dT="2020-01-01T00:00:00.00" personId="{PERSON}" id="{REPLY}" '
        f'parentId="{THREAD}"><text>答</text></threadedComment></ThreadedComments>'
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    types = "application/vnd.ms-excel.threadedcomments+xml"
    override = f'<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="{types}"/>'
    memory = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(memory, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace("</Types>", f"{override}</Types>") if name.startswith("[") else text
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                text = text.replace("</Relationships>", f"{relation}</Relationships>")
            if name == "xl/comments1.xml":
                text = re.sub("<author>.*?</author>|<author/>", f"<author>tc={THREAD}</author>", text)
            new.writestr(name, text)
        new.writestr("xl/threadedComments/threadedComment1.xml", threads)
    return memory.getvalue()


def test_threaded_comments_get_identities_of_their_own() -> None:
    source = make({"A1": "{{ 项.额 }}"}, sheets=(LOOP,), build=lambda _, sheets: sheets[LOOP].write_comment("A1", "注"))
    form = Form(Template.from_bytes(_with_threads(source)).render({"项目": ITEMS[:2]}))
    first, second = (form.parts[f"xl/threadedComments/threadedComment{n}.xml"] for n in (1, 2))
    ids = [re.findall(r' id="([^"]*)"', text) for text in (first, second)]
    assert ids[0] == [THREAD, REPLY]
    assert not set(ids[0]) & set(ids[1])
    assert f'parentId="{ids[1][0]}"' in second
    assert second.count(PERSON) == 2
    assert f"tc={ids[1][0]}" in form.parts["xl/comments2.xml"]


def test_a_sheet_with_slicers_cannot_loop() -> None:
    source = make({"A1": 1}, sheets=(LOOP,), build=lambda _, sheets: sheets[LOOP].write_comment("A1", "注"))
    memory = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(memory, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                kind = "http://schemas.microsoft.com/office/2007/relationships/slicer"
                relation = f'<Relationship Id="rId9" Type="{kind}" Target="../slicers/slicer1.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", relation.encode())
            new.writestr(name, data)
    with pytest.raises(TagError, match="切片器") as caught:
        Template.from_bytes(memory.getvalue())
    assert caught.value.sheet == LOOP


def test_the_form_has_no_findings(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(rich().data)
    assert OpenXmlValidator().validate(str(file)).errors == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_every_sheet(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(rich().data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "form.ods") as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    assert [t.get(f"{table}name") for t in root.iter(f"{table}table")][:2] == ["甲", "乙"]
    values = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value"
    formulas = [cell for cell in root.iter(f"{table}table-cell") if "SUM" in (cell.get(f"{table}formula") or "")]
    assert [cell.get(values) for cell in formulas] == ["0", "0", "0", "4"]
