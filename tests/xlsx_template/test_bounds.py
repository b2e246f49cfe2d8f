"""What a template may not do: make texts of any length, depend on chance, run for ever."""

import pytest

from tests.xlsx_template.workbooks import fill, make
from xlsx_template import Template, TemplateError

DOUBLED = (
    '{{% set 空 = namespace(文="甲") %}}{{% for 次 in range(60) %}}'
    "{{% set 空.文 = 空.文 {} 空.文 %}}{{% endfor %}}{{{{ 空.文 }}}}"
)


@pytest.mark.parametrize(
    "tag",
    [
        '{{ "x".ljust(10**9) }}',
        '{{ "x"|center(10**9) }}',
        '{{ "{:>999999999}".format(1) }}',
        '{{ "%1000000000d"|format(1) }}',
        '{{ "x".zfill(10**9) }}',
        '{{ "a" * 10**9 }}',
        '{{ "a".replace("a", "a" * 1000000) }}',
        '{{ ("a" * 1000000) | replace("a", "b" * 1000) }}',
        '{{ "甲\n乙" | indent(10**9) }}',
        "{{ range(10**9) | list | length }}",
        "{{ 10 ** (10 ** 3) }}",
        "{{ lipsum(n=100000) }}",
        "{{ [1, 2] | random }}",
        "{% for 甲 in range(99999) %}{% for 乙 in range(99999) %}丙{% endfor %}{% endfor %}",
        DOUBLED.format("~"),
        DOUBLED.format("+"),
        "{% for 次 in range(90000) %}{{ 次 }}{% endfor %}",
        "{{ (1).__class__.__mro__ }}",
        "{{ dict(a=1).__class__.__base__.__subclasses__() }}",
    ],
)
def test_no_giant_output_and_no_way_out_gets_through(tag: str) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(make({"A1": tag})).render({})


def test_a_set_within_a_loop_of_a_text_stays_in_the_loop() -> None:
    tag = "{% set 和 = namespace(数=0) %}{% for 数 in 数们 %}{% set 和.数 = 和.数 + 数 %}{% endfor %}共{{ 和.数 }}"
    assert fill({"A1": tag}, 数们=[1, 2, 3]).values() == {"A1": "共6"}


def test_texts_are_joined_and_parts_of_them_replaced() -> None:
    assert fill({"A1": "{{ 甲 ~ 1 ~ none ~ 2.0 }}"}, 甲="第").values() == {"A1": "第12"}
    assert fill({"A1": "{{ 甲 | replace('社', '') }}"}, 甲="社区").values() == {"A1": "区"}
