"""JSON text to values with Decimal numbers, and what is wrong with it in Chinese.

Numbers never pass through float; a name given twice in one object is kept as a problem, not silently overwritten.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...declaration.findings import Finding, field_path, iter_items
from ..errors import DataFileError

_EXPLANATIONS: dict[str, str] = {
    "Expecting value": "这里缺少一个值",
    "Expecting ',' delimiter": "这里缺少逗号，或前面的引号没有配对",
    "Expecting ':' delimiter": "名称后面缺少冒号",
    "Expecting property name enclosed in double quotes": "这里应是用双引号括起来的名称，请检查是否多了一个逗号",
    "Illegal trailing comma before end of object": "最后一项后面多了一个逗号",
    "Illegal trailing comma before end of array": "最后一项后面多了一个逗号",
    "Unterminated string starting at": "从这里开始的引号没有结束",
    "Extra data": "内容结束后还有多余的文字",
    "Invalid \\escape": "反斜杠后面的字符不对，文字里的反斜杠应写成两个",
    "Invalid \\uXXXX escape": "\\u 后面应是四位十六进制数",
}
_FULL_WIDTH = "“”‘’，：｛｝［］【】"


class RepeatedKeys(dict[str, Any]):
    """An object in which names were given more than once; the last value counts."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.repeated = tuple(key for key, count in counts.items() if count > 1)


def parse_json(text: str) -> Any:
    """The value of a JSON text: ``parse_json('{"年度": 2020}') == {"年度": 2020}``.  Raises DataFileError."""
    try:
        # strict=False: a raw line break inside a text is how many clerks type one.
        return json.loads(
            text.lstrip("\ufeff"),
            parse_float=Decimal,
            parse_int=_read_integer,
            parse_constant=str,
            object_pairs_hook=_read_object,
            strict=False,
        )
    except json.JSONDecodeError as error:
        raise DataFileError(_explain(error)) from None
    except RecursionError:
        raise DataFileError("JSON 嵌套层数太多，不是申报数据。") from None


def iter_repeated_keys(value: object, place: tuple[str | int, ...] = ()) -> Iterator[Finding]:
    """A finding for every name that was given twice, with its path."""
    if isinstance(value, RepeatedKeys):
        for name in value.repeated:
            yield Finding("D03", field_path((*place, name)), f"名称“{name}”出现了两次，请只保留一个。")
    for key, item in iter_items(value):
        if isinstance(item, dict | list):
            yield from iter_repeated_keys(item, (*place, key))


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else RepeatedKeys(pairs)


def _read_integer(digits: str) -> int | Decimal:
    # CPython refuses int() of more than 4300 digits; as Decimal it is refused later, with its place.
    return int(digits) if len(digits) < 40 else Decimal(digits)


def _explain(error: json.JSONDecodeError) -> str:
    place = f"第{error.lineno}行第{error.colno}列"
    if not error.doc.strip():
        return "文件是空的。"
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"JSON 在{place}之后不完整，文件可能只保存了一半，请重新导出或补齐。"
    reason = _EXPLANATIONS.get(error.msg, "不符合 JSON 格式")
    if error.doc[error.pos] in _FULL_WIDTH:
        reason = f"“{error.doc[error.pos]}”是全角符号，JSON 的引号、逗号、冒号和括号应使用英文半角"
    return f"JSON {place}有误：{reason}。"
