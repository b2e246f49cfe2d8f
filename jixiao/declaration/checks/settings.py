"""What a finance bureau decides about the review: rules that are off, levels, limits, the version of the form.

Reading a file is not done here: ``read_settings`` takes the mapping a settings file holds.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..findings import Level

#: The version of the indicator system: 财预〔2015〕88号 or 财预〔2021〕101号; "" is told from the indicators themselves.
VERSIONS = {"自动": "", "2015": "2015", "2021": "2021"}
LEVELS = {"错误": Level.ERROR, "警告": Level.WARNING, "提示": Level.NOTE}
OFF, LEVELS_KEY = "停用", "级别"


class SettingsError(ValueError):
    """Settings that cannot be used; ``str()`` is every problem, a sentence each, in Chinese."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits in characters, in per cent, in decimals of 万元, in points."""

    version: str = ""
    weights: tuple[Decimal, ...] = (Decimal(90), Decimal(100))
    goal_length: int = 450
    indicator_length: int = 150
    text_length: int = 1333
    name_length: int = 30
    amount_decimals: int = 6
    lowest_satisfaction: int = 80


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; ``public`` is for the copy that will be published.

    >>> Settings().limits.goal_length
    450
    """

    limits: Limits = field(default_factory=Limits)
    off: frozenset[str] = frozenset()
    levels: tuple[tuple[str, Level], ...] = ()
    public: bool = False


def read_settings(data: Mapping[str, Any], rules: Mapping[str, bool]) -> Settings:
    """The settings a file holds: ``read_settings({"停用": ["R25"]}, rules).off == {"R25"}``.

    ``rules`` are the numbers there are, true for those that may be switched off.  Raises SettingsError with all
    problems at once.
    """
    problems = [*_iter_unknown(data), *_iter_unknown_rules(data, rules)]
    limits: dict[str, Any] = {}
    for key, (attribute, read) in _LIMITS.items():
        if key in data:
            try:
                limits[attribute] = read(data[key])
            except (ValueError, TypeError, ArithmeticError):
                problems.append(f"“{key}”不能是“{data[key]}”，应为{_EXPECTED[key]}。")
    levels, wrong = _read_levels(data.get(LEVELS_KEY, {}))
    if problems := [*problems, *wrong]:
        raise SettingsError("".join(problems))
    return Settings(replace(Limits(), **limits), frozenset(data.get(OFF, ())), levels)


def _read_version(value: object) -> str:
    return VERSIONS[text] if (text := str(value)) in VERSIONS else _refuse()


def _read_weights(value: object) -> tuple[Decimal, ...]:
    sums = tuple(Decimal(str(entry)) for entry in (value if isinstance(value, list) else [value]))
    return sums if sums and all(0 < entry <= 1000 for entry in sums) else _refuse()


def _between(first: int, last: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        fits = isinstance(value, int) and not isinstance(value, bool) and first <= value <= last
        return int(str(value)) if fits else _refuse()

    return read


def _refuse() -> Any:
    raise ValueError


_LIMITS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "版本": ("version", _read_version),
    "权重合计": ("weights", _read_weights),
    "概况和目标字数": ("goal_length", _between(1, 100_000)),
    "指标字数": ("indicator_length", _between(1, 100_000)),
    "其他文字字数": ("text_length", _between(1, 100_000)),
    "指标名称字数": ("name_length", _between(1, 100_000)),
    "金额小数位": ("amount_decimals", _between(0, 10)),
    "满意度下限": ("lowest_satisfaction", _between(0, 100)),
}
_EXPECTED = dict.fromkeys(_LIMITS, "正整数") | {
    "版本": "“自动”“2015”或“2021”",
    "权重合计": "一个数（如 90）或几个数（如 [90, 100]）",
    "金额小数位": "0 到 10 的整数",
    "满意度下限": "0 到 100 的整数",
}


def _iter_unknown(data: Mapping[str, Any]) -> Iterator[str]:
    known = [*_LIMITS, OFF, LEVELS_KEY]
    for key in data:
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.3)
            advice = f"是不是“{nearest[0]}”？" if nearest else f"可用的有：{'、'.join(known)}。"
            yield f"不认识设置“{key}”，{advice}"


def _iter_unknown_rules(data: Mapping[str, Any], rules: Mapping[str, bool]) -> Iterator[str]:
    off, levels = data.get(OFF, []), data.get(LEVELS_KEY, {})
    if not isinstance(off, list):
        yield f'“{OFF}”应写成列表，如 {OFF} = ["R51"]。'
        off = []
    for number in [*off, *(levels if isinstance(levels, Mapping) else ())]:
        if number not in rules:
            nearest = difflib.get_close_matches(str(number), rules, n=1, cutoff=0.3)
            advice = f"是不是“{nearest[0]}”？" if nearest else ""
            yield f"没有规则“{number}”，{advice}规则编号为 R01 到 R60。"
        elif not rules[number]:
            yield f"规则 {number} 关系到能否生成表格，不能停用，也不能改级别。"


def _read_levels(value: object) -> tuple[tuple[tuple[str, Level], ...], list[str]]:
    if not isinstance(value, Mapping):
        return (), [f'“{LEVELS_KEY}”应写成一组，如 [{LEVELS_KEY}] 下面一行 R25 = "提示"。']
    wrong = [
        f"规则 {rule} 的级别不能是“{name}”，应为错误、警告或提示。"
        for rule, name in value.items()
        if name not in LEVELS
    ]
    return tuple((rule, LEVELS[name]) for rule, name in value.items() if name in LEVELS), wrong
