"""A project as a JSON file that ``generate`` reads: the form's labels as names."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ...declaration.fields import FUNDING, GOALS, INDICATOR_FIELDS, INDICATORS, PROJECT_FIELDS
from ...declaration.labelled import as_record
from ...declaration.model import Project
from ...declaration.money import format_amount

#: Names that are always written, so that the file can be filled in further; others only where they hold something.
_ALWAYS = frozenset(field.label for field in PROJECT_FIELDS) - {"项目属性"} | {FUNDING, GOALS, INDICATORS}
_ALWAYS_IN_INDICATORS = frozenset(field.label for field in INDICATOR_FIELDS[:5])


def project_json(project: Project) -> bytes:
    """The bytes of the file, UTF-8.  Same project, same bytes."""
    record = _plain(as_record(project))
    kept = {label: value for label, value in record.items() if label in _ALWAYS or _is_filled(value)}
    kept[INDICATORS] = [_without_blanks(indicator) for indicator in kept[INDICATORS]]
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _number(amount: Decimal) -> int | float | str:
    """A number where JSON readers that use floats get the same amount, text with its unit else."""
    if amount == amount.to_integral_value():
        return int(amount) if abs(amount) < 10**15 else format_amount(amount)
    return float(amount) if Decimal(repr(float(amount))) == amount else format_amount(amount)


def _is_filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_is_filled(item) for item in value.values())
    return value not in (None, "", [])


def _without_blanks(indicator: dict[str, Any]) -> dict[str, Any]:
    return {label: value for label, value in indicator.items() if label in _ALWAYS_IN_INDICATORS or _is_filled(value)}
