"""R56, R58–R60: weights, and indicators that do not measure this project.

R59 and R60 need judgement; they fire only where the project's own words leave no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..fields import INDICATORS
from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .level_names import BENEFIT, OTHER_AREAS, OUTPUT
from .rule import Hit, Rule, hit
from .understood import Row, Understood

_WEIGHT = Pattern(r"[（(]\s*(\d{1,3}(?:\.\d)?)\s*分\s*[)）]\s*$")


def weights(understood: Understood) -> Iterator[Hit]:
    """R56: points that stand behind the names of all indicators."""
    allowed = understood.settings.limits.weights
    found = [match for row in understood.rows if (match := _WEIGHT.search(row.indicator.name))]
    if len(found) < 3 or len(found) != len(understood.rows):
        return
    summed = sum((Decimal(match[1]) for match in found), Decimal(0))
    if summed not in allowed:
        yield hit(INDICATORS, summed=f"{summed:f}", allowed="或".join(f"{entry:f}" for entry in allowed))


_PROCESS = Pattern(
    "(?:资金|预算|经费)(?:使用|支付|支出|执行|到位)(?:率|进度)|支付率|预算执行率|支出进度|资金使用(?:合规|规范|合法)|专款专用|违规违纪|违法违纪"
    "|制度(?:执行率|健全|执行有效|执行情况)|财务(?:制度|管理|监管)|维持时效|内控|会计信息|监督检查机制"
)


def process_items(understood: Understood) -> Iterator[Hit]:
    """R58; lists that have an area for process or input keep such items there."""
    for row in understood.rows:
        if row.area not in OTHER_AREAS and (match := _PROCESS.search(row.name)):
            yield hit(row.field("三级指标"), row=row.number, name=row.name, found=match[0])


_PAYOUT_RATE = Pattern("^(?:资金|经费)?发放(?:及时|准确|到位|足额)率$")
_PAYOUT_WORDS = Pattern(
    "补助|补贴|救助|工资|报酬|津贴|待遇|慰问|奖励|奖补|资助|低保|养老金|薪|生活费|抚恤|优抚|助学金|奖学金|保险金|物资|礼包|发放给|分红|年金|供养|扶助|福利"
)
_SHORTEST_TEXT = 60


def foreign_indicators(understood: Understood) -> Iterator[Hit]:
    """R59: 发放及时率 where nothing is paid or handed out; only where the texts are long enough to tell."""
    rows = [row for row in understood.rows if _PAYOUT_RATE.search(row.name)]
    if not rows:
        return
    told = _other_words(understood, rows)
    if len(told) >= _SHORTEST_TEXT and "发放" not in told and not _PAYOUT_WORDS.search(told):
        for row in rows:
            yield hit(row.field("三级指标"), row=row.number, name=row.name)


_ECOLOGY = Pattern("生态|环境|污染|绿化|植被")
_PAY = Pattern("报酬|工资|薪酬|津贴|绩效奖|生活补助|人员经费|养老|慰问|抚恤|低保|误工")
_PLACE_WORDS = Pattern(
    "生态|环境|环保|卫生|污染|绿|林|草|水|垃圾|保洁|河|湖|土壤|农药|肥|秸秆|能源|节能|光伏|碳|气|种植|养殖|耕地|田|农业|建设|工程|道路|改造|设施|厕|粪"
)


def unrelated_ecology(understood: Understood) -> Iterator[Hit]:
    """R60: an ecological benefit of a project that only pays people."""
    rows = [row for row in understood.rows if row.kind == "生态效益" and row.targets and _ECOLOGY.search(row.name)]
    if not rows:
        return
    told = _other_words(understood, [row for row in understood.rows if row.area == BENEFIT])
    if _PAY.search(understood.project.name) and not _PLACE_WORDS.search(told):
        for row in rows:
            yield hit(row.field("二级指标"), row=row.number, name=row.name, project=understood.project.name)


def _other_words(understood: Understood, rows: list[Row]) -> str:
    """What the project says of itself: its name and its texts, without units, documents and the given indicators."""
    project, narrative = understood.project, understood.project.narrative
    own = (project.name, project.overview, project.goals.mid_term, project.goals.annual, project.budget_note)
    prose = (narrative.overview, narrative.content, narrative.plan, narrative.effect)
    items = (allocation.item for allocation in narrative.allocations)
    others = (row.name for row in understood.rows if row not in rows and row.area in (OUTPUT, BENEFIT))
    return "\n".join((*own, *prose, *items, *others))


RULES = (
    Rule(
        "R56",
        Level.ERROR,
        "权重合计不对",
        "财预〔2021〕101号：权重合计90分或100分（在设置里改）",
        {"": "各指标权重合计{summed}分，应为{allowed}分，请核对。"},
        weights,
        {
            "绩效指标－": ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标"],
            "绩效指标＋": [
                indicator("产出", "数量", "养护公路里程（35分）", "≥120公里"),
                indicator("效益", "社会效益", "受益群众人数（40分）", "≥3000人"),
                indicator("满意度", "服务对象满意度", "群众满意度（10分）", "≥90%"),
            ],
        },
        {
            "绩效指标－": ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标"],
            "绩效指标＋": [
                indicator("产出", "数量", "养护公路里程（40分）", "≥120公里"),
                indicator("效益", "社会效益", "受益群众人数（40分）", "≥3000人"),
                indicator("满意度", "服务对象满意度", "群众满意度（10分）", "≥90%"),
            ],
        },
    ),
    Rule(
        "R58",
        Level.WARNING,
        "把过程管理当作绩效指标",
        "产出、效益指标应反映项目的产出和效果",
        {"": "第{row}行【{name}】（{found}）属过程管理或资金管理，不宜作为绩效指标，请改为项目的产出或效果。"},
        process_items,
        {"绩效指标＋": [indicator("产出", "质量", "资金使用率", "=100%")]},
        {"绩效指标＋": [indicator("产出", "质量", "设备使用率", "=100%")]},
    ),
    Rule(
        "R59",
        Level.WARNING,
        "指标与项目无关",
        "指标与项目的相关性不够",
        {"": "第{row}行【{name}】与本项目内容无关（项目中没有发放的内容），疑似套用模板，请改为本项目的指标。"},
        foreign_indicators,
        {"绩效指标＋": [indicator("产出", "时效", "发放及时率", "≥95%")]},
        {
            "项目概况": "对全县120公里农村公路开展日常养护，向养护员发放劳务补助。",
            "绩效指标＋": [indicator("产出", "时效", "发放及时率", "≥95%")],
        },
    ),
    Rule(
        "R60",
        Level.WARNING,
        "效益与项目没有因果关系",
        "指标与项目的相关性不够",
        {"": "第{row}行【{name}】与“{project}”没有因果关系，没有生态效益的不用填，请删除或改为项目的实际效益。"},
        unrelated_ecology,
        {
            "项目名称": "村组干部报酬",
            "项目概况": "按月发放村组干部报酬230人。",
            "总体目标": {"年度目标": "按月发放230名村组干部报酬。"},
            "绩效指标－": ["数量指标", "质量指标", "时效指标", "成本指标"],
            "绩效指标＋": [
                indicator("产出", "数量", "领取报酬人数", "=230人"),
                indicator("产出", "质量", "发放准确率", "=100%"),
                indicator("产出", "时效", "发放及时率", "≥95%"),
                indicator("效益", "生态效益", "改善生态环境", "明显"),
            ],
        },
        {"绩效指标＋": [indicator("效益", "生态效益", "公路沿线绿化率", "≥80%")]},
    ),
)
