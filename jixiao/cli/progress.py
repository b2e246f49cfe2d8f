"""How far a long run is, on one line at the foot of the terminal: how many of all, how many a second, the time left.

Only a terminal gets it: in a file or a pipe nothing moves.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

_Item = TypeVar("_Item")

#: Fewer are made before anybody has read the line.
_FEW = 50
_CLEAR_LINE = "\r\x1b[K"


def iter_with_progress(items: Iterable[_Item], count: int) -> Iterator[_Item]:
    """The items of which there are so many; while each is worked on, the line is gone, so that it may write."""
    if count < _FEW or not sys.stderr.isatty():
        yield from items
        return
    begun = time.monotonic()
    with click.progressbar(
        length=count,
        label="生成",
        show_eta=False,
        show_pos=True,
        item_show_func=_counting(lambda: time.monotonic() - begun, count),
        file=sys.stderr,
    ) as bar:
        for done, item in enumerate(items, start=1):
            click.echo(_CLEAR_LINE, nl=False, err=True)
            yield item
            bar.update(1, done)


def explain_pace(done: int, count: int, seconds: float) -> str:
    """How fast it goes and how long it lasts: ``explain_pace(400, 1000, 1.0) == "400份/秒，还需约2秒"``."""
    left = round(seconds / done * (count - done))
    hours, minutes = divmod(left // 60, 60)
    parts = (f"{hours}小时" if hours else "", f"{minutes}分" if minutes else "", "" if hours else f"{left % 60}秒")
    return f"{done / max(seconds, 0.001):.0f}份/秒，还需约{''.join(parts)}"


def _counting(elapsed: Callable[[], float], count: int) -> Callable[[int | None], str | None]:
    return lambda done: explain_pace(done, count, elapsed()) if done else None
