"""The engine's front door: a workbook with tags, compiled once and rendered as often as you like.

    form = Template.load("templates/绩效目标申报表.xlsx")
    data = form.render({"年度": 2020, "项目名称": "社会服务项目大赛", …})

The way of a form:  data → fill (Jinja) → arrange (merges, heights, row numbers) → calculate → write → package.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from xlsx_template.compile.parts import TemplateParts, compile_parts
from xlsx_template.errors import PackageError, TemplateError
from xlsx_template.images.folder import ImageFolder
from xlsx_template.package.archive import Package
from xlsx_template.render.form import render
from xlsx_template.repeated_sheets.loops import SheetLoops

if TYPE_CHECKING:
    from xlsx_template.inspection.inspect import Inspection


class Template:
    """A compiled template.  It holds no state of a rendering, so several threads may render it."""

    def __init__(self, parts: TemplateParts, name: str, loops: SheetLoops | None, images: ImageFolder) -> None:
        self._parts = parts
        self._loops = loops
        self._images = images
        self.name = name

    @classmethod
    def load(cls, path: str | Path, *, images: str | Path | None = None, fill_pages: bool = False) -> Self:
        """The template in a file; raises TemplateError for what is no workbook and for every mistake in its tags.

        ``images`` is the folder of the pictures that the data names; None means the folder of the template.  With
        ``fill_pages`` rows grow, by half at most, so that the form uses its pages as a careful clerk would.
        """
        path = Path(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PackageError(_unreadable(error)).at(template=path.name) from error
        folder = path.parent if images is None else images
        return cls.from_bytes(data, name=path.name, images=folder, fill_pages=fill_pages)

    @classmethod
    def from_bytes(
        cls, data: bytes, *, name: str = "模板", images: str | Path | None = None, fill_pages: bool = False
    ) -> Self:
        """The template in memory; ``name`` stands in messages, the rest is as in :meth:`load` (no images: None)."""
        try:
            package = Package.from_bytes(data)
            compiled = partial(compile_parts, fill_pages=fill_pages)
            loops = SheetLoops.find(package, compiled)
            parts = loops.as_template() if loops else compiled(package)
            return cls(parts, name, loops, ImageFolder(Path(images) if images is not None else None))
        except TemplateError as error:
            raise error.at(template=name) from error.__cause__

    @staticmethod
    def inspect(path: str | Path) -> Inspection:
        """What the template in a file needs, and all its mistakes; raises PackageError for what is no workbook."""
        from xlsx_template.inspection.inspect import inspect

        return inspect(path)

    def render(self, data: Mapping[str, Any]) -> bytes:
        """The workbook filled with ``data``, the same bytes for the same data.

        Raises DataError, naming template, sheet and cell, where the data does not fit the template.
        """
        try:
            if self._loops is None:
                return render(self._parts, data, self._images.read)
            expanded = self._loops.expanded(data)
            return render(expanded.parts, data, self._images.read, expanded.scopes)
        except TemplateError as error:
            raise error.at(template=self.name) from error.__cause__


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件，请检查名称和位置"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，请写模板文件的名称"
    if isinstance(error, PermissionError):
        return "没有读取这个文件的权限，或它正被其他程序占用"
    return f"读不到文件（{error.strerror or error}）"
