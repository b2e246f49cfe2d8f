"""Click's own texts in Chinese.

Click looks its texts up through gettext, by the language of the system; a clerk's Windows may be set to any.  So the
lookup itself is replaced.  A test holds the table against click's source; what is missing would appear in English.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

MESSAGES: dict[str, str] = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本帮助后退出。",
    "Show the version and exit.": "显示版本后退出。",
    "%(prog)s, version %(version)s": "%(prog)s，版本 %(version)s",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "required": "必填",
    "(dynamic)": "（动态）",
    "deprecated": "已停用",
    "Aborted!": "已中止。",
    "d": "天",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "unknown error": "未知错误",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "输入“{command} {option}”查看帮助。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "Invalid value: {message}": "填写有误：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}填写有误：{message}",
    "Could not open file {filename!r}: {message}": "无法打开文件“{filename}”：{message}",
    "No such option {name!r}.": "没有选项“{name}”。",
    "No such option: {name}": "没有选项“{name}”。",
    "No such command {name!r}.": "没有命令“{name}”。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
    "(Possible options: {possibilities})": "（可能的选项：{possibilities}）",
    "Invalid start character for option ({option})": "选项的开头不对（{option}）",
    "Option {name!r} does not take a value.": "选项“{name}”后面不能带值。",
    "Option {name!r} requires an argument.": "选项“{name}”后面缺少值。",
    "Option {name!r} requires {nargs} arguments.": "选项“{name}”后面应有 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”应有 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多了参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了参数（{args}）",
    "Takes {nargs} values but 1 was given.": "应有 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "应有 {nargs} 个值，给了 {len} 个。",
    "Value must be an iterable.": "这里应是一组值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Choice({choices})": "可选（{choices}）",
    "{value!r} is not {choice}.": "“{value}”不对，应为 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不对，可选：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是逻辑值，可用：{states}",
    "{value!r} is not a valid boolean.": "“{value}”不是逻辑值。",
    "{value!r} is not a valid UUID.": "“{value}”不是 UUID。",
    "{value} is not in the range {range}.": "{value} 超出范围，应满足 {range}。",
    "{value!r} does not match the format {format}.": "“{value}”不符合格式 {format}。",
    "{value!r} does not match the formats {formats}.": "“{value}”不符合格式 {formats}。",
    "{len_type} values are required, but {len_value} was given.": "应有 {len_type} 个值，给了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.": "应有 {len_type} 个值，给了 {len_value} 个。",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在，请检查名称和位置。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里应是文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里应是文件。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”没有读取权限。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”没有写入权限。",
    "{name} {filename!r} is not executable.": "{name}“{filename}”没有执行权限。",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": "命令“{name}”已停用。{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": "“{name}”已停用。{extra_message}",
    "Do you want to continue?": "要继续吗？",
    "Confirm the action without prompting.": "不再询问，直接执行。",
    "Repeat for confirmation": "请再输入一次",
    "Error: The two entered values do not match.": "错误：两次输入不一致。",
    "Error: {e.message}": "错误：{e.message}",
    "Error: The value you entered was invalid.": "错误：输入有误。",
    "(Deprecated) {text}": "（已停用）{text}",
    "{text} {deprecated_message}": "{text} {deprecated_message}",
    "DeprecationWarning: The command {name!r} is deprecated.": "命令“{name}”已停用。",
    "Error: invalid input": "错误：输入有误",
    "Press any key to continue...": "按任意键继续……",
}


def speak_chinese() -> None:
    """Makes click look its texts up here, in every module of it that has any, and put them together as Chinese does."""
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            for lookup, function in (("_", translate), ("ngettext", translate_plural)):
                if hasattr(module, lookup):
                    setattr(module, lookup, function)
    for owner, method, replacement in _METHODS:
        setattr(owner, method, replacement)


def name_parameter(parameter: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG001 - click's
    """What a message calls a parameter: "选项“-o/--output”", "参数“数据”"."""
    if isinstance(parameter, click.Option):
        return f"选项“{'/'.join(parameter.opts)}”"
    return f"参数“{(parameter.metavar or parameter.name or '').strip('[].')}”"


def _say_missing(error: click.MissingParameter) -> str:
    return f"缺少{name_parameter(error.param)}。" if error.param else "缺少参数。"


def _say_choices(choice: click.Choice[str], value: object, ctx: click.Context | None) -> str:  # noqa: ARG001 - click's
    return f"“{value}”不对，可选：{'、'.join(choice.choices)}。"


def _say_no_option(error: click.NoSuchOption) -> str:
    nearest = " 或 ".join(sorted(error.possibilities or ()))
    return f"没有选项“{error.option_name}”" + (f"，是不是 {nearest}？" if nearest else "。")


#: Class and method of click → what takes its place: these put quotation marks and full stops of English into a text.
_METHODS: tuple[tuple[type, str, Callable[..., str]], ...] = (
    (click.Option, "get_error_hint", name_parameter),
    (click.Argument, "get_error_hint", name_parameter),
    (click.MissingParameter, "format_message", _say_missing),
    (click.NoSuchOption, "format_message", _say_no_option),
    (click.Choice, "get_invalid_choice_message", _say_choices),
)


def translate(message: str) -> str:
    """The Chinese of a text of click: ``translate("Options") == "选项"``; a text not in the table as it is."""
    return MESSAGES.get(message, message)


def translate_plural(singular: str, plural: str, count: int) -> str:
    """The Chinese of a text with a number in it; Chinese has one form, click's two may name different values."""
    return translate(singular if count == 1 else plural)
