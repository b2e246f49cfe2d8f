"""R16, R18–R21, R24: whether the name of an indicator is one, and whether its value fits it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import parse_date
from ..findings import Level
from ..patterns import Pattern
from .examples import indicator
from .level_names import BENEFIT, COST, OUTPUT, QUALITY, QUANTITY, SATISFACTION, TIME
from .rule import Hit, Rule, hit
from .understood import Row, Target, Understood
from .words import COUNT_UNITS, RATE_ENDINGS

_TIME_WORDS = Pattern("及时率|及时性|按时|按期|准时|时限|(?:完成|响应|办结|竣工|完工|开工)时间")
_QUALITY_WORDS = Pattern("合格|准确|达标|质量|规范|优良|有效")
_QUALITY_RATES = ("合格率", "达标率", "准确率", "优良率", "覆盖率")
_COUNTS = Pattern("(?:人数|次数|数量|户数|个数|场次|人次)$")
_FAULTS = Pattern("投诉|事故|差错|违规|故障|不|缺陷|返工|失误|问题|错误|上访|信访|死亡|案件|发生")
_SUMS = Pattern("贷款|收入|产值|销售|征收|融资|撬动|投资|保费|交易|募集|捐|争取|税")

_BARE_NUMBER = Pattern(r"[\d.,%％\s]+")
_VAGUE = Pattern("一批|若干|一系列|一定数量|部分")
_DONE = Pattern(r"(?:全部|全面|基本|按时|按期)?(?:完成|竣工|完工|结束|实施|到位)?")
_TRAILING = Pattern(
    rf"(?<![\d.\-—~至到第每/])(?P<bracket>[（(]\s*[≥≤><=≧≦＞＜＝]*\s*)?(?P<number>\d+(?:\.\d+)?)\s*"
    rf"(?P<unit>{COUNT_UNITS}|%|％)\s*(?(bracket)[)）])$"
)
_VERBS = (
    "推进 推动 促进 维护 保护 形成 奠定 夯实 营造 构建 改善 增强 加强 巩固 完善 健全 服务 弘扬 传承 树立 激发 确保 保障 为 进一步 有效 "
    "提升 提高 带动"
).split()
_CHANGES = ("提升", "提高", "带动")
_GRADE_WORDS = Pattern(
    "(?:有所|明显|显著|大幅|大大|逐步|不断|较|进一步|持续)(?:提升|提高|增加|增长|改善|高|好|大|多|降低|下降|减少)|较高|良好"
)
_MEASURES = tuple("率 数 人次 次数 人数 户数 面积 收入 满意度 产量 里程".split())
_LISTED_MEASURES = Pattern(
    "(?:率|人数|次数|人次|数量|场次|金额|面积|长度|里程|满意度)[、和及与](?:[^、，。]{0,12})(?:率|人数|次数|人次|数量|场次|金额|面积|长度|里程|满意度)$"
)
_COMMA = Pattern("[，,；;]")
_COMMA_IN_BRACKETS = Pattern(r"[（(][^）)]*[，,；;]")
_LISTING = Pattern("[、和及与]")
_DATE_HEAD = Pattern(r"[\d二〇○零一三四五六七八九十年月日号./\-底末前之以初中旬上下]+")
_REMARK = Pattern(r"[（(][^）)]*[)）]$")
_TWO_QUANTITIES = Pattern(
    rf"\d+(?:\.\d+)?\s*({COUNT_UNITS})\s*[，,、；;和及/]\s*[^\d]{{0,8}}\d+(?:\.\d+)?\s*({COUNT_UNITS})"
)


def better_kinds(understood: Understood) -> Iterator[Hit]:
    """R16: what an indicator says belongs to another 二级."""
    for row in understood.rows:
        kind = _find_better_kind(row)
        if kind:
            yield hit(
                row.field("二级指标"),
                row=row.number,
                name=row.name,
                level2=row.indicator.level2,
                kind_of_indicator=kind,
            )


def _find_better_kind(row: Row) -> str:
    if row.area not in (OUTPUT, BENEFIT) or row.kind == SATISFACTION:
        return ""
    if "满意度" in row.name and row.kind != COST:
        return SATISFACTION
    if row.kind not in (QUANTITY, QUALITY, TIME):
        return ""
    if _is_money(row) and not (row.kind == QUANTITY and _SUMS.search(row.name)):
        return COST
    return "" if row.kind == TIME else _find_other_output(row)


def _find_other_output(row: Row) -> str:
    if _TIME_WORDS.search(row.name) and not _QUALITY_WORDS.search(row.name):
        return TIME
    if any(target.date for target in row.targets) and "年" not in row.name:
        return TIME
    if row.kind == QUANTITY:
        return QUALITY if row.name.endswith(_QUALITY_RATES) else ""
    counted = _COUNTS.search(row.name) and not _FAULTS.search(row.name)
    return QUANTITY if counted and any(_is_count(target) for target in row.targets) else ""


def _is_money(row: Row) -> bool:
    return bool(row.targets) and all(target.value.money is not None for target in row.targets)


def _is_count(target: Target) -> bool:
    return target.value.number is not None and not target.value.is_percentage


def repeated_names(understood: Understood) -> Iterator[Hit]:
    """R18: the same name twice on one side; bare numbers are R20's."""
    seen: dict[tuple[str, str], int] = {}
    for row in understood.rows:
        told = False
        for target in row.targets:
            name = "".join(target.name.split()).rstrip("。；;")
            if not name or _BARE_NUMBER.fullmatch(name):
                continue
            first = seen.setdefault((target.side, name), row.number)
            if first != row.number and not told:
                told = True
                yield hit(row.field("三级指标"), row=row.number, first=first, side=target.side, name=row.name)


def joined_names(understood: Understood) -> Iterator[Hit]:
    """R19: one indicator that holds several."""
    for row in understood.rows:
        for field, name in row.names:
            if _is_joined(name):
                yield hit(field, row=row.number, name=name)
                break
        else:
            for target in row.distinct_targets:
                match = _TWO_QUANTITIES.search(target.text) if target.value.number is None else None
                if match and match[1] != match[2]:
                    yield hit(target.field, "value", row=row.number, name=row.name, value=target.text)
                    break


def _is_joined(name: str) -> bool:
    if _COMMA.search(name):
        clauses = [clause for clause in re.split(r"[，,；;]", name.rstrip("。；;，")) if len(clause.strip()) >= 4]
        if len(clauses) >= 2 and not _COMMA_IN_BRACKETS.search(name):
            return True
    if not _LISTING.search(name):
        return False
    return bool(_LISTED_MEASURES.search(name)) or _repeats_an_ending(name)


def _repeats_an_ending(name: str) -> bool:
    """True for "业务监管、成效监管及财务监管": three things of one ending."""
    parts = [part for part in re.split("[、和及与]", name) if len(part) >= 4]
    return len(parts) >= 3 and len({part[-2:] for part in parts}) == 1


def slogans(understood: Understood) -> Iterator[Hit]:
    """R20: names that are sentences, numbers or too long, and vague numbers of things that are counted."""
    longest = understood.settings.limits.name_length
    for row in understood.rows:
        for field, name in row.names:
            bare = row.name if name == row.indicator.name else name
            if _BARE_NUMBER.fullmatch(name):
                yield hit(field, "number", row=row.number, name=name)
            elif name.endswith(("。", "！", "；")):
                yield hit(field, row=row.number, name=name)
            elif len(bare) > longest and not _is_joined(name):
                yield hit(field, "long", row=row.number, name=name, length=len(bare), longest=longest)
            elif row.kind == QUANTITY and (vague := _VAGUE.search(name)) and any(map(_is_count, row.targets)):
                yield hit(field, "vague", row=row.number, name=name, vague=vague[0])


def mixed_names(understood: Understood) -> Iterator[Hit]:
    """R21: a name that is a date, or that holds the value."""
    for row in understood.rows:
        for field, name in row.names:
            if _is_date_name(name):
                values = "、".join(target.text for target in row.distinct_targets)
                yield hit(field, row=row.number, name=name, value=values)
            elif found := _find_value_in(row, name):
                yield hit(field, "value", row=row.number, name=name, found=found)


def _is_date_name(name: str) -> bool:
    if not name[:1].isdigit() and name[:1] not in "二〇年":
        return False
    head = _DATE_HEAD.match(name)
    return bool(head and parse_date(head[0]) and _DONE.fullmatch(name[head.end() :]))


def _find_value_in(row: Row, name: str) -> str:
    """The quantity at the end of a name: "230人" of "村组干部230人"; in brackets only where it is the value."""
    match = _TRAILING.search(name)
    if not match or match.start() == 0 or not row.targets:
        return ""
    if match["bracket"] and not any(str(target.value.number) == match["number"] for target in row.targets):
        return ""
    return match["number"] + match["unit"]


def percentages_of_words(understood: Understood) -> Iterator[Hit]:
    """R24: a goal valued in per cent, or a measure valued in words."""
    for row in understood.rows:
        for target in row.distinct_targets:
            if target.value.is_percentage and row.kind != SATISFACTION and _is_goal(target.name):
                yield hit(target.field, row=row.number, name=target.name, value=target.text)
                break
            if target.value.number is None and target.name.endswith(_MEASURES) and _GRADE_WORDS.fullmatch(target.text):
                yield hit(target.field, "vague", row=row.number, name=target.name, value=target.text)
                break


def _is_goal(name: str) -> bool:
    """True for what cannot be measured in per cent: 维护社会稳定; false for 提高入学率 and 促进农民增收."""
    bare = _REMARK.sub("", name.rstrip("。；;"))
    if not bare.startswith(tuple(_VERBS)) or bare.endswith(RATE_ENDINGS):
        return False
    return not bare.startswith(_CHANGES) or "，" in bare or "," in bare


RULES = (
    Rule(
        "R16",
        Level.WARNING,
        "指标内容与二级指标不符",
        "二级指标类型错误",
        {"": "第{row}行【{name}】反映{kind_of_indicator}，不是{level2}，建议移到{kind_of_indicator}指标。"},
        better_kinds,
        {"绩效指标＋": [indicator("产出", "质量", "坑槽修补及时率", "≥95%")]},
        {"绩效指标＋": [indicator("产出", "时效", "坑槽修补及时率", "≥95%")]},
    ),
    Rule(
        "R18",
        Level.ERROR,
        "同一侧指标重名",
        "指标名称重复，无法保存",
        {"": "第{row}行与第{first}行的{side}指标“{name}”名称重复，请合并，或改成能区别的名称。"},
        repeated_names,
        {"绩效指标＋": [indicator("产出", "数量", "养护公路里程", "≥20公里")]},
        {"绩效指标＋": [indicator("产出", "数量", "养护桥梁数量", "≥3座")]},
    ),
    Rule(
        "R19",
        Level.WARNING,
        "一个指标包含多项内容",
        "建议拆分指标",
        {
            "": "第{row}行【{name}】包含多项内容，建议拆成几行，一行一个可以衡量的指标。",
            "value": "第{row}行【{name}】的指标值“{value}”有两个数量，建议拆成两行。",
        },
        joined_names,
        {"绩效指标＋": [indicator("产出", "数量", "培训人数和场次", "≥50人")]},
        {"绩效指标＋": [indicator("产出", "数量", "道路、桥梁巡查次数", "≥50次")]},
    ),
    Rule(
        "R20",
        Level.WARNING,
        "三级指标不像指标名称",
        "指标科学性：三级指标应是可以衡量的名称",
        {
            "": "第{row}行【{name}】是目标表述而非指标，请改成可以衡量的指标名称。",
            "number": "第{row}行三级指标“{name}”只是一个数，请写指标名称（如 培训人数），数值写在指标值里。",
            "long": "第{row}行【{name}】有{length}字，超过{longest}字，请改成简短的指标名称。",
            "vague": "第{row}行【{name}】中的“{vague}”与具体数量不相称，请写明是什么的数量。",
        },
        slogans,
        {"绩效指标＋": [indicator("效益", "可持续影响", "形成共建共治的公路管护新格局。", "长期")]},
        {"绩效指标＋": [indicator("效益", "可持续影响", "公路管护机制", "健全")]},
    ),
    Rule(
        "R21",
        Level.ERROR,
        "指标名称与指标值写反或混写",
        "指标与指标值不匹配",
        {
            "": "第{row}行三级指标写的是日期“{name}”，指标值是“{value}”，应为：三级指标写“完成时间”，指标值写“{name}”。",
            "value": "第{row}行三级指标【{name}】里写了数值“{found}”，数值请只写在指标值里。",
        },
        mixed_names,
        {"绩效指标＋": [indicator("产出", "数量", "新建错车道12处", "≥12处")]},
        {"绩效指标＋": [indicator("产出", "数量", "4米以上桥梁养护数量", "≥12座")]},
    ),
    Rule(
        "R24",
        Level.WARNING,
        "定性内容用百分比，或能量化的用了模糊词",
        "指标与指标值不匹配；不够细化、量化",
        {
            "": "第{row}行【{name}】难以用百分比“{value}”衡量，请改为可以测算的指标，或用定性等级（优、良、中、低、差）。",
            "vague": "第{row}行【{name}】可以量化，指标值“{value}”过于笼统，请写具体数值。",
        },
        percentages_of_words,
        {"绩效指标＋": [indicator("效益", "社会效益", "维护社会稳定", "≥95%")]},
        {"绩效指标＋": [indicator("效益", "社会效益", "提高农村公路通达率", "≥5%")]},
    ),
)
