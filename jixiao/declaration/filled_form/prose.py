"""The prose of 项目文本: sections 一 to 八 with what stands below their headings.

A heading is a line of its own, numbered by hand or by Word (then the number is no text).  Refuses to look below the
form's own title: what follows is the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..cleaning import clean_text, squeeze_label
from ..fields import ALLOCATIONS, NARRATIVE
from ..form_labels import SECTION_SPELLINGS, UNIT_LINE_SPELLINGS
from ..money import AmountError, parse_amount
from .boxes import Box, join_texts
from .parts import Part, Path, Value, join_parts

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]|^[（(][一二三四五六七八九十]{1,3}[）)]")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])?\s*(.+?)[：:]\s*([^：:]*?)\s*[。；;，,]?\s*$", re.DOTALL)
_SUM = re.compile(r"^\s*以上(?:\d+|[一二三四五六七八九十]+)项(?:共计|合计)[：:]?\s*(.+?)\s*。?\s*$", re.DOTALL)
_TITLE = re.compile(r"[^。，：]{0,50}(?:项目|项目文本|经费项目|项目书)")
_LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and the lines below it; ``name`` is a field of 项目文本, 资金安排 or ""."""

    heading: Box
    name: str
    lines: tuple[Box, ...]


def read_prose(lines: Sequence[Box]) -> Part:
    """项目文本 of the lines over a form; nothing where they hold fewer than two sections."""
    sections = list(_iter_sections(lines))
    if len(sections) < 2:
        return Part()
    first = lines.index(sections[0].heading)
    titles = [box for box in lines[:first] if _TITLE.fullmatch(squeeze_label(box.text))]
    return join_parts([Part(labels=tuple(titles)), *map(_read_section, sections)])


def _iter_sections(lines: Sequence[Box]) -> Iterator[_Section]:
    starts = [(index, name) for index, box in enumerate(lines) if (name := _find_heading(box.text)) is not None]
    # The first mention counts: a heading's words may come again as a line of text.
    kept = [entry for index, entry in enumerate(starts) if not entry[1] or entry[1] not in _names(starts[:index])]
    ends = [*(index for index, _ in kept[1:]), len(lines)]
    for (start, name), end in zip(kept, ends, strict=False):
        below = tuple(box for box in lines[start + 1 : end] if not box.is_blank)
        yield _Section(lines[start], name, below)


def _names(starts: Iterable[tuple[int, str]]) -> set[str]:
    return {name for _, name in starts}


def _find_heading(text: str) -> str | None:
    bare = _NUMBER.sub("", squeeze_label(text)).strip("：:")
    return SECTION_SPELLINGS.get(bare) if len(bare) <= _LONGEST_HEADING else None


def _read_section(section: _Section) -> Part:
    heading = Part(labels=(section.heading,))
    if section.name == ALLOCATIONS:
        return join_parts([heading, _read_allocations(section.lines)])
    if section.name:
        value = Value((NARRATIVE, section.name), join_texts(section.lines), section.lines)
        return join_parts([heading, Part((value,))] if section.lines else [heading])
    return join_parts([heading, *_iter_unit_lines(section.lines)])


def _iter_unit_lines(lines: Sequence[Box]) -> Iterator[Part]:
    """单位名称：… a line each; a line without a label goes on with the one above."""
    open_name = ""
    stacked: list[tuple[Box, str]] = []
    for box in [*lines, None]:
        label, _, text = re.split("([：:])", box.text, maxsplit=1) if box and _unit_field(box) else ("", "", "")
        name = UNIT_LINE_SPELLINGS.get(squeeze_label(label), "")
        if (name or box is None) and open_name:
            yield Part((Value((NARRATIVE, open_name), "\n".join(part for _, part in stacked), _boxes(stacked)),))
        if name and box:
            open_name, stacked = name, [(box, text.strip())]
        elif box and open_name:
            stacked.append((box, box.text))


def _boxes(stacked: Sequence[tuple[Box, str]]) -> tuple[Box, ...]:
    return tuple(box for box, _ in stacked)


def _unit_field(box: Box) -> str:
    label = re.split("[：:]", box.text, maxsplit=1)[0]
    return UNIT_LINE_SPELLINGS.get(squeeze_label(label), "") if re.search("[：:]", box.text) else ""


def _read_allocations(lines: Sequence[Box]) -> Part:
    """资金安排: "1.项目大赛承办经费：200000元。" a line each; the sum below is no data where it is their sum."""
    values: list[Value] = []
    amounts: list[str] = []
    sums: list[Box] = []
    for box in lines:
        match = _ITEM.match(box.text)
        if total := _SUM.match(box.text):
            if _is_sum(total[1], amounts):
                sums.append(box)
        elif match and any(character.isdigit() for character in match[2]):
            path: Path = (NARRATIVE, ALLOCATIONS, len(amounts))
            values += [Value((*path, "事项"), match[1], (box,)), Value((*path, "金额"), match[2], (box,))]
            amounts.append(match[2])
    return Part(tuple(values), tuple(sums))


def _is_sum(total: str, amounts: Iterable[str]) -> bool:
    try:
        parsed = [parse_amount(clean_text(amount).text) for amount in amounts]
        return parse_amount(clean_text(total).text) == sum((amount or Decimal(0) for amount in parsed), Decimal(0))
    except AmountError:
        return False
