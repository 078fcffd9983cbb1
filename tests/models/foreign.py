"""Tiny encoders of other kinds for tests, each with a tokenizer that is trained on a few words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer as Compiled
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForMaskedLM,
    DebertaV2Config,
    DebertaV2Model,
    RobertaConfig,
    RobertaModel,
    XLMRobertaConfig,
    XLMRobertaModel,
)

SENTENCES = (
    "Sáng 14/6/2021 , đồng chí Trần Văn Ví , Bí thư Huyện uỷ , chủ trì hội nghị sơ kết công tác .",
    "Tỉnh uỷ Hoà Sơn tổ chức đại hội đảng bộ , bầu ban chấp hành mới .",
    "Thu ngân sách đạt 1.250,5 tỷ đồng , bằng 51,25 % kế hoạch năm ; trồng 120 ha rừng .",
    "Uỷ ban kiểm tra giám sát chi bộ và đảng viên ở các xã trong huyện",
)
SHAPE = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
}


def _around(compiled: Compiled, start: str, end: str) -> None:
    compiled.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        special_tokens=[(name, compiled.token_to_id(name)) for name in (start, end)],
    )


def sentencepiece(*specials: str, start: str, end: str, unknown: str) -> Compiled:
    """Train what sentencepiece's unigram models become in ``tokenizer.json``."""
    compiled = Compiled(models.Unigram())
    compiled.normalizer = normalizers.NFKC()
    compiled.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    compiled.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=160, special_tokens=list(specials), unk_token=unknown, show_progress=False
    )
    compiled.train_from_iterator(SENTENCES, trainer)
    _around(compiled, start, end)
    return compiled


def wordpiece() -> Compiled:
    """Train a WordPiece as BERT has it, in small letters and with its accents."""
    compiled = Compiled(models.WordPiece(unk_token="[UNK]"))
    compiled.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    compiled.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    compiled.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=200,
        special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        show_progress=False,
    )
    compiled.train_from_iterator(SENTENCES, trainer)
    _around(compiled, "[CLS]", "[SEP]")
    return compiled


def byte_level() -> Compiled:
    """Train a byte-level BPE as RoBERTa has it."""
    compiled = Compiled(models.BPE())
    compiled.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    compiled.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    compiled.train_from_iterator(SENTENCES, trainer)
    compiled.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return compiled


def _xlm_r(folder: Path) -> None:
    compiled = sentencepiece(
        "<s>", "<pad>", "</s>", "<unk>", "<mask>", start="<s>", end="</s>", unknown="<unk>"
    )
    config = XLMRobertaConfig(
        **SHAPE, vocab_size=compiled.get_vocab_size(), max_position_embeddings=66, type_vocab_size=1
    )
    _save(folder, compiled, XLMRobertaModel(config), bos_token="<s>", pad_token="<pad>")


def _videberta(folder: Path) -> None:
    compiled = sentencepiece(
        "[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]", start="[CLS]", end="[SEP]", unknown="[UNK]"
    )
    config = DebertaV2Config(
        **SHAPE,
        vocab_size=compiled.get_vocab_size() + 28,  # a round number, as the real one has
        max_position_embeddings=64,
        relative_attention=True,
        position_buckets=16,
        max_relative_positions=-1,
        norm_rel_ebd="layer_norm",
        share_att_key=True,
        pos_att_type=["p2c", "c2p"],
        position_biased_input=False,
        type_vocab_size=0,
    )
    _save(folder, compiled, DebertaV2Model(config), cls_token="[CLS]", pad_token="[PAD]")


def _bert(folder: Path) -> None:
    compiled = wordpiece()
    config = BertConfig(**SHAPE, vocab_size=compiled.get_vocab_size(), max_position_embeddings=64)
    _save(folder, compiled, BertForMaskedLM(config), cls_token="[CLS]", pad_token="[PAD]")


def _roberta(folder: Path) -> None:
    compiled = byte_level()
    config = RobertaConfig(
        **SHAPE, vocab_size=compiled.get_vocab_size(), max_position_embeddings=66, type_vocab_size=1
    )
    _save(folder, compiled, RobertaModel(config), bos_token="<s>", pad_token="<pad>")


def _save(folder: Path, compiled: Compiled, model: Any, **names: str) -> None:  # noqa: ANN401
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    compiled.save(str(folder / "tokenizer.json"))
    config = {"tokenizer_class": "PreTrainedTokenizerFast", **names}
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")


KINDS: dict[str, Callable[[Path], None]] = {
    "xlm-r": _xlm_r,
    "videberta": _videberta,
    "bert": _bert,
    "byte-level roberta": _roberta,
}


def write_foreign(kind: str, folder: Path) -> None:
    """Write an untrained encoder of a kind, as its publishers do."""
    torch.manual_seed(4)
    KINDS[kind](folder)
