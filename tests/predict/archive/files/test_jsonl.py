"""JSON lines: what is refused, what is cut off, what is kept."""

import json
import os
import tracemalloc
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predict.archive.files.jsonl import JsonlSink
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done
from tests.predict.archive.power import Failing, tree_of, watched
from tests.predict.archive.some_outcomes import OUTCOMES, lines, outcome, some


def written(file: Path, outcomes: list[Outcome], *, resume: bool = False) -> None:
    sink = JsonlSink.open(file, resume=resume)
    sink.write(outcomes)
    sink.finish()
    sink.close()


def repaired(file: Path) -> str:
    JsonlSink.open(file, resume=True).close()
    return file.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


@settings(max_examples=40)
@given(st.lists(OUTCOMES, max_size=3))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, outcomes: list[Outcome]
) -> None:
    file = tmp_path_factory.mktemp("any") / "out.jsonl"
    with closing(JsonlSink.open(file, resume=False)) as sink:
        sink.write(outcomes)
        assert list(sink.outcomes()) == outcomes
    with closing(JsonlSink.open(file, resume=True)) as sink:
        assert list(sink.done()) == [Done.of(one) for one in outcomes]
    assert file.read_bytes().decode() == lines(outcomes)


def test_lines_of_before_there_were_places_are_gone_on_with(tmp_path: Path) -> None:
    file, old = tmp_path / "out.jsonl", some(range(2))
    for one in old:
        line = {key: value for key, value in one.to_dict().items() if key != "places"}
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{json.dumps(line, ensure_ascii=False)}\n")
    with closing(JsonlSink.open(file, resume=True)) as sink:
        assert list(sink.done()) == [Done.of(one) for one in old]
        sink.write([outcome(3)])
        sink.finish()
        assert list(sink.outcomes()) == [*(replace(one, places=None) for one in old), outcome(3)]


def test_lines_are_readable_text(file: Path) -> None:
    written(file, some(range(2)))
    assert '"id": "bài 000"' in file.read_text(encoding="utf-8")


def test_nothing_written_is_an_empty_file(file: Path) -> None:
    written(file, [])
    assert file.read_bytes() == b""
    written(file, some([1]))  # and holds nothing that would be lost
    assert file.read_text(encoding="utf-8") == lines(some([1]))


def test_what_is_there_is_not_written_over(file: Path) -> None:
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=r"out.jsonl: holds something already; .*--resume"):
        JsonlSink.open(file, resume=False)
    assert file.read_text(encoding="utf-8") == "mine"
    file.write_bytes(b"")
    JsonlSink.open(file, resume=False).close()  # and the lock is free


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no file that lines can be added to"):
        JsonlSink.open(tmp_path, resume=True)
    with pytest.raises(ValueError, match="is no file that lines can be added to"):
        JsonlSink.open(Path(os.devnull), resume=False)
    with pytest.raises(ValueError, match=r"there is no folder .*nowhere; make it first"):
        JsonlSink.open(tmp_path / "nowhere" / "out.jsonl", resume=False)


def test_two_batches_on_one_file(file: Path, tmp_path: Path) -> None:
    sink = JsonlSink.open(file, resume=False)
    sink.write(some([0]))
    (tmp_path / "link.jsonl").symlink_to(file)
    with pytest.raises(ValueError, match=r"link.jsonl: another batch writes to it"):
        JsonlSink.open(tmp_path / "link.jsonl", resume=True)
    sink.write(some([0], version="b"))
    sink.finish()
    with pytest.raises(ValueError, match="another batch writes to it"):
        JsonlSink.open(file, resume=True)
    sink.close()
    assert repaired(file) == lines(some([0], version="b"))


def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(file)
    written(link, [*some([0]), *some([0], version="b")])
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == lines(some([0], version="b"))


@pytest.mark.parametrize(
    "tail",
    [
        lines(some([2])).encode()[:-1],
        lines(some([2])).encode()[:300],
        b"{",
        b"\n",
        bytes(5000),
        b"\xff\xfe\n\x80",
        b"[" * 100_000,
        b"7\n",
        lines(some([2])).encode()[:300] + bytes(4096),
        b"half of a line\n" + lines(some([2])).encode()[5:],
    ],
)
def test_a_torn_end_is_cut_off(file: Path, tail: bytes) -> None:
    sound = lines(some(range(2)))
    file.write_bytes(sound.encode() + tail)
    assert repaired(file) == sound
    written(file, some([2]), resume=True)
    assert file.read_text(encoding="utf-8") == lines(some(range(3)))


@pytest.mark.parametrize("start", [b'{"id', bytes(700), lines(some([0])).encode()[:-9]])
def test_a_torn_first_line_is_cut_off(file: Path, start: bytes) -> None:
    file.write_bytes(start)
    assert repaired(file) == ""


@pytest.mark.parametrize("content", ["Ghi chép\ncủa tôi\n", "[\n1\n]\n", '{"a": 1'])
def test_a_file_of_something_else_is_left_alone(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"out.jsonl: holds nothing of a batch; delete it or"):
        JsonlSink.open(file, resume=True)
    assert file.read_text(encoding="utf-8") == content


def test_lines_of_something_else_are_left_alone(file: Path) -> None:
    """Somebody named the articles that are to be read as the output."""
    content = '{"id": "1", "text": "Huyện ủy"}\n{"id": "2", "text": "xã"}\n'
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 1: is no line of a batch \(the key 'source' is m"):
        JsonlSink.open(file, resume=True)
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("damage", [b"\n", b"{\n", bytes(10) + b"\n"])
def test_damage_before_whole_lines_is_left_alone(file: Path, damage: bytes) -> None:
    content = lines(some([0])).encode() + damage + lines(some([1])).encode() + b'{"id'
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"out.jsonl, line 2: is damaged, .* delete this line"):
        JsonlSink.open(file, resume=True)
    assert file.read_bytes() == content


def test_the_last_line_of_an_id_takes_the_place_of_the_first(file: Path) -> None:
    written(file, some(range(4)))
    written(file, [*some([2, 1], version="b"), *some([4])], resume=True)
    expected = [*some([0]), *some([1, 2], version="b"), *some([3, 4])]
    assert file.read_text(encoding="utf-8") == lines(expected)
    assert list(tree_of(file.parent)) == ["out.jsonl"]


def test_a_file_without_replaced_lines_is_not_written_anew(file: Path) -> None:
    written(file, some(range(4)))
    before = file.stat().st_ino
    written(file, some([4]), resume=True)
    assert file.stat().st_ino == before


def test_ids_are_found_in_lines_that_others_ordered(file: Path) -> None:
    values = dict(reversed(outcome(0).to_dict().items()))
    file.write_text(f"{json.dumps(values)}\n", encoding="utf-8")
    written(file, some([0], version="b"), resume=True)
    assert file.read_text(encoding="utf-8") == lines(some([0], version="b"))


@pytest.mark.parametrize(
    "sly",
    [
        {"detail": '", "text": "a", "model": {"name": "b", "version": "c"}}\n'},
        {"text": '"model": {"name": "b", "version": "c"}}', "source": '\\", "text": '},
    ],
)
def test_what_is_done_is_not_misled_by_texts(file: Path, sly: dict[str, str]) -> None:
    one = replace(outcome(0), **sly)  # type: ignore[arg-type]
    written(file, [one])
    with closing(JsonlSink.open(file, resume=True)) as sink:
        assert list(sink.done()) == [Done.of(one)]


def test_what_is_done_is_found_in_lines_that_others_ordered(file: Path) -> None:
    values = dict(reversed(outcome(0).to_dict().items()))
    file.write_text(f"{json.dumps(values)}\n", encoding="utf-8")
    with closing(JsonlSink.open(file, resume=True)) as sink:
        assert list(sink.done()) == [Done.of(outcome(0))]


def test_what_is_no_json_is_refused_and_nothing_of_it_stays(file: Path) -> None:
    sink = JsonlSink.open(file, resume=False)
    sink.write(some([0]))
    bad = replace(outcome(1), prediction={"article_type": float("nan")})
    with pytest.raises(ValueError, match="not JSON compliant"):
        sink.write([outcome(2), bad])
    with pytest.raises(RuntimeError, match="an earlier write failed; open it again"):
        sink.write(some([1]))
    sink.close()
    assert file.read_text(encoding="utf-8") == lines(some([0]))


def test_a_failed_write_is_taken_back_at_once(file: Path) -> None:
    sink = JsonlSink.open(file, resume=False)
    sink.write(some([0]))
    with watched(file.parent, Failing(3)), pytest.raises(OSError, match="once there is room"):
        sink.write(some([1, 2, 3]))
    assert file.read_text(encoding="utf-8") == lines(some([0]))
    sink.close()


def test_parts_of_a_killed_finish_are_removed(file: Path) -> None:
    (file.parent / ".out.jsonl.ab12.part").touch()
    (file.parent / ".other.jsonl.ab12.part").touch()
    written(file, [])
    assert sorted(tree_of(file.parent)) == [".other.jsonl.ab12.part", "out.jsonl"]


def test_memory_is_flat(file: Path) -> None:
    one = lines(some([0]))
    text = "".join(one.replace("bài 000", f"bài {n:05}") for n in range(3000))
    file.write_text(text, encoding="utf-8")
    tracemalloc.start()
    sink = JsonlSink.open(file, resume=True)
    assert sum(1 for _ in sink.done()) == 3000
    sink.finish()
    sink.close()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000 < file.stat().st_size
