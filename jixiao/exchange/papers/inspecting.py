"""A template looked at, as lines for those who make it: what to repair first, then what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsx_template import Template, TemplateError
from xlsx_template.inspection.inspect import Field, Inspection, Loop, Mistake
from xlsx_template.language.names import Place

from .filling import read_object


@dataclass(frozen=True, slots=True)
class Report:
    """The lines of an inspection; ``is_usable`` where nothing has to be repaired and no name is missing."""

    lines: tuple[str, ...]
    is_usable: bool


def inspect(template: Path, data: Path | None = None) -> Report:
    """What a template needs, and what it needs that ``data`` lacks.  Raises TemplateError, DataFileError."""
    found = Template.inspect(template)
    lacking = found.lacking(read_object(data)) if data is not None else ()
    return Report(tuple(_lines(template, found, lacking)), not (found.mistakes or lacking))


def iter_warnings(template: Path) -> Iterator[str]:
    """What can be filled but is hardly meant, a sentence each; nothing where the template cannot be read at all."""
    try:
        found = Template.inspect(template)
    except TemplateError:
        return
    if not (found.fields or found.loops or found.mistakes):
        yield f"模板“{template}”没有用到任何数据（如 {{{{ 项目名称 }}}}），每个项目得到的都一样。"
    yield from (f"模板“{template}” {_mistake(hint)}" for hint in found.hints)


def _lines(template: Path, found: Inspection, lacking: Sequence[Mistake]) -> Iterator[str]:
    counts = ((len(found.mistakes), "处错误"), (len(lacking), "个名称数据里没有"), (len(found.hints), "处提示"))
    summary = "、".join(f"{count} {what}" for count, what in counts if count)
    yield f"{template}：{summary or '没有错误'}。"
    yield from _section("错误", map(_mistake, found.mistakes))
    yield from _section("数据里没有的名称", map(_mistake, lacking))
    yield from _section("提示", map(_mistake, found.hints))
    yield from _section("循环", (line for loop in found.loops for line in _loop(loop)))
    lists = {loop.path for loop in found.loops if loop.holder is None}
    yield from _section("字段", (_field(field) for field in found.fields if field.path not in lists))
    yield from _section("过滤器", (f"{name}  {_places(places)}" for name, places in found.filters))
    yield from _section("引用循环的公式", map(str, found.formulas))
    yield from _section("随循环增高的合并单元格", map(str, found.merges))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield title
        yield from (f"  {line}" for line in listed)


def _mistake(mistake: Mistake) -> str:
    return f"{_places([mistake.place])}  {mistake.message}"


def _loop(loop: Loop) -> Iterator[str]:
    where = f"{_places([loop.begin])}"
    if loop.begin.cell is None:
        where += "（每项一张工作表）"
    elif not loop.is_of_rows:
        where += "（单元格内）"
    elif loop.end != loop.begin:
        where += f" 至 {loop.end.cell}"
    yield f"{where}  {'、'.join(loop.variables)} 取自 {loop.over}"
    yield from (f"  {_field(field)}" for field in loop.fields)


def _field(field: Field) -> str:
    return f"{field.name}  {_places(field.places)}" + ("（可以没有）" if field.is_optional else "")


def _places(places: Iterable[Place]) -> str:
    """``申报表!A2、C3`` for cells, ``工作表名“{{ 年度 }}”`` for the name of a sheet."""
    cells: dict[str, list[str]] = {}
    for place in places:
        cells.setdefault(place.sheet, []).extend([place.cell] if place.cell else [])
    return " ".join(f"{sheet}!{'、'.join(names)}" if names else f"工作表“{sheet}”" for sheet, names in cells.items())
