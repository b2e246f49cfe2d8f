"""Every field of a declaration, as data: label, English name, kind, where it stands and how it is filled in.

Labels are the form's own printed words and the JSON keys.  The how-to texts follow the 填报说明 handed out with
财预〔2015〕88号 and its county versions.  No logic here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long_text", "year", "amount", "choice", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``Field("项目期", "period", "text", how="…")``."""

    label: str
    attribute: str
    kind: Kind = "text"
    required: bool = False
    how: str = ""
    choices: tuple[str, ...] = ()


PROJECT_SHEET = "项目信息"
FUNDING_SHEET = "资金"
INDICATOR_SHEET = "绩效指标"
NARRATIVE_SHEET = "项目文本"
GUIDE_SHEET = "填写说明"

FUNDING = "资金"
GOALS = "总体目标"
INDICATORS = "绩效指标"
NARRATIVE = "项目文本"
ALLOCATIONS = "资金安排"
MID_TERM = "中期"
ANNUAL = "年度"

#: The fields that stand directly on a project, in the order of the form.
PROJECT_FIELDS: tuple[Field, ...] = (
    Field("年度", "year", "year", True, "编制预算的年度，四位数字，如 2020"),
    Field("项目名称", "name", "text", True, "规范名称，与部门预算中的项目名称一致"),
    Field("主管部门", "department", "text", False, "一级预算单位全称"),
    Field("主管部门代码", "department_code", "text", False, "财政部门规定的预算编码，如 219 或 219001"),
    Field("实施单位", "unit", "text", True, "使用项目资金的单位全称"),
    Field("项目属性", "nature", "choice", False, "新增项目或延续项目", ("新增项目", "延续项目")),
    Field("项目期", "period", "text", False, "项目起止时间，如 2020年9月-2021年8月"),
    Field("项目概况", "overview", "long_text", False, "简述项目内容、目的、范围和期限"),
    Field("项目立项依据", "basis", "long_text", False, "文件名称写在《》内，文号写作 呈发〔2017〕9号"),
    Field("单位已有的保障项目实施的制度措施", "measures", "long_text", False, "已有的管理制度、工作方案和保障措施"),
    Field("预算绩效说明", "budget_note", "long_text", False, "预算测算、支付安排和绩效跟踪的说明"),
    Field("单位负责人", "head", "text", False, "签字的单位负责人姓名"),
    Field("填报人", "filler", "text", False, "填写本表的人员姓名"),
    Field("填报日期", "filled_on", "date", False, "填表日期，如 2019年10月18日；照原样打印"),
)

#: The two goals (总体目标).
GOAL_FIELDS: tuple[Field, ...] = (
    Field("中期目标", "mid_term", "long_text", False, "项目期结束时达到的目标；一次性项目可不填"),
    Field("年度目标", "annual", "long_text", False, "本年度做什么、达到什么产出、取得什么效果"),
)

TOTAL = "总投入"

#: The amounts of one side (资金.中期, 资金.年度), in 万元.
AMOUNT_FIELDS: tuple[Field, ...] = (
    Field(TOTAL, "total", "amount", False, "等于各资金来源之和；可留空，由来源相加"),
    Field("中央财政", "central", "amount", False, "中央财政资金"),
    Field("省级财政", "provincial", "amount", False, "省级财政资金"),
    Field("市级财政", "municipal", "amount", False, "市级（州级）财政资金"),
    Field("县（市）区级财政", "county", "amount", False, "县（市、区）级财政资金"),
    Field("其他", "other", "amount", False, "自有、社会捐助等其他资金"),
)

#: One row of 绩效指标.
INDICATOR_FIELDS: tuple[Field, ...] = (
    Field("一级指标", "level1", "choice", False, "从下拉框选择"),
    Field("二级指标", "level2", "choice", False, "从下拉框选择，随一级指标变化"),
    Field("三级指标", "name", "text", False, "可以衡量的指标名称，一行只写一项"),
    Field("中期指标值", "mid_term_value", "text", False, "带符号和单位，如 ≥40个；年度项目不填"),
    Field("年度指标值", "annual_value", "text", False, "带符号和单位，如 ≥95%"),
    Field("年度三级指标", "annual_name", "text", False, "年度名称与中期不同时才填"),
)

#: The prose (项目文本), sections 一 to 八.
NARRATIVE_FIELDS: tuple[Field, ...] = (
    Field("项目名称", "name", "text", False, "仅当项目文本中的名称与申报表不同时填写"),
    Field("立项依据", "basis", "long_text", False, "项目文本中的立项依据"),
    Field("单位名称", "unit", "text", False, "项目实施单位名称"),
    Field("组织机构代码", "organisation_code", "text", False, "统一社会信用代码（18位）"),
    Field("地址", "address", "text", False, "单位办公地址"),
    Field("联系电话", "telephone", "text", False, "办公电话；公开的文本不要写个人手机号"),
    Field("法人代表", "legal_representative", "text", False, "法定代表人（负责人）姓名"),
    Field("经费来源", "funding_source", "text", False, "如 区财政"),
    Field("单位概况", "unit_profile", "long_text", False, "单位职能和承办科室"),
    Field("项目基本概况", "overview", "long_text", False, "项目背景、内容和服务对象"),
    Field("项目实施内容", "content", "long_text", False, "具体做哪些事"),
    Field("项目实施计划", "plan", "long_text", False, "时间安排和资金拨付安排"),
    Field("项目实施成效", "effect", "long_text", False, "实施后取得的成效"),
)

#: One row of 项目文本.资金安排; 金额 stays as typed because the prose prints it with its unit.
ALLOCATION_FIELDS: tuple[Field, ...] = (
    Field("事项", "item", "text", False, "支出事项"),
    Field("金额", "amount", "text", False, "带单位，如 200000元"),
)
