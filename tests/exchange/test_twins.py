"""Two projects of the same name and year are refused before anything is written, wherever they stand."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from jixiao.exchange.data_files.sources import iter_sources
from jixiao.exchange.papers.filing import FilingOptions, iter_filed
from jixiao.exchange.papers.forms import choose_forms
from jixiao.exchange.review.checking import iter_checked

from .many import many_sheets, write_csv_set, write_workbook
from .workbooks import own_workbook

RECORD: dict[str, Any] = {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"}
ROWS = [["年度", "２０２０年度"], ["项目名称", " 甲项目 "], ["实施单位", "乙单位"]]
EMPTY = {"资金": [["资金来源", "中期", "年度"]], "绩效指标": [["一级指标", "三级指标"]]}


def write(folder: Path, kind: str) -> Path:
    """The same project as a file of that kind, in the folder."""
    folder.mkdir()
    match kind:
        case "json":
            file = folder / "甲.json"
            file.write_text(json.dumps(RECORD, ensure_ascii=False), "utf-8")
        case "jsonl":
            file = folder / "甲.jsonl"
            file.write_text("".join(json.dumps(RECORD | {"项目名称": name}) + "\n" for name in ("乙项目", "甲项目")))
        case "xlsx":
            file = own_workbook(folder, {"项目信息": ROWS} | EMPTY)
        case "many":
            file = write_workbook(folder / "汇总.xlsx", many_sheets([RECORD | {"项目名称": "丙项目"}, RECORD]))
        case _:
            file = write_csv_set(folder, "", {"项目信息": ROWS} | EMPTY)
    return file


@pytest.mark.parametrize("kinds", list(combinations(["json", "jsonl", "xlsx", "many", "csv"], 2)), ids="-".join)
def test_twins_in_two_files_of_any_kind_name_both_places(tmp_path: Path, kinds: tuple[str, str]) -> None:
    files = [write(tmp_path / kind, kind) for kind in kinds]
    declarations = list(iter_checked(iter_sources(files)))
    refused = [declaration for declaration in declarations if declaration.refused]
    assert len(refused) == 2
    for declaration in refused:
        assert [finding.rule for finding in declaration.findings if finding.level == "error"] == ["D05"]
        message = next(finding.message for finding in declaration.findings if finding.rule == "D05")
        assert all(str(file) in message for file in files)


def test_nothing_of_twins_is_written_and_the_others_are(tmp_path: Path) -> None:
    files = [write(tmp_path / kind, kind) for kind in ("jsonl", "many")]
    options = FilingOptions(choose_forms("绩效目标申报表", None), tmp_path / "output", jobs=1)
    filed = list(iter_filed(iter_sources(files), options))
    assert sorted(result.form.stem for result in filed if result.form) == ["丙项目", "乙项目"]
    assert not (tmp_path / "output" / "2020" / "甲项目.xlsx").exists()


def test_the_place_of_a_twin_is_its_row_or_line(tmp_path: Path) -> None:
    files = [write(tmp_path / kind, kind) for kind in ("jsonl", "many")]
    messages = {
        finding.message for declaration in iter_checked(iter_sources(files)) for finding in declaration.findings
    }
    assert any("甲.jsonl（第2行）" in message and "汇总.xlsx（第3行）" in message for message in messages)
