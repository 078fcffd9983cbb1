"""Encoders, PhoBERT and others, from the hub by name, from a folder, or the embedded one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from huggingface_hub import snapshot_download
from transformers import AutoModel, PreTrainedConfig, PreTrainedModel

from predict.errors import InputError
from predict.text.encode import PREPROCESSING
from predict.text.foreign import ForeignTokenizer, load_tokenizer
from predict.text.tokenizer import MERGES_FILE, TOKENIZER_FILE, VOCABULARY_FILE, Tokenizer

EMBEDDED = Path(__file__).parent / "mini"
OWN_TYPE = "roberta-prelayernorm"  # of encoders that `train pretrain` makes
ROBERTAS = ("roberta", OWN_TYPE, "xlm-roberta")  # PhoBERT is a roberta
MODEL_TYPES = (*ROBERTAS, "bert", "deberta-v2")
_WITHOUT_POOLER = ("deberta-v2",)
PREPROCESSING_KEY = "nhandang_preprocessing"
CONFIG_FILE, SAFETENSORS_FILE, BIN_FILE = "config.json", "model.safetensors", "pytorch_model.bin"
_HEADS = ("classifier", "score", "qa_outputs")
DROPOUTS = ("hidden_dropout_prob", "attention_probs_dropout_prob")
_HUB_FILES = (
    CONFIG_FILE, SAFETENSORS_FILE, BIN_FILE, TOKENIZER_FILE, VOCABULARY_FILE, MERGES_FILE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An encoder, its tokenizer, and the most ids that it takes at once.

    ``left`` names the heads for labels of others that its folder holds and that are not taken.
    """

    model: PreTrainedModel
    tokenizer: Tokenizer
    length: int
    left: tuple[str, ...] = ()


def load_encoder(name: str, *, dropout: float | None = None) -> Encoder:
    """Load an encoder.

    :param name: a folder (config, ``tokenizer.json`` or PhoBERT's ``vocab.txt`` and ``bpe.codes``,
        ``model.safetensors`` or ``pytorch_model.bin``), or a name on the Hugging Face hub
    :param dropout: share of activations dropped in training, None for what the configuration says
    :raises FileNotFoundError: if the folder lacks a file, or the hub cannot give it
    :raises ValueError: if it is another kind of model, damaged, or its vocabulary does not fit
    """
    folder = find_folder(name)
    config = _read_config(folder)
    tokenizer = load_tokenizer(folder)
    _check_fit(folder, config, tokenizer)
    if not any((folder / file).is_file() for file in (SAFETENSORS_FILE, BIN_FILE)):
        raise FileNotFoundError(
            f"{folder}: no weights here; expected {SAFETENSORS_FILE} or {BIN_FILE}"
        )
    try:
        model, report = AutoModel.from_pretrained(
            folder,
            dtype=torch.float32,
            weights_only=True,
            output_loading_info=True,
            **_pooler_options(str(config["model_type"])),
            **({} if dropout is None else dict.fromkeys(DROPOUTS, dropout)),
        )
    except Exception as error:  # each file format raises errors of its own
        raise InputError(f"{folder}: the weights cannot be read: {_first_line(error)}") from error
    if report["missing_keys"]:
        missing = ", ".join(sorted(report["missing_keys"])[:3])
        raise InputError(f"{folder}: the weights lack {missing}; is this file for another model?")
    heads = {name.partition(".")[0] for name in report["unexpected_keys"]} & set(_HEADS)
    return Encoder(
        model=model, tokenizer=tokenizer, length=most_ids(config), left=tuple(sorted(heads))
    )


def new_encoder(config: PreTrainedConfig) -> PreTrainedModel:
    """Return an untrained encoder of a configuration."""
    return AutoModel.from_config(config, dtype=torch.float32, **_pooler_options(config.model_type))


def _pooler_options(model_type: str) -> dict[str, bool]:
    """Return what keeps a model from having a pooler, which nothing here reads."""
    return {} if model_type in _WITHOUT_POOLER else {"add_pooling_layer": False}


def keep_layers(encoder: Encoder, n_layers: int) -> None:
    """Drop all but the lowest layers of an encoder.

    :raises ValueError: if it has fewer
    """
    config = encoder.model.config
    if n_layers > config.num_hidden_layers:
        raise InputError(
            f"the encoder has {config.num_hidden_layers} layers, {n_layers} were asked for"
        )
    encoder.model.encoder.layer = encoder.model.encoder.layer[:n_layers]
    config.num_hidden_layers = n_layers


def find_folder(name: str) -> Path:
    """Return the folder of an encoder, fetched from the hub where ``name`` is no folder here.

    :raises FileNotFoundError: if there is neither such a folder nor such a model on the hub
    """
    folder = Path(name)
    if folder.is_dir():
        return folder
    if folder.is_absolute() or name.startswith(".") or name.count("/") > 1:
        raise FileNotFoundError(f"{name}: no such encoder folder")
    try:
        return Path(snapshot_download(name, allow_patterns=list(_HUB_FILES)))
    except Exception as error:  # network, hub and name errors share no class
        raise FileNotFoundError(
            f"{name}: no such folder here, and the Hugging Face hub did not give it "
            f"({_first_line(error)}); offline, take the embedded encoder models/mini"
        ) from error


def _read_config(folder: Path) -> dict[str, object]:
    file = folder / CONFIG_FILE
    if not file.is_file():
        raise FileNotFoundError(f"{folder}: no encoder here ({CONFIG_FILE} is missing)")
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
        kind = config["model_type"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file}: damaged configuration ({error!r})") from error
    if kind not in MODEL_TYPES:
        allowed = ", ".join(MODEL_TYPES)
        raise InputError(f"{file}: model_type is {kind}; the encoders that are read: {allowed}")
    if config.get("is_decoder"):
        raise InputError(f"{file}: is_decoder is true; a tag needs what stands behind it too")
    if kind == OWN_TYPE:
        _check_age(file, config.get(PREPROCESSING_KEY, 0))
    return dict(config)


def _check_age(file: Path, found: object) -> None:
    """Refuse an encoder of our own that was pretrained on other words and pieces."""
    if found != PREPROCESSING:
        raise InputError(
            f"{file}: {PREPROCESSING_KEY} is {found}, this version reads {PREPROCESSING}: the "
            "encoder was pretrained on text that was cut otherwise; pretrain it again with "
            "`python -m train pretrain`, or take models/mini"
        )


def _check_fit(folder: Path, config: dict[str, object], tokenizer: Tokenizer) -> None:
    wanted = (tokenizer.n_pieces, tokenizer.pad_id)
    found = (config.get("vocab_size"), config.get("pad_token_id"))
    if isinstance(tokenizer, ForeignTokenizer):
        _check_room(folder, config, tokenizer)
    elif found not in (wanted, (tokenizer.n_ids, tokenizer.pad_id)):
        raise InputError(
            f"{folder}: the vocabulary does not fit the encoder: the tokenizer has {wanted[0]:,} "
            f"pieces and <pad> {wanted[1]}, {CONFIG_FILE} says vocab_size {found[0]} and "
            f"pad_token_id {found[1]}"
        )


def _check_room(folder: Path, config: dict[str, object], tokenizer: ForeignTokenizer) -> None:
    """Check that an encoder knows every id; it may know more, for their number to be round."""
    n_known = config.get("vocab_size")
    if not isinstance(n_known, int) or n_known < tokenizer.n_ids:
        raise InputError(
            f"{folder}: the vocabulary does not fit the encoder: the tokenizer has "
            f"{tokenizer.n_ids:,} pieces, {CONFIG_FILE} says vocab_size {n_known}"
        )
    if config["model_type"] == OWN_TYPE:
        raise InputError(
            f"{folder}: an encoder of type {OWN_TYPE} needs a tokenizer that "
            "`python -m train pretrain` made"
        )


def most_ids(config: Mapping[str, object]) -> int:
    """Return how many ids an encoder takes at once, given its configuration.

    RoBERTa counts positions from the padding id + 1: of 258 positions, 256 are usable.
    """
    n_positions = int(str(config["max_position_embeddings"]))
    if config["model_type"] not in ROBERTAS:
        return n_positions
    return n_positions - int(str(config["pad_token_id"])) - 1


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
