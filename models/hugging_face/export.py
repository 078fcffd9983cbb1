"""A checkpoint as folders that plain transformers reads, one for each head."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.checkpoint import Checkpoint
from models.hugging_face.card import CARD_FILE, TEXTS, TOKENS, Card
from models.hugging_face.fast_tokenizer import save_fast_tokenizer
from models.hugging_face.scores import Scores
from models.hugging_face.stock import Ids, sequence_classifier, token_classifier
from models.hugging_face.with_mean import CODE_FILE, save_with_mean
from predict.text.segment import Segmentation
from predict.whole import replace_folder

_WORDS = {
    Segmentation.pyvi: "A text is words parted by spaces, the syllables of a word joined by `_`, "
    "as `python -m predict FILE --format words` writes it (`Tỉnh_uỷ họp .`).",
    Segmentation.none: "A text is syllables, numbers and signs parted by spaces, none joined "
    "(`Tỉnh uỷ họp .`).",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A folder that was written, and the file of code in it that must be trusted, if any."""

    folder: Path
    code: str

    def __str__(self) -> str:
        """Say it in a sentence."""
        if not self.code:
            return f"{self.folder}: stock classes of transformers read it"
        return (
            f"{self.folder}: no stock class reads the type from <s> and the mean of all pieces, so "
            f"load it with trust_remote_code=True ({self.code}), or train with type_pooling=start"
        )


def export_folders(
    checkpoint: Checkpoint, folder: Path, *, name: str, scores: Scores | None
) -> Iterator[Written]:
    """Write a folder for each head that the labels call for, each whole or not there.

    :param checkpoint: the fine-tuned network
    :param folder: where the folders go; what else stands there stays
    :param name: what the cards call the model
    :param scores: what the cards say of it, None for nothing
    :raises OSError: if the disk is full
    """
    schema = checkpoint.schema
    heads = {TOKENS: schema.entity_labels, TEXTS: schema.article_types}
    for task, labels in heads.items():
        if labels:
            card = _card(checkpoint, task, name=name, scores=scores)
            replace_folder(folder / task, write=partial(_write, checkpoint, card))
            yield Written(folder=folder / task, code=card.code)


def _card(checkpoint: Checkpoint, task: str, *, name: str, scores: Scores | None) -> Card:
    schema = checkpoint.schema
    has_mean = checkpoint.network.type_pooling == "start_and_mean"
    return Card(
        name=name,
        task=task,
        labels=schema.entity_labels if task == TOKENS else schema.article_types,
        length=checkpoint.window.length,
        words=_WORDS[checkpoint.segment],
        code=CODE_FILE if task == TEXTS and has_mean else "",
        scores=scores,
    )


def _write(checkpoint: Checkpoint, card: Card, target: Path) -> None:
    network, schema, tokenizer = checkpoint.network, checkpoint.schema, checkpoint.tokenizer
    ids = Ids(n_ids=tokenizer.n_ids, unk_id=tokenizer.unk_id)
    if card.code:
        save_with_mean(network, schema, ids, target)
    else:
        make = token_classifier if card.task == TOKENS else sequence_classifier
        make(network, schema, ids).save_pretrained(target)
    pad_id = network.encoder.config.pad_token_id
    save_fast_tokenizer(tokenizer, target, length=card.length, pad_id=pad_id)
    (target / CARD_FILE).write_text(str(card), encoding="utf-8")
