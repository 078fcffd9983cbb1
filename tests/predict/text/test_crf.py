import math
import random
import re
import struct
from contextlib import suppress
from pathlib import Path

import pytest

from predict.errors import InputError
from predict.text.crf import BEGINS, CONTINUES, Crf
from predict.text.segment import CRF_FILE, Segmenter

from .crfsuite import Reference, train

FEATURE = re.compile(r"  \(0\) (.*) --> (B_W|I_W): (-?[\d.]+)")
TRANSITION = re.compile(r"  \(1\) (B_W|I_W) --> (B_W|I_W): (-?[\d.]+)")
LABELS = [BEGINS, CONTINUES]


@pytest.fixture(scope="module")
def content(segmenter: Segmenter, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("crf")
    segmenter.save(folder)
    return (folder / CRF_FILE).read_bytes()


def test_the_weights_are_those_that_crfsuite_prints(content: bytes, tmp_path: Path) -> None:
    crf = Crf.read(content)
    Reference(content, frozenset()).dump(tmp_path / "dump.txt")
    dump = (tmp_path / "dump.txt").read_text(encoding="utf-8").split("\n")
    features = [match.groups() for line in dump if (match := FEATURE.fullmatch(line))]
    assert len(features) > 11_000
    for attribute, label, weight in features:
        assert math.isclose(
            crf.attributes[attribute][LABELS.index(label)], float(weight), abs_tol=6e-7
        )
    transitions = [match.groups() for line in dump if (match := TRANSITION.fullmatch(line))]
    assert len(transitions) == 4
    for before, label, weight in transitions:
        pair = crf.after_begin if before == BEGINS else crf.after_inside
        assert math.isclose(pair[LABELS.index(label)], float(weight), abs_tol=6e-7)


def test_the_weights_have_all_their_digits(content: bytes) -> None:
    crf, reference = Crf.read(content), Reference(content, frozenset())
    for attribute in [*crf.attributes][:500]:
        begin, inside = crf.weights(attribute)
        expected = 1 / (1 + math.exp(begin - inside))
        assert math.isclose(reference.chance([attribute]), expected, rel_tol=1e-13)


def test_the_largest_weight(content: bytes) -> None:
    crf = Crf.read(content)
    pairs = [*crf.attributes.values(), crf.after_begin, crf.after_inside]
    assert crf.largest == max(abs(weight) for pair in pairs for weight in pair)


def test_an_attribute_that_the_model_lacks_weighs_nothing(content: bytes) -> None:
    assert Crf.read(content).weights("word.lower():qqq") == (0.0, 0.0)


def test_an_attribute_ends_where_a_string_of_c_does(content: bytes) -> None:
    crf = Crf.read(content)
    assert crf.weights("word.lower():\0a") == crf.weights("word.lower():") != (0.0, 0.0)


@pytest.mark.parametrize("labels", [LABELS, LABELS[::-1]], ids="".join)
def test_labels_may_have_any_order(labels: list[str], tmp_path: Path) -> None:
    rows = [["a"], ["b"], ["a", "c"], ["b"]]
    content = train(rows, [*labels, labels[0], labels[0]], tmp_path / "toy")
    crf = Crf.read(content)
    assert crf.prefers_begin == (labels[0] == BEGINS)
    assert {*crf.attributes} == {"a", "b", "c"}
    reference = Reference(content, frozenset())
    for attribute, (begin, inside) in crf.attributes.items():
        expected = 1 / (1 + math.exp(begin - inside))
        assert math.isclose(reference.chance([attribute]), expected, rel_tol=1e-13)


def test_other_labels_are_refused(tmp_path: Path) -> None:
    content = train([["a"], ["b"]], ["X", "Y"], tmp_path / "toy")
    with pytest.raises(InputError, match="labels X, Y; expected are B_W and I_W"):
        Crf.read(content)


@pytest.mark.parametrize("n", [0, 3, 47])
def test_a_stump_is_refused(content: bytes, n: int) -> None:
    with pytest.raises(InputError, match="ends before"):
        Crf.read(content[:n])


@pytest.mark.parametrize("n", [48, 1000, 300_000, -1])
def test_half_a_model_is_refused(content: bytes, n: int) -> None:
    with pytest.raises(InputError, match="not all of it"):
        Crf.read(content[:n])


def test_something_else_is_refused() -> None:
    with pytest.raises(InputError, match="no model of CRFsuite"):
        Crf.read(b"x" * 1000)


@pytest.mark.parametrize(
    ("offset", "new", "message"),
    [
        (28, b"\x31", "holds no features"),
        (32, b"\x00\x00\x00", "holds no dictionary"),
        (28 + 4, b"\xff\xff\xff\x7f", "ends before"),
        (24, b"\xff\xff\xff\x7f", "ends before"),
        (24, b"\x01\x00\x00\x00", "attributes or labels that it does not name"),
        (60, b"\x07", "of an unknown kind"),
        (60 + 12, struct.pack("<d", math.nan), "no numbers"),
        (60 + 12, struct.pack("<d", math.inf), "no numbers"),
    ],
)
def test_what_is_damaged_is_named(content: bytes, offset: int, new: bytes, message: str) -> None:
    damaged = content[:offset] + new + content[offset + len(new) :]
    with pytest.raises(InputError, match=message):
        Crf.read(damaged)


def test_a_damaged_string_is_named(content: bytes) -> None:
    place = content.index(b"bias\0") - 4  # its length
    for new in (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\3\0\0\0"):
        with pytest.raises(InputError, match=r"dictionary at byte \d+ is damaged"):
            Crf.read(content[:place] + new + content[place + 4 :])
    with pytest.raises(InputError, match="not UTF-8"):
        Crf.read(content.replace(b"word.isdigit()", b"word.isdigi\xff()"))


def test_damage_anywhere_raises_nothing_else(content: bytes) -> None:
    chance = random.Random(1)
    starts = struct.unpack_from("<5I", content, 28)
    for _ in range(400):
        damaged = bytearray(content)
        start = chance.choice((0, *starts))
        for _ in range(chance.randint(1, 4)):
            place = min(start + chance.randrange(64), len(content) - 1)
            damaged[place] = chance.randrange(256)
        with suppress(InputError):
            Crf.read(bytes(damaged))
