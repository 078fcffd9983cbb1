"""A batch from its command line to its exit code."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from predict.archive.arguments import Arguments
from predict.archive.ledger import Ledger
from predict.archive.outputs import files_of, open_sink
from predict.archive.pool import Pool
from predict.archive.progress import Watch
from predict.archive.reading import LoadReader
from predict.archive.run import Run, Wish
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
    model = read_manifest(bundle).model
    sources = Sources(
        wanted.places,
        columns=wanted.columns,
        largest_bytes=wanted.largest_bytes,
        besides=files_of(wanted.out),
    )
    tally = Tally()
    with ExitStack() as stack:
        stop = stack.enter_context(Stop())
        sink = stack.enter_context(closing(open_sink(wanted.out, resume=wanted.resume)))
        ledger = stack.enter_context(Ledger(sink.done()))
        pool = stack.enter_context(
            Pool(
                LoadReader(bundle=bundle),
                model=model,
                n_workers=wanted.workers,
                timeout=wanted.timeout,
            )
        )
        watch = stack.enter_context(Watch(tally, total=sources.total(), stop=stop))
        wish = Wish(model=model, is_stale_read=wanted.stale, is_text_kept=wanted.keep_text)
        run = Run(wish=wish, ledger=ledger, sink=sink, tell=watch.tell, tally=tally)
        run.go(sources.inputs(), pool=pool, stop=stop, tick=watch.tick)
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
