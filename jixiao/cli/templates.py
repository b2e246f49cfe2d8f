"""What the clerk is told about a template before it is filled."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .console import say


def warn_of_templates(templates: Iterable[Path]) -> None:
    """Says what in a template of one's own can be used but is hardly meant; nothing about one that cannot be read."""
    from ..exchange.papers.inspecting import iter_warnings

    for template in templates:
        if template.suffix.lower() == ".xlsx":
            for warning in iter_warnings(template):
                say(f"警告 {warning}")
