from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import predict
from tests.toy import ARTICLE


@pytest.fixture(autouse=True)
def released(toy_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the toy bundle stand for the released one."""
    monkeypatch.setattr(predict, "BUNDLE", toy_bundle)
    predict._released.cache_clear()
    yield
    predict._released.cache_clear()


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
    predict._released.cache_clear()
    with pytest.raises(FileNotFoundError, match="nowhere: no bundle here"):
        predict.predict("c")
