from pathlib import Path

import pytest

from predict.archive.arguments import Arguments, Engine, Limit, parse_size
from predict.archive.inputs.columns import Columns
from predict.errors import InputError


def test_what_is_left_out() -> None:
    read = Arguments.read(["in", "out.jsonl"])
    assert (read.places, read.out, read.bundle) == (("in",), "out.jsonl", None)
    assert (read.resume, read.stale, read.keep_text) == (False, False, True)
    assert (read.workers, read.timeout, read.largest_bytes) == (0, 300, 10_000_000)
    assert (read.columns, read.max_rejects) == (Columns(), None)


def test_what_is_said() -> None:
    line = (
        "a - --resume b/*.txt --stale --columns text=noi_dung,id=ma --largest 50MB --workers 3 "
        "--timeout 2.5 --max-rejects 2% --no-text --bundle x o.parquet"
    )
    read = Arguments.read(line.split())
    assert (read.places, read.out) == (("a", "-", "b/*.txt"), "o.parquet")
    assert (read.resume, read.stale, read.keep_text) == (True, True, False)
    assert (read.workers, read.timeout, read.largest_bytes) == (3, 2.5, 50_000_000)
    assert read.columns == Columns(text="noi_dung", id="ma")
    assert read.max_rejects == Limit(most=2, is_share=True)
    assert read.bundle == Path("x")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "at the end, where to: FILE.jsonl"),
        ("in", "at the end, where to: FILE.jsonl"),
        ("in o.jsonl --what", "unrecognized arguments: --what; --help says"),
        ("in o.jsonl --resum", "--resum"),
        ("in o.jsonl --workers two", "invalid int value: 'two'"),
        ("in o.jsonl --workers -1", "--workers is -1; give 0 or more"),
        ("in o.jsonl --timeout 0.5", "--timeout is 0.5; give 1 or more"),
        ("in o.jsonl --timeout nan", "--timeout is nan"),
        ("in o.jsonl --stale", "--stale .* give --resume too"),
        ("in o.jsonl --largest ten", "--largest: 'ten'; give a size such as 10MB"),
        ("in o.jsonl --largest 0MB", "--largest"),
        ("in o.jsonl --largest 2GB", "--largest: '2GB'; .*1GB at most"),
        (f"in o.jsonl --largest {'9' * 5000}", "1GB at most"),
        ("in o.jsonl --max-rejects many", "--max-rejects: 'many'; give a number, or a share"),
        ("in o.jsonl --max-rejects 1.5", "--max-rejects"),
        ("in o.jsonl --max-rejects %", "--max-rejects"),
        ("in o.jsonl --max-rejects 100.1%", "--max-rejects: '100.1%'; a share is at most 100%"),
        ("in o.jsonl --columns x", "columns"),
    ],
)
def test_what_is_wrong(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Arguments.read(line.split())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "size"), [("10MB", 10_000_000), ("7 kb", 7_000), ("1GB", 10**9), ("5", 5)]
)
def test_sizes(given: str, size: int) -> None:
    assert parse_size(given) == size


@pytest.mark.parametrize(
    ("given", "n_rejected", "is_exceeded"),
    [("3", 3, False), ("3", 4, True), ("0", 0, False), ("0", 1, True), ("2.5%", 5, False),
     ("2.5%", 6, True), ("0%", 1, True), ("0%", 0, False)],
)  # fmt: skip
def test_limits(given: str, n_rejected: int, is_exceeded: bool) -> None:
    assert Limit.parse(given).is_exceeded(n_rejected, 200) is is_exceeded


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        Arguments.read(["--help"])
    out = capsys.readouterr().out
    assert "python -m predict batch" in out
    assert "share such as 2%;" in out


def test_the_engine() -> None:
    assert Arguments.read(["in", "out.jsonl"]).engine is Engine.local
    read = Arguments.read(["in", "o.parquet", "--engine", "ray", "--address", "ray://h:1"])
    assert (read.engine, read.address) == (Engine.ray, "ray://h:1")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("in o.jsonl --engine ray", "o.jsonl: --engine ray writes Parquet; name FOLDER.parquet"),
        ("in sqlite:///o.parquet --engine ray", "--engine ray writes Parquet"),
        ("in - o.parquet --engine ray", "other machines have no standard input"),
        ("in o.parquet --address ray://h:1", "give --engine ray too"),
        ("in o.parquet --engine spark", "--engine"),
    ],
)
def test_what_an_engine_cannot_do(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Arguments.read(line.split())
    assert "\n" not in str(caught.value)
