"""Text as it can be printed: what Word, WPS and web pages leave behind is removed, and said.

Refuses to change anything a reader can see: full-width letters, inner blanks and punctuation stay as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Word's and WPS's manual line break arrives as a vertical tab; Unicode has two line separators of its own.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

#: Control characters cannot stand in XML 1.0 (clause 2.2); lone surrogates and U+FFFE/FFFF cannot either.  Soft
#: hyphens, zero-width characters, direction marks and byte order marks print as nothing, or as a box.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
_MARGIN = " \t\n\xa0"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text and the number of characters that were dropped from it."""

    text: str
    dropped: int


def clean_text(typed: str) -> Cleaned:
    """The printable text: ``clean_text("一\\v二\\u200b") == Cleaned("一\\n二", 1)``.

    Blanks around it go, full-width blanks at its start stay (they indent a paragraph); blanks alone are "".
    """
    if typed.isprintable():  # most texts: nothing to look for
        return Cleaned(typed.strip(" "), 0)
    text = _LINE_BREAKS.sub("\n", typed)
    text, dropped = _INVISIBLE.subn("", text)
    text = text.strip(_MARGIN).rstrip()
    return Cleaned(text, dropped)


def squeeze_label(label: str) -> str:
    """The label without its blanks, for comparing: ``squeeze_label("项 目 期：") == "项目期"``.

    Brackets count the same in half and full width, because input methods mix them.
    """
    bare = re.sub(r"\s+", "", clean_text(label).text).strip("：:*＊")
    return bare.replace("(", "（").replace(")", "）")
