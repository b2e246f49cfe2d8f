"""A .docx with tags, filled by docxtpl: the same names and the same ``merge`` as in the workbooks.

Data is text: it is escaped, no tag in it is evaluated, and docxtpl's own escapes ("{_{") mean nothing in it.  Same
input, same bytes: no clock, no random ids.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ..errors import DocumentError, explain_os_error
from .text_merging import MARK, merge_marked

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})
#: What a zip writes where it knows no date.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


class TextTemplate:
    """A document template: ``TextTemplate.load(Path("templates/项目文本.docx")).render(context)``."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._environment = _environment()

    @classmethod
    def load(cls, path: Path) -> TextTemplate:
        """The template of a file, its tags checked.  Raises DocumentError."""
        try:
            template = cls(path.name, path.read_bytes())
        except OSError as error:
            raise DocumentError(f"模板“{path}”读不出来：{explain_os_error(error)}。") from error
        template._check()
        return template

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The filled document.  Raises DocumentError for a name that the data does not have."""
        document = self._open()
        try:
            document.render(dict(context), self._environment)
        except UndefinedError as error:
            raise DocumentError(f"模板“{self._name}”里有数据中没有的名称（{error.message}），请改正标签。") from error
        except (SecurityError, TypeError, ValueError) as error:
            raise DocumentError(f"模板“{self._name}”的标签不能计算（{error}），请改正标签。") from error
        merge_marked(document.docx.element.body)
        made = io.BytesIO()
        document.docx.save(made)
        return _without_dates(made.getvalue())

    def _check(self) -> None:
        document = self._open()
        try:
            self._environment.from_string(document.patch_xml(document.get_xml()))
        except TemplateSyntaxError as error:
            raise DocumentError(
                f"模板“{self._name}”的标签写法有误（{error.message}），请在 Word 或 WPS 里改正。"
            ) from error

    def _open(self) -> DocxTemplate:
        try:
            from docx.opc.exceptions import PackageNotFoundError
            from docxtpl import DocxTemplate
        except ImportError as error:
            raise DocumentError("没有安装 docxtpl，不能生成项目文本；请重新运行安装命令。") from error
        document = DocxTemplate(io.BytesIO(self._data))
        try:
            document.init_docx()
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise DocumentError(f"模板“{self._name}”不是 Word 文档（.docx），请另存为 .docx 后再试。") from error
        return document


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_written)
    environment.filters |= {"merge": _merge, "paragraphs": _paragraphs}
    return environment


def _written(value: object) -> Markup:
    """A value as mark-up that reads as its text.  Braces are written as references, so that docxtpl sees none."""
    if isinstance(value, Markup):
        return value
    return Markup(str(escape("" if value is None else value)).translate(_BRACES))


def _merge(value: object, key: object = None) -> Markup:
    """``{{ expr | merge(key) }}``: the text, with the mark of the cells that merge downwards."""
    mark = _written(value if key is None else key)
    return _written(value) + Markup(f'</w:t><m:{MARK.name} xmlns:m="{MARK.namespace}" key="{mark}"/><w:t>')


def _paragraphs(text: str) -> list[str]:
    """``{%p for 段 in text | paragraphs %}``: the lines of a text that hold something."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def _without_dates(data: bytes) -> bytes:
    """The same package without the moment at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part))
    return made.getvalue()
