"""docs/architecture.md names packages, modules and steps that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_imports import ORDERS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`([\w/]+(?:\.py|/))`", TEXT)))
FOLDERS = (
    ROOT,
    ROOT / "jixiao",
    ROOT / "jixiao" / "declaration",
    ROOT / "xlsx_template",
    ROOT / "xlsx_template" / "render",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_is_named_is_there(place: str) -> None:
    assert any((folder / place).exists() for folder in FOLDERS), place


@pytest.mark.parametrize("layer", ORDERS)
def test_packages_stand_in_the_order_of_their_arrows(layer: str) -> None:
    table = TEXT.partition(f"| `{layer}/` | |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == ORDERS[layer]
