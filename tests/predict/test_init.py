import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

import predict
from predict import Predictor
from tests.toy import ARTICLE


@pytest.fixture(autouse=True)
def released(toy_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the toy bundle stand for the released one."""
    monkeypatch.setattr(predict, "BUNDLE", toy_bundle)
    monkeypatch.setattr(predict, "_released", predict._Released())


def test_everything_public_is_there() -> None:
    assert all(hasattr(predict, name) for name in predict.__all__)
    assert sorted(predict.__all__) == sorted(set(predict.__all__))


def test_predict() -> None:
    prediction = predict.predict(ARTICLE)
    assert [entity.text for entity in prediction.entities] == ["Trần Văn Ví", "Bí thư", "Lê Thị Dụ"]
    assert predict.predict(ARTICLE, published=date(2020, 6, 24)).entities == prediction.entities


def test_predict_batch() -> None:
    assert predict.predict_batch([ARTICLE, ""]) == [predict.predict(ARTICLE), predict.predict("")]


def test_the_model_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    predict.predict("a")
    monkeypatch.setattr(predict, "BUNDLE", Path("nowhere"))
    predict.predict("b")
    monkeypatch.setattr(predict, "_released", predict._Released())
    with pytest.raises(FileNotFoundError, match="nowhere: no bundle here"):
        predict.predict("c")


def test_the_model_is_loaded_once_by_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Path] = []
    load = Predictor.load

    def count(folder: Path) -> Predictor:
        loads.append(folder)
        time.sleep(0.05)
        return load(folder)

    monkeypatch.setattr(Predictor, "load", count)
    with ThreadPoolExecutor(8) as pool:
        predictions = list(pool.map(predict.predict, [ARTICLE] * 8))
    assert len(loads) == 1
    assert predictions == [predict.predict(ARTICLE)] * 8
