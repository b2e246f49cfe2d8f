"""Random templates, as far as a row map knows them: rows, gaps, rows of statements only, loops and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from xlsx_template.moving.rowmap import RowMap
from xlsx_template.program.model import Instance, Iteration, Loop, RowProgram

Block = list[tuple[Any, ...]]

_LEAVES = st.one_of(
    st.tuples(st.just("row")),
    st.tuples(st.just("tags")),
    st.tuples(st.just("gap"), st.integers(2, 4)),
)


def _nested(block: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    loop = st.tuples(st.just("loop"), block, st.integers(0, 4))
    condition = st.tuples(st.just("if"), block, st.lists(st.booleans(), min_size=1, max_size=3))
    return st.lists(st.one_of(_LEAVES, loop, condition), min_size=1, max_size=4)


blocks: st.SearchStrategy[Block] = st.recursive(st.lists(_LEAVES, min_size=1, max_size=4), _nested, max_leaves=12)
"""What stands on a sheet, from top to bottom; ``loop`` has its rounds, ``if`` its answers in turn."""


@dataclass
class Plan:
    """A template made of blocks, and the form that it makes."""

    programs: list[RowProgram] = field(default_factory=list)
    instances: list[Instance] = field(default_factory=list)
    number: int = 1
    loops: int = 0

    @classmethod
    def of(cls, block: Block) -> Plan:
        """The template of a block, filled."""
        plan = cls()
        plan._run(plan._compiled(block, None), None)
        return plan

    @property
    def rows(self) -> RowMap:
        """The map of the form, every instance with the rows it has in the template."""
        found = RowMap(self.programs, self.instances)
        found.place([self.programs[instance.index].span for instance in self.instances])
        return found

    def _compiled(self, block: Block, loop: Loop | None) -> list[tuple[Any, ...]]:
        compiled: list[tuple[Any, ...]] = []
        for kind, *rest in block:
            if kind in ("row", "gap"):
                span = rest[0] if kind == "gap" else 1
                opening = () if kind == "gap" else ('<row r="', '">')
                self.programs.append(RowProgram(self.number, span, loop=loop, opening=opening))
                compiled.append(("index", len(self.programs) - 1))
                self.number += span
            elif kind == "tags":
                self.number += 1
            elif kind == "if":
                compiled.append(("if", self._compiled(rest[0], loop), list(rest[1])))
            else:
                compiled.append(self._compiled_loop(rest[0], rest[1], loop))
        return compiled

    def _compiled_loop(self, block: Block, rounds: int, parent: Loop | None) -> tuple[Any, ...]:
        self.loops += 1
        first, at = self.number, len(self.programs)
        made = Loop(self.loops, parent, first, first + _height(block) - 1)
        body = self._compiled(block, made)
        assert self.number - 1 == made.last_row
        assert all(program.number >= first for program in self.programs[at:])
        return "loop", body, rounds, made

    def _run(self, compiled: list[tuple[Any, ...]], iteration: Iteration | None) -> None:
        for kind, *rest in compiled:
            if kind == "index":
                self.instances.append(Instance(rest[0], (), iteration))
            elif kind == "if":
                rest[1].append(rest[1].pop(0))
                if rest[1][-1]:
                    self._run(rest[0], iteration)
            else:
                for _ in range(rest[1]):
                    inner = Iteration(rest[2], iteration, len(self.instances))
                    self._run(rest[0], inner)
                    inner.end = len(self.instances)


def _height(block: Block) -> int:
    heights = {"row": 1, "tags": 1}
    return sum(heights.get(kind) or (rest[0] if kind == "gap" else _height(rest[0])) for kind, *rest in block)
