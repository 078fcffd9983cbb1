"""One article in, what became of it out: the same for every engine."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from predict.archive.article import Article, Form, Reason
from predict.archive.decoding import decode_text
from predict.archive.faults import FaultError
from predict.archive.html.page import NoMainTextError, main_text
from predict.archive.language import is_vietnamese
from predict.archive.outcome import Outcome
from predict.offices.places import NamedPlace, find_places
from predict.predictor import Predictor
from predict.records import ModelInfo, Prediction, Span
from predict.schema import Role
from predict.text.document import Document


class Predicts(Protocol):
    """What finds things in texts, as ``Predictor`` does."""

    @property
    def model(self) -> ModelInfo:
        """Its name and version."""

    def predict(self, text: str, published: date | None = None) -> Prediction:
        """Read one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReader:
    """How a process gets a reader of its own: the folder of a bundle, which pickles."""

    bundle: Path

    def __call__(self) -> "Reader":
        """Load the model; it reads with one thread, for there are as many processes as cores.

        :raises FileNotFoundError: if a file is missing
        :raises ValueError: if the bundle is damaged
        """
        return Reader(Predictor.load(self.bundle, n_threads=1))


class Reader:
    """Reads articles; whatever is in one, there is an outcome."""

    def __init__(self, predictor: Predicts) -> None:
        """Read with a model."""
        self._predictor = predictor

    def read(self, article: Article) -> Outcome:
        """Read an article, or say why it cannot be read."""
        try:
            return self._read(article)
        except FaultError as error:
            return self._reject(article, error.reason, error.detail)
        except NoMainTextError as error:
            return self._reject(article, Reason.no_main_text, str(error))
        except (MemoryError, RecursionError) as error:
            return self._reject(
                article, Reason.crashed, f"{_fault(error)}; cut the article into smaller ones"
            )
        except Exception as error:  # noqa: BLE001  # one article must not end the night
            return self._reject(
                article, Reason.crashed, f"{_fault(error)}; it is a fault of this program"
            )

    def _read(self, article: Article) -> Outcome:
        text, published = article.content, article.published
        if article.form is Form.html:
            page = main_text(text)
            text, published = page.text, published or page.published
        text = decode_text(text)
        if not any(map(str.isalnum, text)):
            return Outcome.not_read(article, model=self._predictor.model)
        if not is_vietnamese(text):
            raise FaultError(
                Reason.not_vietnamese,
                "not Vietnamese, or Vietnamese without its marks, which the model cannot read",
            )
        prediction = self._predictor.predict(text, published)
        return Outcome.read(
            article,
            prediction,
            text=text,
            published=published.isoformat() if published else None,
            places=_places(text, prediction),
        )

    def _reject(self, article: Article, reason: Reason, detail: str) -> Outcome:
        return Outcome.not_read(article, model=self._predictor.model, reason=reason, detail=detail)


def _places(text: str, prediction: Prediction) -> list[NamedPlace]:
    """Return the places of an article, found in its canonical text as everything else is."""
    document = Document.of(text)
    people = (
        document.to_canonical(Span(start=one.start, end=one.end, label=one.label))
        for one in prediction.entities
        if prediction.schema.role_of(one.label) is Role.official
    )
    return find_places(document.text, [(one.start, one.end) for one in people if one])


def _fault(error: BaseException) -> str:
    message = str(error).replace("\n", " ")[:200]
    return f"reading it failed with {type(error).__name__}" + (f": {message}" if message else "")
