"""R53–R55: what must not be published, and the code of the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..check_digits import has_card_check, has_credit_check, has_identity_check, has_organisation_check
from ..fields import NARRATIVE
from ..findings import Level
from ..patterns import Pattern
from .rule import Hit, Rule, hit
from .understood import Understood

#: Where one of these is not in the texts, none of the others is.
_LONG_NUMBER = Pattern(r"1[3-9]\d[\d*]{8,}|[1-9]\d{14,}")
_MOBILE = Pattern(r"(?<![\dA-Za-z.])1[3-9]\d{9}(?![\dA-Za-z])")
_MASKED = Pattern(r"(?<![\dA-Za-z])1[3-9]\d\*{4}\d{4}(?!\d)")
_IDENTITY = Pattern(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_BANK_CARD = Pattern(r"(?<![\dA-Za-z])62\d{14,17}(?![\dA-Za-z])")
_CODE_FIELD = f"{NARRATIVE}.组织机构代码"
#: 国家统计局 division codes that units founded before a change still carry in their code.
_OLD_DIVISIONS = {"530121": ("呈贡县", "530114（呈贡区）")}


def personal_numbers(understood: Understood) -> Iterator[Hit]:
    """R53: mobiles, identity cards and bank cards; an error in the copy that is published."""
    level = Level.ERROR if understood.settings.public else None
    for text in dict.fromkeys(text for text, _ in understood.iter_matches(_LONG_NUMBER)):
        if text.field == _CODE_FIELD:
            continue
        if match := _MOBILE.search(text.text):
            yield hit(text.field, level=level, what="手机号", number=mask(match[0]))
        if (match := _IDENTITY.search(text.text)) and has_identity_check(match[0]):
            yield hit(text.field, level=level, what="身份证号", number=mask(match[0]))
        elif (match := _BANK_CARD.search(text.text)) and has_card_check(match[0]):
            yield hit(text.field, level=level, what="银行卡号", number=mask(match[0]))
        if match := _MASKED.search(text.text):
            yield hit(text.field, "masked", number=match[0])


def mask(number: str) -> str:
    """The number as it may be shown: ``mask("13912345880") == "139****5880"``."""
    return f"{number[:3]}****{number[-4:]}"


def organisation_code(understood: Understood) -> Iterator[Hit]:
    """R54: GB 32100 (18 characters) or GB 11714 (9); a valid code is told only for its label and its old division."""
    typed = understood.project.narrative.organisation_code
    code = re.sub(r"[\s-]", "", typed).upper()
    if not code:
        return
    if len(code) == 9 and has_organisation_check(code):
        return
    if len(code) != 18:
        yield hit(_CODE_FIELD, "length", code=typed, length=len(code))
    elif not _is_valid(code):
        yield hit(_CODE_FIELD, code=typed)
    else:
        old, new = _OLD_DIVISIONS.get(code[2:8], ("", ""))
        kind = "division" if old else "label"
        yield hit(_CODE_FIELD, kind, Level.NOTE, code=typed, division=code[2:8], old=old, new=new)


def _is_valid(code: str) -> bool:
    """True for a valid 18-character code.  Most are, and importing the library takes as long as making three forms."""
    if has_credit_check(code):
        return True
    from stdnum.cn import uscc

    return bool(uscc.is_valid(code))


def names_in_public(understood: Understood) -> Iterator[Hit]:
    """R55: only for the copy that is published; the responsible officer may stay."""
    if understood.settings.public and understood.project.filler:
        yield hit("填报人", level=Level.ERROR, name=understood.project.filler)


RULES = (
    Rule(
        "R53",
        Level.WARNING,
        "含有个人手机号、身份证号、银行卡号",
        "政务公开应对个人信息去标识化处理",
        {
            "": "含有个人{what}“{number}”，公开前请去除（联系电话填办公电话）。",
            "masked": "“{number}”是打码的个人手机号，公开的文本请改填办公电话。",
        },
        personal_numbers,
        {"项目文本": {"联系电话": "13812345678"}},
        {"项目文本": {"联系电话": "0871-67412345"}},
    ),
    Rule(
        "R54",
        Level.WARNING,
        "统一社会信用代码有误",
        "GB 32100（18位）、GB 11714（9位）",
        {
            "": "统一社会信用代码“{code}”校验不通过，请对照证书核对。",
            "length": "代码“{code}”有{length}位，统一社会信用代码应为18位，请核对。",
            "label": "“组织机构代码”栏填的是18位统一社会信用代码，代码校验通过，不用改。",
            "division": "代码校验通过；“组织机构代码”栏填的是18位统一社会信用代码，其中区划{division}（{old}）已改为{new}，代码不用改。",
        },
        organisation_code,
        {"项目文本": {"组织机构代码": "115301210151291308"}},
        {"项目文本": {"组织机构代码": "01512913-0"}},
    ),
    Rule(
        "R55",
        Level.NOTE,
        "公开版中的个人姓名",
        "公开时保护个人隐私；负责人姓名可以保留",
        {"": "公开版是否保留填报人姓名“{name}”？不需要公开的请删除。"},
        names_in_public,
        {"公开": True},
        {"公开": True, "填报人": ""},
    ),
)
