"""Numbers of a workbook as the paper shows them: with the unit, percent sign or date that their format adds.

Never rounds: a format that shows 10606.75 of 10606.7522 is the paper's, the amount is the cell's.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

#: Built-in formats that matter here, by number (ECMA-376 part 1, clause 18.8.30, with the Chinese ones).
BUILT_IN: dict[int, str] = {
    **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 30), "yyyy/m/d"),
    17: "yyyy/m",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
}
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|([^"\\]+?)(?=["\\_*\[]|$)')
_DIGITS = re.compile(r"(?:general|[0#?][0#?,]*(?:\.[0#?]+)?)(?:[eE][+-]0+)?", re.IGNORECASE)
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a date of a cell has no zone
_EPOCH_1904 = datetime.datetime(1904, 1, 1)  # noqa: DTZ001


def shown_number(raw: str, code: str, *, epoch_1904: bool = False) -> str:
    """The number with what its format adds: ``shown_number("300", 'General"万元"') == "300万元"``.

    ``raw`` is the number as the file has it.  A date is "2019/10/18", or with 年 where its format has that.
    """
    before, digits, after, decimals = _parse(code)
    if _is_date(code):
        return _shown_date(Decimal(raw), code, _EPOCH_1904 if epoch_1904 else _EPOCH) or _plain(Decimal(raw))
    number = _exact(raw, decimals)
    if _is_percentage(code):
        number *= 100
    return f"{before}{_plain(number)}{after}" if digits else _plain(number)


@lru_cache(maxsize=256)
def _parse(code: str) -> tuple[str, bool, str, int]:
    """What stands before the digits of a format, whether it has any, what stands after them, and its decimals."""
    before, after, seen, decimals = "", "", False, 0
    for quoted, escaped, bare in _TOKEN.findall(_first_section(code)):
        match = _DIGITS.search(bare) if not seen else None
        if match:
            seen = True
            before += bare[: match.start()]
            after += bare[match.end() :]
            decimals = len(match[0].partition(".")[2])
        elif seen:
            after += quoted or escaped or bare
        else:
            before += quoted or escaped or bare
    return before.replace("@", "").strip(" ,"), seen, after.replace("@", "").strip(" ,"), decimals


def _first_section(code: str) -> str:
    """The format of positive numbers: what stands before a semicolon outside quotes."""
    match = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', code)
    return match[0] if match else code


@lru_cache(maxsize=256)
def _is_percentage(code: str) -> bool:
    """True for 0%; a sign in quotes, as in General"%", is a unit and changes no number."""
    return any("%" in bare for _, _, bare in _TOKEN.findall(_first_section(code)))


@lru_cache(maxsize=256)
def _is_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|general', "", _first_section(code), flags=re.IGNORECASE).lower()
    return "y" in bare or "d" in bare or ("m" in bare and "月" in code)


def _exact(raw: str, decimals: int) -> Decimal:
    """The number with its own digits where its format shows all of them, and with the 15 that Excel keeps else."""
    number = Decimal(raw)
    exponent = number.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return number if own <= decimals or len(number.as_tuple().digits) <= 15 else Decimal(f"{number:.15g}")


def _plain(number: Decimal) -> str:
    short = number.normalize()
    return "0" if short.is_zero() else f"{short:f}"


def _shown_date(serial: Decimal, code: str, epoch: datetime.datetime) -> str:
    try:
        date = epoch + datetime.timedelta(days=float(serial))
    except OverflowError:
        return ""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", code).lower()
    parts = [part for part, letter in ((date.year, "y"), (date.month, "m"), (date.day, "d")) if letter in bare]
    if "年" in code or "月" in code:
        units = [unit for unit, letter in (("年", "y"), ("月", "m"), ("日", "d")) if letter in bare]
        return "".join(f"{part}{unit}" for part, unit in zip(parts, units, strict=True))
    text = "/".join(str(part) for part in parts)
    has_time = "h" in bare and (date.hour or date.minute)
    return f"{text} {date:%H:%M}" if has_time else text
