"""``generate --summary``: the summary is a paper, so one that was edited by hand is not lost."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl

from .conftest import Run

NAME = "项目支出绩效目标汇总表.xlsx"


def test_an_edited_summary_stays_until_it_is_forced(run: Run, tmp_path: Path) -> None:
    record = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"}
    (tmp_path / "甲.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    assert run("generate", "甲.json", "--summary").returncode == 0
    summary = tmp_path / "output" / NAME
    workbook = openpyxl.load_workbook(summary)
    workbook["汇总表"]["C5"] = "甲项目（局长已阅）"
    workbook.save(summary)
    edited = summary.read_bytes()

    refused = run("generate", "甲.json", "--summary")
    assert (refused.returncode, summary.read_bytes()) == (1, edited)
    assert "手工修改过，没有覆盖" in refused.stderr
    forced = run("generate", "甲.json", "--summary", "--force")
    assert forced.returncode == 0
    assert "项目支出绩效目标汇总表（手改1）.xlsx" in forced.stderr
    assert (tmp_path / "output" / "项目支出绩效目标汇总表（手改1）.xlsx").read_bytes() == edited


def test_the_lists_beside_forms_are_no_forms_and_no_data(run: Run, tmp_path: Path) -> None:
    record = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"}
    (tmp_path / "甲.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    run("generate", "甲.json", "--summary", "-o", "output")
    (tmp_path / "output" / "审核结果（手改1）.xlsx").write_bytes((tmp_path / "output" / "审核结果.xlsx").read_bytes())
    imported = run("import", "output", "-o", "data")
    assert (imported.returncode, sorted(path.name for path in (tmp_path / "data").iterdir())) == (0, ["甲项目.xlsx"])
