"""The queue: what is taken is read in order, and what is not waited for is not read."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from predict.records import Prediction
from predict.service.batcher import Article, Batcher, Capacity, GoneError
from predict.service.metrics import Metrics
from predict.service.refusals import Fault, Refusal

from .serving import FakeReader

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Text(str):
    """A string of which one can tell whether it is still there."""


class Queue:
    """A batcher with one thread that waits until it is let go."""

    def __init__(self, *, articles: int = 4, characters: int = 1000, seconds: float = 20) -> None:
        self.reader = FakeReader()
        self.metrics = Metrics()
        self.batcher = Batcher(
            self.reader.predict,
            n_threads=1,
            capacity=Capacity(articles=articles, characters=characters, seconds=seconds),
            metrics=self.metrics,
        )

    def ask(
        self, *texts: str, gone: Callable[[], Awaitable[None]] | None = None
    ) -> "asyncio.Task[list[Prediction | Fault]]":
        articles = [Article(text=text) for text in texts]
        return asyncio.create_task(self.batcher.read(articles, gone=gone or stay))

    async def begin(self, *texts: str) -> "asyncio.Task[list[Prediction | Fault]]":
        """Ask, and wait until the first text is being read."""
        self.reader.gate.clear()
        task = self.ask(*texts)
        while not self.reader.texts:
            await asyncio.sleep(0.005)
        return task

    def free(self) -> None:
        self.reader.gate.set()


async def stay() -> None:
    await asyncio.Event().wait()


async def settle(queue: Queue) -> None:
    """Wait until nothing is held."""
    async with asyncio.timeout(10):
        while queue.batcher.held != (0, 0):
            await asyncio.sleep(0.005)


async def test_requests_are_read_in_order_and_counted() -> None:
    queue = Queue()
    first = await queue.begin("a", "bb")
    second = queue.ask("ccc")
    await asyncio.sleep(0)
    assert queue.batcher.held == (3, 6)
    assert b"nhandang_queued_articles 3.0" in queue.metrics.render()
    queue.free()
    assert len(await first) == 2
    assert len(await second) == 1
    assert queue.reader.texts == ["a", "bb", "ccc"]
    await settle(queue)
    numbers = queue.metrics.render()
    assert b"nhandang_queued_characters 0.0" in numbers
    assert b"nhandang_articles_total 3.0" in numbers
    assert b"nhandang_characters_total 6.0" in numbers


@pytest.mark.parametrize("texts", [("c",) * 3, ("c" * 999,)])
async def test_what_does_not_fit_is_refused_at_once_and_whole(texts: tuple[str, ...]) -> None:
    queue = Queue()
    first = await queue.begin("a", "b")
    with pytest.raises(Refusal, match="2 articles are being read or wait") as refused:
        await queue.ask(*texts)
    assert refused.value.fault.code == "busy"
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 20
    queue.free()
    await first
    await settle(queue)
    assert queue.reader.texts == ["a", "b"]


async def test_an_empty_queue_takes_whatever_a_request_may_hold() -> None:
    assert len(await Queue(characters=10).ask("a" * 100)) == 1


async def test_where_the_answer_would_come_too_late_it_is_refused_at_once() -> None:
    queue = Queue(seconds=0.5, articles=100)
    await queue.ask("a")
    queue.batcher._seconds = queue.batcher._cost / 200  # an article of 200 takes 2 seconds
    queue.reader.texts.clear()
    first = await queue.begin("b" * 100)
    with pytest.raises(Refusal, match="try again later") as refused:
        await queue.ask("c")
    assert refused.value.fault.code == "busy"
    assert refused.value.headers["Retry-After"] == "1"
    queue.free()
    await first


async def test_after_its_time_a_request_gives_its_place_back() -> None:
    queue = Queue(seconds=0.1)
    first = await queue.begin("a", "b", "c")
    with pytest.raises(Refusal, match=r"not read within 0.1 seconds") as refused:
        await first
    assert refused.value.fault.code == "timed_out"
    assert queue.batcher.held == (1, 1)
    queue.free()
    await settle(queue)
    assert queue.reader.texts == ["a"]


async def test_nobody_reads_for_a_client_that_has_gone() -> None:
    queue = Queue()
    hang_up = asyncio.Event()

    async def gone() -> None:
        await hang_up.wait()

    first = await queue.begin("a")
    second = queue.ask("b", gone=gone)
    await asyncio.sleep(0.01)
    hang_up.set()
    with pytest.raises(GoneError, match=r"^$"):
        await second
    queue.free()
    await first
    await settle(queue)
    assert queue.reader.texts == ["a"]


async def test_a_cancelled_request_is_not_read() -> None:
    queue = Queue()
    first = await queue.begin("a")
    second = queue.ask("b")
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.wait([second])
    queue.free()
    await first
    await settle(queue)
    assert queue.reader.texts == ["a"]


async def test_what_is_not_waited_for_is_not_kept() -> None:
    queue = Queue()
    first = await queue.begin("a")
    text = Text("b")
    kept = weakref.ref(text)
    second = queue.ask(text)
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.wait([second])
    del text, second
    gc.collect()
    assert kept() is None
    queue.free()
    await first


async def test_one_that_cannot_be_read_fails_alone() -> None:
    results = await Queue().ask("a", "hỏng", "c")
    assert [isinstance(result, Fault) for result in results] == [False, True, False]


async def test_as_many_at_once_as_there_are_threads() -> None:
    meet = threading.Barrier(3)
    reader = FakeReader()

    def read(text: str, published: date | None) -> Prediction:
        meet.wait(timeout=10)
        return reader.predict(text, published)

    capacity = Capacity(articles=10, characters=100, seconds=20)
    batcher = Batcher(read, n_threads=3, capacity=capacity, metrics=Metrics())
    results = await batcher.read([Article(text="a")] * 3, gone=stay)
    assert all(isinstance(result, Prediction) for result in results)
    batcher.close()
