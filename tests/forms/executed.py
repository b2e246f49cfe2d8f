"""The example with what became of it: typed values for 绩效运行监控表 and 绩效自评表."""

import json
from typing import Any

from bench.run import EXAMPLE

ACTUAL = {
    "够买一批社会服务项目": "12个",
    "发放及时率": "100%",
    "发放准确率": "98.5%",
    "项目大赛承办评审及督导": "215000元",
    "2020年11月底": "部分达成",
    "够买社会服务项目标准": "4.8万元",
    "三方监管费用": "15万元",
    "服务居民，挖掘社区骨干力量，提升居民自治能力": "91%",
    "项目对项目施行业务监管、成效监管及财务监管": "100%",
    "形成居民群众共建共治的基层社会治理工作新格局。": "45%",
    "为推进社会治理体系和治理能力现代化奠定坚实基础。": "93%",
    "居民满意度": "95%",
}


def executed_example(**changes: Any) -> dict[str, Any]:
    """The example's record with 执行情况."""
    results = [{"三级指标": name, "实际完成值": actual, "一至七月执行情况": "60%"} for name, actual in ACTUAL.items()]
    results[0] |= {
        "偏差原因": "经费保障",
        "完成可能性": "有可能",
        "偏差原因分析及改进措施": "一家机构退出，明年提前征集",
    }
    execution = {
        "资金": {"财政拨款": {"一至七月执行数": 50, "全年预计执行数": 100, "全年执行数": "82.12万元"}},
        "年度目标完成情况": "完成12个社会服务项目，居民参与面扩大。",
        "绩效指标": results,
    }
    record: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    return record | {"执行情况": execution} | changes
