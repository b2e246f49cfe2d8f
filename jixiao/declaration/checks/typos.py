"""The list of typos in ``typos.txt``, read once, when it is first used.

Refuses guesses: a line belongs there only where the writing is wrong in every sentence it may stand in.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from ..patterns import Pattern

_LOOKING = re.compile(r"\(\?.*?\)")
_FILE = Path(__file__).with_name("typos.txt")


class Typos:
    """The list as one pattern, and the right writing of what it finds."""

    @cached_property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """(pattern, right writing) of each line."""
        lines = (line for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
        return tuple((wrong, right) for wrong, right in (line.split("\t") for line in lines))

    @cached_property
    def pattern(self) -> Pattern:
        """Everything on the list."""
        return Pattern("|".join(wrong for wrong, _ in self.entries))

    def correct(self, found: str) -> str:
        """The right writing of what the pattern found: ``TYPOS.correct("够买") == "购买"``."""
        return self._writings[found]

    @cached_property
    def _writings(self) -> dict[str, str]:
        """Without what the pattern only looks at: 拔付 for 拔付(?!率)."""
        return {_LOOKING.sub("", wrong): right for wrong, right in reversed(self.entries)}


TYPOS = Typos()
