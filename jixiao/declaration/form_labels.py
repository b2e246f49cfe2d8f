"""How the labels of filled forms are spelt, as data: spelling → field of the model.

Collected from the versions of the form (财预〔2011〕416号, 财预〔2015〕88号, 财预〔2021〕101号, the county form, the
flat table of 预算管理一体化) and from what county governments published.  Spellings are written without blanks and
colons, brackets in full width.  Only the form's words stand here; how they are found is :mod:`.filled_form.labels`.
"""

from __future__ import annotations

from .fields import ANNUAL, MID_TERM, TOTAL

DEPARTMENT_AND_CODE = "主管部门及代码"
PERIOD_START, PERIOD_END = "项目期开始", "项目期完成"
#: Money from the treasury without its level: the model knows levels only.
FISCAL = "财政拨款"

#: A field of the project → its spellings, the form's own first.  Of two labels of a form that mean one field the one
#: that stands first here is taken (实施单位 before 填报单位); the other, if it says something else, is kept apart.
FIELD_SPELLINGS: dict[str, tuple[str, ...]] = {
    "年度": ("年度", "预算年度", "申报年度", "项目年度"),
    "项目名称": ("项目名称", "专项名称", "项目（专项）名称", "专项（项目）名称", "专项（项目名称）", "项目名"),
    DEPARTMENT_AND_CODE: (
        "主管部门及代码",
        "主管部门（及代码）",
        "主管部门和代码",
        "主管部门及编码",
        "主管单位及代码",
        "部门及代码",
    ),
    "主管部门": ("主管部门", "业务主管部门", "主管单位", "主管部门（单位）", "主管部门名称", "主管预算单位"),
    "主管部门代码": ("主管部门代码", "主管部门编码", "主管部门编号", "部门代码", "部门编码"),
    "实施单位": (
        "实施单位",
        "项目实施单位",
        "项目单位",
        "项目承担单位",
        "具体实施单位",
        "预算单位",
        "单位名称",
        "申报单位",
        "项目申报单位",
        "填报单位",
    ),
    "项目属性": ("项目属性", "项目性质"),
    "项目期": (
        "项目期",
        "项目期限",
        "项目起止时间",
        "项目起止年限",
        "起止时间",
        "项目周期",
        "项目实施期",
        "实施期限",
        "项目实施期限",
        "项目实施周期",
        "建设周期",
        "实施期",
    ),
    PERIOD_START: ("计划开始日期", "计划开始时间", "项目开始时间", "开始时间"),
    PERIOD_END: ("计划完成日期", "计划完成时间", "项目完成时间", "项目结束时间", "完成时间"),
    "项目概况": ("项目概况", "项目总体概况", "项目基本概况", "项目基本情况", "项目简介", "项目概述", "项目内容"),
    "项目立项依据": ("项目立项依据", "立项依据", "项目立项的依据", "立项的依据", "依据", "政策依据"),
    "单位已有的保障项目实施的制度措施": (
        "单位已有的保障项目实施的制度措施",
        "单位已有的保障项目实施的制度、措施",
        "单位已有的（或拟订的）保障项目实施的制度、措施",
        "单位已有的（或拟定的）保障项目实施的制度、措施",
        "单位已有的（或拟订的）保障项目实施的制度措施",
        "已有的（或拟订的）保障项目实施的制度、措施",
        "保障项目实施的制度措施",
        "保障项目实施的制度、措施",
        "项目保障措施",
        "保障措施",
    ),
    "预算绩效说明": ("预算绩效说明", "其他需要说明的问题", "其他说明的问题", "需要说明的其他问题", "其他需说明的问题"),
    "单位负责人": ("单位负责人", "单位负责人签字", "部门负责人", "单位领导", "负责人签字", "单位主要负责人", "负责人"),
    "填报人": ("填报人", "填表人", "填报人员", "填报人签字", "制表人", "经办人"),
    "填报日期": ("填报日期", "填表日期", "填报时间", "填表时间", "申报日期", "日期"),
}

#: The two goals; what follows in brackets, such as years, is not compared.
GOAL_SPELLINGS: dict[str, tuple[str, ...]] = {
    "中期目标": (
        "中期目标",
        "中期总目标",
        "中期总体目标",
        "中期绩效目标",
        "长期目标",
        "长期绩效目标",
        "中长期目标",
        "实施期目标",
        "实施期总目标",
        "项目总目标",
        "项目总体目标",
        "三年总体目标",
    ),
    "年度目标": (
        "年度目标",
        "年度总体目标",
        "年度绩效目标",
        "年度总目标",
        "项目年度绩效目标",
        "项目年度目标",
        "年度主要目标和成果",
        "本年度目标",
        "当年目标",
        "当年绩效目标",
    ),
}

#: The amounts of one side.  A spelling may be preceded by a side ("年度资金总额") and by 其中.
AMOUNT_SPELLINGS: dict[str, tuple[str, ...]] = {
    TOTAL: (
        "总投入",
        "资金总额",
        "资金申请总额",
        "资金合计",
        "总金额",
        "金额",
        "预算数",
        "预算金额",
        "预算总额",
        "预算",
        "总预算",
        "年度预算",
        "合计",
    ),
    "中央财政": ("中央财政", "中央财政资金", "中央资金", "中央补助", "中央财政补助", "中央财政拨款"),
    "省级财政": ("省级财政", "省级财政资金", "省级资金", "省财政", "省级补助", "省级财政拨款", "自治区财政", "省级"),
    "市级财政": ("市级财政", "市级财政资金", "市级资金", "市财政", "市级补助", "州级财政", "州（市）级财政", "市级"),
    "县（市）区级财政": (
        "县（市）区级财政",
        "县（市、区）级财政",
        "县（区）级财政",
        "县区级财政",
        "县级财政",
        "区级财政",
        "县财政",
        "区财政",
        "县级财政资金",
        "区级财政资金",
        "县级资金",
        "区级资金",
        "县（市）区级",
        "县级",
        "区级",
    ),
    "其他": ("其他", "其他资金", "其它", "其它资金", "其他来源", "其他收入", "自筹资金", "自有资金", "单位自筹"),
    FISCAL: (
        "财政拨款",
        "财政资金",
        "财政拨款资金",
        "财政拨款收入",
        "一般公共预算拨款",
        "本年一般公共预算拨款",
        "当年财政拨款",
    ),
}

#: 项目资金总额 is the mid-term's beside 年度资金总额, and the year's where it stands alone.
WHOLE_PROJECT = "项目"
#: A word before an amount, or alone at the head of a row or column, → the side it speaks of.
SIDE_WORDS: dict[str, str] = {
    "中期": MID_TERM,
    "长期": MID_TERM,
    "中长期": MID_TERM,
    "实施期": MID_TERM,
    WHOLE_PROJECT: WHOLE_PROJECT,
    "年度": ANNUAL,
    "当年": ANNUAL,
    "本年": ANNUAL,
    "本年度": ANNUAL,
}
#: What may follow such a word at the head of a row of amounts or of a column of indicators.
SIDE_ENDS: tuple[str, ...] = (
    *("", "资金来源", "资金", "投入", "预算"),
    *("指标", "绩效指标", "指标值", "目标值", "三级指标"),
)

#: The columns of indicators.  "extra" is a column the model has no place for.
LEVEL1, LEVEL2, NAME, VALUE, RELATION, UNIT, EXTRA = "一级", "二级", "三级", "值", "性质", "单位", "其余"
#: The name where no 三级指标 stands beside it, and an extra where one does.
NAME_OR_EXTRA = "名称或其余"
COLUMN_SPELLINGS: dict[str, tuple[str, ...]] = {
    LEVEL1: ("一级指标", "一级", "一级绩效指标"),
    LEVEL2: ("二级指标", "二级", "二级绩效指标"),
    NAME: ("三级指标", "三级", "三级绩效指标", "中期三级指标", "年度三级指标", "绩效指标名称", "指标名称"),
    VALUE: (
        "指标值",
        "目标值",
        "绩效指标值",
        "预期指标值",
        "预期值",
        "年度指标值",
        "年度目标值",
        "中期指标值",
        "长期指标值",
        "项目指标值",
        "实施期指标值",
        "计划指标值",
        "年度（项目）指标值",
        "项目（年度）指标值",
    ),
    RELATION: ("指标性质", "计算符号", "运算符号", "指标符号", "符号"),
    UNIT: ("度量单位", "计量单位", "指标单位", "单位"),
    EXTRA: (
        "备注",
        "权重",
        "分值",
        "指标方向性",
        "指标解释",
        "指标属性",
        "指标说明",
        "评分标准",
        "绩效标准",
        "实际完成值",
        "完成值",
        "得分",
    ),
    NAME_OR_EXTRA: ("指标内容", "绩效指标", "三级指标内容"),
}

#: 执行情况: the columns of its money, its kinds of money, and the columns beside the indicators.
EXECUTED_AMOUNT_SPELLINGS: dict[str, tuple[str, ...]] = {
    "年初预算数": ("年初预算数",),
    "全年预算数": ("全年预算数", "调整预算数", "调整后预算数"),
    "一至七月执行数": ("1—7月执行数", "一至七月执行数"),
    "全年预计执行数": ("全年预计执行数",),
    "全年执行数": ("全年执行数", "预算执行数", "执行数", "全年实际执行数"),
}
EXECUTED_FUND_SPELLINGS: dict[str, tuple[str, ...]] = {
    "年度资金总额": ("年度资金总额", "资金总额"),
    "财政拨款": AMOUNT_SPELLINGS[FISCAL],
    "上年结转资金": ("上年结转资金", "上年结转", "结转资金"),
    "其他资金": ("其他资金", "其他"),
}
RESULT_SPELLINGS: dict[str, tuple[str, ...]] = {
    "一至七月执行情况": ("1—7月执行情况", "1—7月完成情况", "一至七月执行情况"),
    "全年预计完成情况": ("全年预计完成情况", "预计完成情况"),
    "原因说明": ("原因说明", "偏差原因分析"),
    "实际完成值": ("实际完成值", "完成值", "全年完成值", "全年实际完成值"),
    "分值": ("分值", "权重"),
    "偏差原因分析及改进措施": (
        "偏差原因分析及改进措施",
        "偏差原因分析和改进措施",
        "未完成原因分析",
        "未完成原因和改进措施",
        "未完成原因分析及改进措施",
    ),
    "备注": ("备注",),
}
#: The columns that only forms about the course of the year have.
TELLING_RESULTS = frozenset(RESULT_SPELLINGS) - {"分值", "备注"}
#: What formulas make of the rest.
CALCULATED: dict[str, tuple[str, ...]] = {
    "得分": ("得分", "自评得分"),
    "执行率": ("执行率", "1—7月执行率", "预算执行率"),
    "分值": ("分值",),
    "辅助": ("下限", "上限", "完成系数"),
}
#: Heads of what became of the goal, and of the goal beside it.
GOAL_RESULT = "年度目标完成情况"
EXPECTED_GOAL = "预期目标"
GOAL_RESULT_SPELLINGS = ("实际完成情况", "全年实际完成情况", "年度目标完成情况", "目标实际完成情况")

#: Labels over, or before, a group of others: understood, and without content of their own.
HEADINGS: frozenset[str] = frozenset(
    "总体目标 绩效目标 项目绩效目标 项目支出绩效目标 绩效指标 绩效指标体系 资金情况 资金来源 项目资金 "
    "项目资金申请 项目资金情况 资金总体情况 项目立项情况 预算资金 中期 长期 年度 中期绩效指标 "
    "长期绩效指标 年度绩效指标 实施期绩效指标 其中 金额单位 单位 序号 基本信息".split()
)

#: Labels that real forms print and that the model has no field for: the label is understood, its content is listed.
WITHOUT_FIELD: frozenset[str] = frozenset(
    "项目负责人 项目负责人及电话 项目负责人及联系电话 联系电话 联系人 联系人及电话 项目联系人 "
    "负责人及电话 单位职能概述 单位职能 项目可行性 可行性 项目必要性 必要性 项目申报的可行性 "
    "项目申报的必要性 项目实施进度计划 实施进度计划 进度计划 项目类别 项目类型 项目分类 项目编码 项目代码 "
    "项目审批 科目代码 功能科目 备注 地址 单位地址 组织机构代码 财务负责人 事业收入 经营性收入 上年结转 "
    "上年结转资金 地方资金 结转资金 中央主管部门 省级主管部门 省级财政部门 支出股室初审 绩效评价股审核 "
    "财政部门意见 主管部门意见 审核意见 总分 公章 盖章".split()
)

#: The prose of 项目文本: the heading of a section → the field of 项目文本 it holds, "" for what only heads others.
SECTION_SPELLINGS: dict[str, str] = {
    "项目名称": "项目名称",
    "立项依据": "立项依据",
    "项目立项依据": "立项依据",
    "项目实施单位": "",
    "项目单位": "",
    "项目基本概况": "项目基本概况",
    "项目概况": "项目基本概况",
    "项目基本情况": "项目基本概况",
    "项目实施内容": "项目实施内容",
    "项目内容": "项目实施内容",
    "资金安排情况": "资金安排",
    "资金安排": "资金安排",
    "项目资金安排情况": "资金安排",
    "项目实施计划": "项目实施计划",
    "实施计划": "项目实施计划",
    "项目实施成效": "项目实施成效",
    "实施成效": "项目实施成效",
    "预期成效": "项目实施成效",
    "项目绩效目标表": "",
    "项目支出绩效目标表": "",
}

#: Lines "label：content" below 项目实施单位.
UNIT_LINE_SPELLINGS: dict[str, str] = {
    "单位名称": "单位名称",
    "组织机构代码": "组织机构代码",
    "统一社会信用代码": "组织机构代码",
    "地址": "地址",
    "单位地址": "地址",
    "联系电话": "联系电话",
    "电话": "联系电话",
    "法人代表": "法人代表",
    "法定代表人": "法人代表",
    "经费来源": "经费来源",
    "单位概况": "单位概况",
    "代为概况": "单位概况",
}
