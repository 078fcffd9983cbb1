"""A vocabulary of pieces of one's own, trained on segmented words."""

import json
from collections.abc import Iterable

from tokenizers import Tokenizer as CompiledTokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import WhitespaceSplit
from tokenizers.trainers import BpeTrainer

from predict.text.document import fold
from predict.text.tokenizer import MASK_PIECE, SPECIAL_PIECES, WORD_END, Tokenizer, build

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_LETTERS = _VOWELS + "bcdđfghjklmnpqrstvwxz"
_MARKS = "0123456789_.,;:!?%/-–—()[]\"'“”‘’…&+*=<>@#$~°²³|{}\\^`•"
ALPHABET = sorted(set(_LETTERS + _LETTERS.upper() + _MARKS))


def train_vocabulary(lines: Iterable[str], *, n_pieces: int) -> Tokenizer:
    """Train BPE on lines of words parted by spaces.

    Every letter of Vietnamese has a piece of its own, inside a word and at its end, so that no
    Vietnamese text meets ``<unk>``.

    :param lines: words with their syllables joined by ``_``, parted by spaces
    :param n_pieces: size of the vocabulary, special pieces among it
    """
    compiled = CompiledTokenizer(BPE(unk_token=SPECIAL_PIECES[3], end_of_word_suffix=WORD_END))
    compiled.pre_tokenizer = WhitespaceSplit()
    trainer = BpeTrainer(
        vocab_size=n_pieces - len(SPECIAL_PIECES) - 1,
        initial_alphabet=ALPHABET,
        limit_alphabet=2 * len(ALPHABET),
        end_of_word_suffix=WORD_END,
        special_tokens=[letter + WORD_END for letter in ALPHABET],  # else numbered by chance
        show_progress=True,
    )
    compiled.train_from_iterator((fold(line) for line in lines), trainer)
    return Tokenizer(_renumber(compiled, n_pieces=n_pieces))


def _renumber(compiled: CompiledTokenizer, *, n_pieces: int) -> CompiledTokenizer:
    """Give the special pieces PhoBERT's ids, and every letter both its forms."""
    model = json.loads(compiled.to_str())["model"]
    letters = [*ALPHABET, *(letter + WORD_END for letter in ALPHABET)]
    learned = [piece for piece, _ in sorted(model["vocab"].items(), key=lambda item: item[1])]
    room = n_pieces - len(SPECIAL_PIECES) - 1
    pieces = list(dict.fromkeys([*letters, *learned]))[:room]
    entries = {piece: i for i, piece in enumerate([*SPECIAL_PIECES, *pieces, MASK_PIECE])}
    merges = [
        (left, right)
        for left, right in (tuple(merge) for merge in model["merges"])
        if left in entries and right in entries and left + right in entries
    ]
    return build(entries, merges)
