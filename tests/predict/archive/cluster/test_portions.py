from collections.abc import Sequence
from pathlib import Path

import pytest

from predict.archive.article import Article, Reason, Unreadable
from predict.archive.cluster import portions as portions_module
from predict.archive.cluster.portions import Chunk, Part, Portion, chunks, portions
from predict.archive.inputs.places import Stream
from predict.archive.inputs.sources import FileReader
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome
from predict.archive.sieve import Sieve, Wish
from predict.archive.sinks import Done
from predict.archive.tally import Tally
from predict.errors import InputError
from tests.predict.archive.fakes import MODEL, NOTHING, article

LOCKED = Unreadable(id="x", source="x", reason=Reason.unreadable, detail="locked")


def chunk(*names: str) -> Chunk:
    return Chunk(portion=3, number=1, inputs=tuple(article(name) for name in names))


def part_of(one: Chunk, before: Sequence[Article] = ()) -> tuple[Part | None, Tally]:
    done = [Done.of(Outcome.read(old, NOTHING, text="")) for old in before]
    tally = Tally()
    with Ledger(done) as ledger:
        sieve = Sieve(wish=Wish(model=MODEL), ledger=ledger, tally=tally)
        return Part.of(one.sighting(), sieve=sieve, run="00000007"), tally


def test_files_of_one_article_go_together_and_tables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions_module, "MOST_ARTICLES", 2)
    files: list[Path | Stream | Unreadable] = [
        *map(Path, ("a.txt", "b.html", "c.pdf", "d.jsonl", "e.txt")),
        LOCKED,
    ]
    found = list(portions(files))
    assert [one.number for one in found] == [0, 1, 2, 3]
    assert [[str(getattr(f, "id", f)) for f in one.files] for one in found] == [
        ["a.txt", "b.html"], ["c.pdf"], ["d.jsonl"], ["e.txt", "x"],
    ]  # fmt: skip
    with pytest.raises(InputError, match="other machines have no standard input"):
        list(portions([Stream.standard_input]))


def test_chunks_are_full_by_number_or_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions_module, "MOST_ARTICLES", 3)
    monkeypatch.setattr(portions_module, "_MOST_BYTES", 100)
    for number, size in enumerate([1, 1, 1, 1, 150, 1]):
        (tmp_path / f"{number}.txt").write_bytes(b"a" * size)
    (tmp_path / "t.jsonl").write_text('{"text": "a"}\n' * 4, encoding="utf-8")
    names = [f"{number}.txt" for number in range(6)]
    small = Portion(number=5, files=(*map(Path, names), LOCKED))
    reader = FileReader(folder=tmp_path)
    found = list(chunks(small, reader))
    assert [[one.id for one in some.inputs] for some in found] == [
        names[:3], names[3:5], [names[5], "x"],
    ]  # fmt: skip
    assert [(some.portion, some.number) for some in found] == [(5, 0), (5, 1), (5, 2)]
    table = Portion(number=6, files=(Path("t.jsonl"),))
    assert [len(some.inputs) for some in chunks(table, reader)] == [3, 1]
    assert list(chunks(table, reader)) == list(chunks(table, reader))


def test_what_of_a_chunk_is_read() -> None:
    one = chunk("a", "b", "a", "c")
    part, tally = part_of(one, before=[article("b"), article("c", "hai")])
    assert part
    assert part.name == "00000007-00000003-00000001"
    assert [(i.id, getattr(i, "reason", None)) for i in part.inputs(one)] == [
        ("a", None), ("a (2)", Reason.repeated_id), ("c", None),
    ]  # fmt: skip
    assert [*part.rows] == [0, 2, 3]
    assert part.replaced == {3}
    assert (tally.n_inputs, tally.n_done) == (4, 1)
    whole, _ = part_of(chunk("a", "b"))
    assert whole
    assert whole.rows == range(2)
    assert part_of(chunk("a"), before=[article("a")])[0] is None


def test_a_chunk_that_was_changed() -> None:
    part, _ = part_of(chunk("a", "b"))
    assert part
    for other in (chunk("a"), chunk("a", "c"), chunk("b", "a")):
        with pytest.raises(ValueError, match=r"a\.txt: was changed while it was read"):
            part.inputs(other)


def test_smaller_and_smaller_parts_have_every_article_once() -> None:
    one = chunk(*(f"{number:02}" for number in range(20)))
    whole, _ = part_of(one, before=[article("05", "hai")])
    assert whole
    parts, n_rounds = [whole], 0
    while any(len(part.rows) > 1 for part in parts):
        parts = [
            small for part in parts for small in (part.smaller() if len(part.rows) > 1 else [part])
        ]
        n_rounds += 1
        assert [i.id for part in parts for i in part.inputs(one)] == [i.id for i in one.inputs]
        assert len({part.name for part in parts}) == len(parts)
        assert next(part.rows[0] for part in sorted(parts, key=lambda p: p.name)) == 0
    assert n_rounds == 2
    assert [set(part.rows) for part in parts if part.replaced] == [{5}]
    assert not any(part.is_given_up for part in parts)
    (last,) = parts[0].smaller()
    assert last.is_given_up
    assert last.name > parts[0].name
    assert last.smaller() == []
