import codecs

import pytest

from predict.archive.article import Reason
from predict.archive.decoding import decode_text
from predict.archive.faults import FaultError

TEXT = "Đồng chí Lò Văn Hặc\r\n\tdự."


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        "\ufeff" + TEXT,
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_a_text(content: bytes | str) -> None:
    assert decode_text(content) == TEXT


@pytest.mark.parametrize(
    ("content", "reason", "message"),
    [
        (b"abc\xff", Reason.not_utf8, r"not UTF-8 \(byte 0xff at 3\); save it"),
        (codecs.BOM_UTF8 + b"a\xe1", Reason.not_utf8, r"byte 0xe1 at 4"),
        (codecs.BOM_UTF16_LE + b"a\0b", Reason.not_utf8, "not UTF-16"),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le"), Reason.not_utf8, "UTF-32; save"),
        (TEXT.encode("utf-16-le"), Reason.binary, "a zero byte at 5"),
        (b"%PDF-1.4 \x00\xff", Reason.binary, "a zero byte at 9"),
        ("a\0b", Reason.binary, "1 control characters"),
        (b"\x01\x02\x1fabc" * 9, Reason.binary, "27 control characters"),
        ("abc\ud800", Reason.not_utf8, r"half a character \(U\+D800\) at character 3"),
    ],
)
def test_no_text(content: bytes | str, reason: Reason, message: str) -> None:
    with pytest.raises(FaultError, match=message) as caught:
        decode_text(content)
    assert caught.value.reason is reason


def test_a_stray_control_character_in_a_long_text_is_none_of_our_business() -> None:
    text = TEXT * 50 + "\x0c\x02"
    assert decode_text(text) == text
