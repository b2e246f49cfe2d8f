"""Tags in the names of sheets: ``{% for 项 in 项目 %}{{ 项.名称 }}`` makes one sheet an item.

    loops = SheetLoops.find(package)      None where no name has tags
    form = loops.expanded(data)           the template with those sheets, and what each of them knows of its item

The names are a small Jinja program of their own, run in the same sandbox as the cells.  The template with its sheets is
compiled again when the names are others than before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes

from xlsx_template.compile.parts import TemplateParts
from xlsx_template.errors import DataError, TagError, TemplateError
from xlsx_template.language import tags
from xlsx_template.language.environment import Sandbox, make_environment
from xlsx_template.language.syntax import BETWEEN, syntax_mistake
from xlsx_template.package.archive import Package
from xlsx_template.package.strings import CellText
from xlsx_template.package.workbook import Workbook, relationships
from xlsx_template.program.fill import explained
from xlsx_template.repeated_sheets.copies import with_copies
from xlsx_template.sheet.names import unique_names

MAX_SHEETS = 1_000  # Excel's own limit is memory
MAX_ROUNDS = 100_000
MAX_KEPT = 200  # sheets of compiled templates together; one of the county form takes 0.2 MB

Compile = Callable[[Package, Sandbox], TemplateParts]

_Key = tuple[tuple[int, tuple[str, ...]], ...]
"""The names of the sheets that become others, by the place of their tab."""

Scopes = Mapping[str, Mapping[str, Any]]
"""What the sheets know beside the data, by their names."""

_FOR = re.compile(r"\{%[-+]?\s*for\b")
_END_FOR = re.compile(r"\{%[-+]?\s*endfor\s*[-+]?%\}")
_LAST_END = re.compile(r"(?:\{%[-+]?\s*end(?:if|with)\s*[-+]?%\}\s*)+\Z")
_UNIQUE_OF_WORKBOOK = {"slicer": "切片器", "timeline": "日程表", "timelines": "日程表"}


@dataclass(frozen=True, slots=True)
class Expanded:
    """A template with the sheets that data asks for."""

    parts: TemplateParts
    scopes: Scopes


@dataclass(frozen=True, slots=True)
class _NameProgram:
    """The name of a sheet as a program; ``index`` is the place of its tab."""

    index: int
    source: str
    jinja: JinjaTemplate


@dataclass(slots=True)
class _Items:
    """Takes the names that a program makes, each with what its sheet knows."""

    found: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    rounds: int = 0

    def functions(self) -> dict[str, Any]:
        return {"_xt_sheet": self.sheet, "_xt_tick": self.tick}

    def sheet(self, name: str, scope: dict[str, Any], loop: Any = None) -> None:
        if len(self.found) >= MAX_SHEETS:
            raise DataError(f"循环生成的工作表超过 {MAX_SHEETS:,} 张，请分成几份")
        self.found.append((str(name), scope | ({"loop": _round(loop)} if loop is not None else {})))

    def tick(self) -> None:
        self.rounds += 1
        if self.rounds > MAX_ROUNDS:
            raise DataError(f"工作表名里的循环超过 {MAX_ROUNDS:,} 次，请检查模板里的循环")


def _round(loop: Any) -> dict[str, Any]:
    """What stays true of a round when the loop has gone on."""
    return {name: getattr(loop, name) for name in ("index", "index0", "first", "last", "length")}


class _Kept:
    """The compiled templates that were used last, the newest whatever its size."""

    def __init__(self) -> None:
        self._parts: dict[_Key, TemplateParts] = {}
        self._lock = Lock()

    def get(self, key: _Key) -> TemplateParts | None:
        with self._lock:
            found = self._parts.pop(key, None)
            if found is not None:
                self._parts[key] = found
            return found

    def put(self, key: _Key, parts: TemplateParts) -> None:
        with self._lock:
            self._parts[key] = parts
            while len(self._parts) > 1 and sum(len(kept.sheets) for kept in self._parts.values()) > MAX_KEPT:
                del self._parts[next(iter(self._parts))]


class SheetLoops:
    """The sheets of a template whose names have tags."""

    def __init__(self, package: Package, environment: Sandbox, compile_package: Compile) -> None:
        self._package = package
        self._environment = environment
        self._compile_package = compile_package
        self._programs: list[_NameProgram] = []
        self._old_names = Workbook(package).sheet_names
        self._kept = _Kept()

    @classmethod
    def find(cls, package: Package, compile_package: Compile) -> SheetLoops | None:
        """The tagged names of a workbook, None where there are none; raises TagError for a mistake in one.

        ``compile_package`` compiles a workbook without tagged names.
        """
        tagged = tagged_names(Workbook(package))
        if not tagged:
            return None
        loops = cls(package, make_environment(), compile_package)
        for index, name in tagged.items():
            source = name_source(package, index, loops._environment)
            loops._programs.append(_NameProgram(index, name, loops._environment.from_string(source)))
        return loops

    def as_template(self) -> TemplateParts:
        """The template with each of its sheets once, which proves the tags in their cells; raises TagError."""
        package, sources = with_plain_names(self._package)
        try:
            return self._compile_package(package, self._environment)
        except TemplateError as error:
            error.sheet = sources.get(error.sheet or "", error.sheet)
            raise

    def expanded(self, data: Mapping[str, Any]) -> Expanded:
        """The template with the sheets that ``data`` asks for; raises TemplateError naming the sheet's tags."""
        items = {program.index: _items(program, data) for program in self._programs}
        names = self._named({index: [name for name, _ in found] for index, found in items.items()})
        scopes = {
            name: scope for index, found in items.items() for name, (_, scope) in zip(names[index], found, strict=True)
        }
        key = tuple(names.items())
        parts = self._kept.get(key)
        if parts is None:
            parts = self._compile(key)
            self._kept.put(key, parts)
        return Expanded(parts, scopes)

    def _named(self, wanted: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, ...]]:
        """Names that Excel takes; those without tags stay."""
        taken = [name for index, name in enumerate(self._old_names) if index not in wanted]
        named = iter(unique_names([text for texts in wanted.values() for text in texts], taken))
        return {index: tuple(next(named) for _ in texts) for index, texts in wanted.items()}

    def _compile(self, names: _Key) -> TemplateParts:
        return self._compile_package(with_copies(self._package, dict(names)), self._environment)


def tagged_names(workbook: Workbook) -> dict[int, str]:
    """The names of sheets that have tags, by the place of their tab."""
    return {index: name for index, name in enumerate(workbook.sheet_names) if tags.has_tags(name)}


def with_plain_names(package: Package) -> tuple[Package, dict[str, str]]:
    """The workbook with names that Excel takes in the place of tagged ones, and the tagged ones by these."""
    workbook = Workbook(package)
    sheets = {sheet.index for sheet in workbook.sheets}
    tagged = {index: name for index, name in tagged_names(workbook).items() if index in sheets}
    taken = [name for index, name in enumerate(workbook.sheet_names) if index not in tagged]
    names = unique_names(tagged.values(), taken)
    renamed = with_copies(package, {index: (name,) for index, name in zip(tagged, names, strict=True)})
    return renamed, dict(zip(names, tagged.values(), strict=True))


def name_source(package: Package, index: int, environment: Sandbox) -> str:
    """The Jinja program of a tagged name, by the place of its tab; raises TagError with the name for a mistake in it.

    It calls ``_xt_sheet`` for every sheet, with its name and what its cells know beside the data.
    """
    workbook = Workbook(package)
    name = workbook.sheet_names[index]
    try:
        _refuse_what_cannot_be_copied(package, workbook, index)
        return _program_of_name(environment, name)
    except TemplateError as error:
        raise error.at(sheet=name) from error.__cause__


def _refuse_what_cannot_be_copied(package: Package, workbook: Workbook, index: int) -> None:
    entry = next((sheet for sheet in workbook.sheets if sheet.index == index), None)
    if entry is None:
        raise TagError("图表工作表的名称里不能写标签，请把图表放进普通工作表")
    for relation in relationships(package.parts, entry.part):
        if relation.kind in _UNIQUE_OF_WORKBOOK and _FOR.search(entry.name):
            raise TagError(f"名称里有循环的工作表不能含有{_UNIQUE_OF_WORKBOOK[relation.kind]}，请删去")


# -------------------------------------------------------------------------------------------------- programs


def _program_of_name(environment: Sandbox, name: str) -> str:
    split = tags.split(environment, CellText(_without_ends(name)))
    body = f"{{{{ {split.expression} }}}}" if split.expression is not None else split.body
    openings = [s.source + ("{% do _xt_tick() %}" if s.word == "for" else "") for s in split.before]
    ends = [f"{{% end{s.word} %}}" for s in reversed(split.before) if not _is_plain_set(s)]
    if split.after or any(s.word in BETWEEN for s in split.before):
        raise TagError("工作表名里的语句要成对，else 只能写在同一个名称的 if 和 endif 之间")
    try:
        targets = _targets(environment, "".join(openings + ends))
        scope = ", ".join(f"{target!r}: {target}" for target in targets)
        loop = ", loop" if any(s.word == "for" for s in split.before) else ""
        call = f"{{% set _xt_name %}}{body}{{% endset %}}{{% do _xt_sheet(_xt_name, {{{scope}}}{loop}) %}}"
        source = "".join([*openings, call, *ends])
        environment.from_string(source)
        return source
    except TemplateSyntaxError as error:
        raise TagError(syntax_mistake(error.message or "", name, environment)) from error


def _without_ends(name: str) -> str:
    """The name without the ends of what opens in it: they may be left out, as a name has 31 characters."""
    name = _END_FOR.sub("", name)
    return name if re.search(r"\{%[-+]?\s*el(?:se|if)\b", name) else _LAST_END.sub("", name)


def _is_plain_set(statement: tags.Statement) -> bool:
    return statement.word == "set" and "=" in statement.source


def _targets(environment: Sandbox, source: str) -> list[str]:
    """The names that statements give a value to, in their order: those of loops, ``set`` and ``with``."""
    tree = environment.parse(source)
    stored = [name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")]
    return list(dict.fromkeys(stored))


def _items(program: _NameProgram, data: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    items = _Items()
    context = program.jinja.new_context({**data, **items.functions()})
    try:
        for _ in program.jinja.root_render_func(context):
            pass
    except Exception as error:
        raise explained(error, data).at(sheet=program.source) from error
    return items.found
