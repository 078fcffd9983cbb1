"""The released model on real and written articles in every spelling."""

import pytest

from data.formats import read_annotations
from predict import BUNDLE, Predictor
from predict.schema import DEFAULT_SCHEMA

from .gold import gold_texts
from .paths import ROOT, needs_gold
from .predict.spellings import CHANGES, check_changes

needs_bundle = pytest.mark.skipif(
    not BUNDLE.is_dir(), reason="needs the released bundle in predict/released"
)


@needs_gold
@needs_bundle
@pytest.mark.slow
def test_the_released_model_on_articles_in_every_spelling() -> None:
    predictor = Predictor.load(BUNDLE)
    for text in gold_texts("dev", "seeds"):
        check_changes(predictor, text, *([change] for change in CHANGES))


@needs_gold
@needs_bundle
@pytest.mark.slow
def test_the_released_model_on_all_articles_in_a_mixture_of_spellings() -> None:
    predictor = Predictor.load(BUNDLE)
    for text in gold_texts():
        check_changes(predictor, text, CHANGES)


@needs_bundle
@pytest.mark.slow
def test_the_released_model_on_the_written_dev_articles_in_every_spelling() -> None:
    predictor = Predictor.load(BUNDLE)
    for article in read_annotations([ROOT / "data" / "corpus" / "dev"], schema=DEFAULT_SCHEMA):
        check_changes(predictor, article.text, *([change] for change in CHANGES))
