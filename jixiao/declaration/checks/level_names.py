"""The levels of an indicator as the rules see them: bare words, whatever the form wrote around them.

Source: the taxonomy of 财预〔2015〕88号 and 财预〔2021〕101号, and the other lists in use (中央预算内投资, review lists).
"""

from __future__ import annotations

from functools import lru_cache

from ..patterns import Pattern

#: 一级 as bare words.
COST, OUTPUT, BENEFIT, SATISFACTION = "成本", "产出", "效益", "满意度"
#: 一级 of other official lists; their 二级 are not judged.
OTHER_AREAS = frozenset({"实施效果", "过程管理", "投入", "过程", "决策"})
AREAS = frozenset({COST, OUTPUT, BENEFIT, SATISFACTION}) | OTHER_AREAS

QUANTITY, QUALITY, TIME = "数量", "质量", "时效"
#: 二级 as a bare word → the 一级 it may stand under.
AREAS_OF_KIND: dict[str, tuple[str, ...]] = {
    QUANTITY: (OUTPUT,),
    QUALITY: (OUTPUT,),
    TIME: (OUTPUT,),
    COST: (OUTPUT, COST),
    "经济成本": (COST,),
    "社会成本": (COST,),
    "生态环境成本": (COST,),
    "经济效益": (BENEFIT,),
    "社会效益": (BENEFIT,),
    "生态效益": (BENEFIT,),
    "可持续影响": (BENEFIT,),
    SATISFACTION: (SATISFACTION,),
}
COST_KINDS = frozenset({COST, "经济成本", "社会成本", "生态环境成本"})
OUTPUT_KINDS = (QUANTITY, QUALITY, TIME)

_SAME = {"环境效益": "生态效益", "生态环境效益": "生态效益", "可持续": "可持续影响", "可持续性": "可持续影响"}
_SAME |= {"可持续发展": "可持续影响", "可持续效益": "可持续影响", "可持续性影响": "可持续影响", "及时性": TIME}
_SAME |= {
    "生态成本": "生态环境成本",
    "环境成本": "生态环境成本",
    "经济": "经济效益",
    "社会": "社会效益",
    "生态": "生态效益",
}
_NOISE = Pattern(r"[\s★☆*＊]|[（(][^（()）]*[）)]\s*分?|^[一二三四五六七八九十\d]{1,2}[、.．]|\d+(?:\.\d+)?分$")


@lru_cache(maxsize=1024)
def bare_level(name: str) -> str:
    """The level without what forms write around it: ``bare_level("成本指标(0-20)分") == "成本"``."""
    return _NOISE.sub("", name).removesuffix("指标")


@lru_cache(maxsize=1024)
def area_of(level1: str, level2: str) -> str:
    """The 一级 that is meant, "" where the form leaves it blank; names that no list has stay as they are.

    中央预算内投资 puts 产出指标 and 效益指标 one level lower, below 实施效果指标.
    """
    area = bare_level(level1)
    if area == "实施效果" and bare_level(level2) in AREAS:
        return bare_level(level2)
    return SATISFACTION if SATISFACTION in area else area


@lru_cache(maxsize=1024)
def kind_of(level2: str) -> str:
    """The 二级 that is meant: ``kind_of("社会公众或服务对象满意度指标") == "满意度"``; unknown names stay."""
    kind = bare_level(level2)
    return SATISFACTION if "满意" in kind else _SAME.get(kind, kind)
