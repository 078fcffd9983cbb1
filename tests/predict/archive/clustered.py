"""Runs over the files of a folder, with readers that end more than themselves."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from predict.archive.article import Article
from predict.archive.cluster import engine as ray_module
from predict.archive.cluster.connection import Shares
from predict.archive.cluster.stages import Task
from predict.archive.files.parquet import ParquetSink
from predict.archive.inputs.places import Places
from predict.archive.inputs.sources import FileReader
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome
from predict.archive.sieve import Sieve, Wish
from predict.archive.tally import Tally
from predict.archive.workers.stop import Stop
from predict.archive.workers.worker import Load

from .fakes import MODEL, FakeReader, LoadFake
from .reading import table


@dataclass(frozen=True, kw_only=True)
class DeadlyReader(FakeReader):
    """Of ``end the actor`` also ends the process that has asked for it."""

    def read(self, article: Article) -> Outcome:
        if article.content == b"end the actor":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        content = article.content
        text = content.decode() if isinstance(content, bytes) else content
        return FakeReader.read(self, replace(article, content=text))


@dataclass(frozen=True, kw_only=True)
class LoadDeadly(LoadFake):
    def __call__(self) -> FakeReader:
        return DeadlyReader(folder=self.folder)


@dataclass(kw_only=True)
class Folder:
    """A run over the files of a folder, in the folder ``o.parquet`` beside it."""

    folder: Path
    load: Load
    timeout: float = 60
    said: list[str]
    tally: Tally

    def go(self, shares: Shares, *, stop: Stop | None = None, resume: bool = False) -> None:
        out = self.folder.parent / "o.parquet"
        with closing(ParquetSink.open(out, resume=resume)) as sink, Ledger(sink.done()) as ledger:
            ray_module.RayRun(
                shares=shares,
                reader=FileReader(folder=Path.cwd()),
                task=Task(
                    load=self.load,
                    model=MODEL,
                    folder=out,
                    timeout=self.timeout,
                    is_text_kept=True,
                ),
                sieve=Sieve(wish=Wish(model=MODEL), ledger=ledger, tally=self.tally),
                sink=sink,
                tell=self.said.append,
            ).go(Places([str(self.folder)]).files(), stop=stop or Stop(), tick=lambda: None)

    def rows(self) -> list[tuple[str, str | None]]:
        rows = table(self.folder.parent / "o.parquet", "articles")
        return sorted((Path(str(row["id"])).name, row["reason"]) for row in rows)  # type: ignore[misc]


def folder_of(tmp_path: Path, contents: Sequence[str]) -> Folder:
    """Return a run over files with these contents."""
    (tmp_path / "in").mkdir()
    for number, content in enumerate(contents):
        (tmp_path / "in" / f"{number:02}.txt").write_text(content, encoding="utf-8")
    return Folder(folder=tmp_path / "in", load=LoadDeadly(folder=tmp_path), said=[], tally=Tally())
