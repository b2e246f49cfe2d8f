"""Projects of any shape and text, from a seed: what a clerk types, what is pasted from elsewhere, what is hostile."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
PHRASES = (
    "开展社会组织公益创投大赛的宣传、征集、评审、培育、督导和评估工作；",
    "项目立项依据充分，符合《呈贡区民政局项目管理办法》（试行）的规定。",
    "发放补贴3,309,840.00元（其中：市级财政１００．５万元），“两个确保”目标完成率≥95%，",
    "〔2015〕88号——……面积1200㎡，温度-5℃～30℃；",
    "2020年12月31日前完成全部工作任务！\n",
    "一、总  体   目  标：",
    "Performance-based budgeting (PBB) of the [2020] {plan} is WMW@ 100 % complete. ",
    "详见https://www.example.gov.cn/zwgk/2020/budget/index.html?id=20200118&page=2#top ",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleihung",
    "1234567890" * 6,
    "A/B、C／D①②③Ⅳ→±×ｱｲｳ",
)
HOSTILE = (
    "竖\v表",  # Word's line break
    "软\u00ad连\u00ad字\u00ad符",
    "零\u200b宽\u200d字\ufeff符",
    "控\x01制\x1f符",
    "😀👍🏽",
    "𠀀𠮷𪚥",
    "组合e\u0301字符",
    "{{ 项目名称 }}{% for %}",
    "=1+1 <b>&amp;",
)
LENGTHS = (0, 8, 20, 60, 150, 400, 1_200, 3_000, 5_000)


class Clerk(random.Random):
    """Types texts: prose only, or whatever is found in forms."""

    phrases: Sequence[str] = PHRASES
    hostile: Sequence[str] = HOSTILE

    def text(self, length: int) -> str:
        """A text of at most so many characters, now and then with something hostile."""
        written = ""
        while len(written) < length:
            is_hostile = self.hostile and self.random() < 0.08
            written += self.choice(self.hostile if is_hostile else self.phrases)[self.randrange(3) :]
        return written[:length].strip()


class Typist(Clerk):
    """Types prose without words that no line takes."""

    phrases = PHRASES[:6]
    hostile = ()


def amount(chance: Clerk) -> str | None:
    """An amount in 万元 of up to nine digits, or none."""
    if chance.random() < 0.3:
        return None
    decimals = chance.randrange(5)
    return f"{chance.randrange(10 ** chance.randrange(1, 10 - decimals)) / 10**decimals:.{decimals}f}万元"


def project(seed: int, clerk: type[Clerk] = Clerk) -> dict[str, Any]:
    """The project of a seed, as JSON has it: 1 to 80 indicators, texts of 0 to 5,000 characters."""
    chance = clerk(seed)
    sources = ("中央财政", "省级财政", "市级财政", "县（市）区级财政", "其他")
    return {
        "年度": chance.randrange(2018, 2030),
        "项目名称": chance.text(chance.choice((8, 20, 60, 150))) or "项目",
        "主管部门": chance.text(chance.choice((0, 8, 20, 60))),
        "主管部门代码": chance.choice(("", "219", "219001")),
        "实施单位": chance.text(chance.choice((8, 20, 60))) or "单位",
        "项目期": chance.choice(("2020年9月-2021年8月", "长期", "12个月")),
        "项目概况": chance.text(chance.choice(LENGTHS)),
        "项目立项依据": chance.text(chance.choice(LENGTHS[:7])),
        "资金": {side: {name: amount(chance) for name in sources} for side in ("中期", "年度")},
        "总体目标": {side: chance.text(chance.choice(LENGTHS)) for side in ("中期目标", "年度目标")},
        "绩效指标": [_indicator(chance, level) for level in _levels(chance)],
        "单位已有的保障项目实施的制度措施": chance.text(chance.choice(LENGTHS[:7])),
        "预算绩效说明": chance.text(chance.choice(LENGTHS[:7])),
        "单位负责人": "李波",
        "填报人": chance.text(chance.choice((2, 8))),
        "填报日期": "2019/10/18",
    }


def _levels(chance: Clerk) -> Sequence[tuple[str, str]]:
    return sorted(chance.choices(LEVELS, k=chance.choice((1, 2, 5, 12, 25, 40, 80))), key=LEVELS.index)


def _indicator(chance: Clerk, level: tuple[str, str]) -> dict[str, Any]:
    lengths = (4, 8, 8, 15, 15, 30, 60)
    values = {
        "中期指标值": chance.text(chance.choice((3, 3, 6, 12))),
        "年度指标值": chance.text(chance.choice((3, 3, 6, 12))),
    }
    for side in chance.choice(((), (), (), ("中期指标值",), ("年度指标值",))):
        values[side] = ""
    return {
        "一级指标": level[0],
        "二级指标": level[1],
        "三级指标": chance.text(chance.choice(lengths)) or "完成",
        **values,
    }
