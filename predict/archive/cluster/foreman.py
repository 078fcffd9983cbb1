"""Who sets a cluster to work and collects what comes of it, here or within the cluster."""

from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any, Protocol

from predict.archive.cluster.connection import Shares
from predict.archive.cluster.portions import Portion
from predict.archive.cluster.silent import ray
from predict.archive.cluster.stages import COLUMN, Order, Read, Task, gather, look
from predict.archive.inputs.sources import FileReader

_AHEAD = 64  # records
_TICK = 0.25  # seconds


class ClusterError(Exception):
    """Ray has given up."""


class Foreman:
    """Has a cluster look through portions or read orders, one after the other."""

    def __init__(self, shares: Shares, reader: FileReader, task: Task) -> None:
        """Begin with nothing.

        :param shares: of the cluster
        :param reader: reads files
        :param task: how articles are read
        """
        self._shares, self._reader, self._task = shares, reader, task
        self._queue: Queue[object] = Queue(_AHEAD)
        self._is_over = Event()

    def look(self, portions: Sequence[Portion]) -> None:
        """Begin to look through portions, which come out in their order as ``Sighting``."""
        dataset = self._files(portions, look, n=self._shares.n_workers + self._shares.n_readers)
        dataset.context.execution_options.preserve_order = True
        self._begin(dataset)

    def read(self, orders: Sequence[Order]) -> None:
        """Begin to read orders; what comes out, in any order, are ``Report``."""
        dataset = self._files(orders, gather, n=self._shares.n_readers)
        dataset.context.max_errored_blocks = -1  # what is lost with one is read again
        self._begin(
            dataset.map_batches(
                Read,
                batch_size=1,
                batch_format="numpy",
                fn_constructor_kwargs={"task": self._task},
                num_cpus=1,
                concurrency=(1, self._shares.n_workers),
            )
        )

    def next(self) -> list[object]:
        """Return what has come, nothing if it takes a while, and at the end None or an error."""
        found = []
        with suppress(Empty):
            found.append(self._queue.get(timeout=_TICK))
            while True:
                found.append(self._queue.get_nowait())
        return found

    def end(self) -> None:
        """Take no more of what comes."""
        self._is_over.set()

    def _files(self, records: Sequence[object], reads: Any, *, n: int) -> Any:  # noqa: ANN401
        """Return what reads files; each record goes its own way, however small it is."""
        found: Any = ray.data.from_items(
            [{COLUMN: one} for one in records], override_num_blocks=len(records)
        )
        found.context.target_max_block_size = 1
        return found.map_batches(
            reads,
            batch_size=1,
            batch_format="numpy",
            fn_kwargs={"reader": self._reader},
            num_cpus=1,
            concurrency=n,
        )

    def _begin(self, dataset: Any) -> None:  # noqa: ANN401  # Ray's own types say as little
        self.end()
        self._queue, self._is_over = Queue(_AHEAD), Event()
        Thread(target=_fill, args=(dataset, self._queue, self._is_over), daemon=True).start()


class Commands(Protocol):
    """What a run asks of a foreman."""

    def look(self, portions: Sequence[Portion]) -> None:
        """Begin to look through portions."""

    def read(self, orders: Sequence[Order]) -> None:
        """Begin to read orders."""

    def next(self) -> list[object]:
        """Return what has come."""

    def end(self) -> None:
        """Take no more of what comes."""


class FarForeman:
    """A foreman in the cluster; a machine that is none of its own cannot be one."""

    def __init__(self, shares: Shares, reader: FileReader, task: Task) -> None:
        """Send one there; the parameters are those of ``Foreman``."""
        far: Any = ray.remote(Foreman)
        self._far = far.options(num_cpus=0).remote(shares, reader, task)

    def look(self, portions: Sequence[Portion]) -> None:
        """Begin to look through portions."""
        self._ask(self._far.look, portions)

    def read(self, orders: Sequence[Order]) -> None:
        """Begin to read orders."""
        self._ask(self._far.read, orders)

    def next(self) -> list[object]:
        """Return what has come."""
        found: list[object] = self._ask(self._far.next)
        return found

    def end(self) -> None:
        """Take no more of what comes."""
        self._ask(self._far.end)

    def _ask(self, method: Any, *given: object) -> Any:  # noqa: ANN401
        try:
            return ray.get(method.remote(*given))
        except (ray.exceptions.RayError, ConnectionError) as error:
            raise ClusterError(words_of(error)) from error


def foreman_of(shares: Shares, reader: FileReader, task: Task) -> Commands:
    """Return a foreman for the cluster that this process is connected to.

    :param shares: of the cluster
    :param reader: reads files
    :param task: how articles are read
    """
    client: Any = ray.util.client.ray
    kind = FarForeman if client.is_connected() else Foreman
    return kind(shares, reader, task)


def words_of(error: Exception) -> str:
    """Return the last line of what Ray says, which is the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:300]


def _fill(dataset: Any, queue: "Queue[object]", is_over: Event) -> None:  # noqa: ANN401
    """Put what comes out of a data set into a queue, then None or the error that ended it."""

    def put(record: object) -> None:
        while not is_over.is_set():
            with suppress(Full):
                queue.put(record, timeout=1)
                return

    try:
        for batch in dataset.iter_batches(
            batch_size=None, batch_format="numpy", prefetch_batches=0
        ):
            for record in batch[COLUMN]:
                put(record)
            if is_over.is_set():
                return
        put(None)
    except Exception as error:  # noqa: BLE001  # said by the one who waits
        put(ClusterError(words_of(error)))
