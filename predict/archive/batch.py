"""A batch from its command line to its exit code."""

import importlib
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from predict.archive.arguments import Arguments, Engine
from predict.archive.ledger import Ledger
from predict.archive.outputs import files_of, open_sink
from predict.archive.pool import Pool
from predict.archive.progress import Watch
from predict.archive.reading import LoadReader
from predict.archive.run import Run
from predict.archive.sieve import Sieve, Wish
from predict.archive.sources import Sources
from predict.archive.stop import Stop
from predict.archive.tally import Tally
from predict.bundle import read_manifest

TOO_MANY_REJECTS = 3


def batch(given: Sequence[str], *, released: Path) -> int:
    """Read many articles as a command line says, and return the exit code.

    :param given: what stands behind ``batch``
    :param released: the model if it names none
    :raises InputError: if it is wrong, or input, output or model cannot be opened
    :raises OSError: if the output takes nothing more, such as where the disk is full
    """
    wanted = Arguments.read(given)
    bundle = (wanted.bundle or released).resolve()
    sources = Sources(
        wanted.places,
        columns=wanted.columns,
        largest_bytes=wanted.largest_bytes,
        besides=files_of(wanted.out),
    )
    wish = Wish(
        model=read_manifest(bundle).model,
        is_stale_read=wanted.stale,
        is_text_kept=wanted.keep_text,
    )
    go = _go_on_cluster if wanted.engine is Engine.ray else _go_here
    stop, tally = Stop(), Tally()
    watch = go(wanted, bundle=bundle, sources=sources, wish=wish, stop=stop, tally=tally)
    watch.sum_up()
    if stop.asked:
        watch.tell("stopped before the end; go on with --resume")
        return stop.code
    limit = wanted.max_rejects
    n_rejected = tally.n_rejected + tally.n_rejected_before
    if limit and limit.is_exceeded(n_rejected, tally.n_inputs):
        watch.tell(f"{n_rejected:,} rejected, which is more than --max-rejects allows")
        return TOO_MANY_REJECTS
    return 0


def _go_here(
    wanted: Arguments, *, bundle: Path, sources: Sources, wish: Wish, stop: Stop, tally: Tally
) -> Watch:
    with ExitStack() as stack:
        stack.enter_context(stop)
        sink = stack.enter_context(closing(open_sink(wanted.out, resume=wanted.resume)))
        ledger = stack.enter_context(Ledger(sink.done()))
        pool = stack.enter_context(
            Pool(
                LoadReader(bundle=bundle),
                model=wish.model,
                n_workers=wanted.workers,
                timeout=wanted.timeout,
            )
        )
        watch = stack.enter_context(Watch(tally, total=sources.total(), stop=stop))
        run = Run(wish=wish, ledger=ledger, sink=sink, tell=watch.tell, tally=tally)
        run.go(sources.inputs(), pool=pool, stop=stop, tick=watch.tick)
    return watch


def _go_on_cluster(
    wanted: Arguments, *, bundle: Path, sources: Sources, wish: Wish, stop: Stop, tally: Tally
) -> Watch:
    ray = importlib.import_module("predict.archive.ray")  # an extra, and slow to import
    with ExitStack() as stack:
        shares = stack.enter_context(
            ray.connected(address=wanted.address, n_workers=wanted.workers)
        )
        stack.enter_context(stop)  # after Ray, which takes SIGTERM for itself
        sink = stack.enter_context(closing(open_sink(wanted.out, resume=wanted.resume)))
        ledger = stack.enter_context(Ledger(sink.done()))
        watch = stack.enter_context(Watch(tally, total=sources.total(), stop=stop))
        sieve = Sieve(wish=wish, ledger=ledger, tally=tally)
        run = ray.RayRun(
            shares=shares,
            reader=sources.reader_in(Path.cwd()),
            task=ray.task_of(wanted, bundle=bundle, wish=wish),
            sieve=sieve,
            sink=sink,
            tell=watch.tell,
        )
        run.go(sources.files(), stop=stop, tick=watch.tick)
    return watch
