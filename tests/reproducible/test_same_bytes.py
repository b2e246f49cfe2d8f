"""Same data in, same bytes out: whatever the hour, the place, the language, the processes and the hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "社会服务项目大赛.json"
LEDGER = "生成记录.jsonl"
#: More projects than are made without workers.
COUNT = 30
PLAIN = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
RUNS: dict[str, tuple[str, dict[str, str]]] = {
    "again": ("1", {}),
    "workers": ("4", {}),
    "time zone": ("4", {"TZ": "America/New_York"}),
    "language": ("1", {"LC_ALL": "POSIX", "LANG": "POSIX"}),
    "hash seed": ("4", {"PYTHONHASHSEED": "4242"}),
}


def made(folder: Path, jobs: str, environment: dict[str, str]) -> dict[str, bytes]:
    """What a run leaves in its output folder, by path; lines of the record of forms stand as workers finish them."""
    folder.mkdir()
    project = json.loads(EXAMPLE.read_text("utf-8"))
    lines = (project | {"项目名称": f"项目{number}"} for number in range(COUNT))
    (folder / "data.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    arguments = ("data.jsonl", "--summary", "--form", "all", "--jobs", jobs)
    subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), *arguments],
        cwd=folder,
        env=os.environ | PLAIN | environment,
        capture_output=True,
        check=True,
    )
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("output/**/*.*")}
    record = f"output/{LEDGER}"
    return files | {record: b"".join(sorted(files[record].splitlines(keepends=True)))}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the first run leaves."""
    return made(tmp_path_factory.mktemp("first") / "run", "1", {})


def test_a_run_leaves_forms_texts_record_review_and_summary(first: dict[str, bytes]) -> None:
    names = {Path(path).name for path in first}
    assert {LEDGER, "审核结果.xlsx", "项目支出绩效目标汇总表.xlsx", "项目0.xlsx", "项目0.docx"} <= names
    assert len(names) > 6 * COUNT


@pytest.mark.parametrize("change", RUNS)
def test_another_run_leaves_the_same_bytes(first: dict[str, bytes], tmp_path: Path, change: str) -> None:
    jobs, environment = RUNS[change]
    other = made(tmp_path / "run", jobs, environment)
    assert other.keys() == first.keys()
    assert [path for path, data in other.items() if data != first[path]] == []
