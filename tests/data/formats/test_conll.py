"""CoNLL columns: what others write is read, what is written is read back."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.annotated import AnnotatedArticle
from data.formats.conll import FORM, read_conll, write_conll
from data.formats.forms import Articles, Part, Reading
from predict.errors import InputError
from predict.records import Span
from predict.schema import Schema

PHONER = """Bệnh_nhân O
số O
17 B-PATIENT_ID
ở O
Sở B-ORGANIZATION
Y_tế I-ORGANIZATION
Hoà_Vang I-ORGANIZATION

_ O
https://a.vn/b_c O
Hà_Nội B-LOCATION
"""
VLSP = """Ông\tNc\tB-NP\tO
Trần_Ẩn\tNp\tB-NP\tB-PER
,\tCH\tO\tO
Bộ\tN\tB-NP\tB-ORG
Y_tế\tN\tI-NP\tI-ORG

Huế\tNp\tB-NP\tB-LOC
"""
ENGLISH = """-DOCSTART- -X- O O

EU NNP I-NP I-ORG
Huế NNP I-NP I-LOC
Ẩn NNP I-NP B-LOC

-DOCSTART- (2 thứ) O O

An NNP I-NP I-PER
Ẩn NNP I-NP I-PER
"""


def read(folder: Path, content: str | bytes, **options: object) -> list[AnnotatedArticle]:
    file = folder / "mẫu.conll"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_conll(file, Reading(**options))  # type: ignore[arg-type]


def surfaces(article: AnnotatedArticle) -> list[tuple[str, str]]:
    return [(article.text[s.start : s.end], s.label) for s in article.spans]


def words(article: AnnotatedArticle) -> list[str]:
    assert article.words is not None
    return [article.text[start:end] for start, end in article.words]


def test_words_joined_by_underscores(tmp_path: Path) -> None:
    first, second = read(tmp_path, PHONER)
    assert (first.id, second.id) == ("mẫu-1", "mẫu-2")
    assert first.text == "Bệnh nhân số 17 ở Sở Y tế Hoà Vang"
    assert words(first) == ["Bệnh nhân", "số", "17", "ở", "Sở", "Y tế", "Hoà Vang"]
    assert surfaces(first) == [("17", "PATIENT_ID"), ("Sở Y tế Hoà Vang", "ORGANIZATION")]
    assert second.text == "_ https://a.vn/b_c Hà Nội"
    assert surfaces(second) == [("Hà Nội", "LOCATION")]
    assert (first.article_type, first.knows_spans) == (None, True)


def test_a_file_without_marks_is_one_article_if_so_wished(tmp_path: Path) -> None:
    (article,) = read(tmp_path, PHONER, articles=Articles.file)
    assert article.id == "mẫu"
    assert article.text.split("\n")[1] == "_ https://a.vn/b_c Hà Nội"
    assert surfaces(article)[-1] == ("Hà Nội", "LOCATION")


def test_four_columns(tmp_path: Path) -> None:
    first, second = read(tmp_path, VLSP)
    assert surfaces(first) == [("Trần Ẩn", "PER"), ("Bộ Y tế", "ORG")]
    assert surfaces(second) == [("Huế", "LOC")]
    chunks, _ = read(tmp_path, VLSP, label_column=2)
    assert [label for _, label in surfaces(chunks)] == ["NP", "NP", "NP"]


def test_a_fifth_column_of_nested_names_is_told(tmp_path: Path) -> None:
    nested = re.sub("(?m)$(?<=.)", "\tO", VLSP).replace("I-ORG\tO", "I-ORG\tB-LOC")
    notes: list[str] = []
    first, _ = read(tmp_path, nested, notes=notes.append)
    assert surfaces(first) == [("Trần Ẩn", "PER"), ("Bộ Y tế", "ORG")]
    (note,) = notes
    assert note.endswith(
        "column 5 has names inside names, which are not read; to read them instead: "
        "--label-column 5"
    )
    inside, _ = read(tmp_path, nested, label_column=4, notes=notes.append)
    assert (surfaces(inside), len(notes)) == ([("Y tế", "LOC")], 1)


def test_document_marks_and_the_tags_of_iob1(tmp_path: Path) -> None:
    notes: list[str] = []
    first, second = read(tmp_path, ENGLISH, notes=notes.append)
    assert surfaces(first) == [("EU", "ORG"), ("Huế", "LOC"), ("Ẩn", "LOC")]
    assert (second.id, surfaces(second)) == ("2 thứ", [("An Ẩn", "PER")])
    assert notes == []


def test_the_label_may_stand_first(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "B-LOC Hà_Nội\nO đẹp\n", label_column=0)
    assert (article.text, surfaces(article)) == ("Hà Nội đẹp", [("Hà Nội", "LOC")])


def test_comments_begin_documents(tmp_path: Path) -> None:
    content = (
        "# newdoc id = a\n# sent_id = 1\nAn O\n\n# sent_id = 2\n# O\nẨn B-PER\n\n"
        "# id b dom=x\nHuế O\n"
    )
    first, second = read(tmp_path, content)
    assert (first.id, first.text, second.id) == ("a", "An\n# Ẩn", "b")


def test_what_stands_before_the_first_mark_is_one_article(tmp_path: Path) -> None:
    articles = read(tmp_path, "An O\n\nẨn O\n\n-DOCSTART- O\n\nHuế O\n")
    assert [article.text for article in articles] == ["An\nẨn", "Huế"]


def test_line_breaks_of_windows_a_mark_and_blanks_that_do_not_break(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + "Hà\xa0Nội B-LOC  \r\n \xa0\r\nHuế O\r\n".encode()
    first, second = read(tmp_path, content)
    assert (first.text, second.text) == ("Hà\xa0Nội", "Huế")
    assert first.words == ((0, 6),)


def test_line_breaks_of_old_macs(tmp_path: Path) -> None:
    first, second = read(tmp_path, b"Ong\tO\rAn\tB-PER\r\rHue\tO\r")
    assert (first.text, second.text) == ("Ong An", "Hue")


def test_tabs_part_columns_and_blanks_stand_in_words(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "Hà Nội\tB-LOC\nđẹp\tO\n")
    assert words(article) == ["Hà Nội", "đẹp"]


def test_a_first_column_that_counts_is_passed_over(tmp_path: Path) -> None:
    first, second = read(tmp_path, "1 Hà_Nội B-LOC\n2 đẹp O\n\n1 Huế B-LOC\n")
    assert (first.text, second.text) == ("Hà Nội đẹp", "Huế")


def test_labels_are_renamed_and_told(tmp_path: Path) -> None:
    notes: list[str] = []
    (article,) = read(tmp_path, "An B-Người/tên\n", notes=notes.append)
    assert surfaces(article) == [("An", "Người_tên")]
    assert notes[0].endswith("labels renamed: 'Người/tên' to Người_tên")


MALFORMED = [
    ("An O\nHuế\n", r"line 2: 1 column \('Huế'\) where line 1 has 2; give each word its tag"),
    ("An\nHuế\n", r"line 1: 1 column \('An'\); a line is a word and its tag"),
    ("An N O\nHuế O\n", r"line 2: 2 columns \('Huế O'\) where line 1 has 3"),
    ("An O\nHuế B_LOC\n", r"line 2: 'B_LOC' is no tag; tags are O, or B, I"),
    ("An O\nHuế LOC\n", r"line 2: 'LOC' is no tag"),
    ("An O\nHuế B-LOC\nx\tB-\n", r"line 3: 'B-' is no tag"),
    ("An B-PER\nHuế B-///\n", r"line 2: the label '///' has no letter"),
    ("An B-a/b\nHuế B-a b\n", r"line 2: 3 columns"),
    ("An\tB-a/b\nHuế\tB-a b\n", r"line 2: the labels 'a/b' and 'a b' would both be a_b here"),
    ("An\tO\n\tB-LOC\n", r"line 2: no word in front of the tag B-LOC"),
    ("An B-SONG\n", r"line 1: the label SONG is not in the schema; it has PER, LOC"),
    ('-DOCSTART- {"id": O\n\nAn O\n', r"line 1: the head is no JSON"),
    ('-DOCSTART- {"article_type": "thơ"} O\n\nAn O\n', "article_type is .*; allowed are news"),
    ("\n\n# chú thích\n", "holds no words"),
    (b"\xff\xfeA\x00", "UTF-16; save the file as UTF-8"),
    (b"A\xc0 O", r"not UTF-8 \(byte 1\)"),
]


@pytest.mark.parametrize(("content", "sentence"), MALFORMED)
def test_a_malformed_file_gets_a_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    schema = None if "///" in str(content) or "a/b" in str(content) else PER_LOC
    with pytest.raises(InputError, match=sentence) as caught:
        read(tmp_path, content, schema=schema)
    assert "mẫu.conll" in str(caught.value)
    assert "\n" not in str(caught.value)


PER_LOC = Schema(entity_labels=("PER", "LOC"), article_types=("news",))


def test_a_label_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 1: 2 columns .* --label-column one of its columns"):
        read(tmp_path, PHONER, label_column=2)


def test_an_article_is_written_with_its_head(tmp_path: Path) -> None:
    text = "Ngày 5/3,\nông An  ở Sở Y tế Huế."
    article = AnnotatedArticle(
        id="a b",
        text=text,
        spans=(Span(start=0, end=8, label="DATE"), Span(start=14, end=16, label="PER")),
        article_type="other",
        head={"id": "a b", "nguồn": "viết", "values": [["Ngày 5/3", None]]},
    )
    file = tmp_path / "a.conll"
    write_conll([article, article], file)
    lines = file.read_text(encoding="utf-8").split("\n")
    head = {"article_type": "other", "id": "a b", "nguồn": "viết"}
    assert json.loads(lines[0].split("\t")[1]) == head
    assert lines[1:6] == ["", "Ngày\tB-DATE", "5\tI-DATE", "/\tI-DATE", "3\tI-DATE"]
    assert lines[8:11] == ["ông\tO", "An\tB-PER", "ở\tO"]
    first, second = read(tmp_path, file.read_bytes())
    assert first == second
    assert (first.id, first.article_type, dict(first.head)) == ("a b", "other", head)
    assert first.text == "Ngày 5 / 3 ,\nông An ở Sở Y tế Huế ."
    assert FORM.losses([article]) == {Part.values: 1, Part.white_space: 1}
    assert FORM.losses([first]) == {}


def test_words_that_cannot_stay_whole_are_counted(tmp_path: Path) -> None:
    article = AnnotatedArticle(
        id="a",
        text="tệp so_lieu của Trưởng phòng",
        spans=(Span(start=16, end=22, label="POS"), Span(start=23, end=26, label="ORG")),
        article_type=None,
        words=((0, 3), (4, 11), (12, 15), (16, 28)),
    )
    assert FORM.losses([article]) == {
        Part.word_edges: 1,
        Part.underscores: 1,
        Part.white_space: 1,
    }
    write_conll([article], tmp_path / "mẫu.conll")
    (back,) = read_conll(tmp_path / "mẫu.conll", Reading())
    assert surfaces(back) == [("Trưởng", "POS"), ("phò", "ORG")]


def test_a_word_that_would_begin_a_document_is_refused(tmp_path: Path) -> None:
    article = AnnotatedArticle(
        id="a", text="-DOCSTART-", spans=(), article_type=None, words=((0, 10),)
    )
    with pytest.raises(InputError, match="article a: the word -DOCSTART- would begin a document"):
        write_conll([article], tmp_path / "a.conll")
    assert list(tmp_path.iterdir()) == []


SYLLABLES = st.sampled_from(["Hà", "Nội", "😀", "u\u0309y", "ủy", "#", "5,1"])
WORDS = st.tuples(
    st.lists(SYLLABLES, min_size=1, max_size=3),
    st.sampled_from(["", "A", "B"]),
    st.booleans(),  # whether a span before it goes on
    st.sampled_from([" ", "\n"]),  # behind it
)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_words_and_spans_survive(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[list[str], str, bool, str]],
) -> None:
    parts = ""
    places: list[tuple[int, int]] = []
    spans: list[tuple[int, int, str]] = []
    for syllables, label, joins, gap in drawn:
        start = len(parts)
        parts += " ".join(syllables)
        places.append((start, len(parts)))
        last = spans[-1] if spans else None
        if label and joins and last and last[2] == label and last[1] == start - 1:
            spans[-1] = (last[0], len(parts), label)
        elif label:
            spans.append((start, len(parts), label))
        parts += gap
    text = parts[:-1]
    lines = {i for i, letter in enumerate(text) if letter == "\n"}
    spans = [s for s in spans if not any(s[0] <= i < s[1] for i in lines)]
    article = AnnotatedArticle(
        id="x",
        text=text,
        spans=tuple(Span(start=s, end=e, label=x) for s, e, x in spans),
        article_type=None,
        words=tuple(places),
        head={"id": "x"},
    )
    file = tmp_path_factory.mktemp("x") / "x.conll"
    write_conll([article], file)
    assert read_conll(file, Reading()) == [article]
    assert FORM.losses([article]) == {}
