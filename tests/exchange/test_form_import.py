"""Filled forms into data files: what is written, what is taken over, what is kept, what is refused."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.exchange.data_files.sources import Source, iter_sources
from jixiao.exchange.filed_forms.importing import Imported, ImportOptions, iter_form_files, iter_imported
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.forms import choose_forms
from jixiao.exchange.review.checking import iter_checked

from ..filled_forms.drawing import cells_of, draw_docx, draw_xlsx
from ..filled_forms.pictures import FLAT, FORMS, WITH_PROSE


def take(*files: Path, output: Path, style: str | None = None) -> list[Imported]:
    """What becomes of the forms in the files."""
    return list(iter_imported(iter_form_files(files), ImportOptions(output, style)))


def data_in(folder: Path) -> list[Source]:
    """The data files of a folder, as the command line takes them."""
    return [source for source in iter_sources([folder]) if not source.skipped]


def projects(folder: Path) -> dict[str, Any]:
    """The projects in a folder of data, by name."""
    found = [declaration.project for declaration in iter_checked(data_in(folder))]
    return {project.name: project for project in found if project}


def edited(file: Path, change: Callable[[Any], None]) -> Path:
    """The file with a change made in its first sheet."""
    workbook = openpyxl.load_workbook(file)
    change(workbook.worksheets[0])
    workbook.save(file)
    return file


def generate(folder: Path) -> list[Any]:
    """The forms of data/ in output/."""
    options = FilingOptions(choose_forms("绩效目标申报表", None), folder / "output", jobs=1)
    return list(iter_filed(data_in(folder / "data"), options))


def test_all_forms_of_a_folder_become_a_data_file_each(tmp_path: Path) -> None:
    (tmp_path / "旧表").mkdir()
    draw_xlsx(tmp_path / "旧表" / "全部.xlsx", {name: form.picture for name, form in FORMS.items()} | {"表": FLAT})
    draw_docx(tmp_path / "旧表" / "项目.docx", WITH_PROSE.picture.replace("社会服务", "文明服务"), WITH_PROSE.lines)
    (tmp_path / "旧表" / "~$项目.docx").write_bytes(b"lock")
    imported = take(tmp_path / "旧表", output=tmp_path / "data")
    assert not [result for result in imported if result.failed]
    expected = {form.data["项目名称"] for form in FORMS.values()} | {"村组干部报酬", "垃圾清运", "文明服务项目大赛"}
    assert set(projects(tmp_path / "data")) == expected


def test_what_has_no_field_stands_on_a_sheet_of_the_data_workbook(tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "旧表.xlsx", {"Sheet1": FORMS["stacked"].picture})
    (result,) = take(file, output=tmp_path / "data")
    assert result.file is not None
    sheet = openpyxl.load_workbook(result.file)["未识别"]
    rows = [row for row in sheet.iter_rows(max_col=4, values_only=True) if any(row)]
    assert rows[0] == ("单元格", "标签", "内容", "说明")
    assert ("Sheet1!E5", "项目负责人", "李四", None) in [(*row[:3], row[3] or None) for row in rows]
    assert sorted(str(row[2]) for row in rows[1:]) == sorted(FORMS["stacked"].unplaced)


def test_beside_json_it_stands_in_a_file_that_generate_passes_over(tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "旧表.xlsx", {"Sheet1": FORMS["annual"].picture})
    (result,) = take(file, output=tmp_path / "data", style="json")
    assert result.beside == tmp_path / "data" / "人大代表扶贫基地（未识别）.json"
    entries = json.loads(result.beside.read_text("utf-8"))
    assert {"单元格": "Sheet1!E3", "标签": "项目负责人及电话", "内容": "张三 139****0000", "说明": ""} in entries
    assert list(projects(tmp_path / "data")) == ["人大代表扶贫基地"]


def test_a_value_that_cannot_be_read_is_reported_with_its_cell_and_kept(tmp_path: Path) -> None:
    picture = FORMS["central"].picture.replace("年度资金总额： | 100", "年度资金总额： | 约100万")
    (result,) = take(draw_xlsx(tmp_path / "旧表.xlsx", {"甲": picture}), output=tmp_path / "data")
    assert not result.failed
    assert [(f.cell, f.level.value) for f in result.findings if f.rule == "D01"] == [("甲!G6", "warning")]
    assert [entry.text for entry in result.unplaced if entry.cell == "甲!G6"] == ["约100万"]


def test_one_project_of_two_years_is_two_files(tmp_path: Path) -> None:
    for year in (2018, 2019):
        picture = FORMS["annual"].picture.replace("2018年度", f"{year}年度")
        take(draw_xlsx(tmp_path / f"{year}.xlsx", {"表": picture}), output=tmp_path / "data")
    names = sorted(file.name for file in (tmp_path / "data").iterdir())
    assert names == ["人大代表扶贫基地.xlsx", "人大代表扶贫基地（2019）.xlsx"]


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("表.et", b"x", "另存为 .xlsx"),
        ("表.wps", b"x", "另存为 .docx"),
        ("表.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("表.pdf", b"%PDF", "原来的 .xlsx"),
        ("表.xlsx", b"", "已损坏"),
        ("表.xlsx", b"PK\x03\x04 cut off", "已损坏"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "已损坏"),
        ("表.docx", b"<html/>", "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes, advice: str
) -> None:
    (tmp_path / name).write_bytes(content)
    good = draw_xlsx(tmp_path / "好.xlsx", {"表": FORMS["annual"].picture})
    bad, fine = take(tmp_path / name, good, output=tmp_path / "data")
    assert bad.failed
    assert advice in bad.findings[0].message
    assert not fine.failed


def test_a_workbook_without_a_form_is_refused(tmp_path: Path) -> None:
    (result,) = take(draw_xlsx(tmp_path / "表.xlsx", {"表": "姓名 | 电话\n张三 | 1"}), output=tmp_path / "data")
    assert "没有认出申报表" in result.findings[0].message


def test_a_page_without_a_form_beside_one_is_not_lost(tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "表.xlsx", {"表": FORMS["annual"].picture, "联系人": "姓名 | 电话\n张三 | 1"})
    (result,) = take(file, output=tmp_path / "data")
    assert [entry.text for entry in result.unplaced if entry.cell.startswith("联系人!")] == [
        "姓名",
        "电话",
        "张三",
        "1",
    ]


def test_a_data_workbook_is_no_form(tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "旧表.xlsx", {"表": FORMS["annual"].picture})
    take(file, output=tmp_path / "data")
    (again,) = take(tmp_path / "data", output=tmp_path / "data2")
    assert "可以直接用它生成" in again.findings[0].message


# ------------------------------------------------------------------------------------- the edit of a form


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A form made of data/甲.json, which has more than the form shows."""
    record = {
        "年度": 2020,
        "项目名称": "甲项目",
        "实施单位": "乙单位",
        "项目属性": "延续项目",
        "项目期": "2020年",
        "资金": {"年度": {"中央财政": 3, "其他": "10606.7522万元"}},
        "绩效指标": [
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "只有中期", "中期指标值": "40个"},
            {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "另外一项", "年度指标值": "13个"},
        ],
        "项目文本": {"项目实施成效": "形成社区治理体系。"},
    }
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "甲.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    (filed,) = generate(tmp_path)
    assert filed.form is not None
    return Path(filed.form)


def test_a_form_that_nobody_edited_changes_nothing(made: Path, tmp_path: Path) -> None:
    before = (tmp_path / "data" / "甲.json").read_bytes()
    (result,) = take(made, output=tmp_path / "data")
    assert (result.changes, result.kept, result.file) == ((), None, tmp_path / "data" / "甲.json")
    assert (tmp_path / "data" / "甲.json").read_bytes() == before


def test_an_edited_form_is_taken_over_and_can_be_made_again(made: Path, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["C5"], sheet["D10"] = "2020年-2021年", 4

    edited(made, change)
    assert "手工修改过" in generate(tmp_path)[0].findings[-1].message
    (result,) = take(made, output=tmp_path / "data")
    assert result.changes is not None
    assert [(change.field, change.old, change.new) for change in result.changes] == [
        ("项目期", "2020年", "2020年-2021年"),
        ("资金.年度.总投入", "10609.7522", "10610.7522"),
        ("资金.年度.中央财政", "3", "4"),
    ]
    assert result.kept == tmp_path / "data" / "甲（导入前1）.json"
    project = projects(tmp_path / "data")["甲项目"]
    assert (project.nature, project.narrative.effect) == ("延续项目", "形成社区治理体系。")
    assert [one.name for one in project.indicators] == ["只有中期", "另外一项"]
    (filed,) = generate(tmp_path)
    assert not filed.failed
    assert openpyxl.load_workbook(made).worksheets[0]["C5"].value == "2020年-2021年"


@pytest.mark.usefixtures("made")
def test_a_form_of_one_side_does_not_take_the_other_away(tmp_path: Path) -> None:
    picture = """
    项目绩效目标申报表 | < | < | <
    （2020年度） | < | < | <
    项目名称 | 甲项目 | 实施单位 | 乙单位
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 另外一项 | 14个
    """
    (result,) = take(draw_xlsx(tmp_path / "单边.xlsx", {"表": picture}), output=tmp_path / "data")
    assert result.file == tmp_path / "data" / "甲项目.xlsx"
    assert "甲.json" in result.findings[-1].message
    assert "40个" in (tmp_path / "data" / "甲.json").read_text("utf-8")


def test_a_data_file_that_is_open_is_said_and_the_others_go_on(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jixiao.exchange import saving

    replace = saving.os.replace

    def locked(source: Any, target: Any) -> None:
        if Path(target).name == "甲.json":
            raise PermissionError(13, "in use", str(target))
        replace(source, target)

    monkeypatch.setattr(saving.os, "replace", locked)
    edited(made, lambda sheet: sheet.__setitem__("C5", "别的"))
    other = draw_xlsx(tmp_path / "好.xlsx", {"表": FORMS["annual"].picture})
    bad, fine = take(made, other, output=tmp_path / "data")
    assert "请关闭后再试" in bad.findings[0].message
    assert not fine.failed
    assert not list((tmp_path / "data").glob("*.tmp"))


# ------------------------------------------------------------------------------------- nothing is dropped


def texts_of(file: Path) -> str:
    """All texts of a data workbook, one below the other."""
    workbook = openpyxl.load_workbook(file)
    cells = (value for sheet in workbook for row in sheet.iter_rows(values_only=True) for value in row)
    return "\n".join(str(value) for value in cells if value is not None)


@settings(deadline=None, max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(FORMS)),
    places=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=5, unique=True),
)
def test_content_anywhere_on_a_form_is_placed_or_listed(
    name: str, places: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("anywhere")
    file = draw_xlsx(folder / "旧表.xlsx", {"表": FORMS[name].picture})
    marks: list[str] = []

    def scribble(sheet: Any) -> None:
        labels = {(cell.top + 1, cell.left + 1) for cell in cells_of(FORMS[name].picture) if cell.text}
        for number, (row, column) in enumerate(places):
            cell = sheet.cell(row + 1, column + 1)
            if cell.__class__.__name__ == "Cell" and (row + 1, column + 1) not in labels:
                cell.value = f"批注{number}号内容"
                marks.append(f"批注{number}号内容")

    (result, *_) = take(edited(file, scribble), output=folder / "data")
    assert result.file is not None
    kept = texts_of(result.file)
    assert [mark for mark in marks if mark not in kept] == []


def sound(kind: str) -> bytes:
    """A form as a file of that kind."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"表.{kind}")
        if kind == "xlsx":
            draw_xlsx(file, {"表": FORMS["annual"].picture})
        else:
            draw_docx(file, FORMS["annual"].picture)
        return file.read_bytes()


SOUND = {kind: sound(kind) for kind in ("xlsx", "docx")}


@settings(deadline=None, max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(["xlsx", "docx"]))
def test_a_damaged_file_is_data_or_a_chinese_message(
    data: st.DataObject, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    file = folder / f"表.{kind}"
    content = bytearray(SOUND[kind])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    for result in take(file, output=folder / "data"):
        assert all("程序内部出错" not in finding.message for finding in result.findings)


def test_a_part_with_entities_that_grow_is_refused(tmp_path: Path) -> None:
    file = draw_xlsx(tmp_path / "表.xlsx", {"表": FORMS["annual"].picture})
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as package:
        for part in source.namelist():
            content = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
                content = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><worksheet>&a11;</worksheet>'.encode()
            package.writestr(part, content)
    file.write_bytes(target.getvalue())
    (result,) = take(file, output=tmp_path / "data")
    assert "已损坏" in result.findings[0].message
