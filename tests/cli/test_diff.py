"""``diff``: two versions compared, on the screen and as a sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .conftest import Run


def put(folder: Path, name: str, **fields: Any) -> None:
    """A data file with one project."""
    (folder / name).parent.mkdir(exist_ok=True)
    record = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"} | fields
    (folder / name).write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def test_a_field_is_a_line_with_its_change_marked(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "旧.json", 项目概况="经过5年，建成", 项目期="2020年")
    put(tmp_path, "新.json", 项目概况="经过3年，建成", 填报人="丙", 项目名称="甲项目二期")
    done = run("diff", "旧.json", "新.json")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "甲项目二期  项目名称：甲项目【增：二期】",
        "甲项目二期  项目期：2020年 → （空）",
        "甲项目二期  项目概况：经过【删：5】【增：3】年，建成",
        "甲项目二期  填报人：（空） → 丙",
    ]
    assert "共比较1个项目，4处不同" in done.stderr


def test_projects_of_folders_are_matched_by_name(run: Run, tmp_path: Path) -> None:
    for folder, extra in (("旧", "丙"), ("新", "丁")):
        put(tmp_path, f"{folder}/1.json", 项目期=f"{folder}的")
        put(tmp_path, f"{folder}/2.json", 项目名称=extra)
    assert run("diff", "旧", "新").stdout.splitlines() == [
        "甲项目  项目期：【删：旧】【增：新】的",
        "丙：只在原来的一边有",
        "丁：只在现在的一边有",
    ]


def test_the_sheet_holds_the_same_and_no_formula(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "旧.json", 项目概况="=1+1", 项目期="2020年")
    put(tmp_path, "新.json", 项目概况="=1+2", 项目期="2021年", 填报人="=A1")
    assert run("diff", "旧.json", "新.json", "-o", "对照.xlsx").stdout.endswith("对照.xlsx\n")
    book = openpyxl.load_workbook(tmp_path / "对照.xlsx", rich_text=True)
    rows = [[str(cell) for cell in row] for row in book["修改对照表"].iter_rows(3, values_only=True)]
    assert rows == [
        ["甲项目", "项目期", "2020年", "2021年", "20202021年"],
        ["甲项目", "项目概况", "=1+1", "=1+2", "=1+12"],
        ["甲项目", "填报人", "", "=A1", "=A1"],
    ]
    assert not [cell for row in book["修改对照表"] for cell in row if cell.data_type == "f"]


def test_filed_forms_are_compared_with_data_and_with_each_other(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", 项目期="2020年", 项目属性="新增项目")
    assert run("generate", "甲.json").returncode == 0
    put(tmp_path, "甲.json", 项目期="2021年", 项目属性="延续项目")
    assert run("generate", "甲.json", "-o", "新").returncode == 0
    expected = ["甲项目  项目期：【删：2020】【增：2021】年"]
    for new in ("甲.json", "新", "新/2020/甲项目.xlsx"):
        done = run("diff", "output/2020/甲项目.xlsx", new)
        assert (done.returncode, done.stdout.splitlines()) == (0, expected)


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["旧.json", "坏.json"], 1, "JSON"),
        (["旧.json", "没有.json"], 2, "不存在"),
        (["旧.json", "旧.json", "-o", "对照.pdf"], 2, "应以 .xlsx 结尾"),
        (["旧.json", "旧.json"], 0, "0处不同"),
    ],
)
def test_what_goes_wrong_is_told(run: Run, tmp_path: Path, arguments: list[str], code: int, expected: str) -> None:
    put(tmp_path, "旧.json")
    (tmp_path / "坏.json").write_text("{", "utf-8")
    done = run("diff", *arguments)
    assert done.returncode == code
    assert expected in done.stderr
