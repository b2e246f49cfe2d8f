"""Level names as typed, as meant and as printed."""

import pytest

from jixiao.declaration.taxonomy import normalise_level1, normalise_level2, print_level1


@pytest.mark.parametrize("typed", ["产出指标", "产出", "产 出 指 标", "产   出   指   标", "产\n出", "产　出指标"])
def test_spellings_of_a_level_are_one(typed: str) -> None:
    assert normalise_level1(typed) == "产出指标"


def test_level2_knows_its_own_names() -> None:
    assert normalise_level2("经济效益\n指标") == "经济效益指标"
    assert normalise_level2("服务对象满意度") == "服务对象满意度指标"
    assert normalise_level2("社会公众或服务对象满意度") == "社会公众或服务对象满意度指标"


@pytest.mark.parametrize("typed", ["满意率指标", "过程 管理", ""])
def test_unknown_names_stay_as_typed(typed: str) -> None:
    assert normalise_level1(typed) == typed
    assert normalise_level2(typed) == typed


def test_printed_labels_are_padded_as_on_paper() -> None:
    assert print_level1("产出指标") == "产   出   指   标"
    assert print_level1("效益指标") == "效   益   指   标"
    assert print_level1("成本指标") == "成   本   指   标"
    assert print_level1("满意度指标") == "满意度指标"
    assert print_level1("实施效果指标") == "实施效果指标"
