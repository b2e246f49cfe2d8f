"""The names that the tags of a template use, read from Jinja's syntax tree; nothing is run.

    names = Names(environment)
    scope = names.read(name_tree, …)      the tags in a sheet's name, and what its cells know of them
    names.read(tree, cells, scope=scope)  the program of the sheet

A name is one of the data, or begins with the variable of a loop.  What ``set`` and ``with`` call otherwise counts by
what it stands for; where that is no plain name, it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, nodes

Path = tuple[str | int, ...]
"""``资金.年度[0]`` is ``("资金", "年度", 0)``."""

_FOR = re.compile(r"\{%[-+]?\s*for\s+(.*?)\s+in\s+(.*?)\s*(?:\srecursive\s*)?[-+]?%\}", re.S)
_OPTIONAL_TESTS = frozenset(["defined", "undefined"])
_OPTIONAL_FILTERS = frozenset(["default", "d"])


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or the name of a sheet where ``cell`` is None."""

    sheet: str
    cell: str | None


@dataclass(slots=True)
class FoundLoop:
    """A loop: over what, with which variables, from which cell to which.

    ``path`` and ``holder`` say what is gone through: a name of the data, or of the loop ``holder`` one of whose
    variables is its first word; ``path`` is None where it is no plain name.
    """

    index: int
    begin: Place
    end: Place
    over: str
    variables: tuple[str, ...]
    path: Path | None
    holder: int | None
    is_of_rows: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A name where it is used; ``loop`` is the one whose variable it begins with."""

    path: Path
    loop: int | None
    place: Place
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class FilterUse:
    """A filter where it is used; ``is_in_text`` where its value becomes a part of a text."""

    name: str
    place: Place
    is_in_text: bool
    is_in_loop: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """What a name of a template stands for: a name of the data or of a loop; no path: something computed."""

    path: Path | None
    loop: int | None = None


Scope = dict[str, Bound]


@dataclass(slots=True)
class _Here:
    """Where the reading is: what names stand for, and whether in a text, a loop, a test for being there."""

    scope: Scope
    in_text: bool = False
    in_loop: bool = False
    optional: bool = False

    def inner(self, **changes: Any) -> _Here:
        values = {"in_text": self.in_text, "in_loop": self.in_loop, "optional": self.optional} | changes
        return _Here(dict(self.scope), **values)

    def same_scope(self, **changes: Any) -> _Here:
        inner = self.inner(**changes)
        inner.scope = self.scope
        return inner


@dataclass(slots=True)
class Names:
    """Collects the names, loops and filters of the programs it reads."""

    environment: Environment
    uses: list[Use] = field(default_factory=list)
    loops: list[FoundLoop] = field(default_factory=list)
    filters: list[FilterUse] = field(default_factory=list)
    _sheet: str = ""
    _cells: Sequence[str | None] = ()
    _sources: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    _rows: dict[int, FoundLoop] = field(default_factory=dict)
    _open: list[FoundLoop] = field(default_factory=list)
    _sheet_scope: Scope = field(default_factory=dict)

    def read(
        self,
        sheet: str,
        lines: Sequence[str],
        cells: Sequence[str | None] = (),
        scope: Mapping[str, Bound] | None = None,
    ) -> Scope:
        """What the names of sheets mean to the cells; raises TemplateSyntaxError for what Jinja cannot read."""
        tree = self.environment.parse("\n".join(lines))
        self._sheet, self._cells, self._rows, self._sheet_scope = sheet, cells, {}, {}
        self._sources = self._loop_sources(lines)
        self._visit(tree, _Here(dict(scope or {}), in_loop=False))
        return self._sheet_scope

    @staticmethod
    def _loop_sources(lines: Sequence[str]) -> dict[int, list[tuple[str, str]]]:
        """How the loops that begin in each line are written, in their order."""
        found: dict[int, list[tuple[str, str]]] = {}
        source = "\n".join(lines)
        for match in _FOR.finditer(source):
            found.setdefault(source.count("\n", 0, match.start()) + 1, []).append((match[1], match[2]))
        return found

    def _place(self, node: nodes.Node) -> Place:
        line = node.lineno
        return Place(self._sheet, self._cells[line - 1] if 0 < line <= len(self._cells) else None)

    # ---------------------------------------------------------------------------------------------- nodes

    def _visit(self, node: nodes.Node, here: _Here) -> None:
        known = _VISITORS.get(type(node))
        if known is not None:
            known(self, node, here)
            return
        for child in node.iter_child_nodes():
            self._visit(child, here)

    def _visit_all(self, found: Sequence[nodes.Node], here: _Here) -> None:
        for node in found:
            self._visit(node, here)

    def _name(self, node: nodes.Expr, here: _Here) -> None:
        """A name with what follows its dots; where an index is computed, the name up to it."""
        bound = self._bound(node, here)
        if bound is None:
            self._visit_all(list(node.iter_child_nodes()), here)
        elif bound.path is not None:
            self.uses.append(Use(bound.path, bound.loop, self._place(node), here.optional))

    def _bound(self, node: nodes.Node, here: _Here) -> Bound | None:
        """What a plain name with its dots stands for; None for any other expression."""
        if isinstance(node, nodes.Name):
            is_ours = node.name.startswith("_xt") or node.name in self.environment.globals
            return here.scope.get(node.name, Bound(None) if is_ours else Bound((node.name,)))
        step: str | int | None = None
        if isinstance(node, nodes.Getattr):
            step = node.attr
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            step = node.arg.value if isinstance(node.arg.value, str | int) else None
        if step is None or not isinstance(node, nodes.Getattr | nodes.Getitem):
            return None
        holder = self._bound(node.node, here)
        if holder is None or holder.path is None:
            return holder
        return Bound((*holder.path, step), holder.loop)

    def _call(self, node: nodes.Call, here: _Here) -> None:
        """A call; the method called is no field."""
        if isinstance(node.node, nodes.Name) and node.node.name.startswith("_xt"):
            self._own_call(node.node.name, node, here)
            return
        called = node.node.node if isinstance(node.node, nodes.Getattr) else node.node
        self._visit_all([called, *node.args, *node.kwargs], here)

    def _own_call(self, name: str, node: nodes.Call, here: _Here) -> None:
        """A call that the compiler wrote: it shows where the loops over rows begin and end."""
        number = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else -1
        if name == "_xt_enter" and self._open:
            self._open[-1].is_of_rows = True
            self._rows[number] = self._open[-1]
        elif name == "_xt_leave" and number in self._rows:
            self._rows[number].end = self._place(node)
        elif name == "_xt_sheet":
            self._sheet_scope = dict(here.scope)

    def _filter(self, node: nodes.Filter, here: _Here) -> None:
        self.filters.append(FilterUse(node.name, self._place(node), here.in_text, here.in_loop))
        is_optional = here.optional or node.name in _OPTIONAL_FILTERS
        if node.node is not None:
            self._visit(node.node, here.same_scope(optional=is_optional))
        self._visit_all([*node.args, *node.kwargs], here)

    def _test(self, node: nodes.Test, here: _Here) -> None:
        self._visit(node.node, here.same_scope(optional=here.optional or node.name in _OPTIONAL_TESTS))
        self._visit_all([*node.args, *node.kwargs], here)

    def _for(self, node: nodes.For, here: _Here) -> None:
        self._visit(node.iter, here)
        loop = self._new_loop(node, here)
        inner = here.inner(in_loop=True)
        inner.scope |= {name: Bound((name,), loop.index) for name in loop.variables} | {"loop": Bound(None)}
        if node.test is not None:
            self._visit(node.test, inner)
        self._open.append(loop)
        self._visit_all(node.body, inner)
        self._open.pop()
        self._visit_all(node.else_, here.inner())

    def _new_loop(self, node: nodes.For, here: _Here) -> FoundLoop:
        sources = self._sources.get(node.lineno) or []
        variables = tuple(_stored(node.target))
        over = sources.pop(0)[1] if sources else ""
        bound = self._bound(node.iter, here) or Bound(None)
        place = self._place(node)
        loop = FoundLoop(len(self.loops), place, place, over, variables, bound.path, bound.loop)
        self.loops.append(loop)
        return loop

    def _assign(self, node: nodes.Assign, here: _Here) -> None:
        self._visit(node.node, here)
        self._bind(node.target, node.node, here)

    def _bind(self, target: nodes.Node, value: nodes.Node, here: _Here) -> None:
        is_plain = isinstance(target, nodes.Name) and not target.name.startswith("_xt")
        plain = self._bound(value, here) if is_plain else None
        here.scope.update(dict.fromkeys(_stored(target), plain or Bound(None)))

    def _assign_block(self, node: nodes.AssignBlock, here: _Here) -> None:
        if node.filter is not None:
            self._visit(node.filter, here)
        self._visit_all(node.body, here.inner(in_text=True))
        here.scope.update(dict.fromkeys(_stored(node.target), Bound(None)))

    def _with(self, node: nodes.With, here: _Here) -> None:
        inner = here.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            self._visit(value, here)
            self._bind(target, value, inner)
        self._visit_all(node.body, inner)


def _stored(target: nodes.Node) -> list[str]:
    names = [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))
    return [name.name for name in names]


_VISITORS: dict[type[nodes.Node], Callable[[Names, Any, _Here], None]] = {
    nodes.Name: Names._name,
    nodes.Getattr: Names._name,
    nodes.Getitem: Names._name,
    nodes.Call: Names._call,
    nodes.Filter: Names._filter,
    nodes.Test: Names._test,
    nodes.For: Names._for,
    nodes.Assign: Names._assign,
    nodes.AssignBlock: Names._assign_block,
    nodes.With: Names._with,
}
