"""The names of a template that data does not have: looked up, never computed.

A name is looked for in every item of its loop.  What is gone through by a computed expression is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlsx_template.language.environment import nearest
from xlsx_template.language.names import Path, Place

if TYPE_CHECKING:
    from xlsx_template.inspection.inspect import Field, Loop

Items = list[tuple[str, Any]]
"""The items of a loop with how each is called: ``绩效指标[3]``."""

_MISSING = object()
_PLAIN = (str, int, float, list, tuple, type(None))


def find(fields: Sequence[Field], loops: Sequence[Loop], data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Where a name is used first that is not there, with what to say."""
    items: list[Items] = []
    for field in fields:
        if not field.is_optional:
            yield from _first(field, [("", data)], field.path)
    for loop in loops:
        items.append(_items(loop, items, data))
        named = items[-1] if len(loop.variables) == 1 else []
        for field in loop.fields:
            if not field.is_optional:
                yield from _first(field, named, field.path[1:])


def _first(field: Field, holders: Items, path: Path) -> Iterator[tuple[Place, str]]:
    for label, holder in holders:
        message = _lack(label, holder, path)
        if message:
            yield field.places[0], message
            return


def _items(loop: Loop, known: Sequence[Items], data: Mapping[str, Any]) -> Items:
    if loop.path is None:
        return []
    holders: Items = [("", data)] if loop.holder is None else known[loop.holder]
    path = loop.path if loop.holder is None else loop.path[1:]
    found: Items = []
    for label, holder in holders:
        value: Any = holder
        for step in path:
            value = _step(value, step)
        if isinstance(value, list | tuple):
            name = _joined(label, path)
            found += [(f"{name}[{number}]", item) for number, item in enumerate(value, 1)]
    return found


def _lack(label: str, value: Any, path: Path) -> str:
    """What to say about the first step that is not there; nothing where all are."""
    for number, step in enumerate(path):
        held = _step(value, step)
        if held is _MISSING:
            where = _joined(label, path[:number])
            keys = list(value) if isinstance(value, Mapping) else []
            return f"数据{f'的“{where}”' if where else ''}里没有“{step}”{nearest(str(step), keys)}"
        value = held
    return ""


def _step(value: Any, step: str | int) -> Any:
    """What a step leads to; what only running a template would show counts as there."""
    if isinstance(value, Mapping):
        return value.get(step, getattr(value, str(step), _MISSING))
    if isinstance(value, list | tuple) and isinstance(step, int):
        return value[step] if -len(value) <= step < len(value) else _MISSING
    return _MISSING if isinstance(value, _PLAIN) and not hasattr(value, str(step)) else None


def _joined(label: str, path: Path) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return (label + steps).removeprefix(".")
