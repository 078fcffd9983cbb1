"""``nlp.add_pipe("nhandang")``: a component of spaCy's pipelines.

What is read stays in the document as JSON, which spaCy can save, send to other processes and read
again; ``doc._.prediction`` and ``doc._.appointments`` give the records.
"""

import json
import os
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from predict import BUNDLE, Predictor
from predict.errors import InputError
from predict.records import Appointment, Entity, Prediction
from predict.schema import Schema

try:
    from spacy.language import Language
    from spacy.tokens import Doc
except ImportError as error:
    raise ImportError('the component needs spaCy: pip install "nhandang[spacy]"') from error

NAME = "nhandang"
OFF_EDGES = (
    "nhandang: tokens of this tokenizer run over the edges of some entities, which are therefore "
    "not in doc.ents; doc._.off_edges has them, and the component's setting split_tokens=True "
    "splits such tokens"
)


class Component:
    """Sets ``doc.ents``, ``doc.cats`` and ``doc._.prediction`` of every document."""

    def __init__(self, *, bundle: str | None, n_threads: int, split_tokens: bool) -> None:
        """Load the model.

        :param bundle: a folder, None for the released model
        :param n_threads: how many threads read, 0 for as many as there are cores
        :param split_tokens: whether tokens are split where an entity begins or ends inside one
        :raises FileNotFoundError: if there is no bundle in the folder
        """
        self._bundle = BUNDLE if bundle is None else bundle
        self._n_threads = n_threads
        self._split_tokens = split_tokens
        self._predictors: dict[int, Predictor] = {}
        self._find_predictor()

    def __getstate__(self) -> dict[str, object]:
        """Leave the models behind: another process loads its own, and that once."""
        return {**self.__dict__, "_predictors": {}}

    def _find_predictor(self) -> Predictor:
        """Return the model of this process: a fork has none of the threads of what it came from.

        The other one stays, since taking it down would wait for its threads.
        """
        process = os.getpid()
        if process not in self._predictors:
            self._predictors[process] = Predictor.load(self._bundle, n_threads=self._n_threads)
        return self._predictors[process]

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return self._set(doc, self._find_predictor().predict(doc.text, doc._.published))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read documents, as many at once as there are threads.

        :param stream: the documents
        :param batch_size: how many are taken from the stream at once
        """
        docs_left = iter(stream)
        while docs := list(islice(docs_left, batch_size)):
            days = [doc._.published for doc in docs]
            predictions = self._find_predictor().predict_batch([doc.text for doc in docs], days)
            for doc, prediction in zip(docs, predictions, strict=True):
                yield self._set(doc, prediction)

    def _set(self, doc: Doc, prediction: Prediction) -> Doc:
        row = {"prediction": prediction.to_dict(), "schema": prediction.schema.to_dict()}
        doc._.nhandang = json.dumps(row)
        if prediction.article_type is not None:
            doc.cats = {**doc.cats, **prediction.article_type.scores}
        if self._split_tokens:
            split_at(doc, {edge for e in prediction.entities for edge in (e.start, e.end)})
        spans = [doc.char_span(e.start, e.end, label=e.label) for e in prediction.entities]
        doc.ents = tuple(span for span in spans if span is not None)
        if None in spans:
            warnings.warn(OFF_EDGES, stacklevel=2)
        return doc


def split_at(doc: Doc, edges: Iterable[int]) -> None:
    """Split tokens where an edge falls inside them; no character moves.

    What taggers and parsers said of a token is not handed on to its parts: they come later.

    :param doc: a document
    :param edges: places in its text, in code points
    """
    places = sorted(edges)
    with doc.retokenize() as retokenizer:
        for token in doc:
            inside = [edge - token.idx for edge in places if 0 < edge - token.idx < len(token)]
            if not inside:
                continue
            parts = [
                token.text[start:end]
                for start, end in zip([0, *inside], [*inside, len(token)], strict=True)
            ]
            retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))


def _prediction(doc: Doc) -> Prediction | None:
    if doc._.nhandang is None:
        return None
    row = json.loads(doc._.nhandang)
    return Prediction.from_dict(row["prediction"], schema=Schema.from_dict(row["schema"]))


def _appointments(doc: Doc) -> tuple[Appointment, ...]:
    prediction = _prediction(doc)
    return prediction.appointments if prediction else ()


def _off_edges(doc: Doc) -> tuple[Entity, ...]:
    prediction = _prediction(doc)
    entities = prediction.entities if prediction else ()
    return tuple(entity for entity in entities if doc.char_span(entity.start, entity.end) is None)


def _published(doc: Doc) -> date | None:
    day = doc.user_data.get("published")
    return None if day is None else date.fromisoformat(day)


def _set_published(doc: Doc, day: date | None) -> None:
    if day is not None and not isinstance(day, date):
        raise InputError(f"doc._.published is a datetime.date or None, not {type(day).__name__}")
    doc.user_data["published"] = day and day.isoformat()[:10]


Doc.set_extension(NAME, default=None)
Doc.set_extension("published", getter=_published, setter=_set_published)
Doc.set_extension("prediction", getter=_prediction)
Doc.set_extension("appointments", getter=_appointments)
Doc.set_extension("off_edges", getter=_off_edges)


@Language.factory(
    NAME,
    default_config={"bundle": None, "n_threads": 0, "split_tokens": False},
    assigns=["doc.ents", "doc.cats", "doc._.prediction", "doc._.appointments"],
    retokenizes=True,
)
def make_component(
    nlp: Language,  # noqa: ARG001  # spaCy gives it
    name: str,  # noqa: ARG001
    bundle: str | None,
    n_threads: int,
    split_tokens: bool,
) -> Component:
    """Make the component as a pipeline's configuration says."""
    return Component(bundle=bundle, n_threads=n_threads, split_tokens=split_tokens)
