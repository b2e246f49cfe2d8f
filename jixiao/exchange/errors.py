"""What can go wrong with files, as one tree.

ExchangeError          the root; ``str()`` is one Chinese sentence for the clerk
  DataFileError        a data file cannot be read
  SaveError            a file cannot be written
  FormError            a form template cannot be found
  DocumentError        a document template cannot be filled
  SettingsFileError    the settings of the review cannot be used
  PdfError             the PDF could not be made
"""

from __future__ import annotations

import os

#: What is said of a paper that is left as it is; takes its path.
EDITED_SINCE = "“{}”在生成后被手工修改过，没有覆盖；确认要重新生成请加 --force（会保留手改的副本）。"


class ExchangeError(Exception):
    """A file could not be read or written; the sentence says what happened and what to do."""


class DataFileError(ExchangeError):
    """A data file is damaged, encrypted or of another kind."""


class SaveError(ExchangeError):
    """A file cannot be written where it should be."""


class FormError(ExchangeError):
    """No form template of that name."""


class DocumentError(ExchangeError):
    """A .docx template is damaged, or its tags do not fit the data."""


class SettingsFileError(ExchangeError):
    """The settings of the review cannot be used."""


class PdfError(ExchangeError):
    """LibreOffice is missing or did not finish."""


def explain_os_error(error: OSError) -> str:
    """What an operating system error means for a clerk: a full disk, a file open in Excel, a missing right."""
    if isinstance(error, PermissionError):
        return "没有权限，或文件正在别的程序（Excel、WPS、PDF 阅读器）中打开，请关闭后再试"
    if isinstance(error, FileNotFoundError):
        return "找不到该文件或文件夹"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return "同名的文件夹或文件占用了这个位置，请改名后再试"
    # ENOSPC and EDQUOT: 28 and 122 on Linux, 112 is Windows' ERROR_DISK_FULL.
    if error.errno in (28, 122) or getattr(error, "winerror", None) == 112:
        return "磁盘空间不足，请清理后再试"
    return f"系统提示：{error.strerror or error}"


def explain_unexpected(error: Exception) -> str:
    """What to say about a mistake in the program itself; with JIXIAO_DEBUG=1 the error is raised again instead."""
    if os.environ.get("JIXIAO_DEBUG") == "1":
        raise error
    return (
        f"程序内部出错（{type(error).__name__}: {error}）。"
        "请把数据文件发给维护人员；设置环境变量 JIXIAO_DEBUG=1 可看到详情。"
    )
