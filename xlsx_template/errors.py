"""What can go wrong with a template, and where.

    TemplateError            the root; its sentence is made last, from its place
      PackageError           the file is no workbook, is cut off, or is built to do harm
        MalformedError       a value in one of its parts is not what the format has there; also a ValueError
      TagError               a mistake in the template itself: an unclosed loop, an unknown filter
      DataError              the data does not fit the template: a name nobody gave, a value no cell can hold

Every message is Chinese, because those who read it fill in Chinese forms.  An error is raised with what the code at
hand knows (mostly the cell); whoever is further out adds the rest with :meth:`TemplateError.at`.
"""

from __future__ import annotations

from typing import Self


class TemplateError(Exception):
    """A template cannot be used or filled; ``str()`` is one full sentence with its place.

    >>> str(TemplateError("循环没有结束", cell="A14").at(template="表.xlsx", sheet="申报表"))
    '模板“表.xlsx”工作表“申报表”单元格 A14：循环没有结束'
    """

    def __init__(self, message: str, *, cell: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.template: str | None = None
        self.sheet: str | None = None
        self.cell = cell

    def at(self, *, template: str | None = None, sheet: str | None = None, cell: str | None = None) -> Self:
        """This error with the parts of its place that it does not know yet."""
        self.template = self.template or template
        self.sheet = self.sheet or sheet
        self.cell = self.cell or cell
        return self

    def __str__(self) -> str:
        place = (f"模板“{self.template}”" if self.template else "") + (f"工作表“{self.sheet}”" if self.sheet else "")
        place += f"单元格 {self.cell}" if self.cell else ""
        return f"{place}：{self.message}" if place else self.message


class PackageError(TemplateError):
    """The file is not a workbook that can be read."""


class MalformedError(PackageError, ValueError):
    """A reference, a number or a character in a part of the package that the format does not allow there."""


class TagError(TemplateError):
    """The template has a mistake."""


class DataError(TemplateError):
    """The data does not fit the template."""
