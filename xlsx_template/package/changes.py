"""A package on its way to other parts: names that are free, relationships and content types kept in step with them.

The package itself is not touched; :meth:`PackageChanges.written` says what to save (ECMA-376 part 2, 6.5 and 7.2.3).
"""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlsx_template.package import markup
from xlsx_template.package.edits import escaped, spliced, with_children
from xlsx_template.package.markup import Element
from xlsx_template.package.workbook import relationships

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY_RELATIONSHIPS = f'{_DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}"/>'
_NUMBERED = re.compile(r"(.*?)(\d*)(\.[^./]*)?\Z", re.S)


def relationships_part(part: str) -> str:
    """The part that holds the relationships of a part.

    >>> relationships_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(slots=True)
class _Relations:
    """The relationships of one part with those added to it."""

    root: Element
    last_id: int
    added: list[str] = field(default_factory=list)
    dropped: list[Element] = field(default_factory=list)


class PackageChanges:
    """Collects the changes to a package's parts; ``changed`` are those made before."""

    def __init__(self, parts: Mapping[str, bytes], changed: Mapping[str, bytes] | None = None) -> None:
        self._changed: dict[str, bytes] = dict(changed or {})
        self.parts: Mapping[str, bytes] = ChainMap(self._changed, dict(parts))
        self._relations: dict[str, _Relations] = {}
        self._overrides: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._last_numbers: dict[tuple[str, str], int] = {}

    def put(self, part: str, data: bytes) -> None:
        """Change or add a part."""
        if self.parts.get(part) != data:
            self._changed[part] = data

    def put_text(self, part: str, source: str, old: str | None = None) -> None:
        """Change a part to other XML; nothing is done where it equals ``old``."""
        if source != old:
            self._changed[part] = markup.encode(source)

    def free_name(self, like: str) -> str:
        """A name for a new part beside ``like``: the next number that no part of that kind of name has."""
        stem, _, suffix = _numbered(like)
        if (stem, suffix) not in self._last_numbers:
            alike = [_numbered(part) for part in self.parts]
            self._last_numbers[stem, suffix] = max([int(n or 0) for s, n, e in alike if (s, e) == (stem, suffix)] + [0])
        self._last_numbers[stem, suffix] += 1
        return f"{like[: len(stem)]}{self._last_numbers[stem, suffix]}{suffix}"

    # ---------------------------------------------------------------------------------------------- relationships

    def relate(self, source: str, kind: str, target: str) -> str:
        """The id of a new relationship of the type ``kind`` (a whole one) from a part to another."""
        relations = self._relations_of(source)
        relations.last_id += 1
        name = f"rId{relations.last_id}"
        shown = posixpath.relpath("/" + target, "/" + posixpath.dirname(source))
        p = relations.root.prefix
        relations.added.append(f'<{p}Relationship Id="{name}" Type="{escaped(kind)}" Target="{escaped(shown)}"/>')
        return name

    def drop_relationships(self, source: str, ids: Collection[str]) -> None:
        """Take away a part's relationships with those ids."""
        relations = self._relations_of(source)
        relations.dropped += [element for element in relations.root.children if element.get("Id") in ids]

    def _relations_of(self, source: str) -> _Relations:
        if source not in self._relations:
            part = relationships_part(source)
            root = markup.parse(self.parts.get(part) or _EMPTY_RELATIONSHIPS.encode(), part)
            ids = [re.search(r"(\d{1,9})\Z", child.get("Id") or "") for child in root.children]
            self._relations[source] = _Relations(root, max([int(found[1]) for found in ids if found] + [0]))
        return self._relations[source]

    # ---------------------------------------------------------------------------------------------- content types

    def add_type(self, part: str, content_type: str) -> None:
        """Say of what type a new part is."""
        self._overrides[part] = content_type

    def add_extension(self, extension: str, content_type: str) -> None:
        """Say of what type the parts with that extension are, unless that is known."""
        self._defaults[extension] = content_type

    def add_type_as(self, part: str, like: str) -> None:
        """Say that a new part is of the type of another one."""
        if like in self._type_of:
            self.add_type(part, self._type_of[like])

    @cached_property
    def _types(self) -> Element:
        return markup.parse(self.parts[CONTENT_TYPES], CONTENT_TYPES)

    @cached_property
    def _type_of(self) -> dict[str, str]:
        """The types of the parts that have one of their own, by part."""
        given = [entry.attributes() for entry in self._types.find_all("Override")]
        return {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in given}

    # ---------------------------------------------------------------------------------------------- results

    def reachable(self) -> set[str]:
        """The parts that the package's relationships lead to."""
        found, waiting = {""}, [""]
        while waiting:
            for relation in relationships(self.parts, waiting.pop()):
                if relation.target in self.parts and relation.target not in found:
                    found.add(relation.target)
                    waiting.append(relation.target)
        return found - {""}

    def written(self, removed: Collection[str] = ()) -> dict[str, bytes]:
        """All parts that are changed or new, when the parts ``removed`` leave."""
        for source, relations in self._relations.items():
            root = relations.root
            edits = [(e.start, e.end, "") for e in relations.dropped]
            edits.append(with_children(root, "".join(relations.added)))
            old = root.source if relationships_part(source) in self.parts else None
            self.put_text(relationships_part(source), spliced(root.source, edits), old)
        self._relations.clear()
        self._write_types(removed)
        return {part: data for part, data in self._changed.items() if part not in removed}

    def _write_types(self, removed: Collection[str]) -> None:
        root = self._types
        known = {(entry.get("Extension") or "").lower() for entry in root.children}
        p = root.prefix
        added = [
            f'<{p}Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in self._defaults.items()
            if extension not in known
        ]
        added += [
            f'<{p}Override PartName="/{escaped(part)}" ContentType="{escaped(kind)}"/>'
            for part, kind in self._overrides.items()
        ]
        gone = [e for e in root.children if (e.get("PartName") or "").lstrip("/") in removed]
        edits = [(element.start, element.end, "") for element in gone]
        self.put_text(CONTENT_TYPES, spliced(root.source, [*edits, with_children(root, "".join(added))]), root.source)


def _numbered(part: str) -> tuple[str, str, str]:
    """The name before its number, the number, and the extension, in lower case: part names differ in more than case."""
    found = _NUMBERED.match(part.lower())
    assert found is not None
    return found[1], found[2], found[3] or ""
