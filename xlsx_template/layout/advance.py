"""Advance widths: how far each character moves the pen, in 1/100 em.

Each width is the maximum over the fonts that Excel, WPS and LibreOffice put in place of one that is not installed
(SimSun, Noto CJK, AR PL UMing, WenQuanYi, Carlito, Liberation, DejaVu): the reader's machine chooses the font, not the
template.  Kerning and shaping are left out; both only bring characters nearer, or concern scripts outside these forms.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

EM = 100  # the unit of every width here

# ASCII 0x20 to 0x7e in order, 19 a line.
_REGULAR = (
    50, 50, 50, 84, 64, 95, 78, 50, 50, 50, 60, 84, 50, 50, 50, 52, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 50, 50, 84, 84, 84, 56, 102, 73, 69, 73, 77, 67,
    63, 78, 86, 50, 54, 74, 63, 98, 80, 79, 67, 79, 73, 67, 66, 80, 73, 106, 73,
    73, 69, 50, 52, 50, 84, 57, 61, 62, 64, 55, 64, 62, 50, 64, 67, 50, 50, 61,
    50, 98, 67, 62, 64, 64, 50, 53, 50, 66, 60, 84, 60, 60, 53, 64, 56, 64, 84,
)  # fmt: skip
_BOLD = (
    50, 50, 58, 84, 70, 101, 88, 50, 50, 50, 53, 84, 50, 50, 50, 50, 70, 70, 70,
    70, 70, 70, 70, 70, 70, 70, 50, 50, 84, 84, 84, 62, 101, 78, 77, 74, 83, 69,
    69, 83, 87, 50, 57, 78, 67, 101, 84, 85, 74, 85, 77, 72, 70, 82, 78, 111, 78,
    73, 73, 50, 50, 50, 84, 60, 63, 68, 72, 60, 72, 68, 50, 72, 72, 50, 50, 67,
    50, 105, 72, 69, 72, 72, 50, 60, 50, 72, 66, 93, 65, 66, 59, 72, 50, 72, 84,
)  # fmt: skip

# What is neither ASCII nor wide (é, Щ, Ω, ①, →).  A Chinese font draws nearly all of it on 1 em, but a program whose
# Chinese font is missing takes it from a Latin one: the widest there are Щ (1.33, DejaVu Sans Bold) and ⑪ (1.33,
# Carlito).  Scripts whose letters join (Arabic, Devanagari) are not measured; their letters are narrower than this.
_OTHER = 134
_EMOJI = 140

# Spans of code points whose width the Unicode properties do not tell: first, last, width.
_SPANS = (
    (0x0009, 0x0009, 400),  # a tab: up to half an inch at 9 pt
    (0x00A0, 0x00A0, 50),  # a blank that does not break
    (0x00AD, 0x00AD, 50),  # a soft hyphen that a program shows
    (0x00B0, 0x00B1, 100),  # ° ±
    (0x00B7, 0x00B7, 100),  # ·
    (0x00D7, 0x00D7, 100),  # ×
    (0x00F7, 0x00F7, 100),  # ÷
    (0x01C4, 0x01F3, 160),  # Ǆ Ǳ and their like
    (0x2000, 0x200A, 100),  # blanks of fixed width; the widest is an em
    (0x2010, 0x2027, 100),  # — ‘ ’ “ ” … in a Chinese font
    (0x202F, 0x202F, 50),
    (0x2030, 0x2031, 190),  # ‰ ‱
    (0x2032, 0x2046, 100),
    (0x2103, 0x2103, 122),  # ℃
    (0x2109, 0x2109, 122),  # ℉
    (0x2150, 0x215F, 190),
    (0x2160, 0x2165, 122),  # Ⅲ in DejaVu Serif Bold, the widest of Ⅰ to Ⅵ
    (0x2166, 0x218F, 190),  # Ⅷ in DejaVu Serif Bold
    (0x2190, 0x2193, 105),  # ← in Liberation Sans Narrow
    (0x22D8, 0x22D9, 142),
    (0x25A0, 0x25FF, 112),  # □ ○ ●
    (0x2600, 0x27BF, _EMOJI),
    (0x2B00, 0x2BFF, _EMOJI),
    (0x3371, 0x33DF, 110),  # ㎡ ㎏
    (0x1F000, 0x1FAFF, _EMOJI),
)  # fmt: skip
_STARTS = [first for first, _, _ in _SPANS]

_NO_ADVANCE = frozenset({"Mn", "Me", "Cf", "Cc"})  # marks, variation selectors, zero-width characters, controls
_BY_EAST_ASIAN_WIDTH = {"W": EM, "F": EM, "H": 50}  # Unicode Standard Annex 11


def _other_width(character: str) -> int:
    """Width of a character outside ASCII: ``中`` is 100, ``ｱ`` 50, a combining accent 0, ``℃`` 122."""
    code = ord(character)
    position = bisect_right(_STARTS, code) - 1
    if position >= 0 and code <= _SPANS[position][1]:
        return _SPANS[position][2]
    if unicodedata.category(character) in _NO_ADVANCE:
        return 0
    return _BY_EAST_ASIAN_WIDTH.get(unicodedata.east_asian_width(character), _OTHER)


class AdvanceTable(dict[str, int]):
    """Widths by character; what it has not met it looks up once, so it never outgrows Unicode.

    >>> REGULAR["a"], BOLD["a"], REGULAR["绩"], REGULAR["℃"]
    (62, 68, 100, 122)
    """

    def __missing__(self, character: str) -> int:
        width = self[character] = _other_width(character)
        return width


def _table(ascii_widths: tuple[int, ...]) -> AdvanceTable:
    return AdvanceTable((chr(0x20 + offset), width) for offset, width in enumerate(ascii_widths))


REGULAR = _table(_REGULAR)
BOLD = _table(_BOLD)

WIDEST = 190  # no character but the tab is wider
