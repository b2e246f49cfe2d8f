"""What templates see."""

from decimal import Decimal

import pytest

from jixiao.declaration.context import form_context, join_code

from .builder import project


def test_the_names_are_those_of_the_data() -> None:
    context = form_context(project("产出/数量 购买 40个|13个", 资金={"年度": {"总投入": "100万元", "其他": 100}}))
    assert (context["年度"], context["项目名称"], context["项目期"]) == (2020, "甲项目", "")
    assert context["资金"]["年度"]["总投入"] == Decimal(100)
    assert context["资金"]["中期"]["总投入"] is None
    assert context["总体目标"] == {"中期目标": "", "年度目标": ""}
    assert context["绩效指标"][0]["年度三级指标"] == ""
    assert context["项目文本"]["地址"] == ""
    assert list(context["项目文本"]["资金安排"]) == []


def test_a_side_knows_whether_it_has_sources() -> None:
    context = form_context(project(资金={"中期": {"总投入": 5}, "年度": {"其他": 0}}))
    assert context["资金"]["中期"]["有分项"] is False
    assert context["资金"]["年度"]["有分项"] is True


def test_the_rows_carry_printed_labels_and_group_numbers() -> None:
    assert form_context(project("产出/数量 购买 40个|-"))["指标行"] == [
        {
            "一级指标": "产   出   指   标",
            "一级组": 1,
            "二级组": 1,
            "中期": {"二级指标": "数量指标", "三级指标": "购买", "指标值": "40个"},
            "年度": {"二级指标": "", "三级指标": "", "指标值": ""},
        }
    ]


@pytest.mark.parametrize(
    ("code", "name", "joined"),
    [
        ("219", "池州市财政局", "219-池州市财政局"),
        ("820", "820-马踏镇部门", "820-马踏镇部门"),
        ("610001", "[610001]润山公司", "[610001]润山公司"),
        ("219", "", "219"),
        ("", "池州市财政局", "池州市财政局"),
        ("", "", ""),
    ],
)
def test_code_and_name_are_joined_once(code: str, name: str, joined: str) -> None:
    assert join_code(code, name) == joined
    assert form_context(project(主管部门=name, 主管部门代码=code))["主管部门及代码"] == joined
