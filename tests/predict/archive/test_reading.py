from datetime import date
from pathlib import Path

import pytest

from predict import Predictor
from predict.archive import reading
from predict.archive.article import Article, Form, Reason
from predict.archive.html.page import NoMainTextError, Page
from predict.archive.outcome import OutcomeKind
from predict.archive.reading import LoadReader, Reader
from predict.offices.places import NamedPlace
from predict.records import ModelInfo, Prediction
from tests.toy import ARTICLE

from .fakes import MODEL
from .test_language import ENGLISH


class FailingPredictor:
    """Fails as it is told."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    @property
    def model(self) -> ModelInfo:
        return MODEL

    def predict(self, text: str, published: date | None = None) -> Prediction:  # noqa: ARG002
        raise self._error


def an_article(content: bytes | str, form: Form = Form.text, day: date | None = None) -> Article:
    return Article(id="a", source="a.txt", content=content, form=form, published=day)


def test_what_is_read_is_what_predict_says(toy_predictor: Predictor) -> None:
    day = date(2021, 6, 20)
    one = an_article(b"\xef\xbb\xbf" + ARTICLE.encode(), day=day)
    outcome = Reader(toy_predictor).read(one)
    assert outcome.outcome is OutcomeKind.read
    assert outcome.text == ARTICLE
    assert outcome.published == "2021-06-20"
    assert outcome.prediction == toy_predictor.predict(ARTICLE, day).to_dict()
    assert outcome.digest == one.digest


def test_the_places_of_what_is_read_are_kept(toy_predictor: Predictor) -> None:
    """They are found in the canonical text, and end where a person's name begins."""
    text = "Chiều qua, UBND huyện\u00a0Nậm Cắn\nTrần Văn Ví, Bí thư Huyện ủy Nậm Cắn, đến dự họp."
    outcome = Reader(toy_predictor).read(an_article(text))
    assert outcome.places == (NamedPlace(level="huyện", name="Nậm Cắn", times=2, leads=True),)
    assert Reader(toy_predictor).read(an_article("")).places is None


@pytest.mark.parametrize("content", ["", " \n\t", "…\u200b\ufeff – ***"])
def test_empty(toy_predictor: Predictor, content: str) -> None:
    outcome = Reader(toy_predictor).read(an_article(content))
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.empty, None)
    assert outcome.model == "toy 0"


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        (b"\xff", Reason.not_utf8, "not UTF-8 (byte 0xff at 0); save it as UTF-8"),
        (b"PK\0", Reason.binary, "not a text: a zero byte at 2; save it as UTF-8 text"),
        (ENGLISH * 9, Reason.not_vietnamese, "without its marks, which the model cannot read"),
    ],
)
def test_rejected(
    toy_predictor: Predictor, content: bytes | str, reason: Reason, detail: str
) -> None:
    outcome = Reader(toy_predictor).read(an_article(content))
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.rejected, reason)
    assert outcome.detail is not None
    assert detail in outcome.detail
    assert outcome.text is None


def test_a_page(toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(text=ARTICLE, published=date(2021, 6, 20))
    monkeypatch.setattr(reading, "main_text", lambda _: page)
    outcome = Reader(toy_predictor).read(an_article(b"<p>", Form.html))
    assert (outcome.text, outcome.published) == (ARTICLE, "2021-06-20")
    told = Reader(toy_predictor).read(an_article(b"<p>", Form.html, date(2020, 1, 2)))
    assert told.published == "2020-01-02", "what the input says counts more"


def test_a_page_without_main_text(
    toy_predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> Page:
        raise NoMainTextError("nothing but menus")

    monkeypatch.setattr(reading, "main_text", fail)
    outcome = Reader(toy_predictor).read(an_article(b"<p>", Form.html))
    assert (outcome.reason, outcome.detail) == (Reason.no_main_text, "nothing but menus")


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (MemoryError(), "reading it failed with MemoryError; cut the article"),
        (RecursionError("too\ndeep"), "RecursionError: too deep; cut the article"),
        (KeyError("x"), "reading it failed with KeyError: 'x'; it is a fault of this program"),
    ],
)
def test_a_fault_of_ours_ends_one_article_only(error: Exception, detail: str) -> None:
    outcome = Reader(FailingPredictor(error)).read(an_article(ARTICLE))
    assert outcome.reason is Reason.crashed
    assert outcome.detail is not None
    assert detail in outcome.detail
    assert outcome.model == "fake 1"


def test_a_reader_is_loaded_where_it_reads(toy_bundle: Path) -> None:
    load = LoadReader(bundle=toy_bundle)
    assert load().read(an_article(ARTICLE)).prediction["entities"]
