"""Tokenizers of other encoders than PhoBERT's: whatever the compiled library reads.

WordPiece, Unigram and byte-level BPE with normalisers of their own. Words are given to them one by
one, so that ids are those of a text whose words are parted by spaces.
"""

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer as CompiledTokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel

from predict.errors import InputError
from predict.text.tokenizer import (
    CACHED_WORDS,
    MERGES_FILE,
    TOKENIZER_FILE,
    VOCABULARY_FILE,
    WORD_END,
    Pieces,
    Tokenizer,
    compile_json,
)

_ALONE = ("sentencepiece.bpe.model", "spm.model", "spiece.model", "tokenizer.model")


class ForeignTokenizer(Tokenizer):
    """A tokenizer that knows nothing of PhoBERT: spelling is left as it is; safe for threads."""

    def __init__(self, compiled: CompiledTokenizer) -> None:
        """Take a compiled tokenizer with all its parts.

        :raises ValueError: if it does not put one special piece in front of a text and one behind
        """
        around = compiled.encode("").ids
        if len(around) != 2:
            raise InputError(
                f"the tokenizer puts {len(around)} special pieces around a text; expected are one "
                "in front and one behind it, such as <s> and </s>, or [CLS] and [SEP]"
            )
        compiled.encode_special_tokens = True  # no text ever becomes one
        compiled.no_padding()
        compiled.no_truncation()
        if isinstance(compiled.pre_tokenizer, ByteLevel):
            compiled.pre_tokenizer.add_prefix_space = True  # a word is never a text's first
        self._compiled = compiled
        self.bos_id, self.eos_id = around
        self.unk_id = _unknown(compiled, otherwise=self.eos_id)
        added = compiled.get_added_tokens_decoder().items()
        self._special = {*around, *(i for i, token in added if token.special)}
        self._cached_pieces = lru_cache(maxsize=CACHED_WORDS)(self._pieces)

    @property
    def n_pieces(self) -> int:
        """Size of the vocabulary, special pieces among it."""
        return max(self._compiled.get_vocab().values()) + 1

    @property
    def n_ids(self) -> int:
        """The same: none leaves as another."""
        return self.n_pieces

    def _pieces(self, word: str) -> Pieces:
        found = self._compiled.encode(word, add_special_tokens=False)
        if not found.ids:  # its normaliser leaves nothing of the word
            return Pieces(ids=(self.unk_id,), starts=(0,))
        starts = (0, *(start for start, _ in found.offsets[1:]))
        ids = (self.unk_id if i in self._special else i for i in found.ids)
        return Pieces(ids=tuple(ids), starts=starts)


def load_tokenizer(folder: Path) -> Tokenizer:
    """Read PhoBERT's two files, or a ``tokenizer.json`` of any kind.

    :raises FileNotFoundError: if the folder holds neither
    :raises ValueError: if a file is damaged, or its tokenizer cannot be used
    """
    if all((folder / name).is_file() for name in (VOCABULARY_FILE, MERGES_FILE)):
        return Tokenizer.load(folder)
    if (folder / TOKENIZER_FILE).is_file():
        return load_tokenizer_json(folder / TOKENIZER_FILE)
    alone = next((name for name in _ALONE if (folder / name).is_file()), None)
    if alone is None:
        return Tokenizer.load(folder)  # which says what is missing
    raise FileNotFoundError(
        f"{folder}: {alone} alone does not say where pieces stand in the text; write "
        f"{TOKENIZER_FILE} beside it with transformers' "
        "AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)"
    )


def load_tokenizer_json(file: Path) -> Tokenizer:
    """Read a ``tokenizer.json``, of PhoBERT's kind or another, whatever else lies beside it.

    :raises ValueError: if it is damaged, or its tokenizer cannot be used
    """
    compiled = compile_json(file)
    model = compiled.model
    own = isinstance(model, BPE) and model.end_of_word_suffix == WORD_END
    try:
        return Tokenizer(compiled) if own else ForeignTokenizer(compiled)
    except InputError as error:
        raise InputError(f"{file}: {error}") from error


def _unknown(compiled: CompiledTokenizer, *, otherwise: int) -> int:
    """Return the id of what no piece stands for; byte-level tokenizers have none."""
    names = (getattr(compiled.model, "unk_token", None), "<unk>", "[UNK]")
    found = (compiled.token_to_id(name) for name in names if name)
    return next((i for i in found if i is not None), otherwise)
