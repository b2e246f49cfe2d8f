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

#: 二级指标 → what belongs there, and an example of it.  成本指标 stands in two versions of the form with one meaning.
LEVEL2_NOTES: dict[str, tuple[str, str]] = {
    "经济成本指标": ("项目花费的资金：总额、单价、标准", "每个项目购买标准 ≤5万元/个"),
    "社会成本指标": ("对公众和社会秩序的不利影响", "施工扰民投诉 ≤3起"),
    "生态环境成本指标": ("对生态环境的不利影响", "建筑垃圾外运 ≤20吨"),
    "数量指标": ("可以计数的产出：个、人次、公里、场", "购买社会服务项目数量 ≥13个"),
    "质量指标": ("达到的标准：合格率、准确率、达标率、覆盖率", "项目验收合格率 =100%"),
    "时效指标": ("时间要求：完成时间、及时率、按期完成率", "项目完成时间 2020年11月底前"),
    "成本指标": ("项目花费的资金：总额、单价、标准", "每个项目购买标准 ≤5万元/个"),
    "经济效益指标": ("带来的收入、节约的支出", "节约培训支出 ≥10万元"),
    "社会效益指标": ("受益的人、公共服务、社会秩序的改善", "受益居民人数 ≥5000人"),
    "生态效益指标": ("对环境的改善：减排、绿化、节能", "垃圾分类投放率 ≥85%"),
    "可持续影响指标": ("项目结束后还在起作用的机制、设施和队伍", "社区自组织持续活动年限 ≥3年"),
    "服务对象满意度指标": ("服务对象调查中满意的比例", "居民满意度 ≥95%"),
}

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


def is_known_level(typed: str) -> bool:
    """True for the name of a 一级 or 二级指标, also without 指标 or padded: ``is_known_level("产 出 指 标")``."""
    return normalise_level1(typed) in _LEVEL1 or normalise_level2(typed) in _LEVEL2


def print_level1(name: str) -> str:
    """The label as printed: ``print_level1("产出指标") == "产   出   指   标"``."""
    return PRINTED.get(name, name)


def _normalise(typed: str, known: frozenset[str]) -> str:
    squeezed = _BLANKS.sub("", typed)
    for candidate in (squeezed, squeezed + "指标"):
        if candidate in known:
            return candidate
    return typed
