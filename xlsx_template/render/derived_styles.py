"""The styles that a form needs beside those of its template: date formats, number formats, lines at page ends."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsx_template.arrangement.shown_numbers import (
    ALL_NUMBERS,
    GENERAL,
    MAX_GENERAL,
    NO_NUMBERS,
    ShortNumbers,
    exact_code,
    fits,
    is_exact,
    short_numbers,
)
from xlsx_template.package.styles import Derived, StyleSheet
from xlsx_template.program.model import DynamicCell
from xlsx_template.values import NUMBERS, number_text

_MOMENT_FORMATS: dict[type, str] = {
    datetime.datetime: "yyyy/m/d h:mm:ss",  # before date, of which it is a kind
    datetime.date: "yyyy/m/d",
    datetime.time: "h:mm:ss",
    datetime.timedelta: "[h]:mm:ss",
}
_WIDEST_DATE = "yyyy年mm月dd日 hh:mm:ss"  # of the built-in formats, which each country shows in its own way
_DECIMALS = re.compile(r"\.(\d+)")
_LITERAL = re.compile(r"General")


@dataclass(slots=True)
class DerivedStyles:
    """The styles a form needs beside the template's, numbered in the order of their first use.

    ``epoch_1904`` says that the dates of the workbook count from 1904.
    """

    sheet: StyleSheet
    epoch_1904: bool = False
    numbers: dict[Derived, int] = field(default_factory=dict)

    def number(self, base: int, number_format: str) -> int:
        """The style that shows ``base`` with another number format."""
        if self.sheet.number_format(base) == number_format:
            return base
        return self._numbered(Derived(base, number_format))

    def _numbered(self, derived: Derived) -> int:
        return self.numbers.setdefault(derived, self.sheet.count + len(self.numbers))

    def changed(self, style: int, lines: tuple[tuple[str, int], ...], *, is_at_top: bool) -> int:
        """A style as it is, or a derived one, with lines that other styles have, or with its text at the top."""
        if style >= self.sheet.count + len(self.numbers):
            return style
        return self._numbered(self._known(style)._replace(lines=lines, is_at_top=is_at_top))

    def style_for(self, cell: DynamicCell, value: Any, asked: str | None, *, is_own: bool = False) -> int:
        """The style a value shows in: what a filter asked, a date format for dates, small enough to show whole.

        The result of a formula that is the template's own as it stands, and no longer than it was (``is_own``), keeps
        the style that it has there, and so does a cell whose style the style sheet of a damaged template does not have.
        """
        if cell.style >= self.sheet.count or (asked is None and (value is None or value.__class__ is str)):
            return cell.style
        style = self._formatted(cell, value, asked)
        if is_own:
            return style
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if cell.face.style.rotation or not (is_number or isinstance(value, tuple(_MOMENT_FORMATS))):
            return style
        return self._whole(style, cell, value)

    def short_numbers(self, cell: DynamicCell, asked: str | None) -> tuple[int, ShortNumbers]:
        """The style in which most numbers show in a cell, and those that surely do: what is needed once a form."""
        if cell.style >= self.sheet.count:
            return cell.style, ALL_NUMBERS
        style = cell.style if asked is None else self.number(cell.style, asked)
        code, face = self._code(style), cell.face
        if asked is None and GENERAL in code and code != GENERAL:
            return style, NO_NUMBERS  # each has a format of its own
        if face.style.rotation or (face.style.shrink and not face.style.wrap and code != GENERAL):
            return style, ALL_NUMBERS
        return style, short_numbers(code, face.width, face.style)

    def _whole(self, style: int, cell: DynamicCell, value: Any) -> int:
        """A style as it is, or one that shrinks what would show as ### or, in General, with fewer digits."""
        code, face = self._code(style), cell.face
        if code == GENERAL and isinstance(value, datetime.date | datetime.time | datetime.timedelta):
            code = _WIDEST_DATE
        shrinks = face.style.shrink and not face.style.wrap
        if shrinks and code != GENERAL:
            return style
        is_whole = fits(value, code, face.width, face.style)
        if code == GENERAL and is_exact(value) and not (is_whole and len(number_text(value)) <= MAX_GENERAL):
            style = self.number(cell.style, exact_code(value))
        if is_whole or shrinks:
            return style
        return self._numbered(self._known(style)._replace(is_shrunk=True))

    def _code(self, style: int) -> str:
        known = None if style < self.sheet.count else self._known(style).number_format
        return known or self.sheet.number_format(style)

    def _known(self, style: int) -> Derived:
        """What a style is made of; one of the template is made of itself."""
        return Derived(style) if style < self.sheet.count else list(self.numbers)[style - self.sheet.count]

    def _formatted(self, cell: DynamicCell, value: Any, asked: str | None) -> int:
        if asked is not None:
            return self.number(cell.style, asked)
        if value.__class__ in NUMBERS:
            return self._exact(cell.style, value)
        for kind, code in _MOMENT_FORMATS.items():
            if isinstance(value, kind):
                return cell.style if self.sheet.is_date(cell.style) else self.number(cell.style, code)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return self._exact(cell.style, value)
        return cell.style

    def _exact(self, base: int, value: float | Decimal) -> int:
        """General beside a unit (``General"万元"``) shows what fits the column: here it shows the digits there are."""
        code = self.sheet.number_format(base)
        if code == "General" or "General" not in code:
            return base
        digits = _DECIMALS.search(format(Decimal(number_text(value)), "f"))
        decimals = digits[1].rstrip("0") if digits else ""
        return self.number(base, _LITERAL.sub("0" + ("." + "0" * len(decimals) if decimals else ""), code))
