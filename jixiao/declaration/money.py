"""Amounts: text or numbers to Decimal 万元 and back to text.  Never through float, never rounded.

Refuses what could mean two things ("1,5", "约300万元", "300万元100万元", "三百") instead of guessing.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

from .numerals import NUMERAL, parse_numeral

#: One of each unit in 万元, as a power of ten.
EXPONENTS: dict[str, int] = {
    "": 0,
    "元": -4,
    "千元": -1,
    "万": 0,
    "万元": 0,
    "百万": 2,
    "百万元": 2,
    "亿": 4,
    "亿元": 4,
}
_AMOUNT = re.compile(r"[¥￥]?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(元|千元|万元?|百万元?|亿元?|)整?")
#: Numerals as contracts and bank slips write them; the unit must stand there: "三百" could be yuan or 万元.
_WRITTEN_AMOUNT = re.compile(rf"(?:人民币)?({NUMERAL})(元|圆|(?<=[万亿]))[整正]?")
#: What clerks write into a cell that has no amount.
_NONE = frozenset({"", "/", "\\", "*", "-", "--", "无", "—", "——", "–", "－"})

#: 分 is the sixth decimal of 万元; four more leave room for computed prices, and nothing finer is money.
_MOST_DECIMALS = 10
_LIMIT = Decimal(10) ** 12
_EXACT = Context(prec=1000)  # the usual 28 digits would round before anyone looked


class AmountError(ValueError):
    """Text or a number that is no amount of money; ``str()`` is what a clerk should do, in Chinese."""


def parse_amount(typed: str | int | Decimal) -> Decimal | None:
    """The amount in 万元: ``parse_amount("3,309,840.00元") == Decimal("330.984")``; None for blanks, 无, — and /.

    A number is in 万元, and so is text without a unit.  Raises AmountError.
    """
    if isinstance(typed, str):
        return _parse_text(typed)
    return _checked(Decimal(typed), str(typed))


def format_amount(amount: Decimal | None) -> str:
    """The amount with its unit: ``format_amount(Decimal("300.00")) == "300万元"``; "" for None."""
    return "" if amount is None else f"{plain_amount(amount):f}万元"


def _parse_text(typed: str) -> Decimal | None:
    text = unicodedata.normalize("NFKC", typed).strip()
    if text in _NONE:
        return None
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return _checked(Decimal(_read_written(text, typed)).scaleb(EXPONENTS["元"]), typed)
    digits, unit = match.groups()
    return _checked(Decimal(digits.replace(",", "")).scaleb(EXPONENTS[unit], _EXACT), typed)


def _read_written(text: str, typed: str) -> int:
    """The yuan of 壹佰万元整, 三百万; "3百万" is left to the other pattern.  Raises AmountError."""
    match = _WRITTEN_AMOUNT.fullmatch(re.sub(r"\s+", "", text))
    yuan = parse_numeral(match[1]) if match else None
    if yuan is None:
        raise AmountError(_explain(typed))
    return yuan


def _checked(amount: Decimal, typed: str) -> Decimal:
    if not amount.is_finite() or amount.copy_abs() >= _LIMIT or _decimals(amount) > _MOST_DECIMALS:
        raise AmountError(_explain(typed))
    return plain_amount(amount)


def _decimals(amount: Decimal) -> int:
    """The number of decimals that matter: 2 for 1.2300."""
    _, digits, exponent = amount.as_tuple()  # normalize() would round to 28 digits
    written = "".join(map(str, digits))
    zeros = len(written) - len(written.rstrip("0"))
    return max(0, -exponent - zeros) if isinstance(exponent, int) and amount else 0


def plain_amount(amount: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 300 for 3.00E+2, 0 for -0.00."""
    short = amount.normalize()
    if short.is_zero():
        return Decimal(0)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _explain(typed: str) -> str:
    shown = typed if len(typed) <= 40 else typed[:40] + "…"
    return f"“{shown}”不是可以识别的金额，请填写万元数（如 300）或带单位的金额（如 300万元、3,309,840.00元）。"
