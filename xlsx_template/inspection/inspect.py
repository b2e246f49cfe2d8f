"""What a template needs and what is wrong with it, told without filling it.

    found = inspect("templates/绩效目标申报表.xlsx")
    found.mistakes            all of them, each with sheet and cell; none: the template can be used
    found.fields              the names of the data, as the tags write them
    found.lacking(data)       which of them that data does not have

Where there are mistakes, names are those of the tags that can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from xlsx_template.errors import PackageError
from xlsx_template.inspection import lacking
from xlsx_template.inspection.sheet_survey import GrowingMerge, LoopFormula, SheetFindings, survey_workbook
from xlsx_template.language.names import FilterUse, FoundLoop, Names, Path, Place, Use
from xlsx_template.package.archive import Package


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place, or looks wrong there: one Chinese clause."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"工作表“{self.place.sheet}”" + (f" {self.place.cell}" if self.place.cell else "") + f"：{self.message}"


@dataclass(frozen=True, slots=True)
class Field:
    """A name that the template uses, and where.  ``is_optional``: the template asks whether it is there."""

    path: Path
    places: tuple[Place, ...]
    is_optional: bool = False

    @property
    def name(self) -> str:
        """The name as tags write it: ``资金.年度``, ``年度[0]``."""
        return written(self.path)


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop and what it needs of its items.

    ``over`` is what it goes through, as it is written; ``path`` the name of it, None where that is computed; ``holder``
    the place in :attr:`Inspection.loops` of the loop one of whose variables the path begins with.  A loop in a sheet's
    name has no cells.
    """

    begin: Place
    end: Place
    over: str
    variables: tuple[str, ...]
    fields: tuple[Field, ...]
    path: Path | None = None
    holder: int | None = None
    is_of_rows: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """A template looked at.  ``hints`` are what can be used as it is, but is hardly meant."""

    fields: tuple[Field, ...]
    loops: tuple[Loop, ...]
    filters: tuple[tuple[str, tuple[Place, ...]], ...]
    formulas: tuple[LoopFormula, ...]
    merges: tuple[GrowingMerge, ...]
    mistakes: tuple[Mistake, ...]
    hints: tuple[Mistake, ...]

    @property
    def sheet_loops(self) -> tuple[Loop, ...]:
        """The loops in the names of sheets."""
        return tuple(loop for loop in self.loops if loop.begin.cell is None)

    def lacking(self, data: Mapping[str, Any]) -> tuple[Mistake, ...]:
        """The names that data does not have, each with the nearest it has, at the place where it is used first."""
        return tuple(Mistake(place, message) for place, message in lacking.find(self.fields, self.loops, data))


def written(path: Path) -> str:
    """A path as tags write it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def inspect(path: str | FilePath) -> Inspection:
    """The inspection of the template in a file; raises PackageError for what is no workbook."""
    path = FilePath(path)
    try:
        return inspect_bytes(path.read_bytes())
    except OSError as error:
        raise PackageError(f"读不到文件（{error.strerror or error}）").at(template=path.name) from error
    except PackageError as error:
        raise error.at(template=path.name) from error.__cause__


def inspect_bytes(data: bytes) -> Inspection:
    """The inspection of a template in memory; raises PackageError for what is no workbook."""
    names, sheets = survey_workbook(Package.from_bytes(data))
    return Inspection(
        fields=_fields(use for use in names.uses if use.loop is None),
        loops=tuple(_loop(loop, names) for loop in names.loops),
        filters=_filters(names.filters),
        formulas=tuple(formula for sheet in sheets for formula in sheet.formulas),
        merges=tuple(merge for sheet in sheets for merge in sheet.merges),
        mistakes=tuple(Mistake(Place(sheet.name, e.cell), e.message) for sheet in sheets for e in sheet.mistakes),
        hints=tuple(Mistake(place, text) for sheet in sheets for place, text in _hints(sheet, names)),
    )


def _fields(uses: Iterable[Use]) -> tuple[Field, ...]:
    found: dict[Path, list[Use]] = {}
    for use in uses:
        found.setdefault(use.path, []).append(use)
    return tuple(
        Field(path, tuple(dict.fromkeys(use.place for use in of_path)), any(use.is_optional for use in of_path))
        for path, of_path in found.items()
    )


def _loop(loop: FoundLoop, names: Names) -> Loop:
    fields = _fields(use for use in names.uses if use.loop == loop.index)
    return Loop(
        loop.begin, loop.end, loop.over, loop.variables, fields, loop.path, loop.holder, is_of_rows=loop.is_of_rows
    )


def _filters(uses: Iterable[FilterUse]) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    found: dict[str, dict[Place, None]] = {}
    for use in uses:
        found.setdefault(use.name, {})[use.place] = None
    return tuple((name, tuple(places)) for name, places in found.items())


def _hints(sheet: SheetFindings, names: Names) -> Iterable[tuple[Place, str]]:
    yield from sheet.hints
    for use in names.filters:
        if use.place.sheet != sheet.name or use.name not in ("merge", "number_format", "formula"):
            continue
        if use.is_in_text:
            yield use.place, f"{use.name} 前后有文字，不起作用；请让 {{{{ }}}} 单独占一个单元格"
        elif use.name == "merge" and not use.is_in_loop:
            yield use.place, "merge 不在循环里，不起作用"
