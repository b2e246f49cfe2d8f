"""The title and the sum of 项目文本."""

from typing import Any

import pytest

from jixiao.declaration.contexts.narrative import short_name, sum_sentence
from jixiao.declaration.form_catalogue import paper_content

from ..builder import project


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("昆明市呈贡区民政局", "呈贡区民政局"),
        ("云南省昆明市呈贡区民政局", "呈贡区民政局"),
        ("四川省乐山市井研县马踏镇人民政府", "井研县马踏镇人民政府"),
        ("云南省红河哈尼族彝族自治州蒙自市民政局", "蒙自市民政局"),
        ("保定市蠡县民政局", "蠡县民政局"),
        ("820001-井研县马踏镇人民政府", "井研县马踏镇人民政府"),
        ("昆明市民政局", "昆明市民政局"),
        ("昆明市社区服务中心", "昆明市社区服务中心"),
        ("上海市居民小区服务站", "上海市居民小区服务站"),
        ("民政局", "民政局"),
        ("", ""),
    ],
)
def test_a_unit_is_called_without_what_is_above_it(unit: str, short: str) -> None:
    assert short_name(unit) == short


def context(**narrative: Any) -> dict[str, Any]:
    """What the template may name."""
    return paper_content("项目文本", project(实施单位="昆明市呈贡区民政局", 项目文本=narrative)).context


def test_the_title_is_unit_and_year_unless_another_is_typed() -> None:
    assert context()["文本标题"] == "呈贡区民政局2020年经费项目"
    assert context(文本标题="社会服务项目文本")["文本标题"] == "社会服务项目文本"


def allocated(*amounts: Any) -> str:
    """The sum of these amounts."""
    rows = [{"事项": "甲", "金额": amount} for amount in amounts]
    return sum_sentence(project(项目文本={"资金安排": rows}).narrative)


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (("200000元", "650000元", "150000元"), "以上3项共计：1000000元。"),
        (("20万元", "65万元"), "以上2项共计：85万元。"),
        (("20", "65"), "以上2项共计：85万元。"),
        (("20万元", "0.1元"), "以上2项共计：200000.1元。"),
        (("0.1元", "0.2元"), "以上2项共计：0.3元。"),
        (("3,309,840.00元",), "以上1项共计：3309840元。"),
        (("20万元", "若干"), ""),
        ((), ""),
    ],
)
def test_the_sum_is_exact_and_in_the_unit_of_its_rows(amounts: tuple[str, ...], sentence: str) -> None:
    assert allocated(*amounts) == sentence


def test_an_amount_that_cannot_be_read_is_said() -> None:
    found = project(项目文本={"资金安排": [{"事项": "甲", "金额": "20"}, {"事项": "乙", "金额": "若干"}]})
    content = paper_content("项目文本", found)
    assert [row["金额"] for row in content.context["资金安排行"]] == ["20万元", "若干"]
    assert [(note.rule, note.field) for note in content.notes] == [("D23", "项目文本.资金安排[2].金额")]
