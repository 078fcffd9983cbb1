"""A toy model for tests: a tokenizer learned from a few words, a network of regular expressions."""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from predict.bundle import Manifest
from predict.network.decode import Calibration
from predict.network.runtime import WindowLogits
from predict.network.windows import WindowSize
from predict.predictor import Predictor
from predict.records import ModelInfo
from predict.schema import BEGIN, DEFAULT_SCHEMA, INSIDE
from predict.text.document import fold
from predict.text.encode import Ids
from predict.text.segment import Segmenter
from predict.text.tokenizer import MERGES_FILE, TOKENIZER_FILE, VOCABULARY_FILE, WORD_END, Tokenizer

ARTICLE = """Tỉnh ủy Hòa Sơn sơ kết công tác 6 tháng đầu năm
Ngày 14/6/2021, đồng chí Trần Văn Ví, Bí thư Huyện ủy, chủ trì hội nghị sơ kết. Dự hội nghị có \
đồng chí Lê Thị Dụ, Chủ tịch UBND huyện.
Thu ngân sách đạt 1.250,5 tỷ đồng, bằng 51,25% kế hoạch năm. Toàn huyện trồng 120 ha rừng.
"""
"""Written for the tests; every rule below finds something in it."""

RULES = (
    ("OFFICIAL", "Trần Văn Ví|Lê Thị Dụ|Nguyễn Hòa"),
    ("POSITION", "Bí thư|Chủ tịch|Chánh Văn phòng"),
    ("ORGANISATION", "(?:Tỉnh|Huyện) ủy(?: Hòa Sơn)?|UBND(?: huyện)?|Sở Y tế"),
    ("DATE", r"[Nn]gày \d+ / \d+(?: / \d+)?|\d tháng đầu năm"),
    ("QUANTITY", r"[\d.,]+ (?:tỷ đồng|triệu đồng|ha|%)"),
)
"""Labels and what their entities look like, with a space wherever a word or syllable ends."""

TYPE_WORDS = {"review": "sơ kết", "inspection": "kiểm tra", "congress": "đại hội"}
"""What an article of a type says; one that says none of it is of the last type."""

SURE = 8.0

_LETTERS = (
    "0123456789.,;:/%!?()\"'-_"
    "abcdefghijklmnopqrstuvwxyzăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)
_WORDS = """
tỉnh_uỷ huyện_uỷ Tỉnh_uỷ Huyện_uỷ Hoà_Sơn sơ_kết tổng_kết công_tác tháng đầu năm Ngày ngày
đồng_chí Trần_Văn_Ví Lê_Thị_Dụ Nguyễn_Hoà Bí_thư bí_thư Phó chủ_trì Chủ_tịch chủ_tịch hội_nghị
Hội_nghị Dự có UBND HĐND huyện xã tỉnh Thu thu ngân_sách đạt tỷ đồng triệu bằng kế_hoạch Toàn toàn
trồng rừng ha kiểm_tra đại_hội Đại_hội đảng_bộ chi_bộ đảng_viên cán_bộ Chánh_Văn_phòng Văn_phòng
Sở_Y_tế giám_sát và của là các những được trong với cho người dân nhân_dân phát_triển kinh_tế
xã_hội nông_thôn mới xây_dựng thực_hiện nhiệm_vụ chỉ_tiêu nghị_quyết chương_trình đoàn lãnh_đạo
Ban Thường_vụ Uỷ_ban Mặt_trận Tổ_quốc Việt_Nam Hà_Nội trường học sinh_viên đại_học Công_nghệ Tôi
không khác theo tại từ đến sau khi đã sẽ cần phải nâng_cao chất_lượng hiệu_quả tăng giảm so cùng
kỳ ước tấn sản_lượng lúa nhà_máy doanh_nghiệp đầu_tư dự_án quý III
"""


class ToyRuntime:
    """A network that reads its ids back into text and labels what the rules find there."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._texts = {id_: piece for piece, id_ in vocabulary(tokenizer).items()}
        self._n_pieces = tokenizer.n_pieces
        self._rules = [
            (label, re.compile(_spaced(rule), flags=re.MULTILINE)) for label, rule in RULES
        ]
        self.most_at_once = 0

    def run(self, windows: Sequence[Ids]) -> list[WindowLogits]:
        self.most_at_once = max(self.most_at_once, len(windows))
        return [self._read(window) for window in windows]

    def _read(self, window: Ids) -> WindowLogits:
        assert window[0] == Tokenizer.bos_id
        assert window[-1] == Tokenizer.eos_id
        assert 0 <= window.min() <= window.max() < self._n_pieces
        text, places = "_", [1]
        for place, id_ in enumerate(window[1:-1].tolist(), start=1):
            piece = "?" if id_ == Tokenizer.unk_id else self._texts[id_].replace(WORD_END, "_")
            text += piece
            places += [place] * len(piece)
        tags = np.zeros((len(window), len(DEFAULT_SCHEMA.tags)), dtype=np.float32)
        tags[:, 0] = SURE / 2
        for label, rule in self._rules:
            for match in rule.finditer(text):
                first, last = places[match.start(1)], places[match.end(1) - 1]
                tags[first + 1 : last + 1, DEFAULT_SCHEMA.tags.index(INSIDE + label)] = SURE
                tags[first, DEFAULT_SCHEMA.tags.index(BEGIN + label)] = SURE
        return WindowLogits(tags=tags, types=_type_logits(text))


def _spaced(rule: str) -> str:
    return f"(?<=_)({fold(rule).replace(' ', '_')})(?=_)"


def _type_logits(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    types = DEFAULT_SCHEMA.article_types
    found = [SURE * (words.replace(" ", "_") in text) for words in TYPE_WORDS.values()]
    return np.array([*found, SURE / 2][: len(types)], dtype=np.float32)


def make_predictor(
    *, segmenter: Segmenter, tokenizer_folder: Path, window: WindowSize | None = None
) -> Predictor:
    """Bring a toy model together; windows hold 256 ids unless told otherwise."""
    tokenizer = Tokenizer.load(tokenizer_folder)
    return Predictor(
        manifest=Manifest(
            model=ModelInfo(name="toy", version="0"),
            schema=DEFAULT_SCHEMA,
            window=window or WindowSize(length=256, overlap=64),
            calibration=Calibration(),
            precision="toy",
        ),
        segmenter=segmenter,
        tokenizer=tokenizer,
        runtime=ToyRuntime(tokenizer),
    )


def vocabulary(tokenizer: Tokenizer) -> dict[str, int]:
    """Return the pieces and their ids, as ``tokenizer.json`` holds them."""
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save(Path(folder))
        content = json.loads((Path(folder) / TOKENIZER_FILE).read_text(encoding="utf-8"))
    return dict(content["model"]["vocab"])


def write_tokenizer_files(folder: Path) -> None:
    """Learn merges from the words and write ``vocab.txt`` and ``bpe.codes`` as PhoBERT has them."""
    words = {word: (*word[:-1], word[-1] + WORD_END) for word in _WORDS.split()}
    merges: list[tuple[str, str]] = []
    while True:
        counts = Counter(pair for symbols in words.values() for pair in pairwise(symbols))
        pair, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
        if pair is None or (count == 1 and len(merges) > 600):
            break
        merges.append(pair)
        words = {word: _merged(symbols, pair) for word, symbols in words.items()}
    letters = dict.fromkeys(_LETTERS + _LETTERS.upper())
    pieces = [*letters, *(letter + WORD_END for letter in letters)]
    # PhoBERT's vocabulary lacks some symbols of its merges too.
    pieces += ["".join(pair) for i, pair in enumerate(merges) if i % 12]
    pieces += [symbol for symbols in words.values() for symbol in symbols]
    lines = [
        piece.removesuffix(WORD_END) if piece.endswith(WORD_END) else piece + "@@"
        for piece in dict.fromkeys(pieces)
    ]
    (folder / VOCABULARY_FILE).write_text(
        "".join(f"{line} {len(lines) - i}\n" for i, line in enumerate(lines)), encoding="utf-8"
    )
    (folder / MERGES_FILE).write_text(
        "".join(f"{left} {right} {len(merges) - i}\n" for i, (left, right) in enumerate(merges)),
        encoding="utf-8",
    )


def _merged(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return tuple(merged)
