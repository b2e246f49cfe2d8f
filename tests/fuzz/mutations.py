"""Inputs damaged on purpose: every mutation is chosen by a ``Random``, so that a seed gives the same input again.

Mutations know the format: most random bytes of a zip fail at its checksum, while an attribute exchanged inside a sheet
reaches the code behind all the guards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from ..package.zips import parts_of, zipped

Mutation = Callable[[bytes, Random], bytes]

#: Values at which readers of workbooks are known to break.
ODD_VALUES = (
    *("", "0", "-1", "1", "00", "1048576", "1048577", "16384", "4294967296", "9" * 30, "1e999", "NaN", "-0.0", "1e5"),
    *(
        "A1",
        "XFD1048576",
        "XFE1",
        "A0",
        "A1:B",
        "B2:A1",
        "A:A",
        "1:1",
        "$A$1:$XFD$1048576",
        "#REF!",
        "表!A1",
        "'表'!A1:B2",
    ),
    *("true", "TRUE", "b", "s", "e", "str", "inlineStr", "n", "d", "shared", "array", "dataTable", "rId1", "rId999"),
    *("{{ 年度 }}", "{{ x", "{% for 行 in 指标行 %}", "{% endfor %}", "{% if 0 %}", "{% else %}", "{% endif %}", "{#"),
    *("{{ 指标行 | merge }}", "{{ 年度 | formula }}", "{{ '=1+1' | formula }}", "{{ 7*7 }}", "{{ ().__class__ }}"),
    *("{% for a in range(99999999) %}", "{{ 'x' * 99999999 }}", "{% set a = 1 %}", "{% include 'x' %}", "｛｛年度｝｝"),
    *("SUM(A1:A9)", "SUM(", "A1+", "INDIRECT(A1)", "1/0", "IF(,,)", '"', "'", "&lt;", "&amp;", "&#0;", "&x;", "]]>"),
    *("../xl/workbook.xml", "/xl/worksheets/sheet1.xml", "C:\\x", "http://example.invalid/x", "\u200b", "\U00020000"),
    *("300万元", "-1万元", "一亿元", "2019/10/18", "2020年9月-2021年8月", "长期", "≥95%", "=1+1", "@x", "合计"),
)
_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb'"[^"<>]*"')
_TEXT = re.compile(rb">[^<>]+<")


def mutate_package(data: bytes, random: Random) -> bytes:
    """A workbook or document with one to four of its parts damaged; now and then the zip itself."""
    if random.random() < 0.1:
        return mutate_bytes(data, random)
    parts = parts_of(data)
    for _ in range(random.randint(1, 4)):
        name = random.choice(list(parts))
        random.choice((*([_mutate_part] * 12), _drop_part, _swap_parts))(parts, name, random)
    return zipped(parts)


def mutate_xml(data: bytes, random: Random) -> bytes:
    """Mark-up with one thing about it changed: an attribute, a text, a tag, a run of elements."""
    kinds = (_change_attribute, _change_attribute, _change_text, _change_text, _drop_tag, _repeat_run, _drop_run)
    return random.choice((*kinds, mutate_bytes))(data, random)


def mutate_text(data: bytes, random: Random) -> bytes:
    """JSON or CSV with one to five values, brackets or bytes changed."""
    for _ in range(random.randint(1, 5)):
        kinds = (_change_quoted, _change_quoted, _change_quoted, _change_bracket, mutate_bytes, _repeat_slice)
        data = random.choice(kinds)(data, random)
    return data


def mutate_bytes(data: bytes, random: Random) -> bytes:
    """Bytes with one flipped, some lost, some doubled, or the end cut off."""
    if not data:
        return b"\x00"
    at = random.randrange(len(data))
    end = min(len(data), at + random.choice((1, 2, 10, 100)))
    return random.choice(
        (
            data[:at] + bytes((data[at] ^ (1 << random.randrange(8)),)) + data[at + 1 :],
            data[:at] + data[end:],
            data[:end] + data[at:],
            data[:at],
        )
    )


def _mutate_part(parts: dict[str, bytes], name: str, random: Random) -> None:
    parts[name] = (
        mutate_xml(parts[name], random)
        if name.endswith((".xml", ".rels", ".vml"))
        else mutate_bytes(parts[name], random)
    )


def _drop_part(parts: dict[str, bytes], name: str, random: Random) -> None:  # noqa: ARG001 - one shape for all
    if len(parts) > 1:
        del parts[name]


def _swap_parts(parts: dict[str, bytes], name: str, random: Random) -> None:
    other = random.choice(list(parts))
    parts[name], parts[other] = parts[other], parts[name]


def _odd(random: Random) -> bytes:
    return random.choice(ODD_VALUES).encode()


def _replace_one(pattern: re.Pattern[bytes], data: bytes, random: Random, by: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return mutate_bytes(data, random)
    start, end = random.choice(found).span()
    return data[:start] + by + data[end:]


def _change_attribute(data: bytes, random: Random) -> bytes:
    return _replace_one(_ATTRIBUTE, data, random, b'"' + _odd(random).replace(b'"', b"&quot;") + b'"')


def _change_text(data: bytes, random: Random) -> bytes:
    return _replace_one(_TEXT, data, random, b">" + _odd(random) + b"<")


def _drop_tag(data: bytes, random: Random) -> bytes:
    return _replace_one(_TAG, data, random, b"")


def _run(data: bytes, random: Random) -> tuple[int, int]:
    """The span of one to twenty neighbouring tags with what is between them."""
    found = list(_TAG.finditer(data))
    if not found:
        return 0, len(data)
    first = random.randrange(len(found))
    return found[first].start(), found[min(len(found) - 1, first + random.randint(0, 20))].end()


def _repeat_run(data: bytes, random: Random) -> bytes:
    start, end = _run(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def _drop_run(data: bytes, random: Random) -> bytes:
    start, end = _run(data, random)
    return data[:start] + data[end:]


def _change_quoted(data: bytes, random: Random) -> bytes:
    value = random.choice(
        (b'"' + _odd(random) + b'"', _odd(random), b"null", b"[]", b"{}", b"[[[[", b"-1e400", b"true")
    )
    return _replace_one(re.compile(rb'"[^"\n]*"|-?\d[\d.]*'), data, random, value)


def _change_bracket(data: bytes, random: Random) -> bytes:
    return _replace_one(
        re.compile(rb"[\[\]{},:]"), data, random, random.choice((b"[", b"]", b"{", b"}", b",", b":", b""))
    )


def _repeat_slice(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    piece = data[at : at + random.choice((5, 50, 500))]
    return data[:at] + piece * random.choice((2, 100)) + data[at:]
