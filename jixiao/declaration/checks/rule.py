"""What a review rule is: a line of the table, and what its function yields.

A rule's function takes what was understood of a project and yields a Hit for each place where it fires.  The words for
the clerk stand in the table, so that they can be read, counted and printed in the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..findings import Finding, Level

if TYPE_CHECKING:
    from .understood import Understood

#: A clerk's text inside a message is cut here.
_LONGEST_QUOTE = 40

Example = Mapping[str, Any]


class Hit(NamedTuple):
    """One place where a rule fires: the field, the values of its message, and what differs from the table.

    ``kind`` chooses among the messages of a rule that has several; ``level`` None is the level of the rule.
    """

    field: str
    values: Mapping[str, object]
    kind: str = ""
    level: Level | None = None


Check = Callable[["Understood"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One review rule; ``check`` None for those that reading a project finds itself.

    ``messages`` maps a kind ("" the usual one) to a template; ``fires`` and ``quiet`` are what an otherwise sound
    project (``examples.SOUND``) must hold for the rule to fire, and the nearest thing that is right.
    """

    number: str
    level: Level
    title: str
    basis: str
    messages: Mapping[str, str]
    check: Check | None
    fires: Example
    quiet: Example

    def iter_findings(self, understood: Understood, level: Level) -> Iterator[Finding]:
        """The findings of this rule in a project, at the level the settings give it.

        A hit that is weaker or stronger than the rule keeps its own level while the rule's is not changed.
        """
        if self.check is None:
            return
        for hit in self.check(understood):
            message = self.messages[hit.kind].format_map(hit.values)
            chosen = level if level is not self.level or hit.level is None else hit.level
            yield Finding(self.number, hit.field, message, chosen, self.basis)


def hit(field: str, kind: str = "", level: Level | None = None, **values: object) -> Hit:
    """A hit with its values quoted at a readable length: ``hit("项目期", typed="长期")``."""
    return Hit(field, {name: quote(value) for name, value in values.items()}, kind, level)


def quote(value: object) -> str:
    """A value as it stands in a message, on one line and cut where it is long."""
    text = value if isinstance(value, str) else str(value)
    if "\n" in text:
        text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
