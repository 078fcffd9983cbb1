"""How quickly an archive of many articles answers, each question in a process of its own.

    python -m tests.load.query_load 20000 [--folder DIR] [--most 1.0]

The articles are those of the corpus and of the written collection, again and again with other
family names and other places, and with what gold says of them; no model reads. They are written to
SQLite and to Parquet as ``batch`` does; an archive that the folder holds already is taken as it is.
The figures are the best of three: the time that passed, and that which the processor worked, which
other work on the machine does not lengthen. The exit code is 1 if a question took longer than
``--most`` seconds by the processor's count.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data.annotated import AnnotatedArticle
from data.formats import find_annotations
from data.formats.ann import parse_annotation
from predict.archive.outputs import open_sink
from predict.schema import DEFAULT_SCHEMA
from tests.paths import ROOT
from tests.predict.query.archived import outcome_of
from tests.predict.query.collection import FOLDER

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Lò")
SYLLABLES = (
    "An", "Bình", "Châu", "Dương", "Giang", "Hà", "Hải", "Hòa", "Hưng", "Khê", "Lâm", "Lạc", "Long",
    "Minh", "Mỹ", "Nam", "Ninh", "Phong", "Phú", "Quang", "Sơn", "Tân", "Thanh", "Thịnh", "Thủy",
    "Tiên", "Trung", "Trường", "Vân", "Việt", "Xuân", "Yên",
)  # fmt: skip
_FAMILY = re.compile(rf"\b(?:{'|'.join(FAMILIES)}) (?=[A-ZĐ]\w+)(\w+(?: [A-ZĐ]\w+)?)")
_LOW = "huyện|thị xã|quận|xã|phường|thị trấn|[Hh]uyện ủy|[Tt]hị ủy|[Hh]uyện uỷ|[Tt]hị uỷ"
_PLACE = re.compile(rf"((?:{_LOW}) [A-ZĐ]\w*) ([A-ZĐ]\w*)")  # provinces are few, and stay
AT_A_TIME = 512
QUESTIONS = (
    ("holders", "Bí thư", "--of", "Huyện ủy Sơn Khê", "--on", "2019-06-01"),
    ("holders", "Chủ tịch", "--of", "UBND tỉnh Thạch Giang"),
    ("career", "Nguyễn Văn Hòa"),
    ("career", "K'Brơi"),
    ("figures", "thu ngân sách", "--of", "huyện Sơn Khê"),
    ("figures", "thu ngân sách"),
    ("events", "congress", "--year", "2020"),
    ("events", "review", "--of", "Huyện ủy Sơn Khê"),
    ("search", "cầu Khê Hạ"),
    ("search", "huyện ủy"),
)


def altered(annotation: str, copy: int) -> str:
    """Return an annotation with other families and places; the first copy is as it was."""
    if not copy:
        return annotation

    def choose(some: tuple[str, ...], of: str) -> str:
        digest = hashlib.blake2b(f"{copy} {of}".encode(), digest_size=4).digest()
        return some[int.from_bytes(digest, "big") % len(some)]

    moved = _PLACE.sub(lambda one: f"{one[1]} {choose(SYLLABLES, one[0][-20:])}", annotation)
    return _FAMILY.sub(lambda one: f"{choose(FAMILIES, one[0])} {one[1]}", moved)


def articles() -> Iterator[AnnotatedArticle]:
    """Yield articles without end, each with an id of its own."""
    files = find_annotations([FOLDER, ROOT / "data" / "corpus"])
    written = [file.read_text(encoding="utf-8") for file in files]
    copy = 0
    while True:
        for file, annotation in zip(files, written, strict=True):
            head, line_break, text = annotation.partition("\n")
            head = re.sub(r'"(?:appointments|values|indicators)": \[', '"unread": [', head)
            one = parse_annotation(head + line_break + altered(text, copy), schema=DEFAULT_SCHEMA)
            yield AnnotatedArticle(
                id=f"{copy:03}/{file.stem}",
                text=one.text,
                spans=one.spans,
                article_type=one.article_type,
                published=one.published,
                head=one.head,
            )
        copy += 1


def write(names: list[str], n: int) -> None:
    """Write so many articles to some archives."""
    with ExitStack() as stack:
        sinks = [stack.enter_context(closing(open_sink(name, resume=True))) for name in names]
        read = map(outcome_of, islice(articles(), n))
        while some := list(islice(read, AT_A_TIME)):
            for sink in sinks:
                sink.write(some)
        for sink in sinks:
            sink.finish()


def seconds(name: str, question: tuple[str, ...]) -> tuple[float, float, int]:
    """Ask once; return how long it took, how long the processor worked, and the lines printed."""
    command = [sys.executable, "-m", "predict", "query", name, *question, "--format", "csv"]
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    passed, after = time.perf_counter() - start, os.times()
    assert done.returncode in (0, 1), done.stderr
    worked = after.children_user + after.children_system
    worked -= before.children_user + before.children_system
    return passed, worked, done.stdout.count("\n") - 1


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--most", type=float, default=1.0)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database, parquet = folder / f"{asked.n}.db", folder / f"{asked.n}.parquet"
        names = [f"sqlite:///{database}", str(parquet)]
        if not (database.exists() and parquet.exists()):
            write(names, asked.n)
        slowest = show(names, n=asked.n)
    sys.exit(int(slowest > asked.most))


def show(names: list[str], *, n: int) -> float:
    """Print how long each question takes, and return the most that the processor worked."""
    table = Table("question", "archive", "rows", "seconds", "processor", title=f"{n:,} articles")
    slowest = 0.0
    for question in QUESTIONS:
        for name in names:
            runs = [seconds(name, question) for _ in range(3)]
            passed, worked = (min(run[i] for run in runs) for i in (0, 1))
            slowest = max(slowest, worked)
            kind = name.partition(":")[0] if "://" in name else "parquet"
            table.add_row(
                " ".join(question), kind, str(runs[0][2]), f"{passed:.2f}", f"{worked:.2f}"
            )
    Console(highlight=False, width=110).print(table)
    return slowest


if __name__ == "__main__":
    main()
