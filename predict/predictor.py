"""Text in, ``Prediction`` out: the one way in which everything here reads an article."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from predict.bundle import GRAPH_FILE, Manifest, read_manifest
from predict.errors import InputError
from predict.meaning import explain
from predict.network.decode import ScoredSpan, decode, pool, trim, type_scores
from predict.network.read import read
from predict.network.runtime import OnnxRuntime, Runtime
from predict.network.windows import Logits
from predict.one_sense import settle
from predict.records import ArticleType, Prediction, Span
from predict.text.document import CanonicalSpan, Document
from predict.text.encode import encode
from predict.text.foreign import load_tokenizer_json
from predict.text.given_words import find_words
from predict.text.segment import Place, Segmenter, load_segmenter
from predict.text.tokenizer import TOKENIZER_FILE, Tokenizer
from predict.turns import short_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPrediction:
    """What decoding found, before it is explained.

    ``spans`` are over the document's canonical text; ``confidences`` are raw and ``scores``
    calibrated, one per span; ``types`` are the pooled type logits, shape (types,), or None for an
    empty text and a model without types.
    """

    document: Document
    spans: tuple[CanonicalSpan, ...] = ()
    confidences: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()
    types: Logits | None = None

    @property
    def given_spans(self) -> tuple[Span, ...]:
        """The spans over the text as given."""
        return tuple(map(self.document.to_given, self.spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a model was loaded from, and how many threads read, 0 for one a core."""

    folder: Path
    n_threads: int

    @property
    def n_workers(self) -> int:
        """As many threads as there are cores where none were asked for."""
        return self.n_threads or os.cpu_count() or 1


class Predictor:
    """A model ready to read articles; safe for threads, and pickled by its folder."""

    def __init__(
        self,
        *,
        manifest: Manifest,
        segmenter: Segmenter,
        tokenizer: Tokenizer,
        runtime: Runtime,
        source: Source | None = None,
    ) -> None:
        """Bring the parts of a model together; ``load`` takes them from a bundle."""
        self.model = manifest.model
        self.schema = manifest.schema
        self.window = manifest.window
        self.calibration = manifest.calibration
        self.segmenter = segmenter
        self.tokenizer = tokenizer
        self._runtime = runtime
        self._source = source
        self._lock = threading.Lock()
        self._runtime_of_many: Runtime | None = None

    @classmethod
    def load(cls, folder: Path | str, *, n_threads: int = 0) -> "Predictor":
        """Load a bundle.

        :param folder: a bundle, such as ``runs/mini/bundle``
        :param n_threads: how many threads read, 0 for as many as there are cores: all of them
            one article in ``predict``, each its own in ``predict_batch``
        :raises FileNotFoundError: if a file is missing
        :raises ValueError: if a file was changed or the graph does not fit the labels
        """
        if not isinstance(n_threads, int) or n_threads < 0:
            raise InputError(f"n_threads is {n_threads!r}; give 0 for all cores, or a number")
        folder = Path(folder).resolve()
        # The graph takes as long as the rest together, and compiled code runs beside other threads.
        with ThreadPoolExecutor(1) as beside:
            opening = beside.submit(_open_graph, folder, n_threads)
            manifest = read_manifest(folder)
            segmenter = load_segmenter(folder, manifest.segment)
            tokenizer = load_tokenizer_json(folder / TOKENIZER_FILE)
            runtime = opening.result()
        wanted = (len(manifest.schema.tags), len(manifest.schema.article_types))
        if runtime.widths != wanted:
            raise InputError(
                f"{folder}: the graph gives {runtime.widths[0]} tags and {runtime.widths[1]} "
                f"article types, but the manifest names {wanted[0]} and {wanted[1]}"
            )
        return cls(
            manifest=manifest,
            segmenter=segmenter,
            tokenizer=tokenizer,
            runtime=runtime,
            source=Source(folder=folder, n_threads=n_threads),
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the folder, which must be there where it is unpickled.

        :raises TypeError: if it was not loaded from a folder
        """
        if self._source is None:
            raise TypeError("only a Predictor that was loaded from a folder can be pickled")
        return _load, (self._source.folder, self._source.n_threads)

    def predict(
        self,
        text: str,
        published: date | None = None,
        *,
        words: Sequence[Place] | None = None,
    ) -> Prediction:
        """Read one article.

        :param text: the article, of any length and in any Unicode form
        :param published: the day on which it appeared, which resolves dates without a year
        :param words: start and end of each of its words, if somebody else has cut them
        :raises ValueError: if ``text`` is no string, ``published`` no date, or the words overlap
        """
        _check(text, published)
        return self._explain(self.predict_raw(text, words=words), published)

    def _explain(self, raw: RawPrediction, published: date | None) -> Prediction:
        meaning = explain(
            raw.document, raw.spans, scores=raw.scores, schema=self.schema, published=published
        )
        return Prediction(
            article_type=self._article_type(raw),
            entities=meaning.entities,
            appointments=meaning.appointments,
            model=self.model,
            schema=self.schema,
        )

    def predict_batch(
        self, texts: Sequence[str], published: Sequence[date | None] | None = None
    ) -> list[Prediction]:
        """Read many articles and return their predictions in order.

        While several threads read, Python's switch interval is short for the whole process.

        :param texts: the articles
        :param published: None, or one date (or None) per text
        :raises ValueError: if there are not as many dates as texts, or one is of a wrong type
        """
        if isinstance(texts, str):
            raise InputError("predict_batch takes a list of texts; for one text call predict")
        if isinstance(published, date):
            raise InputError("predict_batch takes one date per text, in a list; got a single date")
        texts = list(texts)
        days = [None] * len(texts) if published is None else list(published)
        if len(days) != len(texts):
            raise InputError(f"{len(texts)} texts and {len(days)} dates: give one date per text")
        for number, (text, day) in enumerate(zip(texts, days, strict=True)):
            _check(text, day, name=f"text {number}: ")
        if self._source is None or self._source.n_workers == 1 or len(texts) < 2:
            return [self.predict(text, day) for text, day in zip(texts, days, strict=True)]
        runtime = self._find_runtime_of_many(self._source)
        # The longest first, so that no thread is left alone with a long one at the end.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        n_workers = min(self._source.n_workers, len(texts))
        with short_turns(), ThreadPoolExecutor(n_workers) as pool:
            found = pool.map(lambda i: self._explain(self._read(texts[i], runtime), days[i]), order)
            by_place = dict(zip(order, found, strict=True))
        return [by_place[i] for i in range(len(texts))]

    def _find_runtime_of_many(self, source: Source) -> Runtime:
        """Return the network with one thread for each article, opened when first it is wanted."""
        with self._lock:
            if self._runtime_of_many is None:
                self._runtime_of_many = OnnxRuntime(source.folder / GRAPH_FILE, n_threads=1)
            return self._runtime_of_many

    def predict_raw(self, text: str, *, words: Sequence[Place] | None = None) -> RawPrediction:
        """Read one article and keep raw confidences, which calibration and evaluation need.

        :param text: the article
        :param words: as for ``predict``
        """
        return self._read(text, self._runtime, words)

    def _read(
        self, text: str, runtime: Runtime, words: Sequence[Place] | None = None
    ) -> RawPrediction:
        document = Document.of(text)
        encoding = encode(
            document.text,
            segmenter=self.segmenter,
            tokenizer=self.tokenizer,
            words=None if words is None else find_words(document, words),
        )
        if encoding.n_tokens == 0:
            return RawPrediction(document=document)
        logits = read(encoding, runtime=runtime, window=self.window)
        found = decode(
            logits.tags, encoding.opens_line, schema=self.schema, calibration=self.calibration
        )
        edges = [
            trim(document.text, encoding.starts[s.span.start], encoding.ends[s.span.end - 1])
            for s in found
        ]
        kept = [
            (s, CanonicalSpan(start=int(start), end=int(end), label=s.span.label))
            for s, (start, end) in zip(found, edges, strict=True)
            if start < end
        ]
        kept = _apart(document, kept)
        mentions = settle(
            document.text,
            [span for _, span in kept],
            scores=[s.score for s, _ in kept],
            schema=self.schema,
        )
        return RawPrediction(
            document=document,
            spans=tuple(mention.span for mention in mentions),
            confidences=tuple(kept[mention.origin][0].confidence for mention in mentions),
            scores=tuple(mention.score for mention in mentions),
            types=self._pool(logits.types),
        )

    def _pool(self, types: Sequence[Logits]) -> Logits | None:
        return pool(types, decay=self.calibration.decay) if self.schema.article_types else None

    def _article_type(self, raw: RawPrediction) -> ArticleType | None:
        if raw.types is None:
            return None
        scores = type_scores(raw.types, schema=self.schema, calibration=self.calibration)
        label = max(scores, key=scores.__getitem__)
        return ArticleType(label=label, score=scores[label], scores=scores)


def _apart(
    document: Document, found: Sequence[tuple[ScoredSpan, CanonicalSpan]]
) -> list[tuple[ScoredSpan, CanonicalSpan]]:
    """Leave out what overlaps the span before it in the text as given.

    Two spans that part a letter from its mark, which the text as given holds as one, do so.
    """
    kept: list[tuple[ScoredSpan, CanonicalSpan]] = []
    place = 0
    for scored, span in found:
        given = document.to_given(span)
        if given.start >= place:
            kept.append((scored, span))
            place = given.end
    return kept


def _open_graph(folder: Path, n_threads: int) -> OnnxRuntime:
    return OnnxRuntime(folder / GRAPH_FILE, n_threads=n_threads)


def _load(folder: Path, n_threads: int) -> Predictor:
    return Predictor.load(folder, n_threads=n_threads)


def _check(text: object, published: object, *, name: str = "") -> None:
    if not isinstance(text, str):
        raise InputError(f"{name}expected the article as a string, got {type(text).__name__}")
    if published is not None and not isinstance(published, date):
        raise InputError(
            f"{name}published must be a datetime.date or None, got {type(published).__name__}"
        )
