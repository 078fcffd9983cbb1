from collections.abc import Sequence

import pytest

import evaluate.benchmark.measure as module
from evaluate.benchmark.child import Answer
from evaluate.benchmark.contenders import Contender
from evaluate.benchmark.measure import measure, measure_round
from evaluate.benchmark.texts import Texts
from evaluate.benchmark.worker import ALONE, TOGETHER, WARM_UP

from .fake_reader import fake

TEXTS = Texts(
    articles=tuple(f"bài {i}" for i in range(8)),
    by_length={100: "short", 1_000: "longer", 10_000: "long"},
)


class Told:
    """A process that only notes what it is asked; a text takes ``seconds``."""

    age = 0.5
    seconds = 0.01
    asked: list[tuple[str, str, list[str]]]

    def __init__(self, contender: Contender) -> None:
        self._name = contender.name
        self._n_answers = 0

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ask(self, task: str, texts: Sequence[str]) -> Answer:
        self.asked.append((self._name, task, [*texts]))
        self._n_answers += 1
        n_times = len(texts) if task == ALONE else 1
        return Answer(seconds=(self.seconds,) * n_times, peak=self._n_answers)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> type[Told]:
    monkeypatch.setattr(Told, "asked", [], raising=False)
    monkeypatch.setattr(module, "Child", Told)
    return Told


def test_contenders_take_turns_and_each_article_is_read_alone_once(told: type[Told]) -> None:
    lines: list[str] = []
    found = measure([fake("a"), fake("b")], TEXTS, n_rounds=3, say=lines.append)
    assert lines == [
        "round 1 of 3: a",
        "round 1 of 3: b",
        "round 2 of 3: b",
        "round 2 of 3: a",
        "round 3 of 3: a",
        "round 3 of 3: b",
    ]
    assert [one.name for one in found] == ["a", "b"]
    assert [len(one.rounds) for one in found] == [3, 3]
    alone = [len(one.alone) for one in found[0].rounds]
    assert alone == [3, 3, 2]
    asked = [texts for name, task, texts in told.asked if name == "a" and task == ALONE]
    spread = [texts for texts in asked if len(texts) > 1]
    assert sorted(text for texts in spread for text in texts) == sorted(TEXTS.articles)


def test_a_round_starts_warms_up_reads_on_and_ends_with_long_texts(told: type[Told]) -> None:
    found = measure_round(fake(), TEXTS, alone=TEXTS.articles[:2])
    tasks = [(task, texts) for _, task, texts in told.asked]
    assert tasks[:4] == [
        (ALONE, ["short"]),
        (WARM_UP, [*TEXTS.articles[:6]]),
        (TOGETHER, [*TEXTS.articles]),
        (ALONE, [*TEXTS.articles[:2]]),
    ]
    assert [texts for _, texts in tasks[-3:]] == [["short"], ["longer"], ["long"]]
    assert (found.start, found.n_read, found.n_articles) == (0.5, 100, 8)
    assert found.peak == len(tasks) - 3
    assert found.rate == pytest.approx(800)
    assert found.by_length == dict.fromkeys(TEXTS.by_length, 0.01)


def test_slow_ones_read_fewer_articles_for_their_memory(
    told: type[Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "seconds", 3.0)
    assert measure_round(fake(), TEXTS, alone=TEXTS.articles[:2]).n_read == 1 + 6 + 8 + 2 + 3


def test_more_rounds_than_articles() -> None:
    texts = Texts(articles=("một",), by_length=TEXTS.by_length)
    (found,) = measure([fake()], texts, n_rounds=2, say=lambda _: None)
    assert [len(one.alone) for one in found.rounds] == [1, 1]
