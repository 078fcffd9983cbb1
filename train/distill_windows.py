"""The windows that a student learns from, cut once and kept: ids, gold tags and types."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from data.annotated import AnnotatedArticle
from data.augment import Augmenter
from data.examples import make_examples
from evaluate.gold_hash import hash_gold
from predict.text.encode import PREPROCESSING
from predict.whole import replace_folder
from train.distill_config import DistillConfig
from train.distill_texts import draw_documents
from train.material import Material
from train.pretraining_text import digest_of_files

_FILE = "windows.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingWindows:
    """Windows in a row; window ``i`` has the ids ``ends[i - 1]`` to ``ends[i]``.

    ``tags`` has a tag for every id at which a token begins, which counts as gold where
    ``has_spans``. ``weights`` are how much windows count for the type, and ``trust`` is how far
    their type counts as gold, 0 to 1.
    """

    ids: NDArray[np.uint16] | NDArray[np.uint32]
    tags: NDArray[np.int16]
    ends: NDArray[np.int64]
    types: NDArray[np.int64]
    weights: NDArray[np.float32]
    trust: NDArray[np.float32]
    has_spans: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the windows."""
        return len(self.ends)

    @property
    def lengths(self) -> list[int]:
        """Ids in each window."""
        return [int(n) for n in np.diff(self.ends, prepend=0)]

    def place(self, i: int) -> slice:
        """Return where the ids of a window stand."""
        return slice(int(self.ends[i - 1]) if i else 0, int(self.ends[i]))

    @property
    def digest(self) -> str:
        """A sha256 of the ids and of how they are cut, on which a teacher's logits depend."""
        content = hashlib.sha256(self.ids.astype(np.uint32).tobytes())
        content.update(self.ends.tobytes())
        return content.hexdigest()


def prepare_windows(config: DistillConfig, material: Material, *, cache: Path) -> TrainingWindows:
    """Draw documents and cut them and the annotated articles, or take what an earlier call left.

    Articles are changed by ``data.augment`` once, before they are cut.

    :param config: which documents
    :param material: annotated articles, and the network whose windows and tokenizer are taken
    :param cache: the folder in which windows get a folder, named after all that they depend on
    :raises FileNotFoundError: if a text is missing
    :raises ValueError: if a text cannot be read, or has no document that fits
    """
    facts = _facts(config, material)
    folder = cache / f"windows-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"
    if not (folder / _FILE).is_file():
        articles = [*material.train, *_drawn(config, material)]
        windows = _cut(articles, config=config, material=material)

        def write(target: Path) -> None:
            arrays = {field.name: getattr(windows, field.name) for field in fields(windows)}
            np.savez(target / _FILE, **arrays)
            (target / "facts.json").write_text(facts + "\n", encoding="utf-8")

        replace_folder(folder, write=write)
    with np.load(folder / _FILE) as arrays:
        return TrainingWindows(**arrays)


def _facts(config: DistillConfig, material: Material) -> str:
    checkpoint = material.checkpoint
    facts = {
        "texts": digest_of_files([Path(path) for path in config.texts]),
        "documents": [config.n_articles, config.shortest, config.longest],
        "data.train": hash_gold(material.train),
        "measured": hash_gold(_measured(material)),
        "augment": config.data.augment,
        "seed": config.seed,
        "decay": config.decay,
        "window": asdict(checkpoint.window),
        "schema": checkpoint.schema.to_dict(),
        "tokenizer": checkpoint.tokenizer.digest,
        "preprocessing": PREPROCESSING,
    }
    return json.dumps(facts, indent=1)


def _measured(material: Material) -> list[AnnotatedArticle]:
    return [*material.dev, *material.calibrate]


def _drawn(config: DistillConfig, material: Material) -> list[AnnotatedArticle]:
    """Return drawn documents as articles of which nothing is known: their type has no trust."""
    types = material.checkpoint.schema.article_types
    return [
        AnnotatedArticle(
            id=f"document {i}",
            text=text,
            spans=(),
            article_type=types[0] if types else "",
            knows_spans=False,
            type_weight=0.0,
        )
        for i, text in enumerate(draw_documents(config, apart_from=_measured(material)))
    ]


def _cut(
    articles: Sequence[AnnotatedArticle], *, config: DistillConfig, material: Material
) -> TrainingWindows:
    checkpoint = material.checkpoint
    augment = Augmenter(config.data.augment, articles=material.train, schema=checkpoint.schema)
    ids: list[NDArray[np.uint32]] = []
    tags: list[NDArray[np.int16]] = []
    rows: list[tuple[int, float, float, bool]] = []  # type, weight, trust, has spans
    for i, article in enumerate(track(articles, "cutting articles", console=Console(stderr=True))):
        made = make_examples(
            replace(augment(article, seed=(config.seed, 0, i)), knows_spans=True),  # all windows
            schema=checkpoint.schema,
            segmenter=material.segmenter,
            tokenizer=checkpoint.tokenizer,
            window=checkpoint.window,
            decay=config.decay,
        )
        trust = 0.0 if article.article_type is None else article.type_weight
        for place, example in enumerate(made):
            ids.append(np.array(example.input_ids, dtype=np.uint32))
            tags.append(np.array(example.tags, dtype=np.int16))
            weight = config.decay**place
            rows.append((example.article_type, weight, trust, article.knows_spans))
    types, weights, trusts, has_spans = zip(*rows, strict=True)
    flat = np.concatenate(ids)
    return TrainingWindows(
        ids=flat.astype(np.uint16) if checkpoint.tokenizer.n_pieces <= 2**16 else flat,
        tags=np.concatenate(tags),
        ends=np.cumsum([len(one) for one in ids]),
        types=np.array(types),
        weights=np.array(weights, dtype=np.float32),
        trust=np.array(trusts, dtype=np.float32),
        has_spans=np.array(has_spans),
    )
