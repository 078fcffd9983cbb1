"""Rounds in which every contender reads the same texts, each in a fresh process."""

from collections.abc import Callable, Sequence

from evaluate.benchmark.child import Child
from evaluate.benchmark.contenders import Contender
from evaluate.benchmark.figures import Measured, Round
from evaluate.benchmark.texts import Texts
from evaluate.benchmark.worker import ALONE, TOGETHER, WARM_UP

Say = Callable[[str], None]
_N_WARM_UP = 6  # articles, with which two batches of PhoBERT's are full
_READ_FOR_MEMORY, _SECONDS_FOR_MEMORY = 100, 8.0


def measure(
    contenders: Sequence[Contender], texts: Texts, *, n_rounds: int, say: Say
) -> list[Measured]:
    """Let all contenders read in turns; each round begins with another one.

    :param contenders: who reads
    :param texts: what they read
    :param n_rounds: how often
    :param say: takes a line for each turn
    :raises ValueError: if the process of one ends early
    """
    rounds: dict[str, list[Round]] = {one.name: [] for one in contenders}
    for number in range(n_rounds):
        first = number % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            say(f"round {number + 1} of {n_rounds}: {one.name}")
            alone = texts.articles[number::n_rounds] or texts.articles[:1]
            rounds[one.name].append(measure_round(one, texts, alone=alone))
    return [Measured(name=one.name, rounds=tuple(rounds[one.name])) for one in contenders]


def measure_round(contender: Contender, texts: Texts, *, alone: Sequence[str]) -> Round:
    """Let one contender read in a fresh process.

    :param contender: who reads
    :param texts: what it reads
    :param alone: the articles that it reads one by one
    :raises ValueError: if its process ends early
    """
    with Child(contender) as child:
        child.ask(ALONE, [texts.by_length[min(texts.by_length)]])
        start = child.age
        child.ask(WARM_UP, texts.articles[:_N_WARM_UP])
        together = child.ask(TOGETHER, texts.articles).seconds[0]
        one_by_one = child.ask(ALONE, alone)
        n_read = 1 + len(texts.articles[:_N_WARM_UP]) + len(texts.articles) + len(alone)
        n_more, peak = _read_on(child, texts.articles, n_read)
        by_length = {
            length: child.ask(ALONE, [text]).seconds[0] for length, text in texts.by_length.items()
        }
    return Round(
        n_articles=len(texts.articles),
        start=start,
        together=together,
        alone=one_by_one.seconds,
        peak=max(one_by_one.peak, peak),
        n_read=n_read + n_more,
        by_length=by_length,
    )


def _read_on(child: Child, articles: Sequence[str], n_read: int) -> tuple[int, int]:
    """Read on to a hundred articles, or for some seconds; return how many, and the peak."""
    seconds, n_more, peak = 0.0, 0, 0
    while n_read + n_more < _READ_FOR_MEMORY and seconds < _SECONDS_FOR_MEMORY:
        answer = child.ask(ALONE, [articles[n_more % len(articles)]])
        seconds += sum(answer.seconds)
        peak = answer.peak
        n_more += 1
    return n_more, peak
