"""Commands: what goes where, and the exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.declaration.checks.examples import SOUND

from .conftest import Run

KEYS = ["file", "project", "rule", "level", "field", "cell", "message", "basis"]


def put(folder: Path, name: str, content: Any) -> Path:
    """A file of that content: bytes as they are, anything else as JSON."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode())
    return file


def record(**fields: Any) -> dict[str, Any]:
    """A project that can be filed."""
    return {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"} | fields


@pytest.mark.parametrize("arguments", [[], ["generate"], ["data"], ["generate", "data/甲.json"], ["-o", "output"]])
def test_generate_is_the_command_where_none_is_named(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    put(tmp_path, "data/甲.json", record())
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (0, str(Path("output/2020/甲项目.xlsx")) + "\n")
    assert done.stderr.endswith("\n共1个项目：生成1份申报表。\n")
    assert (tmp_path / "output/2020/甲项目.xlsx").exists()


def test_bad_files_are_named_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/1.json", record(项目名称=""))
    put(tmp_path, "data/2.json", record(资金={"年度": {"总投入": "约3万"}}))
    put(tmp_path, "data/3.json", record(资金={"年度": {"总投入": 3, "其他": 2}}))
    put(tmp_path, "data/4.json", record(项目名=""))
    put(tmp_path, "data/5.xlsx", b"no workbook")
    put(tmp_path, "data/6.json", '{"年度": 2020, "项目名称": "乙'.encode())
    put(tmp_path, "data/7.json", json.dumps(record(项目名称="国标项目"), ensure_ascii=False).encode("gb18030"))
    done = run()
    assert done.returncode == 1
    assert done.stdout == str(Path("output/2020/国标项目.xlsx")) + "\n"
    for expected in (
        "错误 data/1.json 项目名称：【项目名称】未填写",
        "错误 data/2.json 资金.年度.总投入：“约3万”不是可以识别的金额",
        "错误 data/3.json 资金.年度.总投入：年度资金总投入3万元，分项合计2万元，相差1万元",
        "错误 data/4.json 项目名：不认识名称“项目名”，是不是“项目名称”？",
        "错误 data/5.xlsx：不是可以读取的工作簿",
        "错误 data/6.json：JSON 在第1行第",
        "共7个项目：生成1份申报表，6个没有生成",
    ):
        assert expected in done.stderr.replace("\\", "/")
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in (tmp_path / "output").rglob("*")) == [
        "2020",
        "国标项目.xlsx",
        "审核结果.xlsx",
        "生成记录.jsonl",
    ]


def test_skipped_files_are_named_on_stderr(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    put(tmp_path, "data/~$甲.xlsx", b"")
    done = run()
    assert done.returncode == 0
    assert "跳过" in done.stderr
    assert "锁文件" in done.stderr


def test_nothing_to_do_is_not_success(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = run()
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有找到数据" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "没有指定数据"),
        (["没有.json"], "“没有.json”不存在"),
        (["--formm", "x"], "没有选项“--formm”，是不是 --force 或 --form 或 --list-forms？"),
        (["check"], "缺少参数“数据”。"),
        (["inspect"], "缺少参数“模板.xlsx”。"),
        (["check", ".", "--format", "xml"], "选项“--format”填写有误：“xml”不对，可选：text、json。"),
        (["--jobs", "0", "."], "选项“--jobs”填写有误：0 超出范围，应满足 x>=1。"),
        (["--jobs", "x", "."], "“x”不是数字"),
        (["chekc", "data"], "没有命令“chekc”，是不是 check？"),
        (["--form", "申报表", "--template", "generate.py", "."], "“generate.py”不存在"),
        (["fill", "generate.py"], "不存在"),
        (["schema", "多余"], "多了参数"),
    ],
)
def test_wrong_usage_is_2_and_chinese(run: Run, arguments: list[str], expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert "错误：" in done.stderr
    assert "查看帮助" in done.stderr
    assert not re.search(r"['\"]|\.$", done.stderr.partition("错误：")[2].strip())


def test_an_unknown_form_names_those_there_are(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    done = run("--form", "绩效目标申请表")
    assert done.returncode == 2
    assert "是不是“绩效目标申报表”" in done.stderr


def put_template(folder: Path, *texts: str) -> Path:
    """A template with these cells."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(texts)
    book.save(folder / "自备.xlsx")
    return folder / "自备.xlsx"


@pytest.mark.parametrize("options", [["--form", "绩效目标申报表"], ["--text"], ["--templates", "data"]])
def test_a_template_of_one_s_own_leaves_nothing_else_to_choose(run: Run, tmp_path: Path, options: list[str]) -> None:
    put(tmp_path, "data/甲.json", record())
    put_template(tmp_path, "{{ 项目名称 }}")
    done = run("--template", "自备.xlsx", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"不能再写 {options[0]}" in done.stderr
    assert run("--template", "自备.xlsx").returncode == 0


def test_a_file_that_is_called_nearly_as_a_command_is_data(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "chek", record())
    assert run("chek").returncode == 0


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(["项目名称"], "没有用到任何数据"), (["{{ 项目名称 }}", "｛｛ 年度 ｝｝"], "自备.xlsx” Sheet!B1  ")],
)
def test_a_template_that_is_hardly_meant_so_is_told_once_a_run(
    run: Run, tmp_path: Path, texts: list[str], expected: str
) -> None:
    put_template(tmp_path, *texts)
    for name in "甲乙":
        put(tmp_path, f"data/{name}.json", record(项目名称=name))
    done = run("--template", "自备.xlsx")
    assert done.returncode == 0
    assert done.stderr.count("警告 ") == 1
    assert expected in done.stderr
    filled = run("fill", "自备.xlsx", "data/甲.json", "-o", "好.xlsx")
    assert (filled.returncode, filled.stdout) == (0, "好.xlsx\n")
    assert expected in filled.stderr


def test_check_prints_findings_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record(资金={"年度": {"总投入": 3, "其他": 2}}, 项目概况="甲\u200b"))
    done = run("check", "data", "--format", "json")
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert all(list(finding) == KEYS for finding in findings)
    assert [(finding["rule"], finding["level"]) for finding in findings[:2]] == [("R26", "error"), ("R50", "note")]
    assert (findings[0]["field"], findings[0]["cell"], findings[0]["project"]) == ("资金.年度.总投入", None, "甲项目")
    assert "错误 " in run("check", "data").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_check_of_sound_data_is_0(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", SOUND)
    assert (run("check", "甲.json").returncode, run("check", "甲.json", "--format", "json").stdout) == (0, "[]\n")


def test_what_the_rules_find_stops_check_and_no_form(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", SOUND | {"项目期": "长期"})
    checked, filed = run("check", "data"), run()
    assert (checked.returncode, filed.returncode) == (1, 0)
    assert checked.stdout.startswith(f"农村公路养护（{Path('data/甲.json')}）：错误1条\n  错误 项目期：项目期“长期”")
    assert "审核 农村公路养护" in filed.stderr
    assert (tmp_path / "output/审核结果.xlsx").exists()


def test_a_warning_does_not_stop_check(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", SOUND | {"填报人": ""})
    done = run("check", "甲.json")
    assert done.returncode == 0
    assert "警告 填报人：落款不全" in done.stdout


def test_the_public_copy_is_checked_more_strictly(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", SOUND | {"项目文本": {"联系电话": "13812345678"}})
    assert run("check", "甲.json").returncode == 0
    done = run("check", "甲.json", "--public", "--format", "json")
    assert done.returncode == 1
    assert {(finding["rule"], finding["level"]) for finding in json.loads(done.stdout)} == {
        ("R53", "error"),
        ("R55", "error"),
    }
    assert "13812345678" not in done.stdout


def test_settings_change_rules_and_their_mistakes_are_told(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", SOUND | {"填报人": "", "项目期": "长期"})
    put(tmp_path, "宽.toml", '停用 = ["R37"]\n[级别]\nR13 = "错误"\n'.encode("gb18030"))
    done = run("check", "甲.json", "--settings", "宽.toml")
    assert (done.returncode, done.stdout.count("\n")) == (1, 2)
    assert "错误 填报人：落款不全" in done.stdout
    put(tmp_path, "错.toml", "权重总计 = 90\n".encode())
    wrong = run("check", "甲.json", "--settings", "错.toml")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "不认识设置“权重总计”，是不是“权重合计”？" in wrong.stderr


def test_check_writes_its_findings_where_it_is_told(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", SOUND | {"填报人": ""})
    done = run("check", "data", "-o", "结果")
    assert done.returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "结果/审核结果.xlsx")["问题清单"]
    assert [cell.value for cell in sheet[2]][1:4] == ["农村公路养护", "警告", "R13"]


def test_new_makes_a_workbook_that_generate_takes(run: Run, tmp_path: Path) -> None:
    assert run("new", "--example").stdout == str(Path("data/社会服务项目大赛.xlsx")) + "\n"
    assert run().stdout == str(Path("output/2020/社会服务项目大赛.xlsx")) + "\n"
    assert run("new", "空白.xlsx").returncode == 0
    assert "项目信息" in openpyxl.load_workbook(tmp_path / "空白.xlsx").sheetnames


def test_new_overwrites_nothing_unasked(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.xlsx", b"mine")
    done = run("new", "甲.xlsx")
    assert done.returncode == 2
    assert "已经存在" in done.stderr
    assert (tmp_path / "甲.xlsx").read_bytes() == b"mine"


def test_fill_takes_any_template_and_any_object(run: Run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "{{ 标题 }}"
    workbook.save(tmp_path / "模板.xlsx")
    put(tmp_path, "数据.json", {"标题": "通知"})
    assert run("fill", "模板.xlsx", "数据.json", "-o", "好.xlsx").stdout == "好.xlsx\n"
    assert openpyxl.load_workbook(tmp_path / "好.xlsx").worksheets[0]["A1"].value == "通知"


@pytest.mark.parametrize(
    ("data", "expected"),
    [({}, "标题"), ([], "应是一个 JSON 对象"), (b'{"a": 1, "a": 2}', "出现了两次"), (b"{", "不完整")],
)
def test_fill_says_what_is_wrong(run: Run, tmp_path: Path, data: Any, expected: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "{{ 标题 }}"
    workbook.save(tmp_path / "模板.xlsx")
    put(tmp_path, "数据.json", data)
    done = run("fill", "模板.xlsx", "数据.json", "-o", "坏.xlsx")
    assert (done.returncode, done.stdout) == (1, "")
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "坏.xlsx").exists()


def test_fill_never_writes_over_what_it_reads(run: Run, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "模板.xlsx")
    put(tmp_path, "数据.json", {})
    for name in ("模板.xlsx", "数据.json"):
        before = (tmp_path / name).read_bytes()
        done = run("fill", "模板.xlsx", "数据.json", "-o", name)
        assert done.returncode == 1
        assert "换一个文件名" in done.stderr
        assert (tmp_path / name).read_bytes() == before


def test_a_workbook_where_json_is_expected_is_named_as_one(run: Run, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "模板.xlsx")
    done = run("fill", "模板.xlsx", "模板.xlsx", "-o", "好.xlsx")
    assert "这是一个工作簿" in done.stderr
    assert "另存为 UTF-8" not in done.stderr


def test_fill_of_what_is_no_template_is_said(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "模板.xlsx", b"no workbook")
    put(tmp_path, "数据.json", {})
    done = run("fill", "模板.xlsx", "数据.json", "-o", "坏.xlsx")
    assert done.returncode == 1
    assert "模板.xlsx" in done.stderr


def test_schema_is_json(run: Run) -> None:
    done = run("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["properties"]["绩效指标"]["title"] == "绩效指标"


def test_a_mistake_in_the_program_shows_no_traceback_unless_asked(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    (tmp_path / "output").write_bytes(b"")
    done = run()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "占用了这个位置" in done.stderr


def test_inspect_tells_what_a_template_needs(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{ 年度 }}", "{% for 行 in 行们 %}{{ 行.名 }}{% endfor %}"])
    book.save(tmp_path / "模板.xlsx")
    done = run("inspect", "模板.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("模板.xlsx：没有错误。\n")
    for line in ("Sheet!B1（单元格内）  行 取自 行们", "  行.名  Sheet!B1", "年度  Sheet!A1"):
        assert f"  {line}\n" in done.stdout


def test_inspect_tells_all_mistakes_first_and_what_the_data_lacks(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["{{ 年度 | mrege }}", "{% if 甲 %}", "{{ 项目名 }}"])
    book.save(tmp_path / "模板.xlsx")
    (tmp_path / "数据.json").write_text('{"年度": 2020, "甲": 1, "项目名称": "乙"}', "utf-8")
    done = run("inspect", "模板.xlsx", "--data", "数据.json")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:8] == [
        "模板.xlsx：2 处错误、1 个名称数据里没有。",
        "",
        "错误",
        "  Sheet!A1  标签写法有误（没有这个过滤器：mrege），是不是“merge”？",
        "  Sheet!B1  “{% if 甲 %}”没有结束，缺少 {% endif %}",
        "",
        "数据里没有的名称",
        "  Sheet!C1  数据里没有“项目名”，是不是“项目名称”？",
    ]


def test_inspect_of_what_is_no_workbook_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "模板.xlsx").write_bytes(b"PK")
    done = run("inspect", "模板.xlsx")
    assert (done.returncode, done.stdout) == (1, "")
    assert "模板.xlsx" in done.stderr


def test_a_file_that_was_named_and_is_no_data_is_refused_and_the_others_are_made(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "甲.json", {"年度": 2020, "项目名称": "甲项目", "实施单位": "乙单位"})
    put(tmp_path, "表.et", b"no data")
    named = run("甲.json", "表.et", "-o", "out")
    assert (named.returncode, named.stdout) == (1, "out/2020/甲项目.xlsx\n")
    assert "另存为 .xlsx" in named.stderr
    (tmp_path / "夹").mkdir()
    put(tmp_path / "夹", "表.et", b"no data")
    assert run("甲.json", "夹", "-o", "out").returncode == 0


def test_mark_puts_a_copy_with_the_cells_in_question_beside_the_data(run: Run, tmp_path: Path) -> None:
    assert run("new", "data/甲.xlsx").returncode == 0
    before = (tmp_path / "data/甲.xlsx").read_bytes()
    for command in (["check", "data", "--mark"], ["generate", "--mark"]):
        done = run(*command)
        assert done.returncode == 1
        assert f"标注过的副本：{Path('data/甲（标注）.xlsx')}" in done.stderr
    assert "是标注过的副本，不作为数据" in done.stderr
    assert (tmp_path / "data/甲.xlsx").read_bytes() == before
    assert "问题清单" in openpyxl.load_workbook(tmp_path / "data/甲（标注）.xlsx").sheetnames


def test_text_makes_the_document_beside_the_form(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    done = run("--text")
    assert done.stdout == "".join(f"{Path('output/2020') / name}\n" for name in ("甲项目.xlsx", "甲项目.docx"))
    assert done.returncode == 0


def test_one_form_after_another_stands_beside_it_and_this_is_said(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    before = run()
    form = (tmp_path / before.stdout.strip()).read_bytes()
    done = run("--form", "绩效自评表")
    assert done.stdout == f"{Path('output/2020/甲项目-绩效自评表.xlsx')}\n"
    assert "“甲项目.xlsx”是绩效目标申报表，没有覆盖；绩效自评表另存为“甲项目-绩效自评表.xlsx”" in done.stderr
    assert (tmp_path / "output/2020/甲项目.xlsx").read_bytes() == form


def test_all_makes_every_form_and_the_list_names_them(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    names = [line.split()[0] for line in run("--list-forms").stdout.splitlines()[1:]]
    made = [Path(line).name for line in run("--form", "all").stdout.splitlines()]
    main = {"绩效目标申报表": "甲项目.xlsx", "项目文本": "甲项目.docx"}
    assert made == [main.get(name, f"甲项目-{name}.xlsx") for name in names]
    assert len(names) == 8


def test_a_form_of_a_bureaus_own_needs_no_more_than_a_file(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record(绩效指标=[{"一级指标": "产出", "三级指标": "场次", "年度指标值": "≥3场"}]))
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["{% for 行 in 年度指标行 %}{{ 行.三级指标 }}", "{{ 行.指标值 }}{% endfor %}"])
    (tmp_path / "表样").mkdir()
    workbook.save(tmp_path / "表样" / "我县的表.xlsx")
    assert "我县的表" in run("--templates", "表样", "--list-forms").stdout
    done = run("--templates", "表样", "--form", "我县的表")
    sheet = openpyxl.load_workbook(tmp_path / done.stdout.strip()).worksheets[0]
    assert [sheet["A1"].value, sheet["B1"].value] == ["场次", 3]


def test_import_reads_a_form_back_and_generate_makes_the_same_again(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record(项目期="2020年"))
    run()
    form = tmp_path / "output/2020/甲项目.xlsx"
    done = run("import", "output/2020/甲项目.xlsx", "-o", "新数据")
    assert (done.returncode, done.stdout) == (0, str(Path("新数据/甲项目.xlsx")) + "\n")
    assert done.stderr == "共读到1张表：导入1张。\n"
    before = form.read_bytes()
    assert run("新数据").returncode == 0
    assert form.read_bytes() == before
    assert json.loads(
        (tmp_path / run("import", str(form), "-o", "j", "--to", "json").stdout.strip()).read_text("utf-8")
    )


def test_import_says_what_it_took_over_and_where_the_old_data_are(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record(项目期="2020年"))
    run()
    form = tmp_path / "output/2020/甲项目.xlsx"
    workbook = openpyxl.load_workbook(form)
    workbook.worksheets[0]["C5"], workbook.worksheets[0]["J2"] = "2021年", "领导已阅"
    workbook.save(form)
    assert run().returncode == 1
    done = run("import", str(form), "-o", "data")
    assert done.returncode == 0
    assert "项目期：2020年 → 2021年" in done.stderr
    assert "绩效目标申报表!J2 领导已阅" in done.stderr
    assert "甲（导入前1）.json" in done.stderr


def test_import_of_what_is_no_form_is_1_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    run()
    put(tmp_path, "表.doc", b"\xd0\xcf\x11\xe0")
    done = run("import", "表.doc", "output/2020", "-o", "新数据")
    assert (done.returncode, done.stdout) == (1, str(Path("新数据/甲项目.xlsx")) + "\n")
    assert "另存为 .docx" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("import", "-o", "x").returncode == 2


def test_the_public_copy_stands_beside_the_internal_one(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record(项目概况="联系 13912345880", 填报人="岳阳春"))
    run()
    internal = (tmp_path / "output/2020/甲项目.xlsx").read_bytes()
    done = run("--public", "--text")
    names = ("甲项目（公开版）.xlsx", "甲项目（公开版）.docx")
    assert done.stdout == "".join(f"{Path('output/2020') / name}\n" for name in names)
    cells = [
        cell.value for row in openpyxl.load_workbook(tmp_path / done.stdout.split()[0]).worksheets[0] for cell in row
    ]
    assert "联系 139****5880" in cells
    assert "岳阳春" not in cells
    assert (tmp_path / "output/2020/甲项目.xlsx").read_bytes() == internal
    run("--public", "--keep-filler")
    cells = [
        cell.value for row in openpyxl.load_workbook(tmp_path / done.stdout.split()[0]).worksheets[0] for cell in row
    ]
    assert "岳阳春" in cells


def test_a_filler_is_kept_in_public_copies_only(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "data/甲.json", record())
    done = run("--keep-filler")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--public" in done.stderr
