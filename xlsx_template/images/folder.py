"""The one folder from which the pictures of a form are read, and nothing outside it.

Paths come from data, which anyone may have written: no absolute path, no ``..``, no link that leads out, no network.
"""

from __future__ import annotations

from pathlib import Path

from xlsx_template.errors import DataError
from xlsx_template.images.formats import MAX_IMAGE_BYTES


class ImageFolder:
    """Reads files below a folder; None where a template has no folder, and then every path is refused."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        """The bytes of the file with that relative path; raises DataError where there is none or it lies outside."""
        if self._folder is None:
            raise DataError(f"图片“{name}”是文件名，但没有给出图片文件夹，请用 images 参数给出或直接给图片内容")
        path = self._path(self._folder, name)
        try:
            if not path.is_file():
                raise DataError(f"找不到图片“{name}”，请把它放进文件夹“{self._folder}”或改正数据里的文件名")
            if path.stat().st_size > MAX_IMAGE_BYTES:
                raise DataError(f"图片“{name}”超过 {MAX_IMAGE_BYTES:,} 字节，请先缩小")
            return path.read_bytes()
        except OSError as error:
            raise DataError(f"读不到图片“{name}”（{error.strerror or error}）") from error

    def _path(self, folder: Path, name: str) -> Path:
        parts = name.strip().replace("\\", "/").split("/")
        if parts[0] == "" or ".." in parts or ":" in name or "\0" in name:
            raise DataError(f"图片“{name}”不能是绝对路径、网址或带“..”的路径，请写相对于图片文件夹的路径")
        try:
            root = folder.resolve()
            path = root.joinpath(*parts).resolve()
        except (OSError, RuntimeError) as error:
            raise DataError(f"图片“{name}”的路径无法识别（{error}）") from error
        if not path.is_relative_to(root):
            raise DataError(f"图片“{name}”指向图片文件夹之外，不予读取")
        return path
