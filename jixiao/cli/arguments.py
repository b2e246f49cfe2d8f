"""Arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from ..exchange.data_files.sources import Source, iter_sources
from .console import say

DEFAULT_DATA = Path("data")


def data_argument(*, required: bool) -> Callable[[Any], Any]:
    """The argument DATA: files and folders that exist."""
    metavar = "数据..." if required else "[数据]..."
    kind = click.Path(exists=True, readable=False, path_type=Path)
    return click.argument("data", nargs=-1, required=required, metavar=metavar, type=kind)


def output_folder_option(text: str) -> Callable[[Any], Any]:
    """The option --output of a command that writes data: the folder, which has to be named."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("-o", "--output", metavar="文件夹", required=True, type=kind, help=text)


def settings_option() -> Callable[[Any], Any]:
    """The option --settings: a file with the bureau's own levels and limits."""
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    text = "审核设置文件（停用规则、改级别和限额）；不写时用程序旁边的“审核设置.toml”。"
    return click.option("--settings", "settings_file", metavar="文件", type=kind, help=text)


def data_sources(paths: tuple[Path, ...]) -> Iterator[Source]:
    """The data files at the paths, or of data/; what is skipped is named on stderr.  Raises click.UsageError."""
    if not paths and not DEFAULT_DATA.is_dir():
        raise click.UsageError("没有指定数据，当前文件夹下也没有 data 文件夹。")
    return _iter_named(paths or (DEFAULT_DATA,))


def _iter_named(paths: tuple[Path, ...]) -> Iterator[Source]:
    """What a folder holds beside data is passed over; a file that was named itself is refused."""
    for source in iter_sources(paths):
        if source.skipped and not source.is_lost and source.path not in paths:
            say(f"提示 跳过 {source.path}：{source.skipped}。")
        else:
            yield source
