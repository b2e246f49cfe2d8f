"""The sheets of a template looked at one by one: mistakes, names, formulas and merges that loops touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError

from xlsx_template.compile.merge_checks import loop_bodies, rows_text
from xlsx_template.compile.parts import read_sheets
from xlsx_template.compile.sheet_compiler import compile_sheet
from xlsx_template.errors import TagError
from xlsx_template.formula import formulas
from xlsx_template.formula.reference import cell_name, split_cell
from xlsx_template.inspection.survey import Survey
from xlsx_template.language.environment import Sandbox, make_environment
from xlsx_template.language.names import Bound, Names, Place
from xlsx_template.language.syntax import syntax_mistake
from xlsx_template.language.tags import has_tags
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.styles import StyleSheet
from xlsx_template.package.workbook import Workbook, relationships
from xlsx_template.program import tables
from xlsx_template.program.model import SheetProgram
from xlsx_template.repeated_sheets.loops import name_source, tagged_names, with_plain_names
from xlsx_template.sheet.names import quoted
from xlsx_template.sheet.worksheet import Sheet

_ALMOST = re.compile(r"｛[｛%％]|[%％]｝|｝｝|\{\s+[{%]|\}\}|%\}|\{[｛％]")
_OUTSIDE = re.compile(rb"\{\{[^{}]{1,200}\}\}|\{%[^{}]{1,200}%\}")
_NOT_FILLED = {"drawing": "文本框或图形", "comments": "批注", "chart": "图表", "vmlDrawing": "批注或控件"}


@dataclass(frozen=True, slots=True)
class LoopFormula:
    """A formula one of whose references touches a loop; ``is_inside`` where it stands in that loop itself."""

    place: Place
    text: str
    reference: str
    loop_rows: tuple[int, int]
    is_inside: bool

    def __str__(self) -> str:
        what = "随本行移动" if self.is_inside else f"变成{rows_text(self.loop_rows)}的循环生成的所有行"
        return f"{self.place.sheet}!{self.place.cell}  {self.text}  其中 {self.reference} {what}"


@dataclass(frozen=True, slots=True)
class GrowingMerge:
    """A merge of the template that grows with the loop in ``loop_rows``."""

    sheet: str
    area: str
    loop_rows: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.area}  随{rows_text(self.loop_rows)}的循环增高"


@dataclass(slots=True)
class SheetFindings:
    """What was found on a sheet."""

    name: str
    mistakes: list[TagError] = field(default_factory=list)
    hints: list[tuple[Place, str]] = field(default_factory=list)
    formulas: list[LoopFormula] = field(default_factory=list)
    merges: list[GrowingMerge] = field(default_factory=list)


def survey_workbook(package: Package) -> tuple[Names, list[SheetFindings]]:
    """The names that a template uses, and what was found on its sheets in the order of their tabs."""
    environment = make_environment()
    names = Names(environment)
    findings, scopes = _sheet_names(package, environment, names)
    plain, sources = with_plain_names(package)
    workbook = Workbook(plain)
    styles_part = workbook.find_part("styles") or ""
    styles = StyleSheet(plain.parts.get(styles_part), styles_part)
    programs = {}
    for sheet in read_sheets(plain, workbook):
        name = sources.get(sheet.name, sheet.name)
        found = findings[name]
        survey = Survey(environment)
        programs[sheet.name] = compile_sheet(sheet, styles, environment, None, survey)
        found.mistakes += [*survey.mistakes, *_table_mistakes(plain, programs[sheet.name])]
        _read_names(found, survey, names, scopes.get(name, {}))
        found.hints += [*_almost_tags(sheet, name), *_tags_elsewhere(plain, sheet, name)]
    _look_at_loops(programs, sources, findings)
    for found in findings.values():
        found.mistakes.sort(key=lambda error: split_cell(error.cell) if error.cell else (0, 0))
    return names, list(findings.values())


def _sheet_names(
    package: Package, environment: Sandbox, names: Names
) -> tuple[dict[str, SheetFindings], dict[str, Mapping[str, Bound]]]:
    """The sheets by name, with the mistakes in these, and what their cells know by them."""
    findings = {name: SheetFindings(name) for name in Workbook(package).sheet_names}
    scopes: dict[str, Mapping[str, Bound]] = {}
    for index, name in tagged_names(Workbook(package)).items():
        try:
            scopes[name] = names.read(name, [name_source(package, index, environment)])
        except TagError as error:
            findings[name].mistakes.append(error)
    return findings, scopes


def _read_names(found: SheetFindings, survey: Survey, names: Names, scope: Mapping[str, Bound]) -> None:
    try:
        names.read(found.name, survey.lines, survey.cells, scope)
    except TemplateSyntaxError as error:
        if not found.mistakes:  # else they are its reason
            found.mistakes.append(TagError(syntax_mistake(error.message or "", "")))


def _table_mistakes(package: Package, program: SheetProgram) -> Iterator[TagError]:
    for table in tables.read_tables(package, program.sheet.part):
        try:
            tables.check(table, program)
        except TagError as error:
            yield error


# -------------------------------------------------------------------------------------------------- hints


def _almost_tags(sheet: Sheet, name: str) -> Iterator[tuple[Place, str]]:
    """Texts that were meant as tags and are none, as their braces are Chinese or apart."""
    for row in sheet.rows:
        for cell in row.cells:
            text = cell.text.text if cell.text else ""
            if _ALMOST.search(text) and not has_tags(text):
                yield (
                    Place(name, cell.name),
                    f"“{text.strip()[:40]}”不是标签，会原样印出；标签要用英文的 {{{{ }}}} 或 {{% %}}",
                )


def _tags_elsewhere(package: Package, sheet: Sheet, name: str) -> Iterator[tuple[Place, str]]:
    """Tags that nobody reads: in text boxes, comments, charts, headers and footers."""
    waiting = [(relation.kind, relation.target) for relation in relationships(package.parts, sheet.part)]
    for kind, part in waiting:
        if kind == "drawing":
            waiting += [(relation.kind, relation.target) for relation in relationships(package.parts, part)]
        if kind in _NOT_FILLED and _OUTSIDE.search(package.parts.get(part, b"")):
            yield Place(name, None), f"{_NOT_FILLED[kind]}里的标签不会被填写，标签只能写在单元格里"
    header = sheet.root.find("headerFooter")
    if header is not None and _OUTSIDE.search(markup.encode(header.raw)):
        yield Place(name, None), "页眉页脚里的标签不会被填写，标签只能写在单元格里"


# -------------------------------------------------------------------------------------------------- loops


def _look_at_loops(
    programs: Mapping[str, SheetProgram], sources: Mapping[str, str], findings: Mapping[str, SheetFindings]
) -> None:
    """Note the formulas and merges that touch the rows of loops."""
    bodies = {name: list(loop_bodies(program.rows).values()) for name, program in programs.items()}
    for name, program in programs.items():
        found = findings[sources.get(name, name)]
        found.formulas += _formulas(program, found.name, bodies, sources)
        for merge in program.tall_merges:
            area = merge.area
            for top, bottom in bodies[name]:
                is_around = area.first.row <= top and bottom <= area.end.row
                if not is_around or (area.first.row, area.end.row) == (top, bottom):
                    continue
                found.merges.append(GrowingMerge(found.name, str(area), (top, bottom)))
                if area.first.row == top:
                    place = Place(found.name, cell_name(area.first.row, area.first.column))
                    text = f"合并单元格 {area} 从循环的行开始；循环没有内容时，它的文字也随这一行消失"
                    found.hints.append((place, text))


def _formulas(
    program: SheetProgram, name: str, bodies: Mapping[str, Iterable[tuple[int, int]]], sources: Mapping[str, str]
) -> Iterator[LoopFormula]:
    own = program.sheet.name
    for row in program.sheet.rows:
        for cell in row.cells:
            for reference in formulas.references(formulas.parse(cell.formula)) if cell.formula else ():
                sheet = own if reference.sheet is None else reference.sheet
                first, last = reference.area.first.row or 1, reference.area.end.row or 1 << 20
                for top, bottom in bodies.get(sheet, ()):
                    if first <= bottom and top <= last:
                        is_inside = sheet == own and top <= cell.row <= bottom
                        text = _with_sources(cell.formula or "", sources)
                        shown = _with_sources(reference.prefix, sources) + str(reference.area)
                        yield LoopFormula(Place(name, cell.name), f"={text}", shown, (top, bottom), is_inside)


def _with_sources(text: str, sources: Mapping[str, str]) -> str:
    """A formula's text with the tagged names of sheets as the template writes them."""
    for plain, source in sources.items():
        text = text.replace(quoted(plain), quoted(source))
    return text
