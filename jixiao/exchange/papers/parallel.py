"""Forms made in several processes.  Imported only when there are many, because the import alone takes time.

At most a few batches are under way at once, so that memory does not grow with the number of projects.  A worker ends
with the process that started it, also where that is killed: workers wait on a pipe that their brothers hold open.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import connection, parent_process

from .form_making import Filed, FormTask, make_form

_BATCH = 16
_BATCHES_AHEAD = 4


def iter_parallel(tasks: Iterator[FormTask], workers: int) -> Iterator[Filed]:
    """What came of every task, in order, made by that many processes."""
    running: deque[Future[list[Filed]]] = deque()
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        while batch := list(islice(tasks, _BATCH)):
            running.append(pool.submit(_make_batch, batch))
            if len(running) > workers * _BATCHES_AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _end_with_parent() -> None:
    """Watches the parent from a thread of its own; the files that are being written are temporary ones (saving)."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if (parent := parent_process()) is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _make_batch(batch: list[FormTask]) -> list[Filed]:
    return [make_form(task) for task in batch]
