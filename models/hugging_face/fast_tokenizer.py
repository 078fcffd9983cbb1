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
from predict.text.tokenizer import (
    MASK_PIECE,
    SPECIAL_PIECES,
    TOKENIZER_FILE,
    WORD_END,
    Tokenizer,
)

CONFIG_FILE = "tokenizer_config.json"
_NAMES = ("bos_token", "pad_token", "eos_token", "unk_token")


def save_fast_tokenizer(tokenizer: Tokenizer, folder: Path, *, length: int) -> None:
    """Write what ``AutoTokenizer`` loads: ids are those of words parted by white space.

    Its ids beyond ``<mask>``, which stand for merge symbols that the vocabulary lacks, are further
    names of ``<unk>``: ``size_of`` says how many ids a model must know.

    :param tokenizer: what gives the ids
    :param folder: where the files go
    :param length: the most ids that the model takes at once
    """
    compiled = _compiled(tokenizer)
    compiled.add_special_tokens([*SPECIAL_PIECES, MASK_PIECE])
    compiled.normalizer = Sequence([NFC(), *(Replace(new, old) for new, old in FOLD.items())])
    compiled.pre_tokenizer = WhitespaceSplit()
    compiled.decoder = BPEDecoder(suffix=WORD_END)
    start, _, end, _ = SPECIAL_PIECES
    compiled.post_processor = TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, tokenizer.bos_id), (end, tokenizer.eos_id)],
    )
    compiled.save(str(folder / TOKENIZER_FILE))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": length,
        "model_input_names": ["input_ids", "attention_mask"],
        "split_special_tokens": True,  # no text ever becomes one
        "clean_up_tokenization_spaces": False,
        **dict(zip(_NAMES, SPECIAL_PIECES, strict=True)),
        "cls_token": start,
        "sep_token": end,
        "mask_token": MASK_PIECE,
    }
    text = json.dumps(config, ensure_ascii=False, indent=1)
    (folder / CONFIG_FILE).write_text(text + "\n", encoding="utf-8")


def size_of(tokenizer: Tokenizer) -> int:
    """Return how many ids the fast tokenizer may give."""
    return int(_compiled(tokenizer).get_vocab_size())


def _compiled(tokenizer: Tokenizer) -> CompiledTokenizer:
    """Return a copy of the compiled tokenizer, to be changed."""
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save(Path(folder))
        return CompiledTokenizer.from_file(str(Path(folder) / TOKENIZER_FILE))
