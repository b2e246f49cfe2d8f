"""Every field of a declaration, as data: label, English name, kind, where it stands and how it is filled in.

Labels are the form's own printed words and the JSON keys.  The how-to texts follow the 填报说明 handed out with
财预〔2015〕88号 and its county versions.  Data only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long_text", "year", "amount", "choice", "date", "percent", "points"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``Field("项目期", "period", "text", how="项目起止时间", example="2020年9月-2021年8月")``.

    ``required``: without it no form is made.  ``expected``: the form is made, and sent back by those who review it
    (财预〔2015〕88号, 规范完整性).  ``choices`` are offered, other values are taken too.
    """

    label: str
    attribute: str
    kind: Kind = "text"
    required: bool = False
    how: str = ""
    choices: tuple[str, ...] = ()
    expected: bool = False
    example: str = ""

    @property
    def hint(self) -> str:
        """How it is filled in, with an example: "编制预算的年度，四位数字，如 2020"."""
        return f"{self.how}，如 {self.example}" if self.example else self.how


PROJECT_SHEET = "项目信息"
FUNDING_SHEET = "资金"
INDICATOR_SHEET = "绩效指标"
NARRATIVE_SHEET = "项目文本"
EXECUTION_SHEET = "执行情况"
GUIDE_SHEET = "填写说明"
HISTORY_SHEET = "历年"
#: In a workbook of many projects only: what stands below the money on 执行情况 in a workbook of one.
RESULT_SHEET = "指标执行情况"

FUNDING = "资金"
GOALS = "总体目标"
RELATION_COLUMN = "指标性质"
INDICATORS = "绩效指标"
NARRATIVE = "项目文本"
ALLOCATIONS = "资金安排"
EXECUTION = "执行情况"
HISTORY = "历年"
MID_TERM = "中期"
ANNUAL = "年度"

#: The fields that stand directly on a project, in the order of the form.
PROJECT_FIELDS: tuple[Field, ...] = (
    Field("年度", "year", "year", True, "编制预算的年度，四位数字", example="2020"),
    Field("项目名称", "name", "text", True, "规范名称，与部门预算中的项目名称一致", example="社会服务项目大赛"),
    Field("主管部门", "department", how="一级预算单位全称", expected=True, example="昆明市呈贡区民政局"),
    Field("主管部门代码", "department_code", how="财政部门规定的预算编码，3、6 或 9 位数字", example="219001"),
    Field("实施单位", "unit", "text", True, "使用项目资金的单位全称", example="昆明市呈贡区民政局"),
    Field("项目属性", "nature", "choice", False, "从下拉框选择", ("新增项目", "延续项目"), example="新增项目"),
    Field("项目期", "period", how="项目起止时间", expected=True, example="2020年9月-2021年8月"),
    Field(
        "项目概况",
        "overview",
        "long_text",
        how="简述项目内容、目的、范围和期限",
        expected=True,
        example="用于项目大赛承办、购买项目及项目三方监管等方面",
    ),
    Field(
        "项目立项依据",
        "basis",
        "long_text",
        how="文件名称写在《》内，文号的年份写在〔〕内",
        expected=True,
        example="《关于创新体制机制加强人才工作的实施意见》（呈发〔2017〕9号）",
    ),
    Field(
        "单位已有的保障项目实施的制度措施",
        "measures",
        "long_text",
        how="已有的管理制度、工作方案和保障措施",
        example="《呈贡区关于进一步加强社区治理的实施方案》",
    ),
    Field(
        "预算绩效说明",
        "budget_note",
        "long_text",
        how="预算测算、支付安排和绩效跟踪的说明",
        example="初期支付项目总金额的70%，第二年项目末期支付30%",
    ),
    Field("单位负责人", "head", how="签字的单位负责人姓名", example="李波"),
    Field("填报人", "filler", how="填写本表的人员姓名", example="岳阳春"),
    Field("填报日期", "filled_on", "date", how="填表日期，照原样打印", example="2019/10/18"),
)

#: The two goals (总体目标).
GOAL_FIELDS: tuple[Field, ...] = (
    Field(
        "中期目标",
        "mid_term",
        "long_text",
        how="项目期结束时达到的目标；一次性项目和一年以内的项目不填",
        example="三年购买39个社区服务项目，形成共建共治的社区治理体系",
    ),
    Field(
        "年度目标",
        "annual",
        "long_text",
        how="本年度做什么、达到什么产出、取得什么效果，写明数量",
        expected=True,
        example="购买13个社区服务项目，居民满意度达到95%以上",
    ),
)

TOTAL = "总投入"

#: The amounts of one side (资金.中期, 资金.年度), in 万元.
AMOUNT_FIELDS: tuple[Field, ...] = (
    Field(TOTAL, "total", "amount", how="等于各资金来源之和", example="300"),
    Field("中央财政", "central", "amount", how="中央财政资金", example="100"),
    Field("省级财政", "provincial", "amount", how="省级财政资金", example="80.5"),
    Field("市级财政", "municipal", "amount", how="市级（州级）财政资金", example="50万元"),
    Field("县（市）区级财政", "county", "amount", how="县（市、区）级财政资金", example="3,309,840.00元"),
    Field("其他", "other", "amount", how="自有、社会捐助等其他资金", example="0"),
)

#: The units that numbers on the sheet 资金 may be in; the first one where none is chosen.
AMOUNT_UNITS = ("万元", "元")
AMOUNT_UNIT_FIELD = Field(
    "金额单位", "amount_unit", "choice", how="本表数字的单位，从下拉框选择；申报表上一律是万元", choices=AMOUNT_UNITS
)

#: One row of 绩效指标.
INDICATOR_FIELDS: tuple[Field, ...] = (
    Field("一级指标", "level1", "choice", how="从下拉框选择", expected=True, example="产出指标"),
    Field("二级指标", "level2", "choice", how="从下拉框选择，随一级指标变化", expected=True, example="数量指标"),
    Field("三级指标", "name", how="可以衡量的指标名称，一行只写一项", expected=True, example="购买社会服务项目数量"),
    Field("中期指标值", "mid_term_value", how="项目期结束时的值，带符号和单位；年度项目不填", example="≥40个"),
    Field("年度指标值", "annual_value", how="本年度的值，带符号和单位", expected=True, example="≥13个"),
    Field("年度三级指标", "annual_name", how="年度的指标名称与中期不同时才填", example="首批购买项目数量"),
)

#: The prose (项目文本), sections 一 to 八.
NARRATIVE_FIELDS: tuple[Field, ...] = (
    Field("文本标题", "title", "text", False, "整份文本的标题；不填时是 单位简称＋年度＋年经费项目"),
    Field("项目名称", "name", how="仅当项目文本中的名称与申报表不同时填写", example="社会服务项目大赛经费"),
    Field(
        "立项依据",
        "basis",
        "long_text",
        how="项目文本中的立项依据",
        example="《关于创新体制机制加强人才工作的实施意见》（呈发〔2017〕9号）",
    ),
    Field("单位名称", "unit", how="项目实施单位名称", example="昆明市呈贡区民政局"),
    Field("组织机构代码", "organisation_code", how="统一社会信用代码（18位）", example="115301210151291309"),
    Field("地址", "address", how="单位办公地址", example="昆明市呈贡区双龙路79号"),
    Field("联系电话", "telephone", how="办公电话；公开的文本不要写个人手机号", example="0871-6747××××"),
    Field("法人代表", "legal_representative", how="法定代表人（负责人）姓名", example="李波"),
    Field("经费来源", "funding_source", how="资金由哪一级财政或谁负担", example="区财政"),
    Field("单位概况", "unit_profile", "long_text", how="单位职能和承办科室", example="由基层政权和社区建设科承办"),
    Field(
        "项目基本概况", "overview", "long_text", how="项目背景、内容和服务对象", example="向社会工作组织购买社区服务"
    ),
    Field("项目实施内容", "content", "long_text", how="具体做哪些事", example="组织评选，项目落地社区，服务居民"),
    Field("项目实施计划", "plan", "long_text", how="时间安排和资金拨付安排", example="2020年11月底前拨付全部经费"),
    Field("项目实施成效", "effect", "long_text", how="实施后取得的成效", example="社区自我管理、自我服务能力提高"),
)

#: One row of 项目文本.资金安排; 金额 stays as typed because the prose prints it with its unit.
ALLOCATION_FIELDS: tuple[Field, ...] = (
    Field("事项", "item", how="支出事项", example="项目大赛承办经费"),
    Field("金额", "amount", how="带单位，与资金的单位一致", example="20万元"),
)

#: What is reached and spent (执行情况), for 绩效运行监控表 and 绩效自评表.
EXECUTION_FIELDS: tuple[Field, ...] = (
    Field("年度目标完成情况", "goal_result", "long_text", False, "年度总体目标实际完成得怎样；自评时填"),
)

#: The columns of 执行情况.资金, in 万元.
EXECUTION_AMOUNT_FIELDS: tuple[Field, ...] = (
    Field("年初预算数", "initial", "amount", False, "批复的预算；不填时取申报的年度资金"),
    Field("全年预算数", "budget", "amount", False, "调整后的预算；不填时与年初预算数相同"),
    Field("一至七月执行数", "to_july", "amount", False, "7月底前支出的金额；监控时填"),
    Field("全年预计执行数", "expected", "amount", False, "预计全年支出的金额；监控时填"),
    Field("全年执行数", "spent", "amount", False, "全年实际支出的金额；自评时填"),
)

#: The rows of 执行情况.资金: label and English name.
EXECUTION_FUNDS: tuple[tuple[str, str], ...] = (
    ("年度资金总额", "total"),
    ("财政拨款", "fiscal"),
    ("上年结转资金", "carried_over"),
    ("其他资金", "other"),
)

REASONS = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")

#: One row of 执行情况.绩效指标; 三级指标 is the name on the annual side.
RESULT_FIELDS: tuple[Field, ...] = (
    Field("三级指标", "name", "text", False, "与绩效指标表中年度的三级指标相同"),
    Field("一至七月执行情况", "to_july", "text", False, "7月底前完成了多少，如 8个；监控时填"),
    Field("全年预计完成情况", "expected", "text", False, "预计全年完成多少，如 13个；监控时填"),
    Field("偏差原因", "reason", "choice", False, "可写几项，用顿号隔开；监控时填", REASONS),
    Field("原因说明", "explanation", "text", False, "为什么有偏差；监控时填"),
    Field("完成可能性", "likelihood", "choice", False, "年底能否完成；监控时填", LIKELIHOODS),
    Field("实际完成值", "actual", "text", False, "带单位，如 96%；定性指标写 达成、部分达成、未达成；自评时填"),
    Field("完成比例", "share", "percent", False, "如 85%；定性指标可填，定量指标自动计算"),
    Field("分值", "weight", "points", False, "指标的分值；不填时自动分配，合计90分"),
    Field("偏差原因分析及改进措施", "improvement", "text", False, "没有完成或大幅超额时填写；自评时填"),
    Field("备注", "remark", "text", False, "其他要说明的事"),
)

#: One year before (历年): which one, and one row of its 绩效指标, with what was filed on the annual side.
PAST_YEAR_FIELDS: tuple[Field, ...] = (Field("年度", "year", "year", False, "以前的年度，四位数字"),)
PAST_INDICATOR_FIELDS: tuple[Field, ...] = (
    Field("一级指标", "level1", "text", False, "当年的一级指标"),
    Field("二级指标", "level2", "text", False, "当年的二级指标"),
    Field("三级指标", "name", "text", False, "当年的三级指标"),
    Field("年度指标值", "annual_value", "text", False, "当年的年度指标值"),
)

#: The columns of the sheet 历年, a row a value: 2020 | 资金 | | 总投入 | 100万元.
HISTORY_FIELDS: tuple[Field, ...] = (
    Field("年度", "year", "year", False, "以前的年度，四位数字"),
    Field("类别", "level1", "text", False, "资金，或当年的一级指标"),
    Field("细类", "level2", "text", False, "当年的二级指标；资金不填"),
    Field("名称", "name", "text", False, "资金来源，或当年的三级指标"),
    Field("年度值", "annual_value", "text", False, "当年的金额（带单位）或指标值"),
)
