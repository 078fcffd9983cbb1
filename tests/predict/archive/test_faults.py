import pytest

from predict.archive.article import Reason, Unreadable
from predict.archive.faults import FaultError, listed, megabytes, not_opened, printable, too_large


def test_a_fault_is_an_input_that_is_none() -> None:
    fault = FaultError(Reason.damaged, "hai\ndòng \udcff")
    assert fault.at("a#1", source="a") == Unreadable(
        id="a#1", source="a", reason=Reason.damaged, detail="hai\\ndòng \\udcff"
    )


def test_what_the_system_says() -> None:
    assert not_opened(PermissionError(13, "Permission denied")).detail == (
        "cannot be read: Permission denied"
    )
    assert not_opened(OSError("odd")).detail == "cannot be read: odd"


def test_too_large_names_the_limit_and_its_option() -> None:
    fault = too_large("the file has 12.0 MB", 10_000_000)
    assert fault.reason is Reason.too_large
    assert fault.detail == "the file has 12.0 MB; the most is 10.0 MB, which --largest changes"


@pytest.mark.parametrize(
    ("n_bytes", "words"),
    [(99_999, "99,999 bytes"), (100_000, "0.1 MB"), (1_234_567_890, "1,234.6 MB")],
)
def test_sizes(n_bytes: int, words: str) -> None:
    assert megabytes(n_bytes) == words


def test_printable_is_utf8_without_nul_and_one_line() -> None:
    assert printable("Bài\0 1\r\n\ud800") == "Bài\\x00 1\\r\\n\\ud800"


def test_lists_are_short() -> None:
    assert listed([]) == "none"
    assert listed(["a", "b"]) == "a, b"
    assert listed(["x" * 61]) == "x" * 60 + "…"
    assert listed(range(20)).endswith(", 18, 19")
    assert listed(range(21)).endswith(", 19, …")
