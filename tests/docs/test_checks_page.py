"""docs/checks.md is what the rules say today."""

from __future__ import annotations

from jixiao.declaration.checks.table import RULES
from tools.write_checks_page import PAGE, checks_page


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == checks_page(), "run tools/write_checks_page.py"


def test_every_rule_has_its_section_with_two_examples() -> None:
    sections = PAGE.read_text("utf-8").split('<a id="r')[1:]
    assert len(sections) == len(RULES)
    for section in sections:
        assert section.count("```json") == 2
        assert section.count("\n> ") >= 1
