"""Values as the XML of a cell.  Data never becomes a formula, a tag or mark-up here, whatever it contains."""

from __future__ import annotations

import datetime
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import Any

from xlsx_template.errors import DataError
from xlsx_template.package import strings

MAX_TEXT = 32_767  # characters a cell holds in Excel
_DROPPED = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"  # XML 1.0, 2.2
_UNSAFE = re.compile(f"[&<>\r{_DROPPED}]")
_ILLEGAL = re.compile(f"[{_DROPPED}]")
_MAX_NUMBER = int(sys.float_info.max)  # ECMA-376 part 1, 18.18.11: numbers of a cell are doubles
_MAX_WRITTEN_OUT = 40  # digits before numbers get an exponent
_DAY = 86_400
_LEAP_BUG = datetime.date(1900, 3, 1)  # Excel counts a 1900-02-29 that never was


_RUN = re.compile("\x00(.)\x00", re.S)


Number = int | float | Decimal
NUMBERS: frozenset[Any] = frozenset([int, float, Decimal])
"""The classes of plain numbers; True is none of them."""


class _Missing:
    """The absence of a key, where None is a key like any other."""


MISSING = _Missing()


PICTURE_INSET = 1.5  # points that a picture keeps from the edges of its cell


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its way to a cell: a file's name or its bytes, and the size in points that was asked for."""

    source: Any
    width: float | None = None
    height: float | None = None

    @property
    def row_height(self) -> float:
        """The height in points that its row must have: none unless a height was asked for."""
        return self.height + 2 * PICTURE_INSET if self.height and not is_blank(self.source) else 0.0


@dataclass(slots=True, unsafe_hash=True)
class Styled:
    """A value on its way to a cell, with what the filters asked for it.

    Not frozen, because that takes three times as long to make, but never changed: a form makes one for every cell of
    its groups.
    """

    value: Any
    merge_key: Any = MISSING
    number_format: str | None = None
    is_formula: bool = False
    picture: Picture | None = None

    def __str__(self) -> str:
        """The value as text, for a filter of Jinja's that takes it for one."""
        return str(text_of(self.value))


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What a cell shows that is an error: ``#DIV/0!``."""

    code: str


def shortest(number: float) -> float:
    """A whole number without its ``.0``, as Excel writes it: 3.0 is 3; others as they are."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def text_of(value: Any) -> Any:
    """A value as it stands within text: None is nothing, 3.0 is ``3``, a date is ``2019/10/18``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "") if "\x00" in value else value  # or data could pass for the mark of a run
    if isinstance(value, Styled):
        if value.picture is not None:
            raise DataError("图片要单独占一个单元格，前后不能有文字")
        return text_of(value.value)
    if isinstance(value, float):
        return str(shortest(value))
    if isinstance(value, Decimal):
        return _written_out(value)
    if isinstance(value, datetime.datetime):
        return f"{value.year}/{value.month}/{value.day} {value:%H:%M:%S}"
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month}/{value.day}"
    return value


def is_blank(value: Any) -> bool:
    """Whether a value leaves its cell empty."""
    return value is None or value == ""


def without_illegal(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def are_plain(texts: Sequence[str]) -> bool:
    """Whether every one of those texts is short enough for a cell and stands in XML as it is."""
    whole = "".join(texts)
    return _stands_as_it_is(whole) and (len(whole) * 2 <= MAX_TEXT or max(map(len, texts)) * 2 <= MAX_TEXT)


def _stands_as_it_is(text: str) -> bool:
    return "_x" not in text and not _UNSAFE.search(text)


def escape_text(text: str) -> str:
    """A text as XML content that reads back as the same text; characters XML cannot hold are dropped."""
    if _stands_as_it_is(text):
        return text
    text = strings.escape(_ILLEGAL.sub("", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def text_opening(prefix: str = "") -> str:
    """What stands between the style of a text cell and its text."""
    return f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'


def text_closing(prefix: str = "") -> str:
    """What stands behind the text of a text cell, up to the cell's end."""
    return f"</{prefix}t></{prefix}is></{prefix}c>"


def text_content(text: str, prefix: str = "") -> str:
    """What follows the style of a text cell, up to its end; raises DataError above Excel's limit."""
    _refuse_too_long(text)
    written = escape_text(text)
    return f"{text_opening(prefix)}{written}{text_closing(prefix)}" if written else "/>"


def _refuse_too_long(text: str) -> None:
    """Excel counts UTF-16 units, of which 😀 and 𠀀 have two."""
    if len(text) * 2 <= MAX_TEXT:
        return
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MAX_TEXT:
        raise DataError(f"文字有 {length:,} 个字符，超过一个单元格的上限 {MAX_TEXT:,} 个，请精简或分成几格")


def dropped_characters(text: str) -> str:
    """The characters of a text that no cell can hold, in their order: ``"甲\x0b乙"`` has ``"\x0b"``."""
    return "".join(_ILLEGAL.findall(text))


def run_mark(run: int) -> str:
    """What marks, within a text, that a run of a rich text begins; no XML text can hold it."""
    return f"\x00{chr(run + 1)}\x00"


def without_marks(text: str) -> str:
    """A rich text's characters."""
    return _RUN.sub("", text)


def cut_marked(text: str, lengths: Iterable[int]) -> list[str]:
    """A rich text's characters in pieces of those lengths, each with the marks of its runs."""
    found = _RUN.split(text)[1:]
    marked = [(mark, character) for mark, run in zip(found[::2], found[1::2], strict=True) for character in run]
    edges = [0, *accumulate(lengths)]
    return ["".join(_marked(marked[start:end])) for start, end in pairwise(edges)]


def _marked(characters: Sequence[tuple[str, str]]) -> Iterator[str]:
    for mark, run in groupby(characters, key=itemgetter(0)):
        yield f"\x00{mark}\x00" + "".join(character for _, character in run)


def rich_content(text: str, runs: tuple[str, ...], prefix: str = "") -> str:
    """What follows the style of a cell with a rich text; ``runs`` are the properties of its runs, as XML."""
    bare = without_marks(text)
    if not bare:
        return "/>"
    _refuse_too_long(bare)
    p = prefix
    pieces = _RUN.split(text)[1:]
    written = "".join(
        f'<{p}r>{runs[ord(mark) - 1]}<{p}t xml:space="preserve">{escape_text(piece)}</{p}t></{p}r>'
        for mark, piece in zip(pieces[::2], pieces[1::2], strict=True)
        if piece
    )
    return f' t="inlineStr"><{p}is>{written}</{p}is></{p}c>'


def as_number(value: Any, *, epoch_1904: bool = False) -> int | float | Decimal | None:
    """The number that a cell holds for a value, 1 for True and a date as its day; None for a text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return serial(value, epoch_1904=epoch_1904)
    return None


def number_text(value: Any) -> str:
    """A number as it is written in XML, a Decimal to its last digit; raises DataError for what no cell can hold.

    What is a kind of number, such as an enumeration's or numpy's, is written as the number it is.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise DataError(f"{value} 不是可以写入单元格的数")
        return float.__repr__(value)
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value) > _MAX_NUMBER:
            raise DataError(f"{value} 不是可以写入单元格的数")
        return _written_out(value)
    if abs(value) > _MAX_NUMBER:
        raise DataError("整数过大，单元格放不下")
    return int.__repr__(value)


def _written_out(value: Decimal) -> str:
    return format(value, "f") if abs(value.adjusted()) < _MAX_WRITTEN_OUT else str(value)


def content(value: Any, prefix: str = "", *, epoch_1904: bool = False) -> str:
    """What follows the style of a cell holding ``value``, up to and with its end tag; raises DataError."""
    if isinstance(value, str):
        return text_content(str(value), prefix) if value else "/>"
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, int | float | Decimal):
        return f"><{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>"
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return f"><{prefix}v>{number_text(serial(value, epoch_1904=epoch_1904))}</{prefix}v></{prefix}c>"
    raise DataError(f"单元格放不下 {type(value).__name__} 类型的值，请在标签里取出其中的文字或数")


def serial(value: datetime.date | datetime.time | datetime.timedelta, *, epoch_1904: bool = False) -> int | float:
    """A date or time as Excel counts it: days since 1899-12-30, or since 1904-01-01 (ECMA-376 part 1, 18.17.4)."""
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    if isinstance(value, datetime.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / _DAY
    day = value.date() if isinstance(value, datetime.datetime) else value
    days = (day - (datetime.date(1904, 1, 1) if epoch_1904 else datetime.date(1899, 12, 30))).days
    if not epoch_1904 and day < _LEAP_BUG:
        days -= 1
    if days < (0 if epoch_1904 else 1):
        raise DataError(f"日期 {day.isoformat()} 早于 Excel 能表示的最早日期")
    return days + float(serial(value.time())) if isinstance(value, datetime.datetime) and value.time() else days
