"""The workbook part anew for other sheets: their list, the names defined in it, the tab that is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsx_template.errors import DataError
from xlsx_template.package.edits import Edit, escaped, spliced, with_attribute
from xlsx_template.package.markup import Element, whole
from xlsx_template.package.workbook import Workbook
from xlsx_template.repeated_sheets.renames import Renames


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A tab: of which old one (0-based) it is a copy, its name, what is called otherwise on it.

    ``relation`` is the id of the relationship to its part, None where it keeps the old one.
    """

    old_index: int
    name: str
    renames: Renames
    relation: str | None


def written_workbook(workbook: Workbook, places: Sequence[SheetPlace], renames: Renames) -> str:
    """The workbook's XML with these tabs; raises DataError where none of them can be seen."""
    root = workbook.root
    listed = root.find("sheets")
    assert listed is not None
    edits = [(listed.inner_start, listed.inner_end, _sheets(listed, places))]
    names = root.find("definedNames")
    if names is not None:
        edits.append(_defined_names(names, places, renames))
    edits += _views(root, places)
    return spliced(root.source, edits)


def _sheets(listed: Element, places: Sequence[SheetPlace]) -> str:
    last_id = max(whole(sheet.get("sheetId")) for sheet in listed.children)
    written = []
    for place in places:
        sheet = listed.children[place.old_index]
        edits = [with_attribute(sheet, "name", place.name)] if sheet.get("name") != place.name else []
        if place.relation is not None:
            last_id += 1
            relation = next(name for name in sheet.attributes() if name.endswith(":id"))
            edits += [with_attribute(sheet, "sheetId", str(last_id)), with_attribute(sheet, relation, place.relation)]
        written.append(_edited(sheet, edits))
    return "".join(written)


def _edited(element: Element, edits: Sequence[Edit]) -> str:
    moved = [(start - element.start, end - element.start, text) for start, end, text in edits]
    return spliced(element.raw, moved)


# -------------------------------------------------------------------------------------------------- names


def _defined_names(holder: Element, places: Sequence[SheetPlace], renames: Renames) -> Edit:
    """The names with their references; one of a sheet is there for each of its copies (ECMA-376 part 1, 18.2.5)."""
    written = "".join(text for name in holder.children for text in _of_sheets(name, places, renames))
    if not written:
        return holder.start, holder.end, ""
    return holder.inner_start, holder.inner_end, written


def _of_sheets(name: Element, places: Sequence[SheetPlace], renames: Renames) -> Iterator[str]:
    local = name.get("localSheetId")
    if local is None:
        yield _edited(name, _renamed(name, renames))
        return
    for index, place in enumerate(places):
        if place.old_index == whole(local):
            edits = _renamed(name, place.renames)
            if index != place.old_index:
                edits.append(with_attribute(name, "localSheetId", str(index)))
            yield _edited(name, edits)


def _renamed(name: Element, renames: Renames) -> list[Edit]:
    old = name.text()
    new = renames.formula(old)
    return [(name.inner_start, name.inner_end, escaped(new))] if new != old else []


# -------------------------------------------------------------------------------------------------- views


def _views(root: Element, places: Sequence[SheetPlace]) -> Iterator[Edit]:
    """The edits that keep the open tab open; where it is gone the next one that can be seen is."""
    listed, holder = root.find("sheets"), root.find("bookViews")
    assert listed is not None
    states = [listed.children[place.old_index].get("state") for place in places]
    seen = [index for index, state in enumerate(states) if state in (None, "visible")]
    if not seen:
        raise DataError("循环里一项也没有，剩下的工作表都是隐藏的，请检查数据")
    for view in holder.children if holder else []:
        for attribute, default in (("activeTab", "0"), ("firstSheet", None)):
            old = view.get(attribute) or default
            new = str(_new_index(whole(old), places, seen)) if old is not None else None
            if new is not None and new != old:
                yield with_attribute(view, attribute, new)


def _new_index(old: int, places: Sequence[SheetPlace], seen: list[int]) -> int:
    same = [index for index, place in enumerate(places) if place.old_index == old]
    if same:
        return same[0]
    after = [index for index in seen if places[index].old_index > old]
    return after[0] if after else seen[-1]
