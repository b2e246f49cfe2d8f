"""The copy of a project for publication: private numbers masked, 填报人 left out unless it is to stay.

Mobile numbers, identity card numbers (GB 11643, with a right check digit) and bank card numbers (with a right Luhn
digit) of persons are masked wherever they stand, in half or full width, with blanks or hyphens between.  A number that
is called 身份证 or 账号 is masked without its check digit being right: mistyped, it still says whose it is.  Office
telephones and the code of the unit stay: they are what a published paper is for.  Basis: 2018年政务公开工作要点,
去标识化处理; 政府信息公开条例 第十五条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .check_digits import has_card_check, has_credit_check, has_identity_check
from .labelled import entries_of
from .model import Narrative, Project

#: Full-width digits, letters and hyphen as half-width ones; one character stays one, so that places agree.
_HALF_WIDTH = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | {"\u3000": " ", "—": "-"})
_BETWEEN = r"[ \u00a0-]?"
_MOBILE = re.compile(rf"(?<![\dA-Za-z])(?:\+?(?:00)?86{_BETWEEN})?(1[3-9]\d(?:{_BETWEEN}\d){{8}})(?![\dA-Za-z])")
_LONG = re.compile(rf"(?<![\dA-Za-z])(\d(?:{_BETWEEN}\d){{14,17}}{_BETWEEN}[\dXx])(?![\dA-Za-z])")
_BEFORE = r"[^\d\n话机]{0,12}?"
_CALLED = {
    "身份证号": re.compile(
        rf"(?:身份证|证件号){_BEFORE}(?<!\d)(\d(?:{_BETWEEN}\d){{13,16}}{_BETWEEN}[\dXx])(?![\dA-Za-z])"
    ),
    "银行卡号": re.compile(rf"(?:[账帐][号户]|卡号){_BEFORE}(?<!\d)(\d(?:{_BETWEEN}\d){{9,29}})(?![\dA-Za-z])"),
}
_BIRTHDAY = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Publication:
    """How the public copy is made: whether 填报人 stays."""

    keep_filler: bool = False


@dataclass(frozen=True, slots=True)
class PrivateNumber:
    """A private number in a text: what it is, and where its digits begin and end."""

    kind: str
    start: int
    end: int


def publish(project: Project, publication: Publication) -> Project:
    """The project as it may be published: ``publish(project, Publication()).filler == ""``."""
    masked: Project = _masked(project)
    return masked if publication.keep_filler else replace(masked, filler="")


def mask_private(text: str) -> str:
    """The text with its private numbers masked: ``mask_private("电话13912345880") == "电话139****5880"``."""
    for found in reversed(list(iter_private(text))):
        shown_first = 3 if found.kind == "手机号" else 6 if found.kind == "身份证号" else 4
        text = text[: found.start] + _mask(text[found.start : found.end], shown_first) + text[found.end :]
    return text


def iter_private(text: str) -> Iterator[PrivateNumber]:
    """The private numbers of a text in their order: 手机号, 身份证号, 银行卡号."""
    plain = text.translate(_HALF_WIDTH)
    found: dict[int, PrivateNumber] = {}
    for kind, called in _CALLED.items():
        found |= {match.start(1): PrivateNumber(kind, *match.span(1)) for match in called.finditer(plain)}
    for match in _LONG.finditer(plain):
        if kind := _kind_of(re.sub(r"[^\dX]", "", match[1].upper())):
            found[match.start(1)] = PrivateNumber(kind, *match.span(1))
    for match in _MOBILE.finditer(plain):
        found[match.start(1)] = PrivateNumber("手机号", *match.span(1))
    yield from (found[start] for start in sorted(found))


def _masked(value: Any) -> Any:
    """A value, or a project or a part of it, with every text masked; the code of the unit is public."""
    match value:
        case str():
            return mask_private(value)
        case tuple():
            return tuple(map(_masked, value))
        case Narrative():
            return replace(_with_parts_masked(value), organisation_code=value.organisation_code)
        case _:
            return _with_parts_masked(value)


def _with_parts_masked(group: Any) -> Any:
    parts = {entry.attribute: getattr(group, entry.attribute) for entry in entries_of(type(group))}
    masked = {attribute: _masked(part) for attribute, part in parts.items()}
    return replace(group, **masked) if masked != parts else group


def _mask(number: str, shown_first: int) -> str:
    """The first digits and the last four stay, and what stands between digits."""
    places = [place for place, character in enumerate(number) if character.isalnum()]
    hidden = set(places[shown_first:-4])
    return "".join("*" if place in hidden else character for place, character in enumerate(number))


def _kind_of(number: str) -> str:
    """What a long number is; "" for one that is not private."""
    if len(number) == 18 and _BIRTHDAY.match(number) and has_identity_check(number):
        return "身份证号"
    if number.isdecimal() and number[0] in "34569" and has_card_check(number) and not has_credit_check(number):
        return "银行卡号"
    return ""
