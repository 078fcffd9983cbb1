"""Our own way through pyvi's CRF: the same words as by CRFsuite, in every case."""

import json
import lzma
import random
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyvi.ViTokenizer import ViTokenizer

from predict.text.crf import BEGINS, CONTINUES, Crf
from predict.text.joints import LONGEST_CACHED, Joints
from predict.text.segment import CRF_FILE, Segmenter
from tests.gold import gold_texts
from tests.paths import GOLD, ROOT, needs_gold

from .crfsuite import Reference, train
from .test_segment import HARD_LINES, SYLLABLES

CORPUS = sorted((ROOT / "data" / "corpus").rglob("*.ann"))
PRETRAINING = GOLD.parent / "pretraining"
N_WORDS = 1_000_000
"""Of each file of text without labels."""
TIES = ["Hải", "La", "Diêm", "Hoả", "ổi run", "đuôi bỡn vầy", "rê mu oại"]
"""Said again and again, they can be cut in two ways that are worth the same."""


@pytest.fixture(scope="module")
def crf(segmenter: Segmenter, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("crf")
    segmenter.save(folder)
    return (folder / CRF_FILE).read_bytes()


@pytest.fixture(scope="module")
def reference(crf: bytes, segmenter: Segmenter) -> Reference:
    return Reference(crf, segmenter.dictionary)


@pytest.fixture(scope="module")
def joints(crf: bytes, segmenter: Segmenter) -> Joints:
    return Joints(Crf.read(crf), dictionary=segmenter.dictionary)


def cut(line: str) -> list[str]:
    syllables: list[str] = ViTokenizer.sylabelize(line)[1]
    return syllables


def compare(text: str, joints: Joints, reference: Reference) -> int:
    """Compare line by line, and return how many words there are."""
    n = 0
    for syllables in filter(None, map(cut, text.split("\n"))):
        found = joints.find(syllables)
        assert found == reference.find(syllables), " ".join(syllables)
        n += found.count(False)
    return n


@pytest.mark.parametrize(
    "line",
    [
        *HARD_LINES,
        "a",
        "HUYỆN",
        "xã hội chủ nghĩa " * 1250,
        "1 2 3 , . ; " * 800,
        "😀 😀 👩 tốt",
        "http://x.vn/\0a \0 \x01",
        "thgkwq qwkj zzz ",
        "a_b_c __ _ a_",
        "A" * 200 + " b " + "ủ" * 200,
    ],
)
def test_same_words_as_crfsuite(joints: Joints, reference: Reference, line: str) -> None:
    compare(line, joints, reference)


@given(
    st.lists(
        st.sampled_from([*SYLLABLES.split(), *" ".join(TIES).split()]), min_size=1, max_size=40
    )
)
def test_same_words_on_any_line(joints: Joints, reference: Reference, syllables: list[str]) -> None:
    assert joints.find(syllables) == reference.find(syllables)


@pytest.mark.parametrize("syllables", TIES)
def test_where_two_ways_are_worth_the_same(
    joints: Joints, reference: Reference, syllables: str
) -> None:
    chance = random.Random(1)
    for n in (*range(1, 30), 1500):
        line = syllables.split() * n
        assert joints.find(line) == reference.find(line)
        chance.shuffle(line)
        assert joints.find(line) == reference.find(line)


def test_the_exact_way_is_that_of_crfsuite(joints: Joints, reference: Reference) -> None:
    for line in [*HARD_LINES, *TIES, *(f"{line} " * 40 for line in TIES)]:
        if cut(line):
            assert joints._find_exactly(cut(line)) == reference.tags(cut(line))


def test_running_text_needs_no_exact_way(joints: Joints, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joints, "_find_exactly", None)
    for line in CORPUS[0].read_text(encoding="utf-8").split("\n"):
        if line:
            joints.find(cut(line))


@pytest.mark.parametrize("labels", [(BEGINS, CONTINUES), (CONTINUES, BEGINS)], ids="".join)
@pytest.mark.parametrize("seed", range(6))
def test_other_weights(labels: tuple[str, str], seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    names = [f"{name}word.lower():{letter}" for name in ("", "-1:", "+1:") for letter in "abc"]
    rows = [chance.choices(names, k=3) for _ in range(40)]
    tags = [*labels, *chance.choices(labels, k=38)]
    if seed % 2:  # what follows is mostly the opposite
        tags = [*labels, *(labels[i % 2] for i in range(38))]
    content = train(rows, tags, tmp_path / "toy")
    joints = Joints(Crf.read(content), dictionary=frozenset())
    reference = Reference(content, frozenset())
    for n in range(1, 60):
        line = chance.choices("abc", k=n)
        assert joints.find(line) == reference.find(line)
        assert joints._find_exactly(line) == reference.tags(line)


def test_the_same_from_many_threads(joints: Joints) -> None:
    lines = [cut(line) for line in HARD_LINES if cut(line)]
    expected = [joints.find(line) for line in lines]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(joints.find, lines * 20)) == expected * 20


def test_giant_syllables_are_not_kept(crf: bytes) -> None:
    joints = Joints(Crf.read(crf), dictionary=frozenset())
    for i in range(20):
        assert joints.find([f"A{'a' * LONGEST_CACHED}{i}"]) == [False]
    assert joints._cached.cache_info().currsize == 0
    joints.find(["Huyện", "ủy"])
    assert joints._cached.cache_info().currsize == 2
    assert joints._cached.cache_info().maxsize is not None


def test_same_words_on_articles(joints: Joints, reference: Reference) -> None:
    texts = (file.read_text(encoding="utf-8") for file in CORPUS[::40])
    assert sum(compare(text, joints, reference) for text in texts) > 5_000


@needs_gold
@pytest.mark.slow
def test_same_words_on_all_texts_at_hand(joints: Joints, reference: Reference) -> None:
    n = sum(compare(text, joints, reference) for text in texts_at_hand())
    for file in sorted(PRETRAINING.glob("*.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            n_here = 0
            while n_here < N_WORDS and (text := "".join(islice(lines, 100))):
                n_here += compare(text, joints, reference)
        n += n_here
    warnings.warn(f"{n:,} words are the same", stacklevel=1)
    assert n > 3 * N_WORDS


def texts_at_hand() -> Iterator[str]:
    yield from (file.read_text(encoding="utf-8") for file in CORPUS)
    yield from gold_texts()
    yield from (file.read_text("utf-8") for file in sorted((GOLD.parent / "seeds").glob("*.txt")))
    for line in (GOLD / "types" / "types.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
