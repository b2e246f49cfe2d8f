"""Names for sheets, made so that Excel takes them: short enough, without forbidden characters, each once.

Source: Excel's own rules for the names of sheets; 31 counts UTF-16 units (ECMA-376 part 1, 18.2.19 says nothing of it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_NAME = 31
UNNAMED = "未命名"

_FULL_WIDTH = str.maketrans(r":\/?*[]", "：＼／？＊［］")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_TAG = re.compile(r"\{(?=[{%#])")
_RESERVED = frozenset(["history"])  # Excel keeps it for itself


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula.

    >>> quoted("it's")
    "'it''s'"
    """
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def safe_name(text: str) -> str:
    """A text as the name of a sheet; a forbidden character becomes the full-width one.

    Tags in it are broken, so that the form may be a template again and its formulas never look like tags.

    >>> safe_name("2020/2021?")
    '2020／2021？'
    """
    name = _TAG.sub("｛", _CONTROL.sub(" ", text).translate(_FULL_WIDTH)).strip()
    name = _cut(name, MAX_NAME).strip()
    name = re.sub(r"\A'|'\Z", "’", name)
    return name or UNNAMED


def unique_names(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Safe names for the texts in their order; one that is taken gets a number, as in Excel: ``甲``, ``甲 (2)``.

    Capitals make no difference to Excel.
    """
    used = {name.casefold() for name in taken} | _RESERVED
    last: dict[str, int] = {}
    found = []
    for text in wanted:
        base = name = safe_name(text)
        while name.casefold() in used:
            last[base] = last.get(base, 1) + 1
            end = f" ({last[base]})"
            name = _cut(base, MAX_NAME - len(end)).rstrip() + end
        used.add(name.casefold())
        found.append(name)
    return found


def _cut(text: str, limit: int) -> str:
    """The text up to that many UTF-16 units, no character halved."""
    units = text.encode("utf-16-le")[: 2 * limit]
    return units.decode("utf-16-le", errors="ignore")
