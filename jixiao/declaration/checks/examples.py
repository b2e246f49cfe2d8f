"""Sound projects, and how the example of a rule changes them.

An example is the data that differs: ``{"项目期": "长期"}``.  Groups are merged; three keys are instructions:
基础 "跨年度" starts from the two-sided project, 绩效指标＋ adds indicators, 绩效指标－ takes those of a 二级 away.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ..fields import INDICATORS

BASE, PLUS, MINUS, PUBLIC = "基础", "绩效指标＋", "绩效指标－", "公开"


def indicator(level1: str, level2: str, name: str, annual: str = "", mid_term: str = "") -> dict[str, str]:
    """An indicator: ``indicator("产出", "数量", "培训人数", "≥50人")``; the levels without 指标."""
    return {
        "一级指标": f"{level1}指标" if level1 else "",
        "二级指标": f"{level2}指标" if level2 else "",
        "三级指标": name,
        "中期指标值": mid_term,
        "年度指标值": annual,
    }


#: A project within one year: nothing is found in it.
SOUND: dict[str, Any] = {
    "年度": 2024,
    "项目名称": "农村公路养护",
    "主管部门": "云岭县交通运输局",
    "主管部门代码": "219",
    "实施单位": "云岭县公路养护中心",
    "项目期": "2024年1月-2024年12月",
    "项目概况": "对全县120公里农村公路开展日常养护，修补坑槽、清理边沟，方便沿线群众出行。",
    "项目立项依据": "《云岭县农村公路养护管理办法》（云交发〔2023〕12号）",
    "资金": {"年度": {"总投入": 60, "县（市）区级财政": 60}},
    "总体目标": {"年度目标": "全年养护农村公路120公里，养护合格率达到95%，沿线群众出行条件得到改善。"},
    "绩效指标": [
        indicator("产出", "数量", "养护公路里程", "≥120公里"),
        indicator("产出", "质量", "养护合格率", "≥95%"),
        indicator("产出", "时效", "年度任务完成时间", "2024年12月底前"),
        indicator("产出", "成本", "单位里程养护成本", "≤0.5万元/公里"),
        indicator("效益", "社会效益", "受益群众人数", "≥3000人"),
        indicator("满意度", "服务对象满意度", "沿线群众满意度", "≥90%"),
    ],
    "单位负责人": "李明",
    "填报人": "王芳",
    "填报日期": "2023年10月18日",
}

#: The same over three years, both sides filled: nothing is found in it either.
TWO_SIDED: dict[str, Any] = SOUND | {
    "项目期": "2024年1月-2026年12月",
    "资金": {
        "中期": {"总投入": 180, "县（市）区级财政": 180},
        "年度": {"总投入": 60, "县（市）区级财政": 60},
    },
    "总体目标": {
        "中期目标": "三年累计养护农村公路360公里，养护质量稳定，建成较为完善的管护机制。",
        "年度目标": SOUND["总体目标"]["年度目标"],
    },
    "绩效指标": [
        indicator("产出", "数量", "养护公路里程", "≥120公里", "≥360公里"),
        indicator("产出", "质量", "养护合格率", "≥95%", "≥95%"),
        indicator("产出", "时效", "养护任务完成时间", "2024年12月底前", "2026年12月底前"),
        indicator("产出", "成本", "单位里程养护成本", "≤0.5万元/公里", "≤0.5万元/公里"),
        indicator("效益", "社会效益", "受益群众人数", "≥3000人", "≥3000人"),
        indicator("满意度", "服务对象满意度", "沿线群众满意度", "≥90%", "≥92%"),
    ],
}


def example_record(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The whole record of an example: ``example_record({"项目期": "长期"})["年度"] == 2024``."""
    record = deepcopy(TWO_SIDED if changes.get(BASE) == "跨年度" else SOUND)
    taken = changes.get(MINUS, ())
    record[INDICATORS] = [entry for entry in record[INDICATORS] if entry["二级指标"] not in taken]
    for key, value in changes.items():
        if key == PLUS:
            record[INDICATORS] = [*record[INDICATORS], *value]
        elif key not in (BASE, MINUS, PUBLIC):
            record[key] = _merge(record.get(key), value)
    return record


def _merge(old: object, new: object) -> object:
    if not (isinstance(old, dict) and isinstance(new, Mapping)):
        return new
    return old | {key: _merge(old.get(key), value) for key, value in new.items()}
