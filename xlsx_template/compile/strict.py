"""What the compiler does with the mistakes of a template: the first one is raised.

Inspection, which wants all of them, puts another in the place of :class:`Strict`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError

from xlsx_template.errors import TagError
from xlsx_template.formula.reference import cell_name
from xlsx_template.language import tags
from xlsx_template.language.environment import Sandbox
from xlsx_template.language.syntax import mistakes_of, syntax_mistake
from xlsx_template.language.tags import CellTags
from xlsx_template.sheet.worksheet import Cell

Tagged = Mapping[tuple[int, int], CellTags]
"""The tags of a sheet by row and column."""


class Strict:
    """Reads tags and compiles programs; every mistake is raised."""

    def __init__(self, environment: Sandbox) -> None:
        self.environment = environment

    def refuse(self, error: TagError) -> None:
        """Deal with a mistake."""
        raise error

    def refuse_pair(self, error: TagError) -> None:
        """Deal with statements that should be a pair."""
        self.refuse(error)

    def tags_of(self, cell: Cell) -> CellTags | None:
        """The tags of a cell with text; None where they cannot be read."""
        assert cell.text is not None
        try:
            return tags.split(self.environment, cell.text)
        except TagError as error:
            raise error.at(cell=cell.name) from error.__cause__

    def compiled(self, lines: Sequence[str], cells: Sequence[str | None], tagged: Tagged) -> JinjaTemplate | None:
        """The Jinja program of a sheet; ``cells`` names the cell that each of its lines comes from."""
        try:
            return self.environment.from_string("\n".join(lines))
        except TemplateSyntaxError as error:
            for (row, column), found in tagged.items():
                for tag in found.sources:
                    for mistake in mistakes_of(self.environment, tag):
                        raise TagError(mistake, cell=cell_name(row, column)) from error
            cell = cells[error.lineno - 1] if error.lineno <= len(cells) else None
            raise TagError(syntax_mistake(error.message or "", "", self.environment), cell=cell) from error
