"""The example project as a record."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "社会服务项目大赛.json"


@pytest.fixture
def example() -> dict[str, Any]:
    """The record of docs/examples."""
    record: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"), parse_float=Decimal)
    return record
