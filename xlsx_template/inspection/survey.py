"""A sheet compiled for inspection: every mistake is kept, and what can be read in spite of it is read on.

A tag that cannot be read is taken for what was probably meant, so that its mistake is told once and not again by
everything that depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError

from xlsx_template.compile.strict import Strict, Tagged
from xlsx_template.errors import TagError
from xlsx_template.language import tags
from xlsx_template.language.environment import Sandbox
from xlsx_template.language.syntax import guessed, is_readable, iter_tags, mistakes_of, syntax_mistake
from xlsx_template.language.tags import CellTags, Statement
from xlsx_template.package.strings import CellText
from xlsx_template.sheet.worksheet import Cell

_NEUTRAL = {
    "for": "{% for _xt_item in () %}",
    "if": "{% if 0 %}",
    "elif": "{% elif 0 %}",
    "with": "{% with %}",
    "filter": "{% filter upper %}",
    "set": "{% set _xt_text = 0 %}",
}


class Survey(Strict):
    """Keeps the mistakes of a sheet, and the Jinja program made of it: ``lines``, and ``cells`` they come from."""

    def __init__(self, environment: Sandbox) -> None:
        super().__init__(environment)
        self.mistakes: list[TagError] = []
        self.lines: Sequence[str] = ()
        self.cells: Sequence[str | None] = ()
        self._is_uncertain = False  # a statement was not understood, so that others may look alone

    def refuse(self, error: TagError) -> None:
        """Keep a mistake."""
        self.mistakes.append(error)

    def refuse_pair(self, error: TagError) -> None:
        """Keep a mistake about statements that should be a pair, if their other half was not misread."""
        if not self._is_uncertain:
            self.refuse(error)

    def tags_of(self, cell: Cell) -> CellTags | None:
        """The tags of a cell with text as they are or were probably meant; None where that cannot be guessed."""
        assert cell.text is not None
        try:
            found = tags.split(self.environment, cell.text)
        except TagError as error:
            own = [mistake for tag in iter_tags(cell.text.text) for mistake in self._mistakes_of(tag)]
            self._keep(own or [error.message], cell)
            return self._guess(cell.text.text)
        own = [mistake for tag in found.sources for mistake in self._mistakes_of(tag)]
        self._keep(own or self._mistakes_of_text(found.body), cell)
        return self._readable(found)

    def _mistakes_of(self, tag: str) -> list[str]:
        return mistakes_of(self.environment, tag)

    def _keep(self, messages: list[str], cell: Cell) -> None:
        self.mistakes += [TagError(message, cell=cell.name) for message in dict.fromkeys(messages)]

    def _guess(self, text: str) -> CellTags | None:
        try:
            return self._readable(tags.split(self.environment, CellText(guessed(text))))
        except TagError:
            self._is_uncertain |= "{%" in text
            return None

    def _readable(self, found: CellTags) -> CellTags:
        """The tags, with neutral ones in the place of those that Jinja cannot read."""
        is_read = found.expression is None or is_readable(self.environment, f"{{{{ {found.expression} }}}}")
        return replace(
            found,
            before=tuple(map(self._readable_statement, found.before)),
            after=tuple(map(self._readable_statement, found.after)),
            expression=found.expression if is_read else "''",
            body="" if self._mistakes_of_text(found.body) else found.body,
        )

    def _readable_statement(self, statement: Statement) -> Statement:
        if is_readable(self.environment, statement.source):
            return statement
        return replace(statement, source=_NEUTRAL.get(statement.word, f"{{% {statement.word} %}}"))

    def _mistakes_of_text(self, body: str) -> list[str]:
        """What is wrong with the order of tags in a text."""
        try:
            self.environment.parse(body)
        except TemplateSyntaxError as error:
            return [syntax_mistake(error.message or "", "")]
        return []

    def compiled(self, lines: Sequence[str], cells: Sequence[str | None], tagged: Tagged) -> JinjaTemplate | None:
        """Nothing; the program is kept to be read.  What only its compiling shows is kept as a mistake."""
        self.lines, self.cells = lines, cells
        if not self.mistakes:
            try:
                return super().compiled(lines, cells, tagged)
            except TagError as error:
                self.refuse(error)
        return None
