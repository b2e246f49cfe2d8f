"""Rich texts are given the height of their largest run."""

from typing import Any

from tests.xlsx_template.workbooks import SHEET, fill


def height(size: int, text: str) -> float:
    """The height of the first row of a text with a run of that size beside one of 11 points."""

    def rich(workbook: Any, sheets: Any) -> None:
        wrapped = workbook.add_format({"text_wrap": True})
        large = workbook.add_format({"font_size": size})
        sheets[SHEET].set_column(0, 0, 20)
        sheets[SHEET].write_rich_string("A1", "小", large, text, wrapped)

    return float(fill({"B1": "{{ 值 }}"}, build=rich, 值="社区服务").sheet().row_dimensions[1].height or 15)


def test_a_text_with_a_large_run_gets_more_room_than_one_without() -> None:
    assert height(36, "{{ 值 * 5 }}") > 250 > height(11, "{{ 值 * 5 }}")


def test_a_constant_text_with_a_large_run_does_too() -> None:
    assert height(36, "社区服务" * 5) > 250
