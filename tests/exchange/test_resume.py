"""``--resume``: what an earlier run has done is not done again, and everything else is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.declaration.publication import Publication
from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.ledger import Ledger, note
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.form_making import Filed
from jixiao.exchange.papers.forms import FormTemplate, choose_forms
from jixiao.exchange.saving import remove_leftovers

PROJECT = {"年度": 2020, "实施单位": "乙单位", "项目期": "2020年"}


def put(folder: Path, *names: str, **changes: object) -> None:
    """The data: a project a line."""
    lines = (json.dumps(PROJECT | {"项目名称": name} | changes, ensure_ascii=False) for name in names)
    (folder / "data.jsonl").write_text("\n".join((*lines, "")), "utf-8")


def run(folder: Path, form: str = "绩效目标申报表", **options: Any) -> list[Filed]:
    """A run that resumes, unless it is said otherwise."""
    chosen = {"forms": choose_forms(form), "output": folder / "output", "jobs": 1, "resume": True} | options
    return list(iter_filed(iter_sources([folder / "data.jsonl"]), FilingOptions(**chosen)))


def made(results: list[Filed]) -> list[str]:
    """The names of the papers that the run itself made."""
    return [path.name for result in results for path in result.forms if path not in result.done_before]


def times(folder: Path) -> dict[Path, int]:
    """When each paper was written; a new one is another file."""
    return {path: path.stat().st_ino for path in (folder / "output").glob("*/*.*")}


@pytest.mark.parametrize("form", ["绩效目标申报表", "项目文本", "all"])
def test_what_is_done_is_not_touched(tmp_path: Path, form: str) -> None:
    put(tmp_path, "甲", "乙")
    run(tmp_path, form, resume=False)
    before = times(tmp_path)
    again = run(tmp_path, form)
    assert made(again) == []
    assert [set(result.forms) == result.done_before for result in again] == [True, True]
    assert times(tmp_path) == before


def test_what_is_missing_is_made(tmp_path: Path) -> None:
    put(tmp_path, "甲", "乙")
    run(tmp_path)
    whole = (tmp_path / "output" / "2020" / "乙.xlsx").read_bytes()
    (tmp_path / "output" / "2020" / "乙.xlsx").unlink()
    assert made(run(tmp_path)) == ["乙.xlsx"]
    assert (tmp_path / "output" / "2020" / "乙.xlsx").read_bytes() == whole


def test_changed_data_are_made_again_also_where_the_form_does_not_show_them(tmp_path: Path) -> None:
    put(tmp_path, "甲")
    run(tmp_path)
    put(tmp_path, "甲", 项目属性="新增项目")
    assert made(run(tmp_path)) == ["甲.xlsx"]
    assert made(run(tmp_path)) == []


def test_another_template_makes_all_again(tmp_path: Path) -> None:
    put(tmp_path, "甲")
    (default,) = choose_forms("绩效目标申报表")
    own = FormTemplate("绩效目标申报表", tmp_path / "绩效目标申报表.xlsx")
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "{{ 项目名称 }}"
    workbook.save(own.path)
    assert made(run(tmp_path, forms=(default,))) == ["甲.xlsx"]
    assert made(run(tmp_path, forms=(own,))) == ["甲.xlsx"]
    assert made(run(tmp_path, forms=(own,))) == []


def test_the_copy_for_the_public_is_a_paper_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, "甲", 填报人="张三")
    run(tmp_path)
    assert made(run(tmp_path, publication=Publication())) == ["甲（公开版）.xlsx"]
    assert made(run(tmp_path, publication=Publication())) == []
    assert made(run(tmp_path, publication=Publication(keep_filler=True))) == ["甲（公开版）.xlsx"]


def test_a_form_edited_since_is_refused_as_ever(tmp_path: Path) -> None:
    put(tmp_path, "甲")
    run(tmp_path)
    form = tmp_path / "output" / "2020" / "甲.xlsx"
    form.write_bytes(b"edited")
    (result,) = run(tmp_path)
    assert result.failed
    assert "手工修改" in result.findings[-1].message


def test_findings_are_those_of_a_whole_run(tmp_path: Path) -> None:
    put(tmp_path, "甲", 绩效指标=[{"一级指标": "效益指标", "三级指标": "一", "年度指标值": "1个"}])
    whole = run(tmp_path, resume=False)
    assert [result.all_findings for result in run(tmp_path)] == [result.all_findings for result in whole]


def test_a_line_of_the_record_that_was_cut_short_costs_no_other(tmp_path: Path) -> None:
    for number in range(3):
        note(tmp_path, tmp_path / f"{number}.xlsx", "表", str(number), "来源")
    record = tmp_path / "生成记录.jsonl"
    record.write_bytes(record.read_bytes()[:-20])
    note(tmp_path, tmp_path / "3.xlsx", "表", "3", "来源")
    ledger = Ledger(tmp_path)
    found = [ledger.find(tmp_path / f"{number}.xlsx").last for number in range(4)]
    assert found == ["0", "1", "", "3"]


def test_temporary_files_of_a_run_that_is_gone_are_removed_and_those_of_others_stay(tmp_path: Path) -> None:
    (tmp_path / "2020").mkdir()
    gone = tmp_path / "2020" / f".{2**22 + 1}-{'0' * 16}.tmp"  # beyond the highest number of a process on Linux
    alive = tmp_path / "2020" / f".{os.getpid()}-{'0' * 16}.tmp"
    old = tmp_path / f".{os.getpid()}-{'1' * 16}.tmp"
    others = [tmp_path / "2020" / ".甲.tmp", tmp_path / "甲.xlsx"]
    for file in (gone, alive, old, *others):
        file.write_bytes(b"")
    os.utime(old, (0, 0))
    remove_leftovers(tmp_path)
    assert not gone.exists()
    assert not old.exists()
    assert all(file.exists() for file in (alive, *others))
