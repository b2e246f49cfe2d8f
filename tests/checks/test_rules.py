"""The table of rules: complete, each with an example on both sides of its line."""

from __future__ import annotations

import re

import pytest

from jixiao.declaration.checks.examples import SOUND, TWO_SIDED
from jixiao.declaration.checks.rule import Rule
from jixiao.declaration.checks.table import RULES, get_rule

from .reviews import review_example, review_record


def test_there_are_sixty_rules_in_order() -> None:
    assert [rule.number for rule in RULES] == [f"R{number:02}" for number in range(1, 61)]
    assert get_rule("R11").title == "指标值没有计量单位"


@pytest.mark.parametrize("record", [SOUND, TWO_SIDED], ids=["one side", "two sides"])
def test_nothing_is_found_in_a_sound_project(record: dict[str, object]) -> None:
    assert review_record(record) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_the_example_that_fires_does(rule: Rule) -> None:
    found = [finding for finding in review_example(rule.fires) if finding.rule == rule.number]
    assert found
    assert all(finding.message and finding.basis for finding in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_the_example_that_does_not_fire_does_not(rule: Rule) -> None:
    assert [finding for finding in review_example(rule.quiet) if finding.rule == rule.number] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_a_rule_says_what_was_found_and_what_to_do(rule: Rule) -> None:
    for message in rule.messages.values():
        assert message.endswith("。")
        assert re.search("请|应|改|一般|建议|已清理|不用改", message), message
    assert rule.title
    assert rule.basis
