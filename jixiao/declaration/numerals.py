"""Chinese numerals to whole numbers and back: 三百零五, 二〇二〇, 壹佰贰拾万.

Refuses what is spoken and not written ("三百五" for 350): it is accepted only where writing the number again gives the
same characters.  Capitals are those of GB/T 15835 and of bank slips.
"""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_SAME = str.maketrans("〇○Ο两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億", "零零零二一二二三三四五六六七八九十百千万亿")
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = (("亿", 10**8), ("万", 10**4))
_NUMERAL = re.compile(f"[{_DIGITS}十百千万亿]+")
#: A numeral inside a text, as a part of other expressions.
NUMERAL = "[〇○零一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]+"


def parse_numeral(text: str) -> int | None:
    """The number: ``parse_numeral("三百零五") == 305``, ``parse_numeral("二〇二〇") == 2020``; None for other text."""
    plain = text.translate(_SAME)
    if not _NUMERAL.fullmatch(plain):
        return None
    if all(character in _DIGITS for character in plain):
        return int("".join(str(_DIGITS.index(character)) for character in plain))
    number = _read(plain)
    return number if _spoken(format_numeral(number)) == _spoken(plain) else None


def format_numeral(number: int) -> str:
    """The numeral: ``format_numeral(305) == "三百零五"``; for 0 to 10¹² − 1."""
    for name, size in _SECTIONS:
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return format_numeral(number // size) + name + gap + (format_numeral(rest) if rest else "")
    return _write_section(number) or "零"


def _read(plain: str) -> int:
    for name, size in _SECTIONS:
        before, found, after = plain.partition(name)
        if found:
            return _read(before) * size + _read(after)
    total = digit = 0
    for character in plain:
        if character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit


def _write_section(number: int) -> str:
    for name, size in reversed(_POWERS.items()):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{_DIGITS[number // size]}{name}{gap}{_write_section(rest)}"
    return _DIGITS[number] if number else ""


def _spoken(numeral: str) -> str:
    """十五 and 一十五 are the same; so are 十万 and 一十万."""
    return re.sub(r"(?<![二三四五六七八九])一?十", "十", numeral)
