"""Which 二级指标 belongs to which 一级指标, how level names are read and how they are printed.

Refuses to judge: a level name it does not know stays as typed, the checks say what is wrong with it.
Source: 财预〔2015〕88号 (产出, 效益, 满意度) and 财预〔2021〕101号 (成本).
"""

from __future__ import annotations

import re

#: 一级指标 → its 二级指标, in the order of the form.
TAXONOMY: dict[str, tuple[str, ...]] = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}

#: Names that real forms use besides those of the taxonomy.
OTHER_LEVEL2: tuple[str, ...] = ("环境效益指标", "社会公众满意度指标", "社会公众或服务对象满意度指标")

#: 一级指标 as the paper form prints them; a name that is not here is printed as it is.
PRINTED: dict[str, str] = {
    "产出指标": "产   出   指   标",
    "效益指标": "效   益   指   标",
    "成本指标": "成   本   指   标",
}

_LEVEL1 = frozenset(TAXONOMY)
_LEVEL2 = frozenset(name for names in TAXONOMY.values() for name in names) | frozenset(OTHER_LEVEL2)
_BLANKS = re.compile(r"\s+")


def normalise_level1(typed: str) -> str:
    """The 一级指标 meant: ``normalise_level1("产 出 指 标") == "产出指标"``; unknown names stay as typed."""
    return _normalise(typed, _LEVEL1)


def normalise_level2(typed: str) -> str:
    """The 二级指标 meant: ``normalise_level2("数量") == "数量指标"``; unknown names stay as typed."""
    return _normalise(typed, _LEVEL2)


def print_level1(name: str) -> str:
    """The label as printed: ``print_level1("产出指标") == "产   出   指   标"``."""
    return PRINTED.get(name, name)


def _normalise(typed: str, known: frozenset[str]) -> str:
    squeezed = _BLANKS.sub("", typed)
    for candidate in (squeezed, squeezed + "指标"):
        if candidate in known:
            return candidate
    return typed
