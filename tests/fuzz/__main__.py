"""Fuzzes every way into the program for a fixed time: ``python -m tests.fuzz --minutes 60``.

A worker process runs one seed after the other under limits of time and memory; what is no result and no error of the
program's own is written to the folder ``--findings`` with its seed, and the worker goes on or is started anew.  What
was found and mended stays in tests/fuzz/cases and runs with every test (test_fuzz.py).  POSIX only: the limits are.
"""

from __future__ import annotations

import argparse
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from .targets import TARGETS

SECONDS = 20  # for one input; loading and filling takes some milliseconds
MEMORY = 1 << 30


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--targets", nargs="*", default=list(TARGETS), choices=list(TARGETS))
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.targets[0], options.start, options.minutes * 60, options.findings)
        return
    options.findings.mkdir(exist_ok=True)
    for target in options.targets:
        count, found = fuzz(target, options)
        print(f"{target}: {count:,} inputs, {found} findings")


def fuzz(target: str, options: argparse.Namespace) -> tuple[int, int]:
    """How many inputs of one target were run in its share of the time, and how many of them are findings."""
    end = time.monotonic() + options.minutes * 60 / len(options.targets)
    seed = options.start
    while (left := end - time.monotonic()) > 1:
        seed = run_worker(target, seed, left, options.findings)
    return seed - options.start, sum(1 for _ in options.findings.glob(f"{target}-*.txt"))


def run_worker(target: str, seed: int, seconds: float, findings: Path) -> int:
    """The seed after the last one that a worker ran; one at which it died or hung for good is a finding."""
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.fuzz", "--worker", "--targets", target]
    options = ["--start", str(seed), "--minutes", str(seconds / 60), "--findings", str(findings)]
    worker = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        shown, errors = worker.communicate(timeout=seconds + 3 * SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        shown, errors = worker.communicate()
        errors += "\nhung in a call that no signal ends"
    last = int((shown.split() or [str(seed)])[-1])
    if worker.returncode:
        keep(findings, target, last, f"the worker ended with {worker.returncode}\n{errors}")
    return last + 1


def work(target: str, seed: int, seconds: float, findings: Path) -> None:
    """Runs seeds until the time is over, printing each before it runs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _give_up)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        print(seed, flush=True)
        try:
            signal.alarm(SECONDS)
            TARGETS[target].run(TARGETS[target].make(seed))
        except Exception:  # noqa: BLE001 - whatever it is, it is a finding
            keep(findings, target, seed, traceback.format_exc())
        finally:
            signal.alarm(0)
        seed += 1


def keep(findings: Path, target: str, seed: int, what: str) -> None:
    """Writes a finding: the input and what became of it."""
    (findings / f"{target}-{seed}.txt").write_text(what, "utf-8")
    (findings / f"{target}-{seed}.bin").write_bytes(TARGETS[target].make(seed))


def _give_up(signal_number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signal's own shape
    raise TimeoutError(f"no result after {SECONDS} seconds")


if __name__ == "__main__":
    main()
