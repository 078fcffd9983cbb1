"""Readers of which some never come back, and sinks that hold outcomes in memory."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from predict.archive.article import Article
from predict.archive.outcome import Outcome
from predict.archive.sinks import Done
from predict.errors import InputError
from predict.records import ModelInfo, Prediction
from predict.schema import DEFAULT_SCHEMA

MODEL = ModelInfo(name="fake", version="1")
NOTHING = Prediction(
    article_type=None, entities=(), appointments=(), model=MODEL, schema=DEFAULT_SCHEMA
)


def article(name: str, content: str = "một") -> Article:
    return Article(id=name, source="a.txt", content=content)


@dataclass(frozen=True, kw_only=True)
class FakeReader:
    """Does what the content of an article says.

    ``die`` ends the process, ``die once`` the first time it is read, ``sleep`` never comes back,
    ``slow`` takes its time, ``long`` has an answer that no connection takes at once.
    """

    folder: Path

    def read(self, article: Article) -> Outcome:
        content = str(article.content)
        mark = self.folder / article.id
        if content == "die" or (content == "die once" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if content == "sleep":
            time.sleep(1e6)
        if content == "slow":
            time.sleep(0.2)
        if content == "long":
            mark.touch()
        text = "a" * 30_000_000 if content == "long" else content
        return Outcome.read(article, NOTHING, text=text)


@dataclass(frozen=True, kw_only=True)
class LoadFake:
    """How a worker gets a reader; without one it says why, or ends."""

    folder: Path
    fault: str = ""

    def __call__(self) -> FakeReader:
        if self.fault == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault:
            raise InputError(self.fault)
        return FakeReader(folder=self.folder)


@dataclass
class FakeSink:
    """Keeps what is written; of some writes says that the disk is full."""

    before: Sequence[Done] = ()
    full_at: int = -1
    writes: list[list[Outcome]] = field(default_factory=list)
    is_finished: bool = False

    def done(self) -> Iterator[Done]:
        yield from self.before

    def write(self, outcomes: Sequence[Outcome]) -> None:
        if len(self.writes) == self.full_at:
            raise OSError(28, "No space left on device")
        self.writes.append(list(outcomes))

    def finish(self) -> None:
        self.is_finished = True

    def close(self) -> None:
        """Nothing is held."""

    @property
    def ids(self) -> list[str]:
        return [outcome.id for outcomes in self.writes for outcome in outcomes]
