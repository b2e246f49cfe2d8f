"""A little fuzzing with every run, and all that longer runs have found, for good.

``python -m tests.fuzz --minutes 60`` is the long run; its figures stand in docs/reliability.md.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .targets import TARGETS

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("seed", range(0, 60, 10))
def test_damaged_input_ends_in_a_result_or_in_an_error_of_our_own(target: str, seed: int) -> None:
    for number in range(seed, seed + 10):
        TARGETS[target].run(TARGETS[target].make(number))


@pytest.mark.parametrize("case", sorted(CASES.glob("*.bin")), ids=lambda case: case.stem)
def test_what_fuzzing_has_found_stays_mended(case: Path) -> None:
    TARGETS[case.stem.partition("-")[0]].run(case.read_bytes())


@settings(max_examples=60)
@given(st.binary(max_size=200), st.sampled_from(sorted(TARGETS)))
def test_any_bytes_end_in_a_result_or_in_an_error_of_our_own(data: bytes, target: str) -> None:
    TARGETS[target].run(data)


@pytest.mark.parametrize("target", TARGETS)
def test_a_seed_gives_the_same_input_again(target: str) -> None:
    seeds = TARGETS[target].seeds()
    random = Random(7)
    assert TARGETS[target].make(7) == TARGETS[target].mutate(random.choice(seeds), random)
