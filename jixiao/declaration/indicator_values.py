"""指标值 as a value: sign, number, unit and words of "≥95%", "不超过5万元/个", "3-5天", "显著提升".

Reading stands beside the text and never instead of it: the form prints what was typed.  Refuses to take a number out
of a sentence ("40个、13场", "新建水泥路1条") or out of a date ("2020年11月底"): such a text is words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from .dates import parse_date
from .money import EXPONENTS, plain_amount
from .numerals import NUMERAL, parse_numeral

Sign = Literal["≥", "≤", "=", ">", "<", ""]


@dataclass(frozen=True)
class Value:
    """One 指标值.  ``number`` None: qualitative, a date, a sentence, or nothing but a sign or a unit.

    ``upper`` is the end of a range (3-5天: 3 and 5), ``about`` is true for 约 and 左右, ``words`` is the text where
    there is no number, and what stands around number and unit ("每年", "抽查") where there is one.
    """

    sign: Sign = ""
    number: Decimal | None = None
    unit: str = ""
    words: str = ""
    upper: Decimal | None = None
    about: bool = False

    @property
    def is_percentage(self) -> bool:
        """True for ≥95% and 100百分比."""
        return self.number is not None and self.unit == "%"

    @property
    def per(self) -> str:
        """What a price or a rate is for: "个" of 5万元/个; "" for none."""
        return self.unit.partition("/")[2]

    @cached_property
    def money(self) -> Decimal | None:
        """The amount in 万元 where the unit is one of money: 5 for 5万元/个, 0.0475 for 475元/亩; else None."""
        exponent = EXPONENTS.get(self.unit.partition("/")[0]) if "元" in self.unit else None
        return None if self.number is None or exponent is None else plain_amount(self.number.scaleb(exponent))


_SPELLINGS: dict[Sign, str] = {
    "≥": "大于或等于 大于等于 不低于 不少于 不小于 不得低于 不得少于 至少 最少 最低 >= => ≧ ⩾ ≮ ≥= ≥",
    "≤": "小于或等于 小于等于 不高于 不超过 不大于 不多于 不得超过 不得高于 未超过 至多 最多 最高 控制在 <= =< "
    "≦ ⩽ ≯ ≤= ≤",
    ">": "大于 高于 多于 超过 超 >",
    "<": "小于 低于 少于 不足 <",
    "=": "等于 == =",
}
_SIGN_OF = {spelling: sign for sign, spellings in _SPELLINGS.items() for spelling in spellings.split()}
#: 以上 and the like after the number: with the number itself, and without it (不含).
_BOUND_SIGNS: dict[str, tuple[Sign, Sign]] = {"上": ("≥", ">"), "下": ("≤", "<"), "内": ("≤", "<")}

_PREFIX = "|".join(sorted(_SIGN_OF, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: A Chinese numeral counts only before one of these: 一批, 一般 and 二级 are words.
_MEASURES = (
    "个|名|人|户|家|元|次|场|项|件|条|套|台|座|处|所|份|本|部|期|篇|年|月|天|日|周|小时|公里|平方米|亩|吨|届|批次|%"
)
_NUMBER = rf"[+-]?(?:{_DIGITS})|{NUMERAL}(?={_MEASURES})"
#: 人次, 万元/个, m2, km², 个工作日; never a number, a mark of a sentence or a sign.
_UNIT = r"[^\d\s,.，。、;；:()（）<>=≥≤+~-]{0,12}?(?:(?<=m)[23])?"
_VALUE = re.compile(
    rf"(?P<words>(?:每(?:年|季度|季|月|周|日|天|人|次|户|村|项|个))?)(?:达到|达|完成|为|共计|共)?(?P<sign>{_PREFIX})?"
    rf"(?P<about>大约|约为|约|近|预计)?"
    rf"(?P<number>{_NUMBER})(?:(?P<unit1>{_UNIT})[~-](?P<upper>{_NUMBER}))?"
    rf"(?P<about2>余|多)?\(?(?P<unit>{_UNIT})\)?(?P<about3>左右|上下)?"
    r"(?P<with>\(不?含\))?(?:(?:及|之)?(?P<bound>以上|以下|以内|之内|内))?(?P<with2>\(不?含\))?"
    r"(?P<remark>\([^()]*\))?"
)
#: No count or price is longer; what is, is an identifier or a mistake.
_MOST_DIGITS = 24
_PERCENT = re.compile(r"百分比|百分率|\(%\)|%")
_HUNDREDTHS = re.compile(rf"百分之({_DIGITS}|{NUMERAL})")
_DASHES = re.compile("[‐‑‒–—―−─～∽〜]+|(?<=\\d)[至到](?=\\d)|(?<=[%个天日年月元])[至到](?=\\d)")


@lru_cache(maxsize=4096)
def parse_indicator_value(typed: str) -> Value:
    """The value: ``parse_indicator_value("≧ 95 %") == Value("≥", Decimal(95), "%")``; never fails.

    A text without a number is ``Value(words=…)``, with its sign where one stands before it ("≥优").
    """
    text = _plain(typed)
    match = None if parse_date(text) else _VALUE.fullmatch(text)
    number = _read_number(match["number"]) if match else None
    if match is None or number is None or (match["upper"] and match["unit1"] not in ("", match["unit"])):
        return _read_words(text)
    upper = _read_number(match["upper"]) if match["upper"] else None
    about = any(match[name] for name in ("about", "about2", "about3"))
    words = match["words"] + (match["remark"] or "")
    return Value(_read_sign(match), number, match["unit"], words, upper, about)


def _plain(typed: str) -> str:
    """Half width, no blanks, one dash, percent as %: "１００．００（％）" is "100.00%"."""
    superscripts = typed.replace("²", "2").replace("³", "3")
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", superscripts))
    text = _HUNDREDTHS.sub(r"\1%", text)
    return _DASHES.sub("-", _PERCENT.sub("%", text)).rstrip("。;,")


def _read_sign(match: re.Match[str]) -> Sign:
    """The sign before the number; where there is none, that of 以上, 以下, 以内 behind it."""
    if match["sign"]:
        return _SIGN_OF[match["sign"]]
    if not match["bound"]:
        return ""
    included, excluded = _BOUND_SIGNS[match["bound"][-1]]
    return excluded if "(不含)" in (match["with"], match["with2"]) else included


def _read_number(text: str) -> Decimal | None:
    if len(text) > _MOST_DIGITS:
        return None
    if text[0].isascii():
        return plain_amount(Decimal(text.replace(",", "")))
    number = parse_numeral(text)
    return None if number is None else Decimal(number)


def _read_words(text: str) -> Value:
    """A text without a number; a lone percent sign is a unit ("≥%"), as forms leave it that nobody filled in."""
    match = re.match(_PREFIX, text)
    sign, rest = (match[0], text[match.end() :]) if match else ("", text)
    if sign and sign[0].isalpha() and rest not in ("", "%"):
        return Value(words=text)
    unit = "%" if rest == "%" else ""
    return Value(_SIGN_OF.get(sign, ""), unit=unit, words="" if unit else rest)
