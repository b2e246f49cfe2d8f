"""Text files in the encodings clerks save."""

import codecs

import pytest

from jixiao.exchange.errors import DataFileError
from jixiao.exchange.grids.encoding import decode_text

TEXT = '{"项目名称": "社会服务项目大赛"}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


def test_a_bom_of_big_endian_text_is_understood() -> None:
    assert decode_text(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_utf8_cut_inside_a_character_is_not_taken_for_gb18030() -> None:
    data = TEXT.encode()
    assert decode_text(data[:-4]) == TEXT[:-3]


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"abc\x81", "甲".encode() + b"\xff"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DataFileError, match="另存为 UTF-8"):
        decode_text(data)
