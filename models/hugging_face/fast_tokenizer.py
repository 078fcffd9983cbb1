"""Our tokenizer as transformers' fast one, for text that is cut into words."""

import json
import tempfile
from pathlib import Path

from tokenizers import Tokenizer as CompiledTokenizer
from tokenizers.decoders import BPEDecoder
from tokenizers.normalizers import NFC, Replace, Sequence
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.processors import TemplateProcessing

from predict.text.document import FOLD
from predict.text.foreign import ForeignTokenizer
from predict.text.tokenizer import (
    MASK_PIECE,
    SPECIAL_PIECES,
    TOKENIZER_FILE,
    WORD_END,
    Tokenizer,
)

CONFIG_FILE = "tokenizer_config.json"
_MASKS = (MASK_PIECE, "[MASK]")


def save_fast_tokenizer(tokenizer: Tokenizer, folder: Path, *, length: int, pad_id: int) -> None:
    """Write what ``AutoTokenizer`` loads: ids are those of words parted by white space.

    Ids of PhoBERT's kind beyond ``<mask>``, which stand for merge symbols that the vocabulary
    lacks, are further names of ``<unk>``.

    :param tokenizer: what gives the ids
    :param folder: where the files go
    :param length: the most ids that the model takes at once
    :param pad_id: the id of padding
    """
    compiled = _copy(tokenizer)
    if not isinstance(tokenizer, ForeignTokenizer):
        _complete(compiled)
    compiled.save(str(folder / TOKENIZER_FILE))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": length,
        "model_input_names": ["input_ids", "attention_mask"],
        "split_special_tokens": True,  # no text ever becomes one
        "clean_up_tokenization_spaces": False,
        **_names(tokenizer, compiled, pad_id),
    }
    text = json.dumps(config, ensure_ascii=False, indent=1)
    (folder / CONFIG_FILE).write_text(text + "\n", encoding="utf-8")


def _copy(tokenizer: Tokenizer) -> CompiledTokenizer:
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save(Path(folder))
        return CompiledTokenizer.from_file(str(Path(folder) / TOKENIZER_FILE))


def _complete(compiled: CompiledTokenizer) -> None:
    """Add to a BPE over words what is done in front of it and behind it."""
    compiled.add_special_tokens([*SPECIAL_PIECES, MASK_PIECE])
    compiled.normalizer = Sequence([NFC(), *(Replace(new, old) for new, old in FOLD.items())])
    compiled.pre_tokenizer = WhitespaceSplit()
    compiled.decoder = BPEDecoder(suffix=WORD_END)
    start, _, end, _ = SPECIAL_PIECES
    compiled.post_processor = TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, Tokenizer.bos_id), (end, Tokenizer.eos_id)],
    )


def _names(tokenizer: Tokenizer, compiled: CompiledTokenizer, pad_id: int) -> dict[str, str]:
    """Return transformers' names of the special pieces that there are."""
    masks = [i for piece in _MASKS if (i := compiled.token_to_id(piece)) is not None]
    ids = {
        "bos_token": tokenizer.bos_id,
        "cls_token": tokenizer.bos_id,
        "eos_token": tokenizer.eos_id,
        "sep_token": tokenizer.eos_id,
        "pad_token": pad_id,
        "unk_token": None if tokenizer.unk_id == tokenizer.eos_id else tokenizer.unk_id,
        "mask_token": masks[0] if masks else None,
    }
    pieces = {name: compiled.id_to_token(i) for name, i in ids.items() if i is not None}
    return {name: piece for name, piece in pieces.items() if piece is not None}
