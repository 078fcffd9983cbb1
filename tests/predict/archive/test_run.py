import errno
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import pytest

from predict.archive import run as run_module
from predict.archive.article import Article, Input, Reason
from predict.archive.ledger import Ledger
from predict.archive.outcome import Outcome
from predict.archive.run import NOTHING_FOUND, Run, Wish
from predict.archive.sinks import Done
from predict.archive.workers.pool import Pool
from predict.archive.workers.stop import Stop

from .fakes import MODEL, NOTHING, FakeSink, article
from .some_outcomes import prediction


class FakePool:
    """Reads on the spot, some at a time; what is empty is empty."""

    def __init__(self, *, at_a_time: int = 1, finds: bool = True) -> None:
        self._at_a_time = at_a_time
        self._found = replace(prediction(), model=MODEL) if finds else NOTHING

    def read(self, inputs: Iterator[Input], *, stop: Stop) -> Iterator[list[Outcome]]:
        ready: list[Outcome] = []
        for one in inputs:
            ready.append(self._outcome(one))
            if len(ready) == self._at_a_time or stop.asked:
                yield ready
                ready = []
            if stop.asked:
                return
        yield ready

    def _outcome(self, one: Input) -> Outcome:
        if not isinstance(one, Article):
            return Outcome.not_read(one, model=MODEL, reason=one.reason, detail=one.detail)
        if not one.content:
            return Outcome.not_read(one, model=MODEL)
        return Outcome.read(one, self._found, text=str(one.content))


def done(one: Article, **changes: object) -> Done:
    of = Done.of(Outcome.read(one, NOTHING, text=""))
    return replace(of, **changes)  # type: ignore[arg-type]


def go(
    inputs: Sequence[Input],
    *,
    sink: FakeSink | None = None,
    pool: FakePool | None = None,
    wish: Wish | None = None,
    stop: Stop | None = None,
) -> tuple[Run, list[str]]:
    said: list[str] = []
    sink = sink or FakeSink()
    with Ledger(sink.done()) as ledger:
        run = Run(wish=wish or Wish(model=MODEL), ledger=ledger, sink=sink, tell=said.append)
        run.go(
            inputs,
            pool=cast(Pool, pool or FakePool()),
            stop=stop or Stop(),
            tick=lambda: None,
        )
    return run, said


def test_everything_is_counted() -> None:
    sink = FakeSink()
    run, said = go([article("a"), article("b", ""), article("a"), article("c")], sink=sink)
    tally = run.tally
    assert (tally.n_inputs, tally.n_read, tally.n_empty) == (4, 2, 1)
    assert tally.rejected == {Reason.repeated_id: 1}
    assert tally.n_out == 4
    assert (tally.n_entities, tally.n_appointments) == (8, 2)
    assert sink.ids == ["a", "b", "a (2)", "c"]
    assert sink.is_finished
    assert said == []


def test_every_id_is_one_of_a_kind_however_often_it_comes() -> None:
    sink = FakeSink()
    names = ["a", "a (2)", "a", "a", "a (2)", "a"]
    go([article(name) for name in names], sink=sink)
    assert len(set(sink.ids)) == 6
    again = FakeSink(before=[Done.of(one) for ready in sink.writes for one in ready])
    run, _ = go([article(name) for name in names], sink=again)
    assert (run.tally.n_done, run.tally.n_rejected_before, again.ids) == (6, 4, [])


def test_what_is_done_is_not_read() -> None:
    a, b = article("a"), article("b")
    sink = FakeSink(before=[done(a), done(b, outcome="rejected")])
    run, _ = go([a, article("c"), b], sink=sink)
    assert sink.ids == ["c"]
    tally = run.tally
    assert (tally.n_done, tally.n_rejected_before, tally.n_read, tally.n_out) == (2, 1, 1, 3)
    assert (tally.n_rejected, tally.n_replaced) == (0, 0)


def test_an_id_that_others_have_had_is_told() -> None:
    before = [done(article("a", "hai")), done(article("b", "hai")), done(article("c"))]
    moved = [replace(article(name), source="b.txt") for name in "abc"]
    run, _ = go(moved, sink=FakeSink(before=before))
    assert (run.tally.n_taken_over, run.tally.n_done) == (2, 1)  # c has only moved
    assert run.tally.taken_over == "a, once of a.txt, is now that of b.txt"
    same, _ = go([article("a")], sink=FakeSink(before=before))
    assert same.tally.n_taken_over == 0


def test_many_that_are_done_are_no_silence() -> None:
    many = [article(str(number)) for number in range(1000)]
    sink = FakeSink(before=[done(one) for one in many])
    seen: list[int] = []
    with Ledger(sink.done()) as ledger:
        run = Run(wish=Wish(model=MODEL), ledger=ledger, sink=sink, tell=print)
        assert list(run.pending(many, tick=lambda: seen.append(run.tally.n_done))) == []
    assert seen == [*range(100, 1001, 100)]


def test_what_has_changed_is_read_anew() -> None:
    sink = FakeSink(before=[done(article("a", "hai")), done(article("b"))])
    run, _ = go([article("a"), article("b")], sink=sink)
    assert sink.ids == ["a"]
    assert (run.tally.n_replaced, run.tally.n_done) == (1, 1)


@pytest.mark.parametrize("changes", [{"model": "fake 0"}, {"preprocessing": 0}])
def test_what_another_model_has_read_is_kept_unless_asked_for(changes: dict[str, object]) -> None:
    before = [done(article("a"), **changes), done(article("b"))]
    inputs = [article("a"), article("b")]
    sink = FakeSink(before=before)
    run, _ = go(inputs, sink=sink)
    assert (sink.ids, run.tally.n_kept, run.tally.n_done) == ([], 1, 1)
    sink = FakeSink(before=before)
    run, _ = go(inputs, sink=sink, wish=Wish(model=MODEL, is_stale_read=True))
    assert (sink.ids, run.tally.n_kept, run.tally.n_replaced) == (["a"], 0, 1)


def test_texts_stay_out_if_asked_for() -> None:
    sink = FakeSink()
    go([article("a")], sink=sink, wish=Wish(model=MODEL, is_text_kept=False))
    assert sink.writes[0][0].text is None
    assert sink.writes[0][0].prediction["entities"]


def test_many_at_a_time_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "_MOST_SECONDS", 1e9)
    monkeypatch.setattr(run_module, "_MOST_OUTCOMES", 10)
    sink = FakeSink()
    go([article(str(number)) for number in range(25)], sink=sink, pool=FakePool(at_a_time=4))
    assert [len(written) for written in sink.writes] == [12, 12, 1]


def test_what_is_ready_is_written_before_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "_MOST_SECONDS", 0.0)
    sink = FakeSink()
    go([article("a"), article("b")], sink=sink)
    assert [len(written) for written in sink.writes] == [1, 1]


def test_a_stop_writes_what_was_read_and_does_not_finish() -> None:
    stop = Stop()
    stop.asked = 1
    sink = FakeSink()
    run, _ = go([article("a"), article("b")], sink=sink, stop=stop)
    assert sink.ids == ["a"]
    assert not sink.is_finished
    assert run.tally.n_inputs - run.tally.n_out == 0


def test_a_full_disk_ends_it() -> None:
    sink = FakeSink(full_at=0)
    with pytest.raises(OSError, match="No space left") as caught:
        go([article("a")], sink=sink)
    assert caught.value.errno == errno.ENOSPC
    assert not sink.is_finished


@pytest.mark.parametrize(("finds", "warnings"), [(False, [NOTHING_FOUND]), (True, [])])
def test_nothing_found_in_many_articles(finds: bool, warnings: list[str]) -> None:
    empty = [article(f"e{number}", "") for number in range(3)]
    many: list[Input] = [*(article(str(number)) for number in range(1000)), *empty]
    _, said = go([*many, article("x")], pool=FakePool(finds=finds))
    assert said == warnings
    assert go(many, pool=FakePool(finds=False), wish=Wish(model=MODEL, is_finding=False))[1] == []
    assert go(many[:999], pool=FakePool(finds=False))[1] == []
