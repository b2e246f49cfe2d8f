"""Printed rows back into indicators: the inverse of :mod:`.indicator_rows`, as far as a printed row tells.

What stands side by side may be one indicator with both values, one whose annual name differs (年度三级指标), or two
that were put beside each other to save rows.  Equal or similar names are one indicator, other names two.  Whatever is
chosen, the indicators print the same rows again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

#: Of their characters; "三年运维总成本" and "年运维成本" have 0.83, unrelated names rarely above 0.4.
_SIMILAR = 0.5


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """Name and value on one side of a row; both blank where the side is."""

    name: str = ""
    value: str = ""

    @property
    def is_blank(self) -> bool:
        """True where nothing stands on this side."""
        return not (self.name or self.value)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the block; the levels as they hold for it, not as they are printed."""

    level1: str
    level2: str
    mid_term: PrintedSide
    annual: PrintedSide

    @property
    def is_plain_name(self) -> bool:
        """True for the same name on both sides, without values."""
        return self.mid_term == self.annual and not self.mid_term.value


@dataclass(frozen=True, slots=True)
class Joined:
    """One indicator, and the number of the row it was read from (0-based)."""

    row: int
    name: str = ""
    mid_term_value: str = ""
    annual_value: str = ""
    annual_name: str = ""


def join_sides(rows: Sequence[PrintedRow], present: tuple[bool, bool]) -> list[Joined]:
    """The indicators of the rows, in their order; ``present`` are the sides with a goal, an amount or a value.

    >>> row = PrintedRow("产出指标", "数量指标", PrintedSide("购买服务", "40个"), PrintedSide("购买服务", "13个"))
    >>> join_sides([row], (True, True))
    [Joined(row=0, name='购买服务', mid_term_value='40个', annual_value='13个', annual_name='')]
    """
    valueless = _Valueless(present, all(row.is_plain_name for row in rows))
    joined: list[Joined] = []
    for _, group in groupby(enumerate(rows), key=lambda item: (item[1].level1, item[1].level2)):
        members = list(group)
        is_zipped = _is_zipped([row for _, row in members])
        for number, row in members:
            joined += _read_row(number, row, valueless, apart=is_zipped)
    return joined


@dataclass(frozen=True, slots=True)
class _Valueless:
    """How an indicator without values comes to stand where it does.

    Its plain name is printed on every side that is present, or on both where none is and no annual name is given; to
    stand elsewhere it needs its annual name.
    """

    present: tuple[bool, bool]
    all_plain: bool

    @property
    def plain_on_both(self) -> bool:
        return self.present == (True, True) or (self.present == (False, False) and self.all_plain)

    @property
    def plain_on_annual(self) -> bool:
        return self.present == (False, True)


def _is_zipped(rows: Sequence[PrintedRow]) -> bool:
    """True where indicators of one side, if they are read apart, are put beside each other in the same rows again.

    A form puts them so from the top, and what is left over below; rows drawn otherwise keep their pairs.
    """
    left_over = False
    for row in rows:
        if row.mid_term.is_blank or row.annual.is_blank:
            left_over = True
        elif not _are_two(row):
            left_over = False
        elif left_over:
            return False
    return True


def _read_row(number: int, row: PrintedRow, valueless: _Valueless, *, apart: bool) -> Iterator[Joined]:
    mid_term, annual = row.mid_term, row.annual
    if annual.is_blank:
        if not mid_term.is_blank:
            yield Joined(number, mid_term.name, mid_term_value=mid_term.value)
    elif mid_term.is_blank:
        yield _annual_only(number, annual, valueless)
    elif _must_be_two(row) or (apart and _are_two(row)):
        yield Joined(number, mid_term.name, mid_term_value=mid_term.value)
        yield _annual_only(number, annual, valueless)
    else:
        yield _both(number, mid_term, annual, valueless)


def _annual_only(number: int, side: PrintedSide, valueless: _Valueless) -> Joined:
    if side.value or valueless.plain_on_annual:
        return Joined(number, side.name, annual_value=side.value)
    return Joined(number, annual_name=side.name)


def _both(number: int, mid_term: PrintedSide, annual: PrintedSide, valueless: _Valueless) -> Joined:
    """One indicator on both sides; the annual name is given where it differs, or keeps a side without a value."""
    is_plain = bool(mid_term.value and annual.value)
    is_plain = is_plain or (not mid_term.value and not annual.value and valueless.plain_on_both)
    annual_name = "" if annual.name == mid_term.name and is_plain else annual.name
    return Joined(number, mid_term.name, mid_term.value, annual.value, annual_name)


def _must_be_two(row: PrintedRow) -> bool:
    """True where no one indicator prints so: the annual side would have the name of the other."""
    return not row.annual.name and bool(row.mid_term.name)


def _are_two(row: PrintedRow) -> bool:
    """True where the two names have little in common and each has its value."""
    mid_term, annual = row.mid_term, row.annual
    if _must_be_two(row):
        return True
    if not (mid_term.value and annual.value and mid_term.name and annual.name) or mid_term.name == annual.name:
        return False
    return SequenceMatcher(None, mid_term.name, annual.name, autojunk=False).ratio() < _SIMILAR
