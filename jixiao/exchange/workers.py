"""Forms made in this process or in several: a few are faster without starting workers.

At most a few batches are under way at once, so that memory does not grow with the number of projects.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from .form_making import Filed, FormTask, make_form

#: Starting a worker costs about as much as this many forms.
_FEW = 24
_BATCH = 16
_BATCHES_AHEAD = 4


def iter_made(tasks: Iterable[FormTask], jobs: int | None = None) -> Iterator[Filed]:
    """What came of every task, in order; ``jobs`` None uses every core."""
    waiting = iter(tasks)
    first = list(islice(waiting, _FEW + 1))
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(first) <= _FEW:
        for task in chain(first, waiting):
            yield make_form(task)
    else:
        yield from _iter_parallel(chain(first, waiting), workers)


def _iter_parallel(tasks: Iterator[FormTask], workers: int) -> Iterator[Filed]:
    running: deque[Future[list[Filed]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        while batch := list(islice(tasks, _BATCH)):
            running.append(pool.submit(_make_batch, batch))
            if len(running) > workers * _BATCHES_AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _make_batch(batch: list[FormTask]) -> list[Filed]:
    return [make_form(task) for task in batch]
