"""``rollover``: next year's data workbooks, as a clerk gets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .conftest import Run

PROJECT: dict[str, Any] = {
    "年度": 2020,
    "项目名称": "甲项目",
    "实施单位": "乙单位",
    "项目期": "2020年-2022年",
    "填报日期": "2019/10/18",
    "资金": {"中期": {"总投入": 300}, "年度": {"总投入": "100.123456789万元"}},
    "绩效指标": [
        {
            "一级指标": "产出指标",
            "二级指标": "数量指标",
            "三级指标": "购买项目",
            "中期指标值": "40个",
            "年度指标值": "13个",
        }
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with data of one project."""
    put(tmp_path, "甲.json")
    return tmp_path


def put(folder: Path, name: str, **fields: Any) -> None:
    """A data file in data/."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / name).write_text(json.dumps(PROJECT | fields, ensure_ascii=False), "utf-8")


def test_a_dry_run_shows_every_field_and_writes_nothing(run: Run, data: Path) -> None:
    done = run("rollover", "data", "--year", "2021", "-o", "新", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"甲项目 → {Path('新/甲项目.xlsx')}",
        "  年度：2020 → 2021",
        "  填报日期：2019/10/18 → （清空）",
        "  资金.年度.总投入：100.123456789万元（请更新：2020年是 100.123456789万元；"
        "中期300万元，已安排100.123456789万元，剩余199.876543211万元）",
        "  绩效指标[1].年度指标值：13个（请更新：2020年是 13个；中期40个，已安排13个，剩余27个）",
    ]
    assert not (data / "新").exists()


def test_two_years_on_the_workbook_holds_both_years_and_makes_the_form(run: Run, data: Path) -> None:
    assert run("rollover", "data", "--year", "2021", "-o", "21").returncode == 0
    assert run("rollover", "21", "--year", "2022", "-o", "22").stdout == f"{Path('22/甲项目.xlsx')}\n"
    book = openpyxl.load_workbook(data / "22" / "甲项目.xlsx")
    rows = [tuple(cell or "" for cell in row) for row in book["历年"].iter_rows(2, 5, max_col=5, values_only=True)]
    assert rows == [
        (year, *rest)
        for year in (2020, 2021)
        for rest in (("资金", "", "总投入", "100.123456789万元"), ("产出指标", "数量指标", "购买项目", "13个"))
    ]
    comment = book["绩效指标"]["E2"].comment
    assert comment
    assert comment.text == "请更新：2021年是 13个；中期40个，已安排13+13个，剩余14个"
    done = run("22")
    assert done.returncode == 0, done.stderr
    assert (data / "output" / "2022" / "甲项目.xlsx").exists()


def test_ended_and_refused_projects_are_told_and_the_others_are_rolled(run: Run, data: Path) -> None:
    put(data, "乙.json", 项目名称="到期项目", 项目期="2020年")
    put(data, "丙.json", 项目名称="超前项目", 年度=2021)
    put(data, "丁.json", 项目名称="甲项目")
    put(data, "戊.json", 项目名称="坏项目", 资金={"年度": {"总投入": "若干"}})
    done = run("rollover", "data", "--year", "2021", "-o", "新")
    assert done.returncode == 1
    assert done.stdout == f"{Path('新/甲项目.xlsx')}\n"
    for expected in (
        "“到期项目”的项目期（2020年）在2021年以前结束，没有结转",
        "已经是2021年度的",
        "同名",
        "“若干”不是可以识别的金额",
        "共5个项目：已结转1个，到期1个，没有结转3个",
    ):
        assert expected in done.stderr


def test_a_workbook_that_somebody_fills_in_already_is_not_overwritten(run: Run, data: Path) -> None:
    (data / "新").mkdir()
    (data / "新" / "甲项目.xlsx").write_bytes(b"mine")
    done = run("rollover", "data", "--year", "2021", "-o", "新")
    assert (done.returncode, done.stdout) == (1, "")
    assert "已经存在，没有覆盖" in done.stderr
    assert (data / "新" / "甲项目.xlsx").read_bytes() == b"mine"
    assert run("rollover", "data", "--year", "2021", "-o", "新", "--force").returncode == 0


def test_the_same_data_gives_the_same_workbook(run: Run, data: Path) -> None:
    for folder in ("一", "二"):
        run("rollover", "data", "--year", "2021", "-o", folder)
    assert (data / "一" / "甲项目.xlsx").read_bytes() == (data / "二" / "甲项目.xlsx").read_bytes()
