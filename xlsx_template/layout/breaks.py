"""Where a line may end, and how many lines a paragraph takes.

A break is possible after blanks, between two ideographs, between an ideograph and a Latin word or number, before an
opening bracket that follows an ideograph or a closing mark, and after a closing mark before an ideograph.

Fewer places than a program has can only give more lines than it needs, so what the programs disagree about, and what
the Unicode Line Breaking Algorithm (UAX 14) forbids, is no place here.  No hyphenation, no hanging punctuation, no
dictionary.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate

from .advance import EM

BLANK = "blank"
IDEOGRAPH = "ideograph"
WORD = "word"  # Latin letters, digits, symbols: they hold together
OPENING = "opening"  # nothing may follow it on the next line
CLOSING = "closing"  # may not begin a line
UNIT_SIGN = "unit sign"  # like closing, and holds an opening bracket after it: 5%（
GLUE = "glue"  # no break on either side

# What the Unicode category does not tell, or tells otherwise.
_NAMED = {
    GLUE: "\"'/＂＇／\u00a0\u2007\u202f\u2011",
    OPENING: "+\\±№−∓￡￥¥£$",
    UNIT_SIGN: "%％‰‱°℃℉′″‴¢￠",
    CLOSING: "!,.:;?>|}-~～…‥—ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ々〻",
    WORD: "#&*@_",
    BLANK: " \t",
}
_CLASS_OF_NAMED = {character: kind for kind, characters in _NAMED.items() for character in characters}
_CLASS_OF_CATEGORY = {
    **dict.fromkeys(("Ps", "Sc"), OPENING),
    **dict.fromkeys(("Pe", "Po", "Pd", "Zs"), CLOSING),
    **dict.fromkeys(("Pi", "Pf", "Mn", "Me", "Mc", "Cf", "Cc"), GLUE),
}
_SQUARED_UNITS = range(0x3371, 0x33E0)  # ㎡ ㎏ stand behind a number
_SMALL_KANA = range(0x31F0, 0x3200)
_HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980), range(0xAC00, 0xD800))


def _wide_class(character: str, category: str) -> str:
    """Class of a character that is 1 em wide by nature: ``绩`` an ideograph, ``ー`` closing, ``한`` a word."""
    code = ord(character)
    if code in _SQUARED_UNITS:
        return UNIT_SIGN
    if category == "Lm" or code in _SMALL_KANA:
        return CLOSING
    if category in {"Lo", "Nl"} and not any(code in span for span in _HANGUL):
        return IDEOGRAPH
    return WORD


class BreakClasses(dict[str, str]):
    """Break class by character; what it has not met it works out once.

    >>> [CLASSES[character] for character in "绩a（；％“"]
    ['ideograph', 'word', 'opening', 'closing', 'unit sign', 'glue']
    """

    def __missing__(self, character: str) -> str:
        category = unicodedata.category(character)
        found = _CLASS_OF_NAMED.get(character) or _CLASS_OF_CATEGORY.get(category)
        if found is None:
            wide = unicodedata.east_asian_width(character) == "W"
            found = _wide_class(character, category) if wide else WORD
        self[character] = found
        return found


CLASSES = BreakClasses()

_MAY_FOLLOW: dict[str, frozenset[str]] = {
    IDEOGRAPH: frozenset({IDEOGRAPH, WORD, OPENING}),
    WORD: frozenset({IDEOGRAPH}),
    CLOSING: frozenset({IDEOGRAPH, OPENING}),
    UNIT_SIGN: frozenset({IDEOGRAPH}),
    BLANK: frozenset({IDEOGRAPH, WORD, OPENING, BLANK}),
    OPENING: frozenset(),
    GLUE: frozenset(),
}


def may_break(text: str, position: int) -> bool:
    """Whether a line may end before ``text[position]``: true for 2 in ``绩效（试行）``, false for 3."""
    before = CLASSES[text[position - 1]]
    if CLASSES[text[position]] not in _MAY_FOLLOW[before]:
        return False
    return not (before == BLANK and position > 1 and CLASSES[text[position - 2]] == OPENING)


def count_lines(text: str, limit: int, advances: Mapping[str, int]) -> int:
    """How many lines of at most ``limit`` (1/100 em) one paragraph takes; at least 1.

    Greedy.  A unit longer than a line is broken anywhere; there the most is taken of what the programs do with it: some
    know places within it, such as the ``/`` of a web address, and leave the rest of the line blank.  A character wider
    than the line has a line of its own; in less than an em every character has, the blanks too.
    """
    ends = list(accumulate(map(advances.__getitem__, text), initial=0))
    total = ends[-1] - (advances[" "] if text.endswith(" ") else 0)
    if total <= limit:
        return 1
    lines, has_longer_unit = _count(text, ends, total, limit, may_break)
    if has_longer_unit:
        lines = max(lines, *(_count(text, ends, total, limit, rule)[0] for rule in _RULES_WITHIN_UNITS))
    return lines if limit >= EM else max(lines, sum(1 for character in text if advances[character]))


BreakRule = Callable[[str, int], bool]


def _count(text: str, ends: list[int], total: int, limit: int, rule: BreakRule) -> tuple[int, bool]:
    """The lines of a paragraph that is longer than one, and whether it has a unit that is longer than a line."""
    lines, start, has_longer_unit = 1, 0, False
    while total - ends[start] > limit:
        reach = _reach(ends, start, limit)
        if ends[reach] >= total:
            break
        place = _find_place(text, start, reach, rule)
        has_longer_unit |= place is None
        start = place or reach
        lines += 1
    return lines, has_longer_unit


_WITHIN_UNITS = frozenset("!-?|\\")  # LibreOffice 7.4 ends lines behind them (tests/layout/test_libreoffice.py)


def _breaks_within(ends: frozenset[str], ends_by_class: frozenset[str]) -> BreakRule:
    """The rule of a program that ends lines within a unit too: behind these characters, and those of these classes."""

    def may_break_within(text: str, position: int) -> bool:
        if may_break(text, position):
            return True
        before, after = text[position - 1], text[position]
        if CLASSES[after] not in {WORD, OPENING}:
            return after == "%"
        if after > "~" and WORD in ends_by_class and CLASSES[before] in {WORD, CLOSING}:
            return True
        return before in ends or (before > "~" and CLASSES[before] in ends_by_class)

    return may_break_within


# Behind a slash LibreOffice ends a line or not, by the length of what stands on both sides; behind "ー" it does, behind
# "，" not, beside letters and symbols that are not ASCII (①, →, ｱ) now and then.  No rule is an upper bound of another,
# because a place that is taken leaves the rest of a line blank.
_RULES_WITHIN_UNITS = (
    _breaks_within(_WITHIN_UNITS, frozenset()),
    _breaks_within(_WITHIN_UNITS | {"/"}, frozenset()),
    _breaks_within(_WITHIN_UNITS | {"/"}, frozenset({CLOSING, UNIT_SIGN})),
    _breaks_within(_WITHIN_UNITS | {"／"}, frozenset({CLOSING, UNIT_SIGN, WORD})),
    _breaks_within(_WITHIN_UNITS | {"／", "/"}, frozenset({UNIT_SIGN, WORD})),
)


def line_end(text: str, start: int, end: int, ends: list[int], limit: int) -> int:
    """Where the line that begins at ``start`` ends: at a place to break, in a longer unit anywhere, or at ``end``.

    ``end`` is that of the paragraph, ``ends`` the width of the text up to each character and behind the last, in
    1/100 em like ``limit``.
    """
    if ends[end] - ends[start] <= limit:
        return end
    reach = _reach(ends, start, limit)
    if reach >= end or (reach == end - 1 and text[reach] == " "):
        return end
    return _find_place(text, start, reach, may_break) or reach


def _reach(ends: list[int], start: int, limit: int) -> int:
    """Index after the last character that fits on the line from ``start``; one character always does."""
    reach = bisect_right(ends, ends[start] + limit, start) - 1
    if ends[reach] > ends[start]:
        return reach
    wider = bisect_right(ends, ends[start], start)
    return bisect_right(ends, ends[wider], wider) - 1  # with the marks that stand on it


def _find_place(text: str, start: int, reach: int, rule: BreakRule) -> int | None:
    """The last place in ``start < place <= reach`` where the line may end; one blank may hang over the edge."""
    if text[reach] == " " and rule(text, reach + 1):
        return reach + 1
    for place in range(reach, start, -1):
        if rule(text, place):
            return place
    return None
