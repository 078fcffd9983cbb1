from pathlib import Path

import pytest

from evaluate.benchmark.bundle_reader import BundleReader
from predict import Predictor
from tests.toy import ARTICLE


def test_it_reads_alone_and_together(toy_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    reader = BundleReader(str(toy_bundle), n_threads=2)
    monkeypatch.setattr(Predictor, "predict", lambda *_: done.append("alone"))
    monkeypatch.setattr(Predictor, "predict_batch", lambda *_: done.append("together"))
    reader.warm_up([ARTICLE])
    reader.read(ARTICLE)
    reader.read_batch([ARTICLE])
    assert done == ["alone", "together", "alone", "together"]
