"""One predictor, many threads and processes."""

import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

import predict.predictor as predictor_module
from predict import Predictor
from predict.bundle import Manifest, read_manifest
from predict.network.runtime import OnnxRuntime, Runtime
from predict.predictor import RawPrediction
from predict.records import Prediction
from predict.text.segment import Word
from predict.turns import SECONDS

from .predict.test_predictor import SENTENCES
from .toy import ARTICLE


@pytest.mark.parametrize("n_threads", [0, 1, 2, 8])
def test_a_batch_by_threads_is_what_one_at_a_time_is(toy_bundle: Path, n_threads: int) -> None:
    texts = [*SENTENCES, "", ARTICLE] * 3
    expected = [Predictor.load(toy_bundle).predict(text) for text in texts]
    predictor = Predictor.load(toy_bundle, n_threads=n_threads)
    assert predictor.predict_batch(texts) == expected
    assert predictor.predict_batch(texts[-1:]) == expected[-1:]


def test_the_longest_articles_are_read_first(
    toy_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    read = Predictor._read

    def look(predictor: Predictor, text: str, runtime: Runtime) -> RawPrediction:
        begun.append(text)
        return read(predictor, text, runtime)

    predictor = Predictor.load(toy_bundle, n_threads=2)
    texts = ["", ARTICLE * 3, SENTENCES[0], ARTICLE]
    expected = [predictor.predict(text) for text in texts]
    monkeypatch.setattr(Predictor, "_read", look)
    monkeypatch.setattr("predict.predictor.ThreadPoolExecutor", lambda _: ThreadPoolExecutor(1))
    assert predictor.predict_batch(texts) == expected
    assert begun == [ARTICLE * 3, ARTICLE, SENTENCES[0], ""]


def test_threads_take_short_turns(toy_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    explain = Predictor._explain

    def look(predictor: Predictor, raw: RawPrediction, published: date | None) -> Prediction:
        seen.append(sys.getswitchinterval())
        return explain(predictor, raw, published)

    monkeypatch.setattr(Predictor, "_explain", look)
    before = sys.getswitchinterval()
    Predictor.load(toy_bundle, n_threads=2).predict_batch(SENTENCES)
    Predictor.load(toy_bundle, n_threads=1).predict_batch(SENTENCES[:1])
    assert seen == pytest.approx([SECONDS] * len(SENTENCES) + [before])
    assert sys.getswitchinterval() == pytest.approx(before)
    assert before > 2 * SECONDS


def test_the_graph_is_opened_while_the_files_are_checked(
    toy_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet = threading.Barrier(2)

    def opened(graph: Path, *, n_threads: int) -> OnnxRuntime:
        meet.wait(timeout=10)
        return OnnxRuntime(graph, n_threads=n_threads)

    def checked(folder: Path) -> Manifest:
        meet.wait(timeout=10)
        return read_manifest(folder)

    monkeypatch.setattr(predictor_module, "OnnxRuntime", opened)
    monkeypatch.setattr(predictor_module, "read_manifest", checked)
    assert Predictor.load(toy_bundle).predict(ARTICLE).entities


def test_many_articles_are_read_by_as_many_threads(
    toy_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictor = Predictor.load(toy_bundle, n_threads=3)
    threads: set[int] = set()
    meet = threading.Barrier(3)
    segment = predictor.segmenter.segment

    def seen(text: str) -> list[Word]:
        threads.add(threading.get_ident())
        meet.wait(timeout=10)
        return segment(text)

    monkeypatch.setattr(predictor.segmenter, "segment", seen)
    predictor.predict_batch(SENTENCES[:6])
    assert len(threads) == 3


@pytest.mark.parametrize("n_threads", [-1, 1.5, "2"])
def test_a_wrong_number_of_threads_is_refused(toy_bundle: Path, n_threads: int) -> None:
    with pytest.raises(ValueError, match=r"n_threads is .*; give 0 for all cores, or a number"):
        Predictor.load(toy_bundle, n_threads=n_threads)


def test_a_predictor_is_pickled_by_its_folder(
    toy_bundle: Path, toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(toy_bundle.parent)
    content = pickle.dumps(Predictor.load(toy_bundle.name))
    assert len(content) < 1000
    monkeypatch.chdir(tmp_path)
    assert pickle.loads(content).predict(ARTICLE) == Predictor.load(toy_bundle).predict(ARTICLE)
    with pytest.raises(TypeError, match="only a Predictor that was loaded from a folder"):
        pickle.dumps(toy_predictor)


def test_the_same_from_many_threads(toy_bundle: Path) -> None:
    predictor = Predictor.load(toy_bundle, n_threads=1)
    texts = [*SENTENCES, ARTICLE] * 5
    expected = predictor.predict_batch(texts)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(predictor.predict, texts)) == expected
