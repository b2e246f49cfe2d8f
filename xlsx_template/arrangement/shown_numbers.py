"""How a number or a date shows in its number format: a text at least as long as any program makes of it.

Numbers do not wrap in Excel: one that is wider than its column shows as ###, in the format General it is rounded.  So
the width must be known before.  Covers what stands in forms: digits, separators, percent signs, units, dates and times
(ECMA-376 part 1, 18.8.31); fractions are taken as wide as their code.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from operator import neg
from typing import Any, NamedTuple

from xlsx_template.layout import TextStyle, line_width, usable_width
from xlsx_template.values import Number, number_text, shortest

GENERAL = "General"
MAX_GENERAL = 11  # digits that Excel shows in the format General, however wide the column is

_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)|_(.)|\*.|\[([^\]]*)\]")
_SECTION_END = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|(;)")
_DIGITS = re.compile(r"[0#?][0#?,.]*")
_DECIMALS = re.compile(r"\.([0#?]+)")
_DATE_PART = re.compile(r"AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+", re.IGNORECASE)
_NAMES = {3: "Www", 4: "Wednesday"}


def fits(value: Any, code: str, width_pt: float, style: TextStyle) -> bool:
    """Whether a number or date, a serial number in a date's format, shows whole in a cell of this width in points."""
    return line_width(shown(value, code), style) <= usable_width(width_pt, style)


class ShortNumbers(NamedTuple):
    """The numbers that surely show whole somewhere: most do, and need no closer look.

    They lie between ``lowest`` and ``highest``, or have no more characters than ``length``; each is enough.
    """

    lowest: float
    highest: float
    length: int = 0

    def hold(self, value: Number, text: str) -> bool:
        """Whether a number, and its text in XML, is one of them."""
        return self.lowest <= value <= self.highest or (
            len(text) <= self.length and "e" not in text and "E" not in text
        )


ALL_NUMBERS, NO_NUMBERS = ShortNumbers(-math.inf, math.inf), ShortNumbers(1, -1)


@lru_cache(maxsize=1024)  # a template has a few dozen formats and widths
def short_numbers(code: str, width_pt: float, style: TextStyle) -> ShortNumbers:
    """The numbers that show whole in a number format and a cell of this width in points.

    A format has the same decimals for all numbers, so that none nearer to 0 is longer.  General has those of the
    number: a text fits that has no more characters than the digits that fit; neither sign nor point is wider than one.
    """
    if GENERAL in code:
        lengths = range(1, MAX_GENERAL + 1)
        digits = takewhile(lambda count: fits(10 ** (count - 1), code, width_pt, style), lengths)
        return NO_NUMBERS._replace(length=max(digits, default=0))
    sizes = [Decimal(10) ** exponent for exponent in range(-3, MAX_GENERAL)]
    highest = max(takewhile(lambda size: fits(size, code, width_pt, style), sizes), default=-1)
    lowest = min(takewhile(lambda size: fits(size, code, width_pt, style), map(neg, sizes)), default=1)
    return ShortNumbers(float(lowest), float(highest))


def shown(value: Any, code: str) -> str:
    """The text for a number; for a date one as long as any: ``shown(Decimal("0.5"), '0.0%')`` is ``50.0%``."""
    section = _sections(code)[0]
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        quoted, escaped, blank, bracketed = match.groups()
        literals.append(quoted or escaped or ("-" if blank else "") or _elapsed(bracketed))
        return "\0"

    bare = _LITERAL.sub(kept, section)
    if isinstance(value, int | float | Decimal):
        bare = _with_number(bare, Decimal(number_text(shortest(value) if isinstance(value, float) else value)))
    else:
        bare = _DATE_PART.sub(_date_part, bare)
    pieces = bare.split("\0")
    return pieces[0] + "".join(literal + piece for literal, piece in zip(literals, pieces[1:], strict=True))


def exact_code(value: int | float | Decimal) -> str:
    """The format that shows all digits a number has: ``0.0000`` for 10606.7522."""
    digits = format(Decimal(number_text(value)), "f").partition(".")[2].rstrip("0")
    return f"0.{'0' * len(digits)}" if digits else "0"


def is_exact(value: object) -> bool:
    """Whether all digits of a number are meant; a float with more than General shows comes from a calculation."""
    return not isinstance(value, float) or len(number_text(value)) <= MAX_GENERAL


def _sections(code: str) -> list[str]:
    sections, start = [], 0
    for match in _SECTION_END.finditer(code):
        if match[1]:
            sections.append(code[start : match.start()])
            start = match.end()
    return [*sections, code[start:]]


def _elapsed(bracketed: str | None) -> str:
    """What a bracket shows: hours that have passed in ``[h]``, the sign in ``[$￥-804]``, of colours nothing."""
    if not bracketed:
        return ""
    if bracketed.startswith("$"):
        return bracketed[1:].partition("-")[0]
    return "00000" if set(bracketed.lower()) <= set("hms") else ""


def _with_number(bare: str, value: Decimal) -> str:
    if GENERAL in bare:
        return bare.replace(GENERAL, format(value, "f"))
    found = _DIGITS.search(bare)
    if found is None:
        return bare
    scaled = value * 100 if "%" in bare else value
    decimals = _DECIMALS.search(found[0])
    separator = "," if re.search(r"[0#?],[0#?]", found[0]) else ""
    number = format(scaled, f"{separator}.{len(decimals[1]) if decimals else 0}f")
    return bare[: found.start()] + number + bare[found.end() :]


def _date_part(match: re.Match[str]) -> str:
    part = match[0].lower()
    if part[0] in "a上":
        return "上午" if part[0] == "上" else "AM"
    if part[0] in "md" and len(part) > 2:
        return _NAMES.get(len(part), "W")
    return "0000" if part[0] == "y" and len(part) > 2 else "00"
