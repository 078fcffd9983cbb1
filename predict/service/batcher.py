"""Articles of all requests, read by a few threads in the order in which they came."""

import asyncio
import logging
import math
import threading
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

from predict.records import Prediction
from predict.service.metrics import Metrics
from predict.service.refusals import Fault, Refusal, unavailable

log = logging.getLogger(__name__)
Read = Callable[[str, date | None], Prediction]

_FAILED = Fault(code="failed", message="this article could not be read; the log says where")
_FORGET = 0.95  # how much of the rate stays with each article
_OVERHEAD = 200  # what an article costs whatever its length, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to be read, and the day on which it appeared."""

    text: str
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many articles and characters are held, and for how many seconds a request waits."""

    articles: int
    characters: int
    seconds: float


class GoneError(Exception):
    """Whoever asked no longer waits."""


class Batcher:
    """Reads articles on a pool of threads, the first to come first, whichever request it is of.

    A request is taken whole or refused at once: where the queue is full, and where it is so long
    that the answer would come too late. What is taken is therefore answered, and a long list
    holds nobody up for longer than ``Capacity.seconds``.
    """

    def __init__(self, read: Read, *, n_threads: int, capacity: Capacity, metrics: Metrics) -> None:
        """Start the threads."""
        self._read = read
        self._n_threads = n_threads
        self.capacity = capacity
        self._metrics = metrics
        self._pool = ThreadPoolExecutor(n_threads, thread_name_prefix="read")
        self._lock = threading.Lock()
        self._articles = self._characters = 0
        self._cost = self._seconds = 0.0

    @property
    def held(self) -> tuple[int, int]:
        """How many articles and characters are being read or wait to be."""
        return self._articles, self._characters

    async def read(
        self, articles: Sequence[Article], *, gone: Callable[[], Awaitable[None]]
    ) -> list[Prediction | Fault]:
        """Read articles; one that cannot be read fails alone.

        What has not begun when this ends early is not read.

        :param articles: what one request holds
        :param gone: returns when the client has hung up
        :raises Refusal: if there is no room, or the time is over
        :raises GoneError: if the client has hung up
        """
        futures = self._take(articles)
        everything: asyncio.Future[list[Prediction | BaseException]]
        everything = asyncio.gather(*map(asyncio.wrap_future, futures), return_exceptions=True)
        hung_up: asyncio.Future[None] = asyncio.ensure_future(gone())
        try:
            await asyncio.wait(
                (everything, hung_up),
                timeout=self.capacity.seconds,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if not everything.done():
                raise GoneError if hung_up.done() else self._late()
            return [self._result(found) for found in everything.result()]
        finally:
            hung_up.cancel()
            everything.add_done_callback(_take_notice)
            everything.cancel()
            for future in futures:
                future.cancel()

    def close(self) -> None:
        """Finish what is being read and read nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take(self, articles: Sequence[Article]) -> list[Future[Prediction]]:
        characters = sum(len(article.text) for article in articles)
        with self._lock:
            self._refuse_if_full(len(articles), characters)
            self._hold(len(articles), characters)
        futures = []
        for article in articles:
            waiting = [article]  # the pool keeps what was cancelled, until its turn comes
            future = self._pool.submit(self._read_one, waiting)
            future.add_done_callback(partial(self._release, waiting))
            futures.append(future)
        return futures

    def _refuse_if_full(self, articles: int, characters: int) -> None:
        """Refuse what does not fit; whatever a request may hold fits where nothing else is."""
        if not self._articles:
            return
        full = (
            self._articles + articles > self.capacity.articles
            or self._characters + characters > self.capacity.characters
        )
        wait = self._estimate(self._articles, self._characters)
        if full or wait > self.capacity.seconds:
            raise unavailable(
                f"{self._articles} articles are being read or wait; try again later",
                code="busy",
                seconds=self._seconds_to_wait(wait),
            )

    def _seconds_to_wait(self, estimate: float) -> int:
        """Return half the queue's length: by then there is room again."""
        return max(1, min(math.ceil(self.capacity.seconds), math.ceil(estimate / 2)))

    def _estimate(self, articles: int, characters: int) -> float:
        """Return in how many seconds that much is read at the present rate."""
        if not self._cost:
            return 0.0
        cost = characters + _OVERHEAD * articles
        return cost * self._seconds / self._cost / self._n_threads

    def _late(self) -> Refusal:
        wait = self._estimate(self._articles, self._characters)
        return unavailable(
            f"not read within {self.capacity.seconds:g} seconds; send fewer articles at once, "
            "or try again later",
            code="timed_out",
            seconds=self._seconds_to_wait(wait),
        )

    def _read_one(self, waiting: list[Article]) -> Prediction:
        (article,) = waiting
        start = time.perf_counter()
        prediction = self._read(article.text, article.published)
        seconds = time.perf_counter() - start
        with self._lock:
            self._seconds = _FORGET * self._seconds + seconds
            self._cost = _FORGET * self._cost + len(article.text) + _OVERHEAD
        self._metrics.articles.inc()
        self._metrics.characters.inc(len(article.text))
        self._metrics.article_seconds.observe(seconds)
        return prediction

    def _hold(self, articles: int, characters: int) -> None:
        self._articles += articles
        self._characters += characters
        self._metrics.queued_articles.set(self._articles)
        self._metrics.queued_characters.set(self._characters)

    def _release(self, waiting: list[Article], _done: object) -> None:
        article = waiting.pop()
        with self._lock:
            self._hold(-1, -len(article.text))

    def _result(self, found: Prediction | BaseException) -> Prediction | Fault:
        if isinstance(found, Prediction):
            return found
        log.error("an article was not read: %s", without_message(found))
        return _FAILED


def _take_notice(done: "asyncio.Future[list[Prediction | BaseException]]") -> None:
    """Look at how a request ended, or asyncio says that nobody did."""
    if not done.cancelled():
        done.exception()


def without_message(error: BaseException) -> str:
    """Return where an error arose and of what class it is; its message may hold what was read."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}".rstrip()
