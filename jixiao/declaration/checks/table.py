"""The one table of all rules, by number, and which may be switched off."""

from __future__ import annotations

from . import (
    completeness,
    costs,
    figures,
    funding,
    levels,
    placeholders,
    privacy,
    relevance,
    statements,
    texts,
    timing,
    wording,
    years,
)
from .rule import Rule

_MODULES = (
    completeness,
    placeholders,
    levels,
    wording,
    figures,
    funding,
    costs,
    years,
    timing,
    statements,
    texts,
    privacy,
    relevance,
)

#: R01 to R60.
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.number)
)
#: Rule → whether the settings may change it; R01 and R26 also keep a form from being made.
CHANGEABLE: dict[str, bool] = {rule.number: rule.number != "R26" for rule in RULES}


def get_rule(number: str) -> Rule:
    """The rule of a number: ``get_rule("R11").title``.  Raises KeyError."""
    return next(rule for rule in RULES if rule.number == number)
