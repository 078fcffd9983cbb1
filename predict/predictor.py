"""Text in, ``Prediction`` out: the one way in which everything here reads an article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from predict.abbreviations import expand
from predict.appointments import find_appointments
from predict.bundle import GRAPH_FILE, Manifest, read_manifest
from predict.decode import ScoredSpan, decode, pool, trim, type_scores
from predict.encode import encode
from predict.records import ArticleType, Entity, Prediction
from predict.runtime import OnnxRuntime, Runtime
from predict.schema import Span
from predict.segment import Segmenter
from predict.text import Document
from predict.tokenizer import TOKENIZER_FILE, Tokenizer
from predict.values import read_values
from predict.windows import Logits, cut, merge, window_ids

_WINDOWS_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPrediction:
    """What decoding found, before scores are rounded off into records.

    ``entities`` are over code points of the text as given; ``confidences`` are raw, one per entity;
    ``types`` are the pooled type logits, shape (types,), or None for an empty text.
    """

    entities: tuple[Entity, ...]
    confidences: tuple[float, ...]
    types: Logits | None


class Predictor:
    """A model ready to read articles; safe for threads."""

    def __init__(
        self,
        *,
        manifest: Manifest,
        segmenter: Segmenter,
        tokenizer: Tokenizer,
        runtime: Runtime,
    ) -> None:
        """Bring the parts of a model together; ``load`` takes them from a bundle."""
        self.model = manifest.model
        self.schema = manifest.schema
        self.window = manifest.window
        self.calibration = manifest.calibration
        self.segmenter = segmenter
        self.tokenizer = tokenizer
        self._runtime = runtime

    @classmethod
    def load(cls, folder: Path | str, *, n_threads: int = 0) -> "Predictor":
        """Load a bundle.

        :param folder: a bundle, such as ``runs/mini/bundle``
        :param n_threads: threads within one article, 0 for as many as there are cores
        :raises FileNotFoundError: if a file is missing
        :raises ValueError: if a file was changed or the graph does not fit the labels
        """
        folder = Path(folder)
        manifest = read_manifest(folder)
        runtime = OnnxRuntime(folder / GRAPH_FILE, n_threads=n_threads)
        wanted = (len(manifest.schema.tags), len(manifest.schema.article_types))
        if runtime.widths != wanted:
            raise ValueError(
                f"{folder}: the graph gives {runtime.widths[0]} tags and {runtime.widths[1]} "
                f"article types, but the manifest names {wanted[0]} and {wanted[1]}"
            )
        return cls(
            manifest=manifest,
            segmenter=Segmenter.load(folder),
            tokenizer=Tokenizer.load_json(folder / TOKENIZER_FILE),
            runtime=runtime,
        )

    def predict(self, text: str, published: date | None = None) -> Prediction:
        """Read one article.

        :param text: the article, of any length and in any Unicode form
        :param published: the day on which it appeared, which resolves dates without a year
        :raises ValueError: if ``text`` is no string or ``published`` no date
        """
        _check(text, published)
        raw = self.predict_raw(text)
        entities = _explain(text, raw.entities, published=published)
        return Prediction(
            article_type=self._article_type(raw),
            entities=entities,
            appointments=tuple(find_appointments(text, entities)),
            model=self.model,
            schema=self.schema,
        )

    def predict_batch(
        self, texts: Sequence[str], published: Sequence[date | None] | None = None
    ) -> list[Prediction]:
        """Read many articles and return their predictions in order.

        :param texts: the articles
        :param published: None, or one date (or None) per text
        :raises ValueError: if there are not as many dates as texts, or one is of a wrong type
        """
        if isinstance(texts, str):
            raise ValueError("predict_batch takes a list of texts; for one text call predict")
        if isinstance(published, date):
            raise ValueError("predict_batch takes one date per text, in a list; got a single date")
        days = [None] * len(texts) if published is None else list(published)
        if len(days) != len(texts):
            raise ValueError(f"{len(texts)} texts and {len(days)} dates: give one date per text")
        for text, day in zip(texts, days, strict=True):
            _check(text, day)
        return [self.predict(text, day) for text, day in zip(texts, days, strict=True)]

    def predict_raw(self, text: str) -> RawPrediction:
        """Read one article and keep raw confidences, which calibration and evaluation need."""
        document = Document.of(text)
        encoding = encode(document.text, segmenter=self.segmenter, tokenizer=self.tokenizer)
        if encoding.n_tokens == 0:
            return RawPrediction(entities=(), confidences=(), types=None)
        windows = cut(encoding, self.window)
        tags: list[Logits] = []
        types: list[Logits] = []
        for begin in range(0, len(windows), _WINDOWS_AT_ONCE):
            part = windows[begin : begin + _WINDOWS_AT_ONCE]
            for logits in self._runtime.run([window_ids(encoding, window) for window in part]):
                tags.append(logits.tags)
                types.append(logits.types)
        found = decode(
            merge(encoding, windows, tags),
            encoding.opens_line,
            schema=self.schema,
            calibration=self.calibration,
        )
        edges = [
            trim(document.text, encoding.starts[s.span.start], encoding.ends[s.span.end - 1])
            for s in found
        ]
        kept = [
            (_entity(document, s, *edge), s.confidence)
            for s, edge in zip(found, edges, strict=True)
            if edge[0] < edge[1]
        ]
        return RawPrediction(
            entities=tuple(entity for entity, _ in kept),
            confidences=tuple(confidence for _, confidence in kept),
            types=pool(types, decay=self.calibration.decay),
        )

    def _article_type(self, raw: RawPrediction) -> ArticleType | None:
        if raw.types is None or not self.schema.article_types:
            return None
        scores = type_scores(raw.types, schema=self.schema, calibration=self.calibration)
        label = max(scores, key=scores.__getitem__)
        return ArticleType(label=label, score=scores[label], scores=scores)


def _entity(document: Document, found: ScoredSpan, start: int, end: int) -> Entity:
    start, end = document.to_given(int(start), int(end))
    return Entity(
        label=found.span.label,
        text=document.given[start:end],
        start=start,
        end=end,
        score=found.score,
    )


def _explain(
    text: str, entities: Sequence[Entity], *, published: date | None
) -> tuple[Entity, ...]:
    """Give entities their values and the full forms of their abbreviations."""
    spans = [Span(start=e.start, end=e.end, label=e.label) for e in entities]
    values = read_values(text, spans, published=published)
    return tuple(
        replace(entity, value=value, expanded=expand(entity.label, entity.text))
        for entity, value in zip(entities, values, strict=True)
    )


def _check(text: object, published: object) -> None:
    if not isinstance(text, str):
        raise ValueError(f"expected the article as a string, got {type(text).__name__}")
    if published is not None and not isinstance(published, date):
        raise ValueError(
            f"published must be a datetime.date or None, got {type(published).__name__}"
        )
