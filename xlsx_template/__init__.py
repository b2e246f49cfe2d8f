"""Fills xlsx templates: a normal workbook with Jinja tags in its cells, compiled once, rendered often.

Everything the template holds is kept, moved and right; every row is as high as its text needs; every formula leaves
with its value.  The language is described in docs/template-language.md.
"""

from xlsx_template.dropped import Dropped, find_dropped
from xlsx_template.errors import DataError, PackageError, TagError, TemplateError
from xlsx_template.template import Template

__all__ = ["DataError", "Dropped", "PackageError", "TagError", "Template", "TemplateError", "find_dropped"]
