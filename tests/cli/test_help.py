"""Every command explains itself in Chinese, with an example."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jixiao.cli.chinese import MESSAGES, translate
from jixiao.cli.program import COMMANDS

from .conftest import Run

#: Texts of click that this program cannot show: prompts for editors and shells, and mistakes in the program itself.
_NEVER_SHOWN = re.compile(
    "Editing failed|Windows error|Bash|Unknown (color|standard stream)|Could not determine name|No options defined"
    "|Arguments take exactly|defined twice|Boolean option"
)


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_chinese_and_has_an_example(run: Run, command: str | None) -> None:
    done = run(*([command] if command else []), "--help")
    assert done.returncode == 0
    assert "用法：" in done.stdout
    assert "python generate.py" in done.stdout
    assert "例：" in done.stdout
    assert not re.search("Usage|Options|Commands|Show this|default|required", done.stdout)


def test_every_command_is_listed_with_what_it_does(run: Run) -> None:
    listed = run("-h").stdout
    assert all(f"{name} " in listed and purpose in listed for name, purpose in COMMANDS.items())


def click_texts() -> Iterator[str]:
    """The texts click looks up, out of its source."""
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def test_no_text_of_click_is_left_in_english() -> None:
    assert {text for text in click_texts() if text not in MESSAGES and not _NEVER_SHOWN.search(text)} == set()


def test_translations_use_the_placeholders_of_the_originals() -> None:
    for original, chinese in MESSAGES.items():
        names = set(re.findall(r"{(\w+)", original))
        assert set(re.findall(r"{(\w+)", chinese)) <= names, original
    assert translate("unheard of") == "unheard of"
