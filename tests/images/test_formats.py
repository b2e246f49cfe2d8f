"""What the first bytes of an image say."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsx_template import DataError
from xlsx_template.images.formats import MAX_IMAGE_BYTES, read_image

from .files import image


@pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif"), ("BMP", "bmp")])
def test_the_size_of_each_format_is_read(kind: str, extension: str) -> None:
    found = read_image(image(37, 21, kind))
    assert (found.extension, found.width, found.height) == (extension, 37, 21)


def test_a_bitmap_whose_rows_go_down_has_a_height_above_zero() -> None:
    data = bytearray(image(4, 7, "BMP"))
    data[22:26] = struct.pack("<l", -7)
    assert read_image(bytes(data)).height == 7


def test_a_bitmap_of_the_old_header_is_read() -> None:
    data = b"BM" + bytes(12) + struct.pack("<L2H", 12, 5, 6)
    found = read_image(data)
    assert (found.width, found.height) == (5, 6)


def test_a_jpeg_with_other_segments_before_its_frame_is_read() -> None:
    data = image(9, 8, "JPEG")
    extra = b"\xff\xe1" + struct.pack(">H", 2 + 4) + b"\xff\xc0ab"
    assert read_image(data[:2] + extra + b"\xff" + data[2:]).width == 9


@pytest.mark.parametrize("data", [b"", b"text", b"<svg/>", b"RIFF\0\0\0\0WEBP", b"%PDF-1.7"])
def test_another_format_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="png、jpeg、gif 或 bmp"):
        read_image(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_an_image_that_is_cut_off_is_refused(kind: str) -> None:
    with pytest.raises(DataError, match="不完整"):
        read_image(image(30, 30, kind)[:20])


def test_an_image_without_size_is_refused() -> None:
    data = bytearray(image(3, 3))
    data[16:24] = bytes(8)
    with pytest.raises(DataError, match="不完整"):
        read_image(bytes(data))


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(DataError, match="请先缩小"):
        read_image(b"\x89PNG\r\n\x1a\n" + bytes(MAX_IMAGE_BYTES))


@given(st.sampled_from(["PNG", "JPEG", "GIF", "BMP"]), st.data())
def test_whatever_the_bytes_there_is_an_image_or_our_error(kind: str, data: st.DataObject) -> None:
    source = bytearray(image(5, 5, kind))
    for place in data.draw(st.lists(st.integers(2, len(source) - 1), max_size=8)):
        source[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(source)))
    try:
        found = read_image(bytes(source[:end]))
    except DataError:
        return
    assert found.width > 0
    assert found.height > 0
