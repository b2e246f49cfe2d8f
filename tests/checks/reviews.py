"""A short way to review a record: (rule, field) of everything that is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.declaration.checks import Settings, review
from jixiao.declaration.checks.examples import PUBLIC, example_record
from jixiao.declaration.findings import Finding
from jixiao.declaration.reading import read_project

DATA = Path(__file__).parents[1] / "data"


def load(file: Path) -> Any:
    """The content of a JSON file, numbers as Decimal."""
    return json.loads(file.read_text("utf-8"), parse_float=Decimal)


def review_record(record: object, settings: Settings | None = None) -> list[Finding]:
    """Everything that is found in a record: while reading it, and by the rules."""
    reading = read_project(record)
    return [*reading.findings, *review(reading.project, settings or Settings())]


def review_example(changes: Mapping[str, Any]) -> list[Finding]:
    """Everything that is found in a sound project with these changes."""
    return review_record(example_record(changes), Settings(public=bool(changes.get(PUBLIC))))


def places(findings: list[Finding], rule: str) -> list[str]:
    """Where a rule fired."""
    return [finding.field for finding in findings if finding.rule == rule]
