"""The tags in a cell's text: what acts on the row, and what is left for the cell.

A statement opened and closed in one cell works inside that text; one that is not closed in its own cell works on rows.
Jinja's own lexer finds the tags, so that strings, comments and ``{% raw %}`` are read as Jinja reads them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from jinja2 import TemplateSyntaxError

from xlsx_template.errors import TagError
from xlsx_template.language.environment import Sandbox
from xlsx_template.language.syntax import BETWEEN, CLOSING, OPENING, STATEMENTS, syntax_mistake, unknown_statement
from xlsx_template.package.strings import CellText
from xlsx_template.values import run_mark

_HAS_TAG = re.compile(r"\{[{%#]")
_IN_FORMULA = re.compile(r"\{[{%]")
_REGION = re.compile(r"\{[{%].*?[}%]\}", re.S)
_BRACKETED = re.compile(r"\"[^\"]*\"|'[^']*'|\.\s*(\w*（[\w、]*）\w*)")
_BEGIN = {"variable_begin": "variable", "block_begin": "block", "comment_begin": "comment"}
_END = frozenset(["variable_end", "block_end", "comment_end"])


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a cell's text: ``kind`` is data, variable, block, comment or raw; ``word`` a block's first word.

    ``start`` is where it stands in the text as Jinja reads it.
    """

    kind: str
    source: str
    start: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that works on rows: ``{% for 行 in 指标行 %}`` with its first word."""

    word: str
    source: str


@dataclass(frozen=True, slots=True)
class CellTags:
    """A cell's text taken apart.

    ``before`` takes effect before the row, ``after`` after it.  ``expression`` is the source of a lone ``{{ }}``, whose
    value keeps its type; else ``body`` is what is left as text, with tags in it where ``is_dynamic``.  ``sources``
    are all the tags, each for itself.
    """

    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    body: str
    expression: str | None
    is_dynamic: bool
    sources: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left for the cell but its style."""
        return self.expression is None and not self.body


def has_tags(text: str) -> bool:
    """Whether a cell's text holds anything for Jinja."""
    return bool(_HAS_TAG.search(text))


def in_formula(formula: str) -> bool:
    """Whether a formula holds a tag; ``{#N/A,1}`` in one is an array."""
    return bool(_IN_FORMULA.search(formula))


def split(environment: Sandbox, cell: CellText) -> CellTags:
    """A cell's text taken apart; raises TagError for what Jinja cannot read.

    In a rich text every piece is marked with the run it belongs to, a tag with the one it starts in.
    """
    source, starts = _with_subscripts(cell)
    chunks = _chunks(environment, source)
    in_text = _positions_within_text(chunks)
    before, after, kept = [], [], []
    for position, chunk in enumerate(chunks):
        if chunk.kind != "block" or position in in_text:
            kept.append(chunk)
        elif chunk.word in CLOSING:
            after.append(Statement(chunk.word, chunk.source))
        else:
            before.append(Statement(chunk.word, chunk.source))
    sources = tuple(chunk.source for chunk in chunks if chunk.kind in ("variable", "block"))
    return replace(_cell_tags(tuple(before), tuple(after), kept, starts), sources=sources)


def _cell_tags(
    before: tuple[Statement, ...], after: tuple[Statement, ...], kept: list[Chunk], run_starts: list[int]
) -> CellTags:
    meaningful = [c for c in kept if c.kind != "comment" and (c.kind != "data" or c.source.strip())]
    if not meaningful:
        return CellTags(before, after, "", None, False)
    if any(c.kind == "variable" and not _inner(c.source) for c in meaningful):
        raise TagError("{{ }} 里没有内容")
    if len(meaningful) == 1 and meaningful[0].kind == "variable":
        return CellTags(before, after, "", _inner(meaningful[0].source), True)
    body = "".join(_body_piece(chunk, run_starts) for chunk in kept)
    return CellTags(before, after, body, None, any(chunk.kind != "data" for chunk in kept))


def _body_piece(chunk: Chunk, run_starts: list[int]) -> str:
    """A chunk's source; a loop within a text counts its rounds, a rich text marks its runs."""
    if chunk.kind == "block":
        return chunk.source + ("{% do _xt_tick() %}" if chunk.word == "for" else "")
    if not run_starts:
        return chunk.source
    run = bisect_right(run_starts, chunk.start) - 1
    if chunk.kind != "data":
        return run_mark(run) + chunk.source
    ends = [start - chunk.start for start in run_starts[run + 1 :] if start - chunk.start < len(chunk.source)]
    edges = [0, *ends, len(chunk.source)]
    return "".join(run_mark(run + n) + chunk.source[a:b] for n, (a, b) in enumerate(pairwise(edges)))


def _inner(variable: str) -> str:
    return variable[2:-2].removeprefix("-").removesuffix("-").strip()


def _with_subscripts(cell: CellText) -> tuple[str, list[int]]:
    """The text with ``资金.县（市）区级财政`` as the subscript Jinja knows, and where its runs start in that text."""
    starts = [run.start for run in cell.runs]
    source, place = "", 0
    for match in _bracketed_names(cell.text):
        source += cell.text[place : match.start()] + f'["{match[1]}"]'
        place = match.end()
        grown = len(source) - place
        starts = [run.start + grown if run.start >= place else now for run, now in zip(cell.runs, starts, strict=True)]
    return source + cell.text[place:], starts


def _bracketed_names(text: str) -> Iterator[re.Match[str]]:
    for region in _REGION.finditer(text):
        yield from (match for match in _BRACKETED.finditer(text, *region.span()) if match[1])


def _chunks(environment: Sandbox, text: str) -> list[Chunk]:
    chunks: list[Chunk] = []
    kind, source, word, start = "", "", "", 0
    place = 0
    try:
        for _, token, value in environment.lex(text):
            if not kind and token in _BEGIN:
                kind, source, word, start = _BEGIN[token], value, "", place
            elif kind:
                source += value
                word = word or (value if token == "name" else "")
                if token in _END:
                    chunks.append(_checked(Chunk(kind, source, start, word)))
                    kind = ""
            else:
                chunks.append(Chunk("data" if token == "data" else "raw", value, place))
            place += len(value)
    except TemplateSyntaxError as error:
        raise TagError(f"{syntax_mistake(error.message or '', text)}：{text.strip()[:80]}") from error
    if kind:
        raise TagError(f"{syntax_mistake('unexpected end of template', text)}：{text.strip()[:80]}")
    return chunks


def _checked(chunk: Chunk) -> Chunk:
    if "_xt_" in chunk.source:
        raise TagError("名称里不能有“_xt_”，它是程序自己用的")
    if chunk.kind == "block" and chunk.word not in STATEMENTS:
        raise TagError(unknown_statement(chunk.word))
    return chunk


def _positions_within_text(chunks: list[Chunk]) -> set[int]:
    """Where the statements stand that are opened and closed within the cell, with their else."""
    within: set[int] = set()
    stack: list[list[int]] = []
    for position, chunk in enumerate(chunks):
        if chunk.kind != "block":
            continue
        if chunk.word in OPENING and not _is_plain_set(chunk):
            stack.append([position])
        elif stack and (chunk.word in BETWEEN or chunk.word in ("set", "do")):
            stack[-1].append(position)
        elif stack and chunk.word in CLOSING and chunks[stack[-1][0]].word == chunk.word.removeprefix("end"):
            within.update([*stack.pop(), position])
    for left_open in stack:
        if any(chunks[position].word in BETWEEN for position in left_open):
            raise TagError("“else”和它的“if”写在同一行，行条件的 else 要写在另一行")
    return within


def _is_plain_set(chunk: Chunk) -> bool:
    return chunk.word == "set" and "=" in chunk.source
