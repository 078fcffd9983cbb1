import codecs
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predict.archive.article import Reason
from predict.archive.faults import FaultError
from predict.archive.inputs.columns import Row
from predict.archive.inputs.read_jsonl import read_jsonl

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
)


def read(content: bytes, *, longest: int = 1000) -> list[Row | FaultError]:
    return list(read_jsonl(io.BytesIO(content), longest=longest))


def fault(content: bytes, *, longest: int = 1000) -> tuple[Reason, str]:
    before, found, after = read(b'{"a":1}\n' + content + b'\n{"a":2}\n', longest=longest)
    assert (before, after) == ({"a": 1}, {"a": 2})  # reading goes on
    assert isinstance(found, FaultError)
    return found.reason, found.detail


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=4)), st.booleans(), st.booleans())
def test_rows_come_back(rows: list[dict[str, object]], escaped: bool, marked: bool) -> None:
    lines = [json.dumps(row, ensure_ascii=escaped) + "\n" for row in rows]
    content = "".join(lines).encode("utf-8")
    assert read(codecs.BOM_UTF8 * marked + content, longest=10_000) == rows


def test_empty_lines_are_no_rows() -> None:
    assert read(b'\n{"a":1}\r\n \n\n{"a":2}') == [{"a": 1}, {"a": 2}]
    assert read(b"") == []


def test_no_json() -> None:
    assert fault(b'{"a": }') == (
        Reason.damaged,
        "line 2, column 7: no JSON (Expecting value)",
    )
    assert fault(b'\n{"a"')[1].startswith("line 3, column 5: no JSON")


@pytest.mark.parametrize("content", [b"[1]", b'"a"', b"5", b"null"])
def test_no_object(content: bytes) -> None:
    assert fault(content) == (Reason.damaged, 'line 2: no object; a line is such as {"text": "…"}')


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5000])
def test_json_that_cannot_be_held(content: bytes) -> None:
    reason, detail = fault(content, longest=1_000_000)
    assert reason is Reason.damaged
    assert detail.startswith("line 2: JSON that cannot be read")


def test_not_utf8() -> None:
    assert fault(b'{"a":"b\xe0i"}') == (Reason.not_utf8, "line 2: not UTF-8 (byte 0xe0 at 7)")


@pytest.mark.parametrize("length", [21, 200_000])
def test_a_line_that_is_too_long_is_passed_over(length: int) -> None:
    long = b'{"a":"' + b"x" * (length - 8) + b'"}'
    assert fault(long, longest=20) == (Reason.too_large, "line 2: over 20 bytes long")


def test_a_line_as_long_as_may_be() -> None:
    assert read(b'{"a":1}\n', longest=7) == [{"a": 1}]
    assert read(b'{"a":1}', longest=7) == [{"a": 1}]
    (only,) = read(b'{"a":1}', longest=6)
    assert isinstance(only, FaultError)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_one_fault(encoding: str) -> None:
    with pytest.raises(FaultError, match="UTF-16, not UTF-8; save it") as caught:
        read('\ufeff{"a":1}\n{"a":2}\n'.encode(encoding))
    assert caught.value.reason is Reason.not_utf8


def test_half_a_surrogate() -> None:
    assert read(b'{"a":"\\ud800"}') == [{"a": "\ud800"}]
