"""The settings: rules off, levels, limits, and every mistake of a settings file at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.declaration.checks import Settings
from jixiao.declaration.checks.examples import SOUND, example_record
from jixiao.declaration.checks.settings import SettingsError, read_settings
from jixiao.declaration.checks.table import CHANGEABLE, get_rule
from jixiao.exchange.errors import SettingsFileError
from jixiao.exchange.review.settings import load_settings

from .reviews import places, review_record


def chosen(**data: Any) -> Settings:
    """The settings of a file with these entries."""
    return read_settings(data, CHANGEABLE)


def test_a_rule_can_be_switched_off() -> None:
    record = SOUND | {"填报人": "", "项目期": "长期"}
    assert [finding.rule for finding in review_record(record, chosen(停用=["R13"]))] == ["R37"]


def test_a_level_can_be_changed() -> None:
    findings = review_record(SOUND | {"填报人": ""}, chosen(级别={"R13": "错误"}))
    assert [finding.level for finding in findings] == ["error"]


@pytest.mark.parametrize(
    ("setting", "value", "changes", "rule"),
    [
        ("概况和目标字数", 10, {}, "R52"),
        ("指标字数", 5, {}, "R52"),
        ("其他文字字数", 20, {"预算绩效说明": "按季度支付，年末根据验收结果结清全部款项。"}, "R52"),
        ("指标名称字数", 5, {}, "R20"),
        ("金额小数位", 2, {"资金": {"年度": {"总投入": "60.005", "县（市）区级财政": "60.005"}}}, "R31"),
        ("满意度下限", 95, {}, "R25"),
        ("版本", "2021", {}, "R17"),
        ("权重合计", 80, dict(get_rule("R56").quiet), "R56"),
    ],
)
def test_a_limit_can_be_changed(setting: str, value: object, changes: dict[str, Any], rule: str) -> None:
    record = example_record(changes)
    assert places(review_record(record), rule) == []
    assert places(review_record(record, chosen(**{setting: value})), rule)


def test_the_sum_of_weights_may_be_one_number_or_several() -> None:
    assert chosen(权重合计=80).limits.weights == (Decimal(80),)
    assert chosen(权重合计=[90, 100]).limits.weights == (Decimal(90), Decimal(100))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"权重总计": 90}, "不认识设置“权重总计”，是不是“权重合计”？"),
        ({"权重合计": "九十"}, "“权重合计”不能是“九十”，应为一个数（如 90）"),
        ({"权重合计": []}, "应为一个数"),
        ({"版本": 2016}, "“版本”不能是“2016”，应为“自动”“2015”或“2021”。"),
        ({"金额小数位": 11}, "应为0 到 10 的整数"),
        ({"指标字数": True}, "应为正整数"),
        ({"停用": "R51"}, '“停用”应写成列表，如 停用 = ["R51"]。'),
        ({"停用": ["R61"]}, "没有规则“R61”"),
        ({"停用": ["R26"]}, "规则 R26 关系到能否生成表格，不能停用"),
        ({"级别": {"R13": "严重"}}, "规则 R13 的级别不能是“严重”，应为错误、警告或提示。"),
        ({"级别": 3}, "“级别”应写成一组"),
        ({"级别": {"R26": "提示"}}, "R26"),
    ],
)
def test_mistakes_are_told_in_chinese(data: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(data, CHANGEABLE)
    assert message in str(error.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SettingsError, match=r"权重总计.*R99"):
        chosen(权重总计=90, 停用=["R99"])


def test_a_file_needs_no_quotes_around_chinese_names(tmp_path: Path) -> None:
    file = tmp_path / "审核设置.toml"
    file.write_text(
        '# 本县的要求\n版本 = "2021"\n"权重合计" = 90 # 分\n停用 = ["R51"]\n\n[级别]\nR25 = "提示"\n', "utf-8"
    )
    settings = load_settings(file, public=True)
    assert settings.limits.version == "2021"
    assert settings.limits.weights == (Decimal(90),)
    assert settings.off == {"R51"}
    assert settings.levels == (("R25", "note"),)
    assert settings.public


@pytest.mark.parametrize("text", ["权重合计 90", "权重合计 = 九十", "停用 = [", "= 3"])
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "审核设置.toml"
    file.write_text(f"# 说明\n{text}\n", "utf-8")
    with pytest.raises(SettingsFileError, match=r"写法有误（(第2行|第3行|文件末尾)）"):
        load_settings(file)


def test_without_a_file_everything_is_as_usual() -> None:
    assert load_settings() == Settings()
