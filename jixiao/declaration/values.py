"""One typed value of a record to one immutable value: text, year, amount.

Absent, null and "" are blank; 0 is zero.  Each reader raises UnreadableError, whose text is a Chinese sentence that
says what to do; ``reading`` collects those of a whole project and keeps the path of each.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from .cleaning import clean_text
from .money import AmountError, parse_amount
from .numerals import parse_numeral

_YEAR = re.compile(r"(\d{4}|[〇○零一二三四五六七八九]{4})\s*(?:年度?|财年)?")
_MOST_DIGITS = 400  # 1E+999999999 written out would fill the memory
_FIRST_YEAR, _LAST_YEAR = 1950, 2199


class UnreadableError(ValueError):
    """A value that cannot be read; its text is a Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands in a record where the file holds no value; ``reason`` is a Chinese sentence that says what to do."""

    reason: str


def read_text(typed: object) -> str:
    """The text as typed, cleaned: ``read_text(88) == "88"``, ``read_text(None) == ""``."""
    if typed is None:
        return ""
    if isinstance(typed, str):
        return typed.strip(" ") if typed.isprintable() else clean_text(typed).text
    _refuse_unreadable(typed)
    if isinstance(typed, bool) or not isinstance(typed, int | Decimal):
        raise UnreadableError(f"这里应填写文字，现在是{describe(typed)}，请改成文字。")
    if isinstance(typed, int) or abs(typed.adjusted()) > _MOST_DIGITS:
        return str(typed)
    return f"{typed:f}"


def read_code(typed: object) -> str:
    """A code in half width, without blanks: ``read_code("２１９ ００１") == "219001"``."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", read_text(typed)))


def read_year(typed: object) -> int | None:
    """The budget year: ``read_year("２０２０年度") == 2020``; None where it is blank."""
    if is_blank(typed):
        return None
    _refuse_unreadable(typed)
    year = _find_year(typed)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UnreadableError(f"{describe(typed)}不是年度，请填写四位数的预算年度，如 2020。")
    return year


def read_amount(typed: object) -> Decimal | None:
    """The amount in 万元: ``read_amount("100元") == Decimal("0.01")``; None where it is blank."""
    if typed is None:
        return None
    _refuse_unreadable(typed)
    if isinstance(typed, bool) or not isinstance(typed, str | int | Decimal):
        raise UnreadableError(f"这里应填写金额，现在是{describe(typed)}，请填写万元数或带单位的金额。")
    try:
        return parse_amount(clean_text(typed).text if isinstance(typed, str) else typed)
    except AmountError as error:
        raise UnreadableError(str(error)) from None


def read_points(typed: object) -> Decimal | None:
    """The points of an indicator: ``read_points("10分") == Decimal(10)``; None where it is blank."""
    points = _read_number(typed, "分")
    if points is not None and not 0 <= points <= 100:
        raise UnreadableError(f"{describe(typed)}不是分值，请填写0到100之间的数，如 10。")
    return points


def read_percent(typed: object) -> Decimal | None:
    """A share in per cent: ``read_percent("85%") == read_percent(Decimal("0.85")) == Decimal(85)``; None for blanks.

    A number up to 1 is what a cell with the format of percentages holds.
    """
    share = _read_number(typed, "%")
    if share is not None and not isinstance(typed, str) and share <= 1:
        share *= 100
    if share is not None and not 0 <= share <= 100:
        raise UnreadableError(f"{describe(typed)}不是完成比例，请填写0到100之间的百分数，如 85%。")
    return share


def _read_number(typed: object, unit: str) -> Decimal | None:
    """A plain number, with or without that unit.  Raises UnreadableError."""
    if is_blank(typed):
        return None
    text = unicodedata.normalize("NFKC", str(typed)).strip().removesuffix(unit).strip()
    if isinstance(typed, bool) or not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text):
        raise UnreadableError(f"{describe(typed)}不是数字，请填写数字，如 10。")
    return Decimal(text)


def describe(typed: object) -> str:
    """A value in a clerk's words: ``describe([1]) == "一个列表"``, ``describe("x") == "“x”"``."""
    if typed is None:
        return "空白"
    if isinstance(typed, bool):
        return f"逻辑值 {str(typed).lower()}"
    if isinstance(typed, dict):
        return "一组带名称的内容"
    if isinstance(typed, list | tuple):
        return "一个列表"
    text = str(typed)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def is_blank(typed: object) -> bool:
    """True for what counts as not filled in: None and text that prints nothing."""
    if typed is None:
        return True
    # Most texts are printable as they stand; that is a quarter of the work of cleaning them.
    return isinstance(typed, str) and not (typed.isprintable() and typed.strip()) and not clean_text(typed).text


def _find_year(typed: object) -> int | None:
    if isinstance(typed, bool):
        return None
    if isinstance(typed, int):
        return typed
    if isinstance(typed, Decimal):
        return int(typed) if typed.is_finite() and typed.copy_abs() < 10000 and typed == int(typed) else None
    if not isinstance(typed, str):
        return None
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", clean_text(typed).text))
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else parse_numeral(match[1])


def _refuse_unreadable(typed: object) -> None:
    if isinstance(typed, Unreadable):
        raise UnreadableError(typed.reason)
