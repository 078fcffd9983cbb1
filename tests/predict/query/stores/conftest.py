"""One archive in every form, for tests of what reads it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from predict.archive.outcome import Outcome
from predict.query.facts import Store
from predict.query.stores.opening import open_store
from tests.predict.archive.collection import outcomes
from tests.predict.archive.conftest import postgresql_url, server
from tests.predict.query.archived import write

__all__ = ["postgresql_url", "server"]
FORMS = ("sqlite", "postgresql", "parquet", "jsonl")


def name_of(form: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return how an archive of a form is named."""
    if form == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        return url
    return f"sqlite:///{folder / 'a.db'}" if form == "sqlite" else str(folder / f"a.{form}")


@pytest.fixture(params=FORMS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of an archive that is not there yet."""
    return name_of(request.param, tmp_path, request)


@pytest.fixture
def written() -> list[Outcome]:
    """What became of some inputs: articles, one of them read twice, and others."""
    return outcomes()


@pytest.fixture
def store(source: str, written: list[Outcome]) -> Iterator[Store]:
    """An archive that a batch has written."""
    with closing(open_store(write(source, written))) as opened:
        yield opened
