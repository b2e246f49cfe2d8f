"""The workbook part: which sheets there are, in which parts, and where styles, strings and names are.

Relationships are followed by type, not by file name (ECMA-376 part 1, 12.3; part 2, 6.5): other programs name their
parts otherwise, and strict workbooks write another namespace.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from xlsx_template.errors import PackageError
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.markup import Element


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship whose target is a part of this package."""

    id: str
    kind: str  # the last word of its type: worksheet, styles, drawing …
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it; ``index`` counts all sheets, chart sheets too, from 0."""

    name: str
    part: str
    index: int


class Workbook:
    """What ``xl/workbook.xml`` says, read once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._target_of("", "officeDocument")
        self.root: Element = self._read()
        self.relationships = relationships(package.parts, self.part)

    @cached_property
    def sheets(self) -> list[SheetEntry]:
        """The worksheets (no chart or dialogue sheets) in the order of their tabs."""
        listed = self.root.find("sheets")
        by_id = {relationship.id: relationship for relationship in self.relationships}
        found = []
        for index, sheet in enumerate(listed.children if listed else []):
            name = sheet.get("name") or ""
            relation = by_id.get(_relation_id(sheet))
            if relation and relation.kind == "worksheet":
                self._data(relation.target)
                found.append(SheetEntry(name, relation.target, index))
        return found

    @cached_property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, chart sheets too, in the order of their tabs."""
        listed = self.root.find("sheets")
        return [sheet.get("name") or "" for sheet in (listed.children if listed else [])]

    def local_name(self, sheet: str, name: str) -> str | None:
        """What a name stands for on a sheet (``_xlnm.Print_Titles``), or None."""
        holder = self.root.find("definedNames")
        index = str(self.sheet_names.index(sheet)) if sheet in self.sheet_names else ""
        for entry in holder.children if holder else []:
            if entry.get("name") == name and entry.get("localSheetId") == index:
                return entry.text()
        return None

    def find_part(self, kind: str) -> str | None:
        """The workbook's part of that kind (``styles``, ``sharedStrings``, ``calcChain``), or None."""
        return next((r.target for r in self.relationships if r.kind == kind and r.target in self.package.parts), None)

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether dates count from 1904-01-01 (ECMA-376 part 1, 18.2.28)."""
        properties = self.root.find("workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def _target_of(self, source: str, kind: str) -> str:
        for relationship in relationships(self.package.parts, source):
            if relationship.kind == kind:
                return relationship.target
        raise PackageError("文件里没有工作簿，不是 xlsx 文件")

    def _read(self) -> Element:
        if self.part.lower().endswith(".bin"):
            raise PackageError("文件是二进制工作簿（.xlsb），请用 Excel 或 WPS 打开后另存为 .xlsx")
        root = markup.parse(self._data(self.part), self.part)
        if root.name != "workbook":
            raise PackageError("文件里没有工作簿，不是 xlsx 文件")
        return root

    def _data(self, part: str) -> bytes:
        try:
            return self.package.parts[part]
        except KeyError:
            raise PackageError(f"文件里缺少部件 {part}，请用 Excel 或 WPS 打开后另存") from None


def _relation_id(element: Element) -> str:
    return next((value for name, value in element.attributes().items() if name.endswith(":id")), "")


def relationships(parts: Mapping[str, bytes], source: str) -> list[Relationship]:
    """The internal relationships of a part (of the package itself for ``""``), targets as part names.

    A target that no part has is kept as it is; nothing outside the package is ever looked at.
    """
    folder, name = posixpath.split(source)
    holder = posixpath.join(folder, "_rels", f"{name}.rels")
    if holder not in parts:
        return []
    found = []
    for entry in markup.parse(parts[holder], holder).children:
        given = entry.attributes()
        if entry.name != "Relationship" or given.get("TargetMode", "").lower() == "external":
            continue
        target = given.get("Target", "").partition("#")[0].replace("\\", "/")
        whole = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        kind = given.get("Type", "").rpartition("/")[2]
        found.append(Relationship(given.get("Id", ""), kind, _spelled(parts, whole)))
    return found


def _spelled(parts: Mapping[str, bytes], name: str) -> str:
    """A part's name as the package spells it.

    Capitals make no difference, and ``%E8%A1%A8.xml`` is ``表.xml`` (ECMA-376 part 2, 6.2.2.3 and annex A.3).
    """
    if name in parts:
        return name
    wanted = unquote(name).casefold()
    return next((part for part in parts if unquote(part).casefold() == wanted), name)
