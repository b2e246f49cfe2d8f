"""A file that is no workbook or is built to do harm is refused in Chinese, within a second and under 200 MB."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.package import hostile
from tests.package.corpus import ENCRYPTED, FOUND
from xlsx_template import Template, TemplateError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What came of every file, loaded one after the other in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write_files(folder)
    command = [sys.executable, "-W", "error", "-m", "tests.package.hostile", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_harmful_file_is_refused_with_what_it_is(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    outcome = outcomes[f"{list(hostile.FILES).index(name):02}"]
    assert outcome["kind"] == "PackageError"
    assert re.search(hostile.FILES[name][1], outcome["message"])
    assert outcome["seconds"] < 1
    assert outcome["megabytes"] < 200


@pytest.mark.parametrize("name", ["folder", "missing"])
def test_what_is_no_file_is_refused(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["kind"] == "PackageError"
    assert re.search("找不到|文件夹", outcomes[name]["message"])


def test_the_template_that_the_harmful_files_are_made_of_is_a_good_one() -> None:
    assert Template.from_bytes(hostile.BOOK).render({"值": 1})


def test_a_workbook_that_excel_encrypted_is_refused() -> None:
    with pytest.raises(TemplateError, match="密码"):
        Template.load(FOUND / ENCRYPTED)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_is_refused_or_does_no_harm(data: st.DataObject) -> None:
    damaged = bytearray(hostile.BOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TemplateError):
        Template.from_bytes(bytes(damaged)).render({"值": 1})


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
)
def test_any_bytes_are_refused(junk: bytes, start: bytes) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(start + junk)
