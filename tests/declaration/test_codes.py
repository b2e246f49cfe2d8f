"""Codes: what they are, in whatever width they were typed."""

import pytest

from .builder import project


@pytest.mark.parametrize("typed", ["219001", 219001, "２１９００１", " 219 001 "])
def test_a_code_is_read_in_half_width_without_blanks(typed: object) -> None:
    read = project(主管部门代码=typed, 项目文本={"组织机构代码": "１１５３０１２１０１５１２９１３０９"})
    assert read.department_code == "219001"
    assert read.narrative.organisation_code == "115301210151291309"
