"""Byte-pair encoding of words into pieces, with offsets: PhoBERT's ids, compiled."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer as CompiledTokenizer
from tokenizers.models import BPE

from predict.errors import InputError
from predict.text.document import fold

TOKENIZER_FILE, VOCABULARY_FILE, MERGES_FILE = "tokenizer.json", "vocab.txt", "bpe.codes"
SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")
MASK_PIECE = "<mask>"
WORD_END = "</w>"
_JOINT = "@@"
CACHED_WORDS = 65536
LONGEST_CACHED = 64
"""Characters; longer words are rare, and many of them would fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of one word: ``ids[i]`` begins at the word's character ``starts[i]``."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]


class Tokenizer:
    """A vocabulary of pieces and its merges; safe for threads.

    The special pieces are ``<s>`` 0, ``<pad>`` 1, ``</s>`` 2, ``<unk>`` 3 and, with the highest id,
    ``<mask>``, as in PhoBERT. No text ever becomes one of them: a word ``</s>`` is cut into
    ordinary pieces. Ids beyond ``<mask>`` stand for merge symbols that the vocabulary lacks; they
    leave as ``<unk>``.
    """

    bos_id, pad_id, eos_id, unk_id = range(4)

    def __init__(self, compiled: CompiledTokenizer) -> None:
        """Take a compiled tokenizer, of which only the BPE model is used.

        :raises ValueError: if it is no BPE over words that end in ``</w>``, has another unknown
            piece, or if the special pieces do not stand where PhoBERT has them
        """
        model = compiled.model
        if (
            not isinstance(model, BPE)
            or model.end_of_word_suffix != WORD_END
            or model.unk_token != SPECIAL_PIECES[3]
        ):
            raise InputError(
                f"the tokenizer is no BPE over words that end in {WORD_END} and take "
                f"{SPECIAL_PIECES[3]} for what it does not know"
            )
        found = [model.token_to_id(piece) for piece in (*SPECIAL_PIECES, MASK_PIECE)]
        if found[:-1] != [0, 1, 2, 3] or found[-1] is None:
            raise InputError(
                f"the vocabulary gives {', '.join(SPECIAL_PIECES)} and {MASK_PIECE} the ids "
                f"{found}; expected are 0, 1, 2, 3 and any"
            )
        self._compiled = compiled
        self._bpe = model
        self.mask_id: int = found[-1]
        self._cached_pieces = lru_cache(maxsize=CACHED_WORDS)(self._pieces)

    @classmethod
    def load(cls, folder: Path) -> "Tokenizer":
        """Read PhoBERT's two files, or ``tokenizer.json``; the two files win where all are there.

        :raises FileNotFoundError: if the folder holds neither
        :raises ValueError: if a file is damaged or holds another kind of tokenizer
        """
        vocabulary, merges = folder / VOCABULARY_FILE, folder / MERGES_FILE
        file = folder / TOKENIZER_FILE
        if vocabulary.is_file() and merges.is_file():
            return cls(_compile_phobert(vocabulary, merges))
        if file.is_file():
            return cls.load_json(file)
        raise FileNotFoundError(
            f"{folder}: no tokenizer here; expected {TOKENIZER_FILE}, or {VOCABULARY_FILE} "
            f"and {MERGES_FILE}"
        )

    @classmethod
    def load_json(cls, file: Path) -> "Tokenizer":
        """Read a ``tokenizer.json``, whatever else lies beside it.

        :raises ValueError: if it is damaged or holds another kind of tokenizer
        """
        compiled = compile_json(file)
        try:
            return cls(compiled)
        except InputError as error:
            raise InputError(f"{file}: {error}") from error

    def save(self, folder: Path) -> None:
        """Write ``tokenizer.json``."""
        self._compiled.save(str(folder / TOKENIZER_FILE))

    @property
    def n_pieces(self) -> int:
        """Size of the vocabulary, special pieces among it."""
        return self.mask_id + 1

    @property
    def n_ids(self) -> int:
        """The same, with the merge symbols that leave as ``<unk>``."""
        return int(self._compiled.get_vocab_size())

    @property
    def word_ends(self) -> frozenset[int]:
        """The ids of the pieces that end a word."""
        pieces = self._compiled.get_vocab().items()
        return frozenset(i for piece, i in pieces if piece.endswith(WORD_END) and i < self.mask_id)

    @property
    def digest(self) -> str:
        """The SHA-256 of the vocabulary and its merges."""
        return hashlib.sha256(self._compiled.to_str().encode("utf-8")).hexdigest()

    def pieces(self, word: str) -> Pieces:
        """Cut a word, its syllables joined by ``_``, into pieces; the spelling is folded first."""
        return self._cached_pieces(word) if len(word) <= LONGEST_CACHED else self._pieces(word)

    def _pieces(self, word: str) -> Pieces:
        word = fold(word)
        tokens = self._bpe.tokenize(word)
        ids = tuple(token.id if token.id <= self.mask_id else self.unk_id for token in tokens)
        starts = [token.offsets[0] for token in tokens]
        if not word.isascii():  # the model counts bytes
            place = {0: 0}
            n_bytes = 0
            for i, character in enumerate(word):
                n_bytes += len(character.encode("utf-8"))
                place[n_bytes] = i + 1
            starts = [place[start] for start in starts]
        return Pieces(ids=ids, starts=tuple(starts))

    def encode(self, words: Iterable[str]) -> list[int]:
        """Return the ids of words, without ``<s>`` and ``</s>``."""
        return [piece for word in words for piece in self.pieces(word).ids]


def build(entries: dict[str, int], merges: list[tuple[str, str]]) -> CompiledTokenizer:
    """Compile a BPE over words from its pieces (last ones ending in ``</w>``) and its merges."""
    model = BPE(
        vocab=entries, merges=merges, unk_token=SPECIAL_PIECES[3], end_of_word_suffix=WORD_END
    )
    return CompiledTokenizer(model)


def compile_json(file: Path) -> CompiledTokenizer:
    """Read a ``tokenizer.json`` of any kind.

    :raises ValueError: if it is damaged
    """
    try:
        return CompiledTokenizer.from_str(file.read_text(encoding="utf-8"))
    except Exception as error:  # the compiled library raises nothing narrower
        raise InputError(f"{file}: damaged tokenizer: {error}") from error


def _compile_phobert(vocabulary: Path, merges: Path) -> CompiledTokenizer:
    """Build the compiled twin of transformers' ``PhobertTokenizer``."""
    entries = {piece: i for i, piece in enumerate(SPECIAL_PIECES)}
    for number, line in enumerate(_lines(vocabulary), start=1):
        piece, _, count = line.rpartition(" ")
        if not piece or not count:
            raise InputError(
                f"{vocabulary}, line {number}: expected a piece and a count, got {line!r}"
            )
        inside = len(piece) > len(_JOINT) and piece.endswith(_JOINT)
        key = piece.removesuffix(_JOINT) if inside else piece + WORD_END
        if key not in entries:
            entries[key] = len(entries)
    entries[MASK_PIECE] = len(entries)
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(_lines(merges), start=1):
        symbols = line.split(" ")
        if len(symbols) < 2:
            raise InputError(f"{merges}, line {number}: expected two symbols, got {line!r}")
        pairs.append((symbols[0], symbols[1]))
        for symbol in (symbols[0], symbols[1], symbols[0] + symbols[1]):
            entries.setdefault(symbol, len(entries))
    return build(entries, pairs)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 ({error.reason} at byte {error.start})") from error
