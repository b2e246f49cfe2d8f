"""The example project, whose one source is docs/examples."""

from __future__ import annotations

from ...declaration.model import Project
from ...declaration.reading import read_project
from ...resources import get_resource
from .json_text import parse_json

EXAMPLE = get_resource("docs", "examples", "社会服务项目大赛.json")


def get_example() -> Project:
    """The example: 社会服务项目大赛, 2020.  Raises OSError where the file is missing."""
    return read_project(parse_json(EXAMPLE.read_text("utf-8"))).project
