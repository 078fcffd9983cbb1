"""What ``python -m predict batch`` is told on its command line."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from predict.archive.inputs.columns import Columns
from predict.archive.inputs.sources import LARGEST_BYTES
from predict.archive.outputs import FORMS
from predict.archive.workers.pool import TIMEOUT
from predict.errors import InputError

_DESCRIPTION = f"""Read many articles into one table.

IN is one or more of: folders, patterns, files .txt, .html, .jsonl, .csv, .tsv and .parquet, packed
or not, and -, which is JSON lines on standard input. OUT is {FORMS}."""
_EPILOG = """Exit codes: 0 done, 2 wrong use or an output that takes nothing more, 3 done with more
rejects than --max-rejects, 130 and 143 stopped by Ctrl-C and SIGTERM; go on with --resume."""
_UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_MOST_BYTES = 1_000_000_000
_SIZE = re.compile(r"(\d{1,12})\s*([KMG]B)?", re.IGNORECASE)


class Engine(StrEnum):
    """What runs a batch."""

    local = "local"
    ray = "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many inputs may be rejected: a number, or a share of all that went in."""

    most: float
    is_share: bool

    @classmethod
    def parse(cls, given: str) -> "Limit":
        """Read ``100`` or ``2.5%``.

        :raises InputError: if it is neither
        """
        number, is_share = given.removesuffix("%"), given.endswith("%")
        if not re.fullmatch(r"\d+(\.\d+)?" if is_share else r"\d+", number):
            raise InputError(f"--max-rejects: {given!r}; give a number, or a share such as 2%")
        if is_share and float(number) > 100:
            raise InputError(f"--max-rejects: {given!r}; a share is at most 100%")
        return cls(most=float(number), is_share=is_share)

    def is_exceeded(self, n_rejected: int, n_inputs: int) -> bool:
        """Say whether more were rejected."""
        if self.is_share:
            return n_rejected * 100 > self.most * n_inputs
        return n_rejected > self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What a batch is told."""

    places: tuple[str, ...]
    out: str
    bundle: Path | None
    """None is the released model."""
    resume: bool
    stale: bool
    columns: Columns
    largest_bytes: int
    workers: int
    timeout: float
    max_rejects: Limit | None
    keep_text: bool
    engine: Engine
    address: str | None
    """Of a cluster of Ray; None is this machine, or the one in ``RAY_ADDRESS``."""

    @classmethod
    def read(cls, given: Sequence[str]) -> "Arguments":
        """Read what stands behind ``batch``.

        :raises InputError: if something is missing, unknown or of a wrong kind
        :raises SystemExit: after ``--help``
        """
        found = _parser().parse_intermixed_args(given)
        if len(found.places) < 2:
            raise InputError(f"batch takes what to read and, at the end, where to: {FORMS}")
        _check("--workers", found.workers, least=0)
        _check("--timeout", found.timeout, least=1)
        *places, out = found.places
        if found.stale and not found.resume:
            raise InputError("--stale reads anew what an output holds; give --resume too")
        engine = Engine(found.engine)
        _check_engine(engine, places, out, address=found.address)
        return cls(
            places=tuple(places),
            out=out,
            bundle=found.bundle,
            resume=found.resume,
            stale=found.stale,
            columns=Columns.parse(found.columns) if found.columns else Columns(),
            largest_bytes=parse_size(found.largest) if found.largest else LARGEST_BYTES,
            workers=found.workers,
            timeout=found.timeout,
            max_rejects=Limit.parse(found.max_rejects) if found.max_rejects else None,
            keep_text=not found.no_text,
            engine=engine,
            address=found.address,
        )


def parse_size(given: str) -> int:
    """Read a number of bytes, such as ``10MB``.

    :raises InputError: if it is none, 0, or more than a process can hold
    """
    match = _SIZE.fullmatch(given.strip())
    size = int(match[1]) * _UNITS[(match[2] or "").upper()] if match else 0
    if not 0 < size <= _MOST_BYTES:
        raise InputError(f"--largest: {given!r}; give a size such as 10MB, and 1GB at most")
    return size


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as other commands do."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; --help says what there is")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m predict batch",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("places", nargs="*", metavar="IN... OUT", help="what to read, and last where to")
    add("--resume", action="store_true", help="go on with an output that holds something")
    add("--stale", action="store_true", help="read anew what another model has read")
    add("--columns", metavar="KEY=NAME,...", help="such as text=noi_dung,id=ma; keys: text, html, "
        "id, published, source")  # fmt: skip
    add("--largest", metavar="SIZE", help="the largest article, in bytes, KB, MB or GB; without "
        "it 10MB")  # fmt: skip
    add("--workers", type=int, default=0, metavar="N", help="processes; without it one a core")
    add("--timeout", type=float, default=TIMEOUT, metavar="SECONDS", help="in which an article is "
        "read or rejected; without it 300")  # fmt: skip
    add("--max-rejects", metavar="N", help="a number, or a share such as 2%%; with more the exit "
        "code is 3; without it any number")  # fmt: skip
    add("--no-text", action="store_true", help="keep the articles' texts out of the output")
    add("--bundle", type=Path, metavar="DIR", help="the model; without it the released one")
    add("--engine", choices=list(Engine), default=Engine.local, metavar="ENGINE", help="local: "
        "this machine; ray: a cluster, to FOLDER.parquet in a folder that its machines share; "
        "articles are written a block at a time, and a stop waits for none")  # fmt: skip
    add("--address", metavar="ADDRESS", help="of a cluster, such as ray://host:10001; without it "
        "RAY_ADDRESS, or a cluster on this machine")  # fmt: skip
    return parser


def _check_engine(engine: Engine, places: Sequence[str], out: str, *, address: str | None) -> None:
    if engine is Engine.local:
        if address:
            raise InputError("--address is that of a cluster; give --engine ray too")
        return
    if "://" in out or Path(out).suffix.lower() != ".parquet":
        raise InputError(
            f"{out}: --engine ray writes Parquet; name FOLDER.parquet, which all machines share"
        )
    if "-" in places:
        raise InputError("-: other machines have no standard input; name files or folders")


def _check(flag: str, number: float, *, least: int) -> None:
    if not least <= number < 1e9:
        raise InputError(f"{flag} is {number:g}; give {least} or more")
