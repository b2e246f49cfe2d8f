"""Amounts of money that stand in prose: 年度预算100万元, 以上3项共计：1000000元.

Refuses numbers without a unit of money: in prose they may be anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .money import EXPONENTS, plain_amount
from .patterns import Pattern

AMOUNT = r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,8})?)\s*(?P<unit>元|千元|万元|百万元|亿元)"
_AMOUNT = Pattern(rf"(?<![\d.,]){AMOUNT}")


class Amount(NamedTuple):
    """An amount in 万元 as it stands in a text: ``Amount(Decimal(100), "100万元")``."""

    value: Decimal
    text: str


def iter_amounts(text: str) -> Iterator[Amount]:
    """The amounts of a text in its order: ``next(iter_amounts("共计：1,000,000元")).value == 100``."""
    if "元" in text:
        for match in _AMOUNT.finditer(unicodedata.normalize("NFKC", text)):
            yield read_amount_match(match)


def read_amount_match(match: re.Match[str]) -> Amount:
    """The amount of a match of a pattern that holds ``AMOUNT``."""
    number = Decimal(match["digits"].replace(",", ""))
    text = match["digits"] + match["unit"]
    return Amount(plain_amount(number.scaleb(EXPONENTS[match["unit"]])), text)
