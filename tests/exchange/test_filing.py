"""The forms of a run: what is made, what is refused, what is kept."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.ledger import LEDGER_NAME, Ledger, note
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.form_making import Filed, Heading
from jixiao.exchange.papers.forms import FormTemplate, choose_forms
from jixiao.exchange.saving import save

FORMS = choose_forms("绩效目标申报表")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty data/."""
    (tmp_path / "data").mkdir()
    return tmp_path


def put(folder: Path, name: str = "甲.json", **fields: Any) -> Path:
    """A data file with one project."""
    file = folder / "data" / name
    record = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"} | fields
    file.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return file


def run(folder: Path, **options: Any) -> list[Filed]:
    """What becomes of the projects in data/."""
    chosen: dict[str, Any] = {"forms": FORMS, "output": folder / "output"} | options
    return list(iter_filed(iter_sources([folder / "data"]), FilingOptions(**chosen)))


def form(folder: Path, name: str = "甲项目") -> Path:
    """Where the form of a project lies."""
    return folder / "output" / "2020" / f"{name}.xlsx"


def test_each_project_gets_its_form_under_its_year(folder: Path) -> None:
    put(folder)
    put(folder, "乙.json", 项目名称="丙/丁", 年度=2021)
    assert [filed.form for filed in run(folder)] == [folder / "output" / "2021" / "丙／丁.xlsx", form(folder)]
    assert openpyxl.load_workbook(form(folder)).worksheets[0]["C3"].value == "甲项目"


def test_a_refused_project_keeps_its_old_form_and_stops_nobody(folder: Path) -> None:
    put(folder)
    run(folder)
    old = form(folder).read_bytes()
    put(folder, 资金={"年度": {"总投入": "若干"}})
    put(folder, "乙.json", 项目名称="丙项目")
    (folder / "data" / "丁.xlsx").write_bytes(b"no workbook")
    (folder / "data" / "戊.json").write_text('{"年度": 20', "utf-8")
    filed = {Path(result.where).name: result for result in run(folder)}
    assert {name for name, result in filed.items() if result.failed} == {"甲.json", "丁.xlsx", "戊.json"}
    assert form(folder).read_bytes() == old
    assert filed["乙.json"].form == form(folder, "丙项目")
    assert not list(folder.rglob("*.tmp"))


def test_the_same_data_gives_the_same_bytes(folder: Path) -> None:
    put(folder)
    run(folder)
    first = form(folder).read_bytes()
    run(folder)
    assert form(folder).read_bytes() == first


def test_changed_data_replaces_a_form_nobody_touched(folder: Path) -> None:
    put(folder)
    run(folder)
    put(folder, 项目期="2020年")
    assert not run(folder)[0].failed
    assert openpyxl.load_workbook(form(folder)).worksheets[0]["C5"].value == "2020年"


def test_a_form_edited_by_hand_is_not_overwritten(folder: Path) -> None:
    put(folder)
    run(folder)
    form(folder).write_bytes(b"edited")
    refused = run(folder)[0]
    assert refused.failed
    assert "--force" in refused.findings[-1].message
    assert form(folder).read_bytes() == b"edited"


def test_force_overwrites_it_and_keeps_a_copy(folder: Path) -> None:
    put(folder)
    run(folder)
    made = form(folder).read_bytes()
    form(folder).write_bytes(b"edited")
    (kept,) = run(folder, force=True)[0].kept
    assert kept == form(folder, "甲项目（手改1）")
    assert kept.read_bytes() == b"edited"
    assert form(folder).read_bytes() == made
    assert not run(folder)[0].failed


def test_the_record_of_forms_is_readable_and_may_be_lost(folder: Path) -> None:
    put(folder)
    run(folder)
    ledger = folder / "output" / LEDGER_NAME
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    assert [line["表格"] for line in lines[1:]] == ["2020/甲项目.xlsx"]
    ledger.write_text("{broken", "utf-8")
    assert not run(folder)[0].failed
    ledger.unlink()
    put(folder, 项目期="2021年")
    assert "生成记录里没有它" in run(folder)[0].findings[-1].message


def test_a_run_that_is_stopped_leaves_no_form_that_looks_edited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder)
    with monkeypatch.context() as stopped:
        stopped.setattr("jixiao.exchange.papers.form_making.save", save_and_stop)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    put(folder, 项目期="2021年")
    assert not run(folder)[0].failed


def test_two_runs_into_one_folder_keep_each_other_s_record(folder: Path) -> None:
    put(folder)
    other = Ledger(folder / "output")
    run(folder)
    note(other.folder, other.folder / "2020" / "乙项目.xlsx", "绩效目标申报表", "0")
    put(folder, 项目期="2021年")
    assert not run(folder)[0].failed
    assert Ledger(other.folder).find(other.folder / "2020" / "乙项目.xlsx").digests == {"0"}


def save_and_stop(path: Path, data: bytes) -> None:
    """Saves, and ends as on Ctrl-C."""
    save(path, data)
    raise KeyboardInterrupt


def test_two_projects_of_one_name_and_year_are_refused_with_both_places(folder: Path) -> None:
    put(folder)
    put(folder, "乙.json", 项目名称="甲项目 ")
    put(folder, "丙.json", 年度=2021)
    filed = run(folder)
    assert [result.failed for result in filed] == [False, True, True]
    assert "乙.json" in filed[2].findings[0].message
    assert "甲.json" in filed[2].findings[0].message
    assert filed[1].findings[0].rule == "D05"


def test_names_that_differ_in_case_only_would_share_a_file(folder: Path) -> None:
    put(folder, 项目名称="PPP项目")
    put(folder, "乙.json", 项目名称="ppp项目")
    assert all(result.failed for result in run(folder))


def test_a_template_that_does_not_fit_fails_with_its_cell(folder: Path) -> None:
    put(folder)
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["B2"] = "{{ 项目名 }}"
    workbook.save(folder / "自备.xlsx")
    finding = run(folder, forms=(FormTemplate("自备", folder / "自备.xlsx"),))[0].findings[0]
    assert finding.rule == "D06"
    assert "自备.xlsx" in finding.message
    assert "B2" in finding.message
    assert not form(folder).exists()


def test_an_output_folder_that_is_a_file_is_said(folder: Path) -> None:
    put(folder)
    (folder / "output").mkdir()
    (folder / "output" / "2020").write_bytes(b"")
    assert run(folder)[0].findings[0].rule == "D06"


def test_many_projects_in_several_processes_are_the_same_forms_in_order(folder: Path) -> None:
    records = [{"年度": 2020, "项目名称": f"项目{number}", "实施单位": "乙"} for number in range(60)]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "data" / "全部.jsonl").write_text(lines, "utf-8")
    forms = [result.form for result in run(folder, jobs=2)]
    assert forms == [form(folder, f"项目{number}") for number in range(60)]
    alone = [result.form for result in run(folder, jobs=1, output=folder / "alone")]
    assert [path.read_bytes() for path in forms if path] == [path.read_bytes() for path in alone if path]


def test_every_shape_of_project_makes_a_workbook(folder: Path) -> None:
    one = {"一级指标": "产出", "二级指标": "数量", "三级指标": "甲"}
    mid_term = [one | {"三级指标": f"中{number}", "中期指标值": f"{number}个"} for number in range(74)]
    annual = [one | {"三级指标": f"年{number}", "年度指标值": f"{number}个"} for number in range(31)]
    shapes = {
        "无": [],
        "一": [one | {"年度指标值": "1"}],
        "长": mid_term + annual[:3],
        "年": annual,
        "多": mid_term + annual,
    }
    for name, indicators in shapes.items():
        put(folder, f"{name}.json", 项目名称=name, 绩效指标=indicators)
    for result in run(folder):
        assert not result.failed, result.findings
        assert result.form
        assert openpyxl.load_workbook(io.BytesIO(result.form.read_bytes())).worksheets


def test_a_form_says_what_it_is_about(folder: Path) -> None:
    put(folder, 项目名称="丙/丁")
    assert run(folder)[0].heading == Heading("丙/丁", "乙单位", 2020)
