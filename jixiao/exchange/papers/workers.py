"""Forms made in this process or in several: a few are faster without starting workers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from .form_making import Filed, FormTask, make_form

#: Starting the workers costs about as much as this many forms.
_FEW = 24


def iter_made(tasks: Iterable[FormTask], jobs: int | None = None) -> Iterator[Filed]:
    """What came of every task, in order; ``jobs`` None uses every core."""
    waiting = iter(tasks)
    first = list(islice(waiting, _FEW + 1))
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(first) <= _FEW:
        return map(make_form, chain(first, waiting))
    from .parallel import iter_parallel

    return iter_parallel(chain(first, waiting), workers)
