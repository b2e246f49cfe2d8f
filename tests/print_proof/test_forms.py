"""The county form of projects of any shape, on paper.

The suite prints a few; all of them with ``JIXIAO_PRINT_PROJECTS=64 python -m pytest tests/print_proof``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.run import county_form
from tests.print_proof.office import SOFFICE
from tests.print_proof.projects import project
from tests.print_proof.proof import problems_of

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

PROJECTS = int(os.environ.get("JIXIAO_PRINT_PROJECTS", "8"))
AT_ONCE = 8


@pytest.mark.parametrize("first", range(0, PROJECTS, AT_ONCE))
def test_every_character_stands_in_its_own_cell(first: int, tmp_path: Path) -> None:
    files = []
    for seed in range(first, min(first + AT_ONCE, PROJECTS)):
        path = tmp_path / f"project-{seed}.xlsx"
        path.write_bytes(county_form(project(seed))())
        files.append(path)
    assert problems_of(files, tmp_path) == {file.name: [] for file in files}
