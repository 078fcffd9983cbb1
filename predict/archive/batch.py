"""A batch from its command line to its exit code."""

import importlib
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

from predict.archive.arguments import Arguments, Engine
from predict.archive.inputs.sources import Sources
from predict.archive.ledger import Ledger
from predict.archive.outputs import files_of, open_sink
from predict.archive.progress import Watch
from predict.archive.reading import LoadReader
from predict.archive.run import Run
from predict.archive.sieve import Sieve, Wish
from predict.archive.sinks import Sink
from predict.archive.tally import Tally
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop, StoppedError
from predict.bundle import read_manifest

TOO_MANY_REJECTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    wanted: Arguments
    bundle: Path
    sources: Sources
    wish: Wish
    stop: Stop
    tally: Tally
    watch: Watch


def batch(given: Sequence[str], *, released: Path) -> int:
    """Read many articles as a command line says, and return the exit code.

    :param given: what stands behind ``batch``
    :param released: the model if it names none
    :raises InputError: if it is wrong, or input, output or model cannot be opened
    :raises OSError: if the output takes nothing more, such as where the disk is full
    """
    wanted = Arguments.read(given)
    bundle = (wanted.bundle or released).resolve()
    manifest = read_manifest(bundle)
    stop, tally = Stop(), Tally()
    watch = Watch(tally, stop=stop)
    job = _Job(
        wanted=wanted,
        bundle=bundle,
        sources=Sources(
            wanted.places,
            columns=wanted.columns,
            largest_bytes=wanted.largest_bytes,
            besides=files_of(wanted.out),
        ),
        wish=Wish(
            model=manifest.model,
            is_stale_read=wanted.stale,
            is_text_kept=wanted.keep_text,
            is_finding=bool(manifest.schema.entity_labels),
        ),
        stop=stop,
        tally=tally,
        watch=watch,
    )
    with suppress(StoppedError), ExitStack() as stack:
        (_go_on_cluster if wanted.engine is Engine.ray else _go_here)(job, stack)
    return _end(job)


def _end(job: _Job) -> int:
    """Say what became of everything, and return the exit code."""
    job.watch.sum_up()
    if job.stop.asked:
        job.watch.tell("stopped before the end; go on with --resume")
        return job.stop.code
    if job.tally.n_taken_over:
        job.watch.tell(
            f"{job.tally.n_taken_over:,} of the rows that were replaced came from elsewhere: "
            f"{job.tally.taken_over}; if these are other articles, give each table its own OUT"
        )
    if not job.tally.n_inputs:
        job.watch.tell("there was nothing to read: the places that were named hold no article")
    limit = job.wanted.max_rejects
    n_rejected = job.tally.n_rejected + job.tally.n_rejected_before
    if limit and limit.is_exceeded(n_rejected, job.tally.n_inputs):
        job.watch.tell(f"{n_rejected:,} rejected, which is more than --max-rejects allows")
        return TOO_MANY_REJECTS
    return 0


def _go_here(job: _Job, stack: ExitStack) -> None:
    stack.enter_context(job.stop)
    sink, ledger = _open(job, stack)
    pool = stack.enter_context(
        Pool(
            LoadReader(bundle=job.bundle),
            model=job.wish.model,
            n_workers=job.wanted.workers,
            timeout=job.wanted.timeout,
        )
    )
    stack.enter_context(job.watch)
    run = Run(wish=job.wish, ledger=ledger, sink=sink, tell=job.watch.tell, tally=job.tally)
    run.go(job.sources.inputs(), pool=pool, stop=job.stop, tick=job.watch.tick)


def _go_on_cluster(job: _Job, stack: ExitStack) -> None:
    ray = importlib.import_module("predict.archive.cluster.engine")  # an extra, and slow to import
    wanted = job.wanted
    shares = stack.enter_context(ray.connected(address=wanted.address, n_workers=wanted.workers))
    stack.enter_context(job.stop)  # after Ray, which takes SIGTERM for itself
    sink, ledger = _open(job, stack)
    stack.enter_context(job.watch)
    run = ray.RayRun(
        shares=shares,
        reader=job.sources.reader_in(Path.cwd()),
        task=ray.task_of(wanted, bundle=job.bundle, wish=job.wish),
        sieve=Sieve(wish=job.wish, ledger=ledger, tally=job.tally),
        sink=sink,
        tell=job.watch.tell,
    )
    run.go(job.sources.files(), stop=job.stop, tick=job.watch.tick)


def _open(job: _Job, stack: ExitStack) -> tuple[Sink, Ledger]:
    with job.stop.waiting():  # nothing is being read yet
        sink = stack.enter_context(closing(open_sink(job.wanted.out, resume=job.wanted.resume)))
        ledger = stack.enter_context(Ledger(sink.done()))
        job.watch.expect(job.sources.total())
    return sink, ledger
