"""The option ``--mark``: copies of the data with the cells in question marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from .console import say

if TYPE_CHECKING:
    from ..declaration.findings import Finding

mark_option = click.option(
    "--mark",
    is_flag=True,
    help="在数据表旁边另存一份标注过的副本，有问题的单元格涂色并加批注，附问题清单；不改动原表。",
)


def write_marked(findings: Iterable[Finding]) -> bool:
    """Whether every copy could be made; says on stderr where they are, for stdout is for results."""
    from ..exchange.marking import mark_files

    complete = True
    for marked in mark_files(findings):
        if marked.kept:
            say(f"提示 原来的标注副本有人改过，已保留为 {marked.kept}")
        say(f"提示 标注过的副本：{marked.copy}" if marked.copy else f"错误 {marked.problem}")
        complete = complete and marked.copy is not None
    return complete
