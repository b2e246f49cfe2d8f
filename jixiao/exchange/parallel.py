"""Forms made in several processes.  Imported only when there are many, because the import alone takes time.

At most a few batches are under way at once, so that memory does not grow with the number of projects.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from .form_making import Filed, FormTask, make_form

_BATCH = 16
_BATCHES_AHEAD = 4


def iter_parallel(tasks: Iterator[FormTask], workers: int) -> Iterator[Filed]:
    """What came of every task, in order, made by that many processes."""
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
