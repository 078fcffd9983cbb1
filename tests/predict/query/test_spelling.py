import subprocess
import sys
import unicodedata

import pytest

from predict.query.spelling import (
    Names,
    given_name,
    has_typing_error,
    lacks_marks,
    leaves_out,
    parts_of,
    short_forms,
)
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lò Thị Thúy", "LÒ THỊ THUÝ"),
        ("Lò Thị Thúy", unicodedata.normalize("NFD", "Lò Thị Thúy")),
        ("Hà Sỹ Lý", "Hà Sĩ Lí"),
        ("Lò Văn Quý", "Lò Văn Quí"),
        ("K'Mỹ", "K’MĨ"),
        ("Rơ-Ông Hiếu", "Rơ Ông  Hiếu"),
    ],
)
def test_spellings_without_a_difference(one: str, other: str) -> None:
    assert parts_of(one) == parts_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thúy", "Thúi"), ("Duy", "Dui"), ("Tây", "Tâi"), ("Y Thân", "I Thân"), ("Hòa", "Hóa")],
)
def test_spellings_with_a_difference(one: str, other: str) -> None:
    assert parts_of(one) != parts_of(other)


def test_names_in_one_word_keep_their_syllables() -> None:
    names = Names.of(["KSRANG", "K'Srang", "Srang", "Lò Văn Inh", "Inh", "Lò Văn"])
    assert names.parts["ksrang"] == ("k", "srang")
    assert {name for name, is_short in names.is_short.items() if is_short} == {"srang", "inh"}


@pytest.mark.parametrize(
    ("name", "given", "short"),
    [
        ("Lò Văn Inh", "inh", {"văn inh", "inh"}),
        ("Y Ngân Niê", "ngân", {"ngân niê", "niê", "y ngân", "ngân"}),
        ("K'Srang", "srang", {"srang"}),
        ("Inh", "inh", set()),
    ],
)
def test_given_names_and_short_forms(name: str, given: str, short: set[str]) -> None:
    parts = parts_of(name)
    assert given_name(parts) == given
    assert set(map(" ".join, short_forms(parts))) == short


@pytest.mark.parametrize(
    ("short", "full", "is_so"),
    [
        ("Lò Inh", "Lò Văn Inh", True),
        ("Lò Bá Inh", "Lò Văn Bá Inh", True),
        ("Lò Bá Văn Inh", "Lò Văn Bá Inh", False),
        ("Lò Bá Inh", "Lò Văn Inh", False),
        ("Hà Inh", "Lò Văn Inh", False),
        ("Inh", "Lò Văn Inh", False),
        ("Lò Văn Inh", "Lò Văn Inh", False),
    ],
)
def test_middle_names_left_out(short: str, full: str, is_so: bool) -> None:
    assert leaves_out(parts_of(short), parts_of(full)) is is_so


@pytest.mark.parametrize(
    ("short", "full", "is_so"),
    [
        ("Lo Thi Thuy", "Lò Thị Thúy", True),
        ("Lò Thi Thúy", "Lò Thị Thúy", True),
        ("Lò Thị Thuy", "Lò Thị Thúy", False),  # another given name, as likely
        ("Lò Thị Thùy", "Lò Thị Thúy", False),
        ("Lo Thi Thuy", "Lò Thị Thanh Thúy", False),
        ("Lo Thi Thu", "Lò Thị Thúy", False),
    ],
)
def test_marks_left_out(short: str, full: str, is_so: bool) -> None:
    assert lacks_marks(parts_of(short), parts_of(full)) is is_so


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("lòvăninh", "lòvănin", True),
        ("lòvăninh", "lòvănihn", True),
        ("lòvăninh", "lòvănính", True),
        ("lòvăninh", "lòvănihnn", False),
        ("lòvăninh", "lòvinh", False),
        ("lòáo", "lòào", False),  # too short to tell
    ],
)
def test_typing_errors(one: str, other: str, is_one: bool) -> None:
    assert has_typing_error(one, other) is is_one
    assert has_typing_error(other, one) is is_one


def test_rapidfuzz_that_is_missing_is_one_sentence() -> None:
    code = (
        "import sys\nsys.modules['rapidfuzz.distance'] = None\n"
        "from predict.errors import MissingExtraError\n"
        "try:\n    import predict.query.people\n"
        "except MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert 'pip install "nhandang[query]"' in done.stdout
    assert done.stdout.count("\n") == 1
