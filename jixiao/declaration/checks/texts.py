"""R46–R49, R51, R52: brackets, repetition, numbers in the goal, typos, blanks and lengths of the texts."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import GOALS, INDICATORS, NARRATIVE
from ..findings import Level
from ..numerals import NUMERAL
from ..patterns import Pattern
from .examples import SOUND
from .rule import Hit, Rule, hit
from .typos import TYPOS
from .understood import Text, Understood
from .words import COUNT_UNITS

_PAIRS = {"》": "《", "）": "（", "”": "“", "〕": "〔", "】": "【", ")": "（"}
_OPENERS = {"《": "》", "（": "）", "“": "”", "〔": "〕", "【": "】", "(": "）"}
_BRACKETS = Pattern("[《》（）()“”〔〕【】]")
#: 1) a) 一） at the start of an item need no opening bracket.
_ITEM_NUMBER = Pattern(r"(?:^|[\s。；;，,：:、])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$")


def unpaired_brackets(understood: Understood) -> Iterator[Hit]:
    """R46; half and full width count as one kind, because input methods mix them."""
    for text in dict.fromkeys(text for text, _ in understood.iter_matches(_BRACKETS)):
        if not text.is_personal and (found := _find_unpaired(text.text)):
            bracket, missing, position = found
            around = text.text[max(0, position - 8) : position + 12]
            yield hit(text.field, bracket=bracket, missing=missing, around=around)


def _find_unpaired(text: str) -> tuple[str, str, int] | None:
    """(bracket, its missing partner, position) of the first bracket without a partner."""
    opened: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text):
        bracket, position = match[0], match.start()
        if bracket in _OPENERS:
            opened.append(("（" if bracket == "(" else bracket, position))
        elif opened and opened[-1][0] == _PAIRS[bracket]:
            opened.pop()
        elif any(opener == _PAIRS[bracket] for opener, _ in opened):
            first, place = opened[-1]
            return first, _OPENERS[first], place
        elif not (bracket in "）)" and _ITEM_NUMBER.search(text[:position])):
            return bracket, _PAIRS[bracket], position
    return (opened[-1][0], _OPENERS[opened[-1][0]], opened[-1][1]) if opened else None


_WORDS = Pattern(r"[^\W_]+")
_SHORTEST_COPY = 30
#: (field, its text, field it repeats, that text)
_Pair = tuple[str, str, str, str]


def copied_texts(understood: Understood) -> Iterator[Hit]:
    """R47: the same words in fields that ask for different things; punctuation does not count."""
    pairs = [pair for pair in _iter_pairs(understood) if pair[1] and pair[3]]
    bare = {text: "".join(_WORDS.findall(text)) for _, first, _, second in pairs for text in (first, second)}
    for field, text, other_field, other in pairs:
        if _is_copy(bare[text], bare[other]):
            yield hit(field, first=field.rpartition(".")[2], second=other_field.rpartition(".")[2])


def _iter_pairs(understood: Understood) -> Iterator[_Pair]:
    project, narrative = understood.project, understood.project.narrative
    annual, mid_term = f"{GOALS}.年度目标", f"{GOALS}.中期目标"
    basic = f"{NARRATIVE}.项目基本概况"
    yield annual, understood.annual.goal, "项目概况", project.overview
    yield annual, understood.annual.goal, basic, narrative.overview
    yield annual, understood.annual.goal, mid_term, understood.mid_term.goal
    yield mid_term, understood.mid_term.goal, "项目概况", project.overview
    yield mid_term, understood.mid_term.goal, f"{NARRATIVE}.项目实施成效", narrative.effect
    yield f"{NARRATIVE}.项目实施内容", narrative.content, basic, narrative.overview


def _is_copy(text: str, other: str) -> bool:
    """True for equal texts, and for a long one that stands whole in the other."""
    if text == other:
        return len(text) >= 6
    shorter, longer = sorted((text, other), key=len)
    return len(shorter) >= _SHORTEST_COPY and shorter in longer and 5 * len(shorter) >= 2 * len(longer)


_QUANTIFIED = Pattern(rf"\d|[１-９]|百分之|{NUMERAL}(?:{COUNT_UNITS}|年|月|天|类|批|站|校|县|镇|乡|大|支|轮|成)")


def unquantified_goals(understood: Understood) -> Iterator[Hit]:
    """R48: the annual goal holds no number, while the indicators do."""
    goal = understood.annual.goal
    counted = any(target.value.number is not None for row in understood.annual.rows for target in row.targets)
    if goal and counted and not _QUANTIFIED.search(goal) and not _names_a_quantity(understood):
        yield hit(understood.annual.goal_field)


def _names_a_quantity(understood: Understood) -> bool:
    """True where the goal names a measure of the indicators, such as 养护合格率."""
    return any(row.name.endswith("率") and row.name in understood.annual.goal for row in understood.rows)


def typos(understood: Understood) -> Iterator[Hit]:
    """R49: from the list of the package; once a field and word."""
    found = dict.fromkeys((text.field, match[0]) for text, match in understood.iter_matches(TYPOS.pattern))
    for field, word in found:
        yield hit(field, found=word, right=TYPOS.correct(word))


#: A character that is a letter and not a Latin one; a range of 汉字 takes a millisecond to compile.
_HAN = r"[^\W\da-zA-Z_]"
_STRAY_BLANK = Pattern(rf"(?<={_HAN})[ \u3000]+(?=[（《，。；：、])")
_BLANK_BETWEEN = Pattern(rf"(?<={_HAN}) (?={_HAN})")
#: 区委 区政府: a blank between two that issue a document together.
_ORGANISATION = Pattern("[^，。；、]{0,12}(?:政府|人民|委员会|办公室|局|厅|部|院|中心|公司)")
# The mark first and what stands before it second: that way only marks are looked at.
_HALF = Pattern(rf"[,;:()](?<={_HAN}.)(?={_HAN}|\d)")
_FULL = Pattern(f"[，；：（）](?<={_HAN}.)")


def widths_and_blanks(understood: Understood) -> Iterator[Hit]:
    """R51: half and full width mixed in one text, blanks inside words."""
    for text in understood.texts:
        if text.is_personal or text.field.startswith(INDICATORS):
            continue
        if (blank := _find_blank(text.text)) is not None:
            yield hit(text.field, "blank", around=text.text[max(0, blank - 5) : blank + 6])
        elif (half := _HALF.search(text.text)) and _FULL.search(text.text):
            yield hit(text.field, found=half[0])


def _find_blank(text: str) -> int | None:
    """Where a blank stands that nothing asks for; several between words are a list, and those are left."""
    if " " not in text and "\u3000" not in text:
        return None
    if stray := _STRAY_BLANK.search(text):
        return stray.start()
    between = list(_BLANK_BETWEEN.finditer(text))
    return between[0].start() if len(between) == 1 and not _ORGANISATION.match(text[between[0].end() :]) else None


_LONG_FIELDS = frozenset({"项目概况", "项目立项依据", f"{GOALS}.中期目标", f"{GOALS}.年度目标"})


def long_texts(understood: Understood) -> Iterator[Hit]:
    """R52."""
    limits = understood.settings.limits
    shortest = min(limits.indicator_length, limits.goal_length, limits.text_length)
    for text in understood.texts:
        if len(text.text) > shortest and len(text.text) > (most := _most(text, understood)):
            yield hit(text.field, label=text.field.rpartition(".")[2], length=len(text.text), most=most)


def _most(text: Text, understood: Understood) -> int:
    limits = understood.settings.limits
    if text.field.startswith(INDICATORS):
        return limits.indicator_length
    return limits.goal_length if text.field in _LONG_FIELDS else limits.text_length


RULES = (
    Rule(
        "R46",
        Level.ERROR,
        "括号、书名号、引号不成对",
        "格式规范",
        {"": "“{around}”处的“{bracket}”缺少“{missing}”，请补上。"},
        unpaired_brackets,
        {"项目立项依据": "《云岭县农村公路养护管理办法（云交发〔2023〕12号）"},
        {"项目立项依据": "1）《云岭县农村公路养护管理办法》(云交发〔2023〕12号）"},
    ),
    Rule(
        "R47",
        Level.WARNING,
        "不同栏目文字雷同",
        "目标明确清晰",
        {"": "【{first}】与【{second}】雷同，请按栏目要求分别填写（目标写产出和效果，概况写内容、范围和期限）。"},
        copied_texts,
        {"项目概况": SOUND["总体目标"]["年度目标"]},
        {"项目概况": "对全县120公里农村公路开展日常养护。"},
    ),
    Rule(
        "R48",
        Level.WARNING,
        "年度目标没有量化",
        "不够细化、量化；目标应与指标对应",
        {"": "年度目标未量化，与指标不对应，请写明数量、标准或时间（如 养护公路120公里，合格率95%）。"},
        unquantified_goals,
        {"总体目标": {"年度目标": "做好农村公路养护，改善出行条件。"}},
        {"总体目标": {"年度目标": "养护农村公路一百二十公里，改善出行条件。"}},
    ),
    Rule(
        "R49",
        Level.WARNING,
        "疑似错别字",
        "内容准确",
        {"": "疑似错别字“{found}”，应为“{right}”。"},
        typos,
        {"预算绩效说明": "资金及时拔付。截止2024年底完成。"},
        {"预算绩效说明": "资金及时拨付。截止时间为2024年底。"},
    ),
    Rule(
        "R50",
        Level.NOTE,
        "清理了不可见字符",
        "Word、WPS 粘贴时带入",
        {"": "已清理3处不可见字符。"},
        None,
        {"项目概况": "对全县120公里农村\u200b公路开展日常养护。"},
        {"项目概况": "对全县120公里农村公路开展日常养护。"},
    ),
    Rule(
        "R51",
        Level.NOTE,
        "全角半角混用或词中有空格",
        "格式规范",
        {
            "": "半角“{found}”与全角标点混用，已按原样保留，建议统一为全角。",
            "blank": "“{around}”中有多余空格，已按原样保留，建议删除。",
        },
        widths_and_blanks,
        {"项目概况": "修补坑槽,清理边沟，养护120公里。"},
        {"项目概况": "修补坑槽，清理边沟，养护1,200公里。"},
    ),
    Rule(
        "R52",
        Level.WARNING,
        "文字超过字数限制",
        "申报系统的字数限制（在设置里改）",
        {"": "【{label}】有{length}字，超过{most}字的限制，请精简。"},
        long_texts,
        {"项目概况": "养护农村公路。" * 65},
        {"项目概况": "养护农村公路。" * 64},
    ),
)
