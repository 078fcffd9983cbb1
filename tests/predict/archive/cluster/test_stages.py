"""The stages as functions; test_ray.py runs them in a cluster."""

from dataclasses import replace
from pathlib import Path

import pytest

from predict.archive.article import Article, Input
from predict.archive.cluster.portions import Chunk, Part, Portion, chunks
from predict.archive.cluster.stages import (
    COLUMN,
    MARK,
    Cargo,
    Fate,
    LoadSame,
    Order,
    Read,
    Report,
    Task,
    batch_of,
    gather,
    look,
    parts_by_portion,
)
from predict.archive.files import blocks
from predict.archive.inputs.sources import FileReader
from predict.bundle import read_manifest
from predict.errors import InputError
from tests.predict.archive.fakes import MODEL, LoadFake, article


@pytest.fixture
def task(tmp_path: Path) -> Task:
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    blocks.make_folders(folder)
    load = LoadFake(folder=tmp_path)
    return Task(load=load, model=MODEL, folder=folder, timeout=60, is_text_kept=True)


def part(chunk: Chunk, *rows: int) -> Part:
    sighting = chunk.sighting()
    name = f"00000001-00000000-{chunk.number:08}"
    return Part(
        name=name, portion=chunk.portion, chunk=chunk.number, key=sighting.key, rows=rows or (0,)
    )


def cargo(*inputs: Input, name: str = "00000001-1") -> Cargo:
    one = Part(name=name, portion=0, chunk=0, key="", rows=range(len(inputs)))
    return Cargo(part=one, inputs=inputs)


def report(read: Read, one: Cargo) -> Report:
    (found,) = read(batch_of(one))[COLUMN]
    assert isinstance(found, Report)
    return found


def test_what_is_looked_through_is_gathered(tmp_path: Path) -> None:
    names = [Path("a.txt"), Path("b.txt"), Path("c.txt")]
    for name in names:
        (tmp_path / name).write_text("một", encoding="utf-8")
    portion, reader = Portion(number=0, files=tuple(names)), FileReader(folder=tmp_path)
    (chunk,) = chunks(portion, reader)
    (seen,) = look(batch_of(portion), reader=reader)
    assert seen[COLUMN][0] == chunk.sighting()
    wanted = part(chunk, 2, 0)
    order = Order(portion=portion, parts=(wanted, replace(wanted, key="another")))
    lost = Order(portion=portion, parts=(replace(wanted, chunk=9),))
    found = [batch[COLUMN][0] for batch in gather(batch_of(order, lost), reader=reader)]
    assert [one.id for one in found[0].inputs] == ["c.txt", "a.txt"]
    assert [one.is_changed for one in found] == [False, True, True]
    assert [one.inputs for one in found[1:]] == [(), ()]


def test_a_part_becomes_a_block(task: Task) -> None:
    read = Read(replace(task, is_text_kept=False))
    bad = [article("a"), article("b", "die"), article("c")]
    found = report(read, cargo(*bad))
    assert (found.fate, found.tally.n_read, found.tally.n_rejected) == (Fate.written, 2, 1)
    table = blocks.read_table(task.folder, "00000001-1").to_pylist()
    assert [(row["id"], row["reason"], row["text"]) for row in table] == [
        ("a", None, None), ("b", "crashed", None), ("c", None, None),
    ]  # fmt: skip
    assert report(read, cargo(article("d"), name="00000001-2")).fate is Fate.written
    assert [one.name for one in task.folder.iterdir() if one.name.startswith(MARK)] == []


def test_what_has_ended_many_who_read_it_is_not_read_again(task: Task) -> None:
    read, one = Read(task), cargo(article("a"))
    mark = task.folder / f"{MARK}00000001-1"
    mark.write_bytes(b"...")
    assert report(read, one).fate is Fate.written
    mark.write_bytes(b"....")
    failed = report(read, one)
    assert (failed.fate, failed.words) == (Fate.failed, "ended 4 processes that read it")
    given_up = replace(one, part=replace(one.part, is_given_up=True))
    assert report(read, given_up).tally.rejected == {"crashed": 1}


def test_what_fails(task: Task) -> None:
    one = cargo(article("a"))
    assert report(Read(task), replace(one, is_changed=True)).fate is Fate.changed
    no_model = report(Read(replace(task, load=LoadFake(folder=task.folder, fault="no model"))), one)
    assert (no_model.fate, no_model.words) == (Fate.hopeless, "no model")
    broken = report(Read(task), cargo(Article(id="a", source="a", content="x"), name="no name"))
    assert broken.fate is Fate.failed
    assert "names no block" in broken.words
    (task.folder / "articles").rmdir()
    full = report(Read(task), one)
    assert full.fate is Fate.hopeless
    assert f"{task.folder}: cannot be written" in full.words


def test_another_model_is_not_taken(toy_bundle: Path) -> None:
    model = read_manifest(toy_bundle).model
    assert LoadSame(bundle=toy_bundle, model=model)()
    for other in (
        LoadSame(bundle=toy_bundle, model=MODEL),
        LoadSame(bundle=toy_bundle, model=model, preprocessing=0),
    ):
        with pytest.raises(InputError, match="install the same version on every machine"):
            other()


def test_parts_go_by_portion() -> None:
    of = {n: Portion(number=n, files=()) for n in (1, 2)}
    chunk = Chunk(portion=1, number=0, inputs=(article("a"),))
    a, b, c = part(chunk), part(replace(chunk, portion=2)), part(replace(chunk, number=5))
    assert parts_by_portion([a, b, c], of) == [
        Order(portion=of[1], parts=(a, c)), Order(portion=of[2], parts=(b,)),
    ]  # fmt: skip
