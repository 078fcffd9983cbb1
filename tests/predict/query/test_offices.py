from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from predict.query.correction_tables import body_key
from predict.query.corrections import NONE, Corrections
from predict.query.questions import Questions
from predict.query.stores.opening import open_store

from .archived import outcomes, write

HOA = "Nguyễn Văn Hòa"
AT_HOA_PHU = f'{{ name = "{HOA}", body = "UBND huyện Hòa Phú" }}'
AT_CUA_LACH = f'{{ name = "{HOA}", body = "UBND thị xã Cửa Lạch" }}'


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("archive") / "a.jsonl", outcomes())


def careers(source: str, corrections: Corrections = NONE) -> dict[str, set[str]]:
    """Return the bodies of each person of the name."""
    found: dict[str, set[str]] = {}
    with closing(open_store(source)) as store:
        for office in Questions(store, corrections=corrections).career(HOA):
            found.setdefault(office.person_key, set()).add(body_key(office.body or ""))
    return found


def said(tmp_path: Path, table: str) -> Corrections:
    file = tmp_path / "corrections.toml"
    file.write_text(f"[[person]]\n{table}", encoding="utf-8")
    return Corrections.read(file)


def persons_at(found: dict[str, set[str]], *bodies: str) -> Iterator[str]:
    for body in bodies:
        (key,) = (key for key, held in found.items() if body_key(body) in held)
        yield key


def test_namesakes_that_a_correction_joins_by_their_bodies(source: str, tmp_path: Path) -> None:
    bodies = ("UBND huyện Hòa Phú", "UBND thị xã Cửa Lạch")
    before = careers(source)
    assert len({*persons_at(before, *bodies)}) == 2
    corrected = said(tmp_path, f"same = [{AT_HOA_PHU}, {AT_CUA_LACH}]")
    assert len({*persons_at(careers(source, corrected), *bodies)}) == 1


def test_one_person_whom_a_correction_splits_by_a_body(source: str, tmp_path: Path) -> None:
    bodies = ("UBND huyện Hòa Phú", "Huyện ủy Hòa Phú")
    before = careers(source)
    assert len({*persons_at(before, *bodies)}) == 1
    other = f'{{ name = "{HOA}", body = "Huyện ủy Hòa Phú" }}'
    after = careers(source, said(tmp_path, f'different = ["{HOA}", {other}]'))
    assert len({*persons_at(after, *bodies)}) == 2
