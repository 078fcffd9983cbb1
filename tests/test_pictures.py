"""The pictures in ``docs`` are of what an archive answers today: ``make pictures`` draws them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from predict.query.questions import Questions
from predict.query.stores.opening import open_store

from .predict.query.archived import outcomes, write
from .predict.query.pictures import HOLDERS, INDICATOR, carried, holders, indicators, said_of


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    folder: Path = tmp_path_factory.mktemp("archive")
    with closing(open_store(write(f"sqlite:///{folder}/archive.db", outcomes()))) as store:
        yield Questions(store)


def test_who_held_what(questions: Questions) -> None:
    assert carried(HOLDERS) == said_of(holders(questions))


def test_what_was_reached(questions: Questions) -> None:
    assert carried(INDICATOR) == said_of(indicators(questions))
