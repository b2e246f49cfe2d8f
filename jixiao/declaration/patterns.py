"""Regular expressions that are compiled when they are first used.

The rules know a hundred patterns, and one project needs few of them: compiling all would cost a cold run 40 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A pattern like ``re.compile``'s: ``Pattern(r"\\d+").search("第12行")``; the first use compiles it."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[[str], re.Match[str] | None]
    fullmatch: Callable[[str], re.Match[str] | None]
    findall: Callable[[str], list[str]]
    finditer: Callable[[str], Iterator[re.Match[str]]]
    sub: Callable[[str, str], str]

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Called once a method: afterwards the compiled one stands in its place."""
        if name.startswith("_"):
            raise AttributeError(name)
        method = getattr(re.compile(self.text, self._flags), name)
        setattr(self, name, method)
        return method
