"""A package in which a sheet is there several times, once or not at all: what sheets in a loop are made of.

Every part that belongs to one sheet alone is copied with it: drawings and their charts, comments, tables.  Pictures,
print settings and what a pivot table reads are shared.  The first copy keeps the parts.  Tags are not known here.
"""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlsx_template.errors import DataError
from xlsx_template.package import markup
from xlsx_template.package.archive import Package
from xlsx_template.package.changes import PackageChanges, relationships_part
from xlsx_template.package.edits import Edit, spliced, with_attribute, without_attribute
from xlsx_template.package.workbook import Relationship, SheetEntry, Workbook, relationships
from xlsx_template.repeated_sheets.renames import Copies, Renames
from xlsx_template.repeated_sheets.sheet_list import SheetPlace, written_workbook

_SHARED = frozenset(
    """
    image printerSettings hyperlink audio video media package oleObject externalLinkPath pivotCacheDefinition
    person worksheet chartsheet officeDocument
    """.split()
)
"""Kinds of relationships whose target several sheets may have in common."""

_OTHER_PARTS = re.compile(r"(?:^|/)(?:docProps|theme|media)/|(?:^|/)(?:styles|sharedStrings)\.xml$")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_LOCAL_NAME = re.compile(r"[^/]*\Z")

Names = Mapping[int, Sequence[str]]
"""The names that sheets get, by the place (0-based) of their tab; the others stay."""


def with_copies(package: Package, names: Names) -> Package:
    """The package in which each of those sheets is there once for each of its names, in that order.

    Raises DataError when no sheet would be left that can be seen.
    """
    return _Expansion(package, names).made()


class _Expansion:
    def __init__(self, package: Package, names: Names) -> None:
        self._package = package
        self._workbook = Workbook(package)
        self._changes = PackageChanges(package.parts)
        self._names = names
        self._old_names = self._workbook.sheet_names
        self._entries = {sheet.index: sheet for sheet in self._workbook.sheets}
        self._renames = self._names_elsewhere()
        self._tables = _tables(package, self._workbook)

    def made(self) -> Package:
        before = self._changes.reachable()
        own = {part for index in self._names for part in self._own_parts(self._entries[index])}
        for part in before - own:
            if part.endswith(".xml") and not _OTHER_PARTS.search(part) and part != self._workbook.part:
                self._rename(part, self._renames)
        places = [place for index in range(len(self._old_names)) for place in self._places(index)]
        source = written_workbook(self._workbook, places, self._renames)
        self._changes.put_text(self._workbook.part, source, self._workbook.root.source)
        self._drop_what_excel_makes_anew()
        changed = self._changes.written()
        removed = before - PackageChanges(self._package.parts, changed).reachable()
        removed |= {relationships_part(part) for part in removed} & set(self._package.parts)
        return Package.from_bytes(self._package.save(self._changes.written(removed), removed))

    def _names_elsewhere(self) -> Renames:
        names = [self._names.get(index, [old]) for index, old in enumerate(self._old_names)]
        left = [name for copies in names for name in copies]
        if not left:
            raise DataError("循环里一项也没有，表格里一张工作表也不剩，请检查数据")
        return Renames({self._old_names[index]: _copies(names, index) for index in self._names}, left)

    # ---------------------------------------------------------------------------------------------- sheets

    def _places(self, index: int) -> Iterator[SheetPlace]:
        """The tabs that a sheet becomes; their parts are made."""
        if index not in self._names:
            yield SheetPlace(index, self._old_names[index], self._renames, None)
            return
        entry = self._entries[index]
        for number, name in enumerate(self._names[index]):
            renames = replace(self._renames, sheets={**self._renames.sheets, entry.name: Copies(name, name)})
            if number == 0:
                self._rename_in_place(entry, renames)
                yield SheetPlace(index, name, renames, None)
            else:
                part, renames = self._copied(entry, renames, number)
                yield SheetPlace(index, name, renames, self._related_to_workbook(entry, part))

    def _related_to_workbook(self, entry: SheetEntry, part: str) -> str:
        holder = relationships_part(self._workbook.part)
        known = next(r.id for r in self._workbook.relationships if r.target == entry.part)
        listed = markup.parse(self._package.parts[holder], holder).children
        kind = next(element.get("Type") or "" for element in listed if element.get("Id") == known)
        return self._changes.relate(self._workbook.part, kind, part)

    def _own_parts(self, entry: SheetEntry) -> dict[str, str]:
        """The parts that belong to one sheet alone, itself first, with the kind of the relationship to them."""
        found, waiting = {entry.part: "worksheet"}, [entry.part]
        while waiting:
            for relation in relationships(self._package.parts, waiting.pop(0)):
                if self._is_own(relation) and relation.target not in found:
                    found[relation.target] = relation.kind
                    waiting.append(relation.target)
        return found

    def _is_own(self, relation: Relationship) -> bool:
        return relation.kind not in _SHARED and relation.target in self._package.parts

    def _rename_in_place(self, entry: SheetEntry, renames: Renames) -> None:
        for part in self._own_parts(entry):
            if part.endswith(".xml"):
                self._rename(part, renames)

    def _rename(self, part: str, renames: Renames) -> None:
        """Rename in a part, and in its relationships, which are the links of shapes."""
        for name in (part, relationships_part(part)):
            if name in self._package.parts:
                self._changes.put(name, renames.part(self._package.parts[name], name))

    # ---------------------------------------------------------------------------------------------- copies

    def _copied(self, entry: SheetEntry, renames: Renames, number: int) -> tuple[str, Renames]:
        """The name of the sheet part of a further copy, whose parts are made, and what is called otherwise in it."""
        own = self._own_parts(entry)
        renames = replace(renames, tables=self._free_tables(own))
        names = {part: self._changes.free_name(part) for part in own}
        guids = _GuidCopies(self._package.parts, own, number)
        for part, kind in own.items():
            data = self._package.parts[part]
            if part.endswith(".xml"):
                data = guids.part(self._adapted(renames.part(data, part), part, kind, renames), kind)
            self._changes.put(names[part], data)
            self._changes.add_type_as(names[part], part)
            self._copy_relationships(part, names, renames)
        return names[entry.part], renames

    def _adapted(self, data: bytes, part: str, kind: str, renames: Renames) -> bytes:
        """A copied part without what only one sheet may have."""
        if kind not in ("worksheet", "table"):
            return data
        root = markup.parse(data, part)
        edits = _table_edits(root, renames, self._next_table_id()) if kind == "table" else list(_sheet_edits(root))
        return markup.encode(spliced(root.source, edits)) if edits else data

    def _free_tables(self, own: Mapping[str, str]) -> dict[str, str]:
        """Free names for the tables of a sheet, by their old ones: ``表1`` becomes ``表1_2``."""
        found = {}
        for part, kind in own.items():
            if kind == "table":
                old = markup.parse(self._package.parts[part], part).get("displayName") or "表"
                number = 2
                while f"{old}_{number}".casefold() in self._tables:
                    number += 1
                found[old] = f"{old}_{number}"
                self._tables[found[old].casefold()] = 0
        return found

    def _next_table_id(self) -> int:
        number = max(self._tables.values()) + 1
        self._tables[f" {number}"] = number
        return number

    def _copy_relationships(self, part: str, names: Mapping[str, str], renames: Renames) -> None:
        holder = relationships_part(part)
        if holder not in self._package.parts:
            return
        root = markup.parse(self._package.parts[holder], holder)
        edits = []
        for element in root.children:
            target = element.get("Target") or ""
            whole = posixpath.normpath(posixpath.join("/" + posixpath.dirname(part), target)).lstrip("/")
            if element.get("TargetMode") != "External" and whole in names:
                new = _LOCAL_NAME.sub(posixpath.basename(names[whole]), target, count=1)
                edits.append(with_attribute(element, "Target", new))
        copy = relationships_part(names[part])
        self._changes.put(copy, renames.part(markup.encode(spliced(root.source, edits)), copy))

    # ---------------------------------------------------------------------------------------------- workbook

    def _drop_what_excel_makes_anew(self) -> None:
        """Leave out the order of calculation and the properties' list of sheets, which tell of the old sheets."""
        gone = [self._entries[index].part for index, names in self._names.items() if not names]
        ids = {r.id for r in self._workbook.relationships if r.kind == "calcChain" or r.target in gone}
        self._changes.drop_relationships(self._workbook.part, ids)
        for relation in relationships(self._package.parts, ""):
            if relation.kind == "extended-properties" and relation.target in self._package.parts:
                root = markup.parse(self._package.parts[relation.target], relation.target)
                listed = [e for e in root.children if e.name in ("HeadingPairs", "TitlesOfParts")]
                source = spliced(root.source, [(e.start, e.end, "") for e in listed])
                self._changes.put_text(relation.target, source, root.source)


def _copies(names: Sequence[Sequence[str]], index: int) -> Copies:
    if names[index]:
        return Copies(names[index][0], names[index][-1])
    before = [name for copies in names[:index] for name in copies]
    after = [name for copies in names[index + 1 :] for name in copies]
    return Copies(after[0] if after else "", before[-1] if before else "", is_gone=True)


class _GuidCopies:
    """New identities for the threaded comments of a copied sheet, which a note repeats as its author."""

    def __init__(self, parts: Mapping[str, bytes], own: Mapping[str, str], number: int) -> None:
        self._number = number
        self._known = {
            guid.upper()
            for part, kind in own.items()
            if kind == "threadedComment"
            for element in markup.parse(parts[part], part).children
            for guid in (element.get("id") or "", element.get("parentId") or "")
        }

    def part(self, data: bytes, kind: str) -> bytes:
        if not self._known or kind not in ("threadedComment", "comments"):
            return data
        return markup.encode(_GUID.sub(self._replaced, markup.decode(data, kind)))

    def _replaced(self, match: re.Match[str]) -> str:
        if match[0].upper() not in self._known:
            return match[0]
        return "{" + str(uuid.uuid5(uuid.UUID(match[0]), str(self._number))).upper() + "}"


def _tables(package: Package, workbook: Workbook) -> dict[str, int]:
    """The ids of all tables by their names without regard to capitals; names that cells have are taken, too."""
    found = {" ": 0}
    for sheet in workbook.sheets:
        for relation in relationships(package.parts, sheet.part):
            if relation.kind == "table" and relation.target in package.parts:
                root = markup.parse(package.parts[relation.target], relation.target)
                found[(root.get("displayName") or "").casefold()] = markup.whole(root.get("id"))
    names = workbook.root.find("definedNames")
    return {(e.get("name") or "").casefold(): 0 for e in (names.children if names else [])} | found


def _sheet_edits(root: markup.Element) -> Iterator[Edit]:
    """The edits that leave out what may stand on one sheet only: its name in macros, its being selected."""
    for element in root.children:
        if element.name == "sheetPr":
            yield from without_attribute(element, "codeName")
        if element.name == "sheetViews":
            for view in element.children:
                yield from without_attribute(view, "tabSelected")


def _table_edits(root: markup.Element, renames: Renames, number: int) -> list[Edit]:
    old = root.get("displayName") or "表"
    new = renames.tables[old]
    return [with_attribute(root, "id", str(number)), *(with_attribute(root, n, new) for n in ("name", "displayName"))]
