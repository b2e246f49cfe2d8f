"""What is masked for publication, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.declaration.publication import Publication, iter_private, mask_private, publish

from .builder import project

ID_CARD = "11010519491231002X"  # the example of GB 11643
BANK_CARD = "6222021001116245702"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13912345880", "139****5880"),
        ("联系电话：13912345880。", "联系电话：139****5880。"),
        ("139 1234 5880", "139 **** 5880"),
        ("139-1234-5880", "139-****-5880"),
        ("１３９１２３４５８８０", "１３９****５８８０"),
        ("+86 13912345880、15812340000", "+86 139****5880、158****0000"),
        (f"身份证{ID_CARD}", "身份证110105********002X"),
        (f"身份证{ID_CARD.lower()}", "身份证110105********002x"),
        (f"卡号{BANK_CARD}", "卡号6222***********5702"),
        ("身份证号：110105194912310021", "身份证号：110105********0021"),  # a wrong check digit is private all the same
        ("身份证 110105491231002", "身份证 110105*****1002"),  # the numbers of before 1999
        ("收款账号（农行）6222021001116245703", "收款账号（农行）6222***********5703"),
        ("账号：53001234567890", "账号：5300******7890"),
        ("4111 1111 1111 1111", "4111 **** **** 1111"),
    ],
)
def test_private_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_private(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "139****5880",
        "0871-67470000",
        "12345678901",
        "139123458801",
        "115301210151291309",  # 统一社会信用代码
        "110105194912310021",  # a wrong check digit
        "6222021001116245703",  # a wrong Luhn digit
        "51000021R000000019951",
        "2020年11月30日前完成3309840.00元",
        "20201018123456",
        "账户余额3309840.00元",
        "专用账户于2020年11月30日开立",
        "账户管理人电话0871-67470000",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_private(text) == text


def test_the_kinds_are_told_apart() -> None:
    found = iter_private(f"{ID_CARD}，13912345880，{BANK_CARD}")
    assert [one.kind for one in found] == ["身份证号", "手机号", "银行卡号"]


@given(st.text())
def test_masking_keeps_the_length_and_masks_once(text: str) -> None:
    masked = mask_private(text)
    assert len(masked) == len(text)
    assert mask_private(masked) == masked


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("号码：（）甲乙 ", max_size=6))
def test_no_mobile_number_is_left(number: str, around: str) -> None:
    assert number not in mask_private(f"{around}{number}{around}")


def test_a_project_is_masked_wherever_a_number_stands() -> None:
    found = project(
        "产出指标/数量指标 联系13912345880 -|1个",
        项目概况="联系人 13912345880",
        填报人="岳阳春",
        单位负责人="李波",
        项目文本={"联系电话": "13912345880", "组织机构代码": "115301210151291309"},
        执行情况={"绩效指标": [{"三级指标": "联系13912345880", "备注": BANK_CARD}]},
    )
    public = publish(found, Publication())
    assert "13912345880" not in repr(public)
    assert BANK_CARD not in repr(public)
    assert (public.filler, public.head) == ("", "李波")
    assert public.narrative.organisation_code == "115301210151291309"
    assert publish(found, Publication(keep_filler=True)).filler == "岳阳春"
    assert found.overview == "联系人 13912345880"


def test_a_project_without_private_numbers_stays_as_it_is() -> None:
    found = project("产出指标/数量指标 项目 -|1个")
    assert publish(found, Publication(keep_filler=True)) is found
