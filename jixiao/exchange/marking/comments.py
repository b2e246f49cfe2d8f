"""The comments part of a sheet with those of the notes: new ones, and a few lines more in those that are there.

ECMA-376 part 1, 18.7.
"""

from __future__ import annotations

from collections.abc import Iterable

from xlsx_template.errors import PackageError
from xlsx_template.formula.reference import cell_name
from xlsx_template.package import markup
from xlsx_template.package.edits import Edit, escaped, spliced, with_children
from xlsx_template.package.markup import Element

from .notes import Note

_AUTHOR = "核对"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EMPTY = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'


def commented_cells(data: bytes | None, part: str) -> set[str]:
    """The cells that have a comment already."""
    return {entry.get("ref") or "" for entry in _list(_root(data, part)).children}


def with_comments(data: bytes | None, part: str, notes: Iterable[Note]) -> bytes:
    """The part with the notes: a comment of a cell is kept, and what is in question follows below it."""
    root = _root(data, part)
    authors, listed = root.find("authors"), _list(root)
    author = len(authors.children) if authors else 0
    there = {entry.get("ref"): entry for entry in listed.children}
    p, added, edits = root.prefix, "", list[Edit]()
    for note in notes:
        cell = cell_name(note.row, note.column)
        if cell in there:
            edits += _extended(there[cell], f"\n{note.text}")
        else:
            text = f"<{p}text>{_run(p, note.text)}</{p}text>"
            added += f'<{p}comment ref="{cell}" authorId="{author}">{text}</{p}comment>'
    if added:
        edits.append(with_children(listed, added))
    name = f"<{p}author>{_AUTHOR}</{p}author>"
    if authors is not None:
        edits.append(with_children(authors, name))
    else:
        edits.append((listed.start, listed.start, f"<{p}authors>{name}</{p}authors>"))
    return markup.encode(spliced(root.source, edits))


def _root(data: bytes | None, part: str) -> Element:
    return markup.parse(data if data is not None else _EMPTY.encode(), part)


def _list(root: Element) -> Element:
    found = root.find("commentList")
    if found is None:
        raise PackageError("批注部件里没有 commentList")
    return found


def _extended(comment: Element, more: str) -> list[Edit]:
    """The edits that put a run behind a comment's text; plain text becomes a run first, as Excel wants no mixture."""
    text, p = comment.find("text"), comment.prefix
    if text is None:
        return [with_children(comment, f"<{p}text>{_run(p, more)}</{p}text>")]
    plain = text.find("t")
    edits: list[Edit] = [(plain.start, plain.end, f"<{p}r>{plain.raw}</{p}r>")] if plain else []
    return [*edits, with_children(text, _run(p, more))]


def _run(p: str, text: str) -> str:
    style = f'<{p}rPr><{p}sz val="9"/><{p}rFont val="宋体"/></{p}rPr>'
    return f'<{p}r>{style}<{p}t xml:space="preserve">{escaped(text)}</{p}t></{p}r>'
