"""A batch from its command line to its exit code."""

from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from predict.archive.arguments import Arguments
from predict.archive.ledger import Ledger
from predict.archive.outputs import files_of, open_sink
from predict.archive.pool import Pool
from predict.archive.progress import Watch
from predict.archive.reading import LoadReader
from predict.archive.run import Run, Wish
from predict.archive.sources import Sources
from predict.archive.stop import Stop, StoppedError
from predict.archive.tally import Tally
from predict.bundle import Manifest, read_manifest

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
    manifest = read_manifest(bundle)
    sources = Sources(
        wanted.places,
        columns=wanted.columns,
        largest_bytes=wanted.largest_bytes,
        besides=files_of(wanted.out),
    )
    tally = Tally()
    with Stop() as stop:
        watch = Watch(tally, stop=stop)
        with suppress(StoppedError), ExitStack() as stack:
            with stop.waiting():  # nothing is being read yet
                sink = stack.enter_context(closing(open_sink(wanted.out, resume=wanted.resume)))
                ledger = stack.enter_context(Ledger(sink.done()))
                watch.expect(sources.total())
            load = LoadReader(bundle=bundle)
            pool = stack.enter_context(
                Pool(load, model=manifest.model, n_workers=wanted.workers, timeout=wanted.timeout)
            )
            stack.enter_context(watch)
            wish = _wish(wanted, manifest)
            run = Run(wish=wish, ledger=ledger, sink=sink, tell=watch.tell, tally=tally)
            run.go(sources.inputs(), pool=pool, stop=stop, tick=watch.tick)
    watch.sum_up()
    if stop.asked:
        watch.tell("stopped before the end; go on with --resume")
        return stop.code
    if not tally.n_inputs:
        watch.tell("there was nothing to read: the places that were named hold no article")
    limit = wanted.max_rejects
    n_rejected = tally.n_rejected + tally.n_rejected_before
    if limit and limit.is_exceeded(n_rejected, tally.n_inputs):
        watch.tell(f"{n_rejected:,} rejected, which is more than --max-rejects allows")
        return TOO_MANY_REJECTS
    return 0


def _wish(wanted: Arguments, manifest: Manifest) -> Wish:
    return Wish(
        model=manifest.model,
        is_stale_read=wanted.stale,
        is_text_kept=wanted.keep_text,
        is_finding=bool(manifest.schema.entity_labels),
    )
