"""JSON files: their three shapes, and what is wrong with a broken one."""

import contextlib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.exchange.data_files.json_data import iter_json_records
from jixiao.exchange.data_files.json_text import parse_json
from jixiao.exchange.data_files.records import Record
from jixiao.exchange.errors import DataFileError


def read(folder: Path, content: str | bytes) -> list[Record]:
    """The records of a JSON file with that content."""
    file = folder / "甲.json"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(iter_json_records(file))


def message(folder: Path, content: str | bytes) -> str:
    """What is said about a file that cannot be read."""
    records = read(folder, content)
    assert [record.data for record in records] == [None]
    return records[0].problems[0].message


def test_one_object_an_array_and_json_lines_are_the_same_projects(tmp_path: Path) -> None:
    one = '{"年度": 2020, "资金": {}}'
    assert [record.data for record in read(tmp_path, one)] == [{"年度": 2020, "资金": {}}]
    array, lines = read(tmp_path, f"[{one},\n {one}]"), read(tmp_path, f"{one}\n\n{one}\n")
    assert [record.data for record in array] == [record.data for record in lines]
    assert [record.place for record in array] == ["第1个项目", "第2个项目"]
    assert [record.place for record in lines] == ["第1行", "第3行"]


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    records = read(tmp_path, '{"年度": 1}\n{"年度": \n{"年度": 3}\n')
    assert [record.data for record in records] == [{"年度": 1}, None, {"年度": 3}]
    assert records[1].place == "第2行"


def test_each_line_may_have_its_own_encoding(tmp_path: Path) -> None:
    records = read(tmp_path, '{"项目名称": "甲"}\n'.encode() + '{"项目名称": "乙"}\n'.encode("gb18030"))
    assert [record.data for record in records] == [{"项目名称": "甲"}, {"项目名称": "乙"}]


def test_numbers_never_pass_through_float() -> None:
    assert parse_json("[10606.7522, 0.1, 300, 1e400]") == [Decimal("10606.7522"), Decimal("0.1"), 300, Decimal("1e400")]
    assert isinstance(parse_json("1" * 5000), Decimal)


def test_a_name_given_twice_is_a_problem_with_its_path(tmp_path: Path) -> None:
    record = read(tmp_path, '{"绩效指标": [{}, {"三级指标": "甲", "三级指标": "乙"}]}')[0]
    assert [(problem.rule, problem.field) for problem in record.problems] == [("D03", "绩效指标[2].三级指标")]


@pytest.mark.parametrize("cut", [1, 10, 20, 23])
def test_json_cut_in_half_says_where_it_ends(tmp_path: Path, cut: int) -> None:
    assert "不完整，文件可能只保存了一半" in message(tmp_path, '{"年度": 2020,\n "名称": "甲"}'[:cut])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"年度": 2020\n "甲": 1}', "JSON 第2行第2列有误：这里缺少逗号"),
        ('{"年度"： 2020}', "“：”是全角符号"),
        ("{“年度”: 2020}", "““”是全角符号"),
        ('{"年度": 2020,}', "逗号"),
        ('{"年度": abc}', "JSON 第1行第8列有误：这里缺少一个值"),
        ('{"年度": 1} {"年度": 2}', "还有多余的文字"),
        ("", "文件是空的"),
        ("[]", "一个项目也没有"),
        ("3", "这里应是一个项目"),
        ("[" * 100000, "嵌套层数太多"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(tmp_path: Path, content: str, expected: str) -> None:
    assert expected in message(tmp_path, content)


def test_a_raw_line_break_inside_a_text_is_a_line_break() -> None:
    assert parse_json('{"项目概况": "一\n二"}') == {"项目概况": "一\n二"}


@given(st.text() | st.text(alphabet='{}[]",:年度0123e. \n\\'))
def test_any_text_is_a_value_or_our_error(text: str) -> None:
    with contextlib.suppress(DataFileError):
        parse_json(text)
