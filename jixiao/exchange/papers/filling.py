"""Any template filled with any JSON object: the engine without the form's own data model."""

from __future__ import annotations

from pathlib import Path

from xlsx_template import Template

from ..data_files.json_text import iter_repeated_keys, parse_json
from ..errors import DataFileError, SaveError, explain_os_error
from ..grids.encoding import decode_text
from ..saving import save


def fill(template: Path, data: Path, output: Path) -> None:
    """Writes the filled template, never over its own sources.  Raises TemplateError, DataFileError, SaveError."""
    for source in (template, data):
        if output.exists() and output.samefile(source):
            raise SaveError(f"“{output}”就是要读取的文件，不能写到它自己上面；请用 -o 换一个文件名。")
    context = read_object(data)
    save(output, Template.load(template).render(context))


def read_object(file: Path) -> dict[str, object]:
    """The JSON object in a file.  Raises DataFileError."""
    try:
        value = parse_json(decode_text(file.read_bytes()))
    except OSError as error:
        raise DataFileError(f"“{file}”读不出来：{explain_os_error(error)}。") from error
    except DataFileError as error:
        raise DataFileError(f"“{file}”：{error}") from None
    if not isinstance(value, dict):
        raise DataFileError(f"“{file}”里应是一个 JSON 对象（用花括号括起来的一组名称和内容）。")
    for problem in iter_repeated_keys(value):
        raise DataFileError(f"“{file}”：{problem.message}")
    return value
